"""How each municipality stands towards the model: what it has taken, changed, answered (domain 4.6)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid5

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import HOUSE
from samverk.project.demo.deviations import deviate_further, differ, shortened
from samverk.project.demo.masters import CHANGING, PROCESSES, TRAINING, at, versions
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted, Answer
from shared_templates.catalogue.queries import releases
from shared_templates.deviations.actions.decide_deviation import decide_deviation
from shared_templates.deviations.proposing import Why
from shared_templates.deviations.queries import open_deviations


@dataclass(frozen=True, slots=True)
class Local:
    """What one municipality has done.

    Attributes:
        newest: version of P-08 it has taken: 1, 2 or 3.
        without: packages it has not taken at all.
        unknown: how many routines nobody has answered; the first of them by code are answered.
        not_here: codes that do not apply.
        differs: code → (reason, why in words, SEK a year where it is estimated).
    """

    newest: int = 3
    without: tuple[str, ...] = ()
    unknown: int = 0
    not_here: tuple[str, ...] = ()
    differs: dict[str, tuple[str, str, int | None]] = field(default_factory=dict)


HABIT = "Vi har alltid skrivit genomförandeplanen på papper tillsammans med personen, och vill fortsätta tills vidare."
LOCALS = {
    "grastorp": Local(not_here=("P-10",), unknown=3),
    "skara": Local(),
    "tibro": Local(newest=2, unknown=1, differs={"P-05": ("habit", HABIT, 60_000)}),
    "tidaholm": Local(newest=2, unknown=2, differs={"P-06": ("technology", "Läkemedelsskåpen har en app.", 35_000)}),
    "hjo": Local(newest=2, unknown=14, differs={"P-05": ("organisation", "Hemtjänsten planerar gemensamt.", 40_000)}),
    "mariestad": Local(differs={"P-10": ("contract", "Avgifterna räknas av en leverantör till 2027.", 120_000)}),
    "gotene": Local(newest=1, without=(TRAINING,), unknown=9),
    "lidkoping": Local(unknown=1, differs={"P-04": ("organisation", "Bistånd och LSS har samma ingång.", 80_000)}),
    "essunga": Local(newest=1, unknown=6, not_here=("P-10",)),
    "toreboda": Local(newest=2, unknown=4, differs={"P-11": ("technology", "Vi beställer i ett eget system.", 25_000)}),
    "gullspang": Local(newest=1, without=(TRAINING,), unknown=11),
    "vara": Local(
        differs={
            "P-04": ("organisation", "Biståndet hör till ekonomi.", 30_000),
            "P-10": ("law", "Taxan är beslutad i fullmäktige.", None),
        }
    ),
}


def take_from_model(*, slug: str, day: date) -> None:
    """Take what the municipality has taken, on the days it did, and write what differs.

    Args:
        slug: the municipality's short name.
        day: from which the days are counted.
    """
    local = LOCALS.get(slug, Local())
    taken = {f"{PROCESSES} 1.{number}.0" for number in range(local.newest)}
    for release in releases().order_by("released_at", "pk"):
        if release.name in local.without or (release.name == PROCESSES and str(release) not in taken):
            continue
        number = uuid5(release.uuid, slug)
        take_release(actor=HOUSE, uuid=number, release=release.uuid, now=release.released_at + timedelta(days=7))
    owner, approver = (User.objects.get(username=name) for name in ("lokal-projektledare", "systemforvaltare"))
    if slug == "tibro":
        said = versions()["tibro"]
        why = Why("organisation", said.notes, day + timedelta(days=200), owner, cost_a_year=95_000)
        differ(CHANGING, said.content, why, day=day)
    for code, (reason, text, cost) in local.differs.items():
        item = Adopted.objects.get(code=code)
        differ(code, shortened(item.said(), text), Why(reason, text, day + timedelta(days=150), owner, cost), day=day)
    for deviation in open_deviations().order_by("pk"):
        if deviation.reason != "habit":
            decide_deviation(
                actor=actor_for(approver), user=approver, deviation=deviation, read=deviation.revision, approved=True,
                now=at(day, 60),
            )  # fmt: skip
    deviate_further(slug=slug, day=day)
    _answer(local, owner, day=day)


def _answer(local: Local, owner: User, *, day: date) -> None:
    routines = list(Adopted.objects.exclude(answer="").order_by("code"))
    for item in routines[: max(len(routines) - local.unknown, 0)]:
        answer = Answer.ADOPT if item.likeness == "inherited" else Answer.DEVIATE
        answer = Answer.NOT_APPLICABLE if item.code in local.not_here else answer
        answer_routine(actor=actor_for(owner), item=item, answer=answer, now=at(day, 30))
