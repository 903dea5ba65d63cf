"""What a release would meet in the municipalities, before it is made."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.scim.csv_files import write_rows
from samverk.kernel import clock
from shared_templates.masters.access import require_model_site, require_releaser
from shared_templates.masters.effects import Meeting, meetings

HEADINGS: tuple[str | Promise, ...] = (
    gettext_lazy("Kommun"),
    gettext_lazy("Nya"),
    gettext_lazy("Som i mallen"),
    gettext_lazy("Egna ord"),
    gettext_lazy("Uppskjutna"),
    gettext_lazy("Gäller inte"),
)


@never_cache
@require_safe
def effect_file(request: HttpRequest) -> HttpResponse:
    """`?keys=` for each item: a row a municipality, for a spreadsheet.

    Raises:
        Http404: on a site that is no model municipality.
        Denied: for anybody but those who answer for releases.
    """
    require_model_site(request)
    require_releaser(request.user)
    found = meetings(keys_of(request.GET.getlist("keys")), day=clock.today())
    headers = {"Content-Disposition": 'attachment; filename="verkan.csv"'}
    body = write_rows([str(heading) for heading in HEADINGS], [cells(one) for one in found])
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)


def keys_of(said: list[str]) -> set[UUID]:
    """The keys among these texts; what is none is left aside."""
    found = set()
    for text in said:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def columns() -> list[dict[str, Any]]:
    """For the table on the page."""
    return [{"label": heading, "numeric": number > 0} for number, heading in enumerate(HEADINGS)]


def cells(one: Meeting) -> list[Any]:
    """One municipality's row."""
    return [one.name, one.new, one.as_is, one.own, one.put_off, one.not_here]
