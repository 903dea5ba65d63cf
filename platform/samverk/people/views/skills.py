"""/administration/kompetenser/: the words people use, and two of them made one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, require_maintainer
from samverk.people.actions.merge_skills import merge_skills
from samverk.people.profiles.forms import MergeForm
from samverk.people.profiles.shown import words_in_use
from samverk.ui.trails import administration_trail

MOST = 500


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def skills(request: HttpRequest) -> HttpResponse:
    """The words and how many use each, never who.

    Raises:
        Denied: for anybody but the site's maintainers.
    """
    maintainer = require_maintainer(request.user)
    form = MergeForm(request.POST if request.method == "POST" else None)
    removes = request.POST.get("gor") == "ta-bort"
    if request.method == "POST" and form.is_valid() and (removes or form.cleaned_data["into"]):
        skill, into = form.cleaned_data["skill"], None if removes else form.cleaned_data["into"]
        merge_skills(actor=actor_of(request), maintainer=maintainer, skill=skill, into=into)
        messages.success(request, _("Kompetensen är borttagen.") if removes else _("Kompetenserna är en nu."))
        return redirect("people:skills")
    context = {
        "skills": list(words_in_use()[:MOST]),
        "trail": administration_trail(_("Kompetenser")),
    }
    return render(request, "people/skills.html", context, status=422 if request.method == "POST" else 200)
