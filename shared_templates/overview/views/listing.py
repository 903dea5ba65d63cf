"""The whole map as a list for a spreadsheet."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.identity.scim.csv_files import write_rows
from samverk.kernel import clock
from shared_templates.adoption.access import require_reader
from shared_templates.catalogue.queries import newest_items
from shared_templates.overview.grid import Line, lines
from shared_templates.overview.queries import facts
from shared_templates.overview.words import area_word


@never_cache
@require_safe
def map_file(request: HttpRequest) -> HttpResponse:
    """A row an item, a column a municipality.

    Raises:
        Denied: for guests and suppliers.
    """
    require_reader(request.user)
    items = newest_items()
    everybody, told = facts([item.key for item in items])
    headings = [
        _("Kod"), _("Rubrik"), _("Område"), _("Version"), _("Utgiven"), _("Införs senast"), _("Har tagit den senaste"),
        _("Lika"), _("Räknas"), *(one.name for one in everybody),
    ]  # fmt: skip
    found = lines(items, everybody, told, day=clock.today())
    headers = {"Content-Disposition": 'attachment; filename="karta.csv"'}
    return HttpResponse(write_rows(headings, _rows(found)), content_type="text/csv; charset=utf-8", headers=headers)


def _rows(found: list[Line]) -> Iterator[list[Any]]:
    text = cache(lambda cell: cell.text)
    for line in found:
        item = line.item
        yield [
            item.code, item.title, area_word(item.area), item.version, localdate(item.release.released_at),
            item.release.adopt_by, line.taken, line.alike, line.concerned, *map(text, line.cells),
        ]  # fmt: skip
