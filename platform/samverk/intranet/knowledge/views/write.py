"""/kunskapsbank/skriv/: where a new article is to lie, then on to the editor's form for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverk.intranet.knowledge.access import places_for, require_writer
from samverk.intranet.knowledge.forms import WriteForm
from samverk.intranet.models import ArticlePage


@require_safe
def write(request: HttpRequest) -> HttpResponse:
    """Choose among the places where the person may add an article and there is room for one.

    Raises:
        Denied: for those who have not the editors' tools.
    """
    places = places_for(require_writer(request.user), page_type=ArticlePage, right="add")
    form = WriteForm(request.GET if "place" in request.GET else None, places=places)
    if form.is_valid():
        return redirect(reverse("wagtailadmin_pages:add", args=["intranet", "articlepage", form.cleaned_data["place"]]))
    context = {
        "form": form,
        "has_places": bool(places),
        "trail": [
            {"label": _("Kunskapsbank"), "url": reverse("intranet:knowledge")},
            {"label": _("Skriv en artikel"), "url": ""},
        ],
    }
    return render(request, "intranet/knowledge/write.html", context, status=422 if form.errors else 200)
