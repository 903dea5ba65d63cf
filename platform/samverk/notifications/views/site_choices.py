"""/administration/aviseringar/: how people are told who have not chosen themselves."""

from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samverk.identity.access import actor_of, require_maintainer
from samverk.identity.house_groups import label_of
from samverk.notifications.actions.choose_ways import choose_group_ways, choose_site_ways
from samverk.notifications.drawing import matrix_table
from samverk.notifications.matrix_form import matrix_in
from samverk.notifications.queries import matrix_of
from samverk.notifications.whose_form import WhoseForm
from samverk.ui.trails import administration_trail


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The site's matrix, or a group's.

    Raises:
        Denied: for anybody but system maintainers.
        Http404: for a group that is none here.
    """
    require_maintainer(request.user)
    form = WhoseForm(request.GET)
    if not form.is_valid():
        raise Http404
    group: Group | None = form.cleaned_data["grupp"]
    if request.method == "POST":
        return _save(request, group)
    context = {
        "trail": administration_trail(_("Aviseringar")),
        "form": form,
        "name": label_of(group.name) if group else "",
        "rows": [(row, matrix_table(row)) for row in matrix_of(group)],
    }
    return render(request, "notifications/site_choices.html", context)


def _save(request: HttpRequest, group: Group | None) -> HttpResponse:
    address, matrix = reverse("notifications:site_choices"), matrix_in(request.POST)
    if group is None:
        choose_site_ways(actor=actor_of(request), matrix=matrix)
        messages.success(request, _("Valen är sparade. De gäller alla som inte har valt själva."))
        return redirect(address)
    choose_group_ways(actor=actor_of(request), group=group, matrix=matrix)
    name = label_of(group.name)
    messages.success(
        request, _("Valen är sparade. De gäller dem i %(group)s som inte har valt själva.") % {"group": name}
    )
    return redirect(f"{address}?grupp={group.pk}")
