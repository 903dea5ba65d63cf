"""How good the directory is (PF-03): figures, list, file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.access import actor_of
from samverk.identity.features import DIRECTORY_QUALITY
from samverk.identity.models import User
from samverk.identity.scim.actions.export_quality import export_quality
from samverk.identity.scim.csv_files import write_rows
from samverk.identity.scim.queries import FAULTS, directory_quality, faulty_people
from samverk.identity.scim.views.common import maintainer_of
from samverk.kernel import clock
from samverk.ui.trails import administration_trail

PAGE = 50


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """The figures, and the persons behind one of them or behind all.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    maintainer_of(request, feature=DIRECTORY_QUALITY)
    fault = _fault(request)
    day = clock.today()
    labels = _labels()
    figures = directory_quality(day=day)
    page = Paginator(faulty_people(day=day, fault=fault), PAGE).get_page(request.GET.get("sida"))
    context = {
        "trail": administration_trail(_("Katalogens kvalitet")),
        "figures": figures,
        "counts": [{"key": key, "label": labels[key], "count": getattr(figures, key)} for key in FAULTS],
        "fault": fault,
        "page": page,
        "prefix": f"?brist={fault}&sida=" if fault else "?sida=",
        "rows": [_row(person, labels) for person in page],
        "columns": _columns(),
    }
    return render(request, "scim/quality.html", context)


@never_cache
@require_safe
def quality_file(request: HttpRequest) -> HttpResponse:
    """The same list as a file for a spreadsheet.

    Raises:
        Denied: for anybody but the site's system maintainers.
    """
    maintainer_of(request, feature=DIRECTORY_QUALITY)
    labels = _labels()
    people = export_quality(actor=actor_of(request), fault=_fault(request))
    content = write_rows(_columns(), (_row(person, labels) for person in people))
    headers = {"Content-Disposition": 'attachment; filename="katalogens-brister.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _fault(request: HttpRequest) -> str:
    fault = request.GET.get("brist", "")
    if fault not in {"", *FAULTS}:
        raise Http404
    return fault


def _labels() -> dict[str, str]:
    return {
        "department": _("Saknar avdelning"),
        "title": _("Saknar titel"),
        "manager": _("Saknar chef"),
        "duplicate": _("Möjlig dubblett"),
    }


def _columns() -> list[str]:
    return [_("Person"), _("Befattning"), _("E-postadress"), _("Brister")]


def _row(person: User, labels: dict[str, str]) -> tuple[str, str, str, str]:
    found = ", ".join(labels[fault] for fault in FAULTS if getattr(person, f"lacks_{fault}"))
    return person.display_name, person.title, person.email, found
