"""One area: items × municipalities, with who has taken what and what stands in the way (TP-09)."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samverk.kernel import clock
from shared_templates.adoption.access import require_reader
from shared_templates.areas import AREAS
from shared_templates.content.likeness import Likeness
from shared_templates.overview.cells import SIGNS, WORDS
from shared_templates.overview.grid import drawn, lines
from shared_templates.overview.queries import facts, here, items_of
from shared_templates.overview.words import area_word
from shared_templates.screens.trail import trail

#: With hundreds of municipalities that is thousands of cells already.
PAGE = 20


@never_cache
@require_safe
def area_map(request: HttpRequest, area: str) -> HttpResponse:
    """The items of one area, twenty a page.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is no such area.
    """
    require_reader(request.user)
    page = Paginator(list(items_of(area)), PAGE).get_page(request.GET.get("sida"))
    if area not in AREAS and not page.paginator.count:
        raise Http404
    items = list(page)
    everybody, told = facts([item.key for item in items])
    # One's own first: on a phone the cells of an item stand below each other.
    everybody = sorted(everybody, key=lambda one: one.schema_name != here())
    shown = lines(items, everybody, told, day=clock.today())
    own = 0 if everybody and everybody[0].schema_name == here() else None
    legend = {
        Likeness.INHERITED: _("som mallens version"),
        Likeness.ADAPTED: _("delar är ändrade, med skäl"),
        Likeness.REPLACED: _("har en egen text"),
        Likeness.MISSING: _("är inte tagen än"),
        Likeness.NOT_APPLICABLE: _("kommunen har inte det här"),
    }
    context = {
        "trail": trail(request, (_("Så lika är vi"), reverse("likeness:map")), area_word(area)),
        "title": area_word(area),
        "page": page,
        "municipalities": [{"name": one.name, "mine": number == own} for number, one in enumerate(everybody)],
        "lines": drawn(shown, own=own),
        "legend": [
            {"is": str(how), "sign": SIGNS[how], "word": WORDS[how], "means": text} for how, text in legend.items()
        ],
    }
    return render(request, "likeness/area.html", context)
