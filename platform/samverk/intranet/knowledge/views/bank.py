"""/kunskapsbank/: all articles."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverk.intranet.access import may_open_editor
from samverk.intranet.knowledge.access import require_bank_reader
from samverk.intranet.knowledge.queries import Which
from samverk.intranet.knowledge.queries import bank as rows_of
from samverk.intranet.knowledge.registries import all_processes, steps_of, tools_of_the_bank
from samverk.kernel import clock

PER_PAGE = 50
#: What wants something done is for those who can do it.
FOR_EDITORS = (Which.REVIEW, Which.OWNERLESS, Which.NOT_HELPING)


@require_safe
def bank(request: HttpRequest) -> HttpResponse:
    """Newest first; by process; for editors also those that want something done.

    Raises:
        Denied: for guests, suppliers and people of municipal companies.
    """
    user = require_bank_reader(request.user)
    edits = may_open_editor(user)
    which = _which(request.GET.get("visa", ""), edits=edits)
    processes = all_processes()
    about = request.GET.get("om", "")
    about = about if about in {step.key for step in processes} else ""
    found = rows_of(reader=user, which=which, about=about, day=clock.today()).select_related("owner")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
    steps = steps_of({row.about for row in page})
    kept = {
        name: text for name, text in (("visa", which.value if which is not Which.ALL else ""), ("om", about)) if text
    }
    context = {
        "page": page,
        "prefix": "?" + urlencode(kept | {"sida": ""}),
        "rows": [(row, steps.get(row.about)) for row in page],
        "choices": [(one.value, label) for one, label in _labels(edits)],
        "chosen": which.value,
        "processes": processes,
        "about": about,
        "edits": edits,
        "tools": tools_of_the_bank(request),
    }
    return render(request, "intranet/knowledge/bank.html", context)


def _which(text: str, *, edits: bool) -> Which:
    """What was asked for, as far as the person may ask for it."""
    known = {one.value: one for one in Which if edits or one not in FOR_EDITORS}
    return known.get(text, Which.ALL)


def _labels(edits: bool) -> list[tuple[Which, str]]:
    labels = [
        (Which.ALL, _("Alla")),
        (Which.PLACED, _("Från andra kommuner")),
        (Which.REVIEW, _("Att se över")),
        (Which.OWNERLESS, _("Utan ägare")),
        (Which.NOT_HELPING, _("Hjälper inte")),
    ]
    return [(one, label) for one, label in labels if edits or one not in FOR_EDITORS]
