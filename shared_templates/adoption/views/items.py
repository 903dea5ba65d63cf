"""What applies here: the list, one item to read, and how it differs from the model."""

from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverk.kernel import clock
from samverk.social.following.context import follow_button
from shared_templates.adoption.access import may_take, require_reader
from shared_templates.adoption.forms import AnswerForm, DecisionForm
from shared_templates.adoption.knowledge import articles_of
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.adoption.queries import (
    adopted,
    newer_than,
    outdated,
    places_around,
    taken_at,
    unknown_routines,
    waiting_releases,
)
from shared_templates.adoption.readiness import UNANSWERED
from shared_templates.adoption.subjects import item_subject
from shared_templates.adoption.views.common import item_or_404, of_a_municipality
from shared_templates.adoption.words import standing, told_newer
from shared_templates.areas import AREAS
from shared_templates.catalogue.models import Policy
from shared_templates.content.kinds import KINDS
from shared_templates.deviations.queries import open_deviations, unexplained, unit_names
from shared_templates.deviations.words import STATE, UNEXPLAINED, place_of
from shared_templates.screens.comparing import Told, compared
from shared_templates.screens.reading import reading
from shared_templates.screens.trail import trail_of_items
from tenants.middleware import tenant_of
from tenants.models import Kind


@require_safe
@of_a_municipality
def items(request: HttpRequest) -> HttpResponse:
    """All that applies here, by kind; whoever takes releases sees what waits.

    Raises:
        Denied: for guests and suppliers.
    """
    user = require_reader(request.user)
    text = request.GET.get("sok", "").strip()[:100].replace("\x00", "")
    kind = request.GET.get("sort", "")
    kind = kind if kind in KINDS else ""
    unanswered = request.GET.get("svar") == UNANSWERED
    shelves = _shelves(adopted(kind, text, unanswered=unanswered), set(unexplained().values_list("pk", flat=True)))
    takes = may_take(user)
    context = {
        "shelves": shelves,
        "count": sum(len(rows) for _kind, rows in shelves),
        "wanted": text,
        "kind": kind,
        "unanswered": UNANSWERED if unanswered else "",
        "kinds": KINDS.values(),
        "takes": takes,
        "has_proposals": tenant_of(request).kind == Kind.MUNICIPALITY,
        "news": sum(one.undecided for one in waiting_releases(clock.today())) if takes else 0,
        "unknown": unknown_routines().count() if takes else 0,
    }
    return render(request, "adoption/items.html", context)


@require_safe
@of_a_municipality
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item as it is read here, where each part comes from, and what departs from the model.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none.
    """
    require_reader(request.user)
    row = item_or_404(code)
    return render(request, "adoption/item.html", item_page(request, row))


@require_safe
@of_a_municipality
def difference(request: HttpRequest, code: str) -> HttpResponse:
    """From the model's words to ours, part by part.

    Raises:
        Denied: for guests and suppliers.
        Http404: when there is none.
    """
    require_reader(request.user)
    row = item_or_404(code)
    context = {
        "trail": trail_of_items((row.code, reverse("templates:item", args=[row.code])), _("Skillnad")),
        "item": row,
        "parts": compared(row.sort, row.began_from(), row.said()),
    }
    return render(request, "adoption/difference.html", context)


def item_page(
    request: HttpRequest, row: Adopted, form: AnswerForm | None = None, decision: DecisionForm | None = None
) -> dict[str, Any]:
    """What the page of an item shows; forms for its answer and a body's decision too, for those who take releases."""
    takes = may_take(request.user)
    routine = takes and row.sort.is_routine
    above, below = places_around(row)
    newer = newer_than(row) if takes else None
    late = next((one for one in outdated([row.key]) if one.item.pk == row.pk), None) if row.made_for else None
    return {
        "trail": trail_of_items(row.code),
        "item": row,
        **follow_button(request, item_subject(row.key, row.code, row.title)),
        "eyebrow": f"{row.sort.label} {row.code}",
        "area": AREAS.get(row.area, row.area),
        "badges": standing(row, is_outdated=late is not None),
        "outdated": late,
        "newer": newer,
        "newer_waits": told_newer(newer.put_off, clock.today()) if newer else "",
        "taken_at": taken_at(row),
        "differs": row.base is not None,
        "reading": reading(row.sort, row.said(), row.began_from()),
        "deviations": _deviations(row),
        "unexplained": unexplained().filter(pk=row.pk).exists(),
        "articles": articles_of(row, request.user),
        "above": above,
        "below": below,
        "for_unit": row.policy != Policy.LOCKED,
        "takes": takes,
        "locked": row.policy == Policy.LOCKED,
        "decision": (decision or DecisionForm(initial={"revision": row.revision})) if takes else None,
        "form": (form or AnswerForm(initial={"answer": row.answer})) if routine else None,
    }


def _deviations(row: Adopted) -> list[tuple[Deviation, Told, str]]:
    """Those that count, each with its badge and whose it is."""
    found = list(open_deviations(row))
    units = unit_names(found)
    return [(each, STATE[each.state], place_of(each, units)) for each in found]


def _shelves(rows: Iterable[Adopted], unclear: Collection[int]) -> list[tuple[Any, list[tuple[Adopted, Any, Any]]]]:
    """Kind → its items with area and badges; kinds in the order they are declared, empty ones left out."""
    by_kind: dict[str, list[tuple[Adopted, Any, Any]]] = {name: [] for name in KINDS}
    late = {one.item.pk for one in outdated()}
    for row in rows:
        badges = standing(row, is_outdated=row.pk in late)
        badges += [UNEXPLAINED] if row.pk in unclear else []
        by_kind[row.kind].append((row, AREAS.get(row.area, row.area), badges))
    return [(KINDS[name], found) for name, found in by_kind.items() if found]
