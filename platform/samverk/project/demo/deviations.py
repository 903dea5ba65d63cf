"""Deviations in every state: what differs, two schools of their own, the board's word (TP-03, TN-14, domain 4.1)."""

from dataclasses import dataclass
from datetime import date, timedelta

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.models import Unit
from samverk.project.demo.masters import at, key_of
from samverk.project.demo.municipalities import TEMPLATE
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.board.actions.answer_habit import answer_habit
from shared_templates.board.models import Advice, Submission
from shared_templates.content.values import Block, Content, content
from shared_templates.deviations.actions.decide_deviation import decide_deviation
from shared_templates.deviations.actions.mind_deviations import mind_deviations
from shared_templates.deviations.actions.propose_deviation import propose_deviation
from shared_templates.deviations.proposing import Why
from shared_templates.site_settings import STANDARD_FIRST
from tenants.queries import tenant_by_slug
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import site

OWNER, APPROVER = "lokal-projektledare", "systemforvaltare"


@dataclass(frozen=True, slots=True)
class Other:
    """One more deviation.

    Attributes:
        code: of the item.
        reason, text, cost: why, and SEK a year; None where nobody has estimated it.
        school: only this unit departs; else the municipality's text is changed too.
        before: days ago it was proposed.
        review: days until it is looked at again; below zero for one that is overdue.
        approved: yes, no, or None while it waits.
        note: of the one who decided.
    """

    code: str
    reason: str
    text: str
    cost: int | None = None
    school: str = ""
    before: int = 40
    review: int = 180
    approved: bool | None = True
    note: str = ""


OTHERS = {
    "tibro": (
        Other("P-01", "organisation", "Rektorn tar emot oron och ringer mottagningen samma dag.", 12_000,
              school="Centralskolan"),
    ),
    "vara": (
        Other("P-02", "technology", "Utredarna skriver i en egen mall tills systemet kan skriva ut på två språk.",
              approved=False, note="Utskrift på två språk kom i våras. Pröva den först."),
        Other("P-03", "contract", "Återsökningen görs av en leverantör till årsskiftet.", 150_000,
              before=350, review=-5),
        Other("P-06", "habit", "Vi signerar på papper på natten, för så har nattlaget alltid gjort.", 45_000,
              before=380, review=-20),
        Other("P-07", "organisation", "Elevhälsan kallar till mötet, för den känner familjen.", 18_000,
              school="Centralskolan"),
        Other("P-11", "technology", "Elevernas konton beställs i skolans eget system.", school="Norra skolan",
              approved=None),
    ),
}  # fmt: skip
WORD = (
    "Nio kommuner skriver planen i systemet tillsammans med personen, på en platta. Vi råder er att pröva det på ett "
    "boende före sommaren. Pappret kan skrivas ut efteråt till den som vill ha det."
)


def deviate_further(*, slug: str, day: date) -> None:
    """What some municipalities have besides, on the days it happened; the clock has gone since, and the board spoken.

    Args:
        slug: the municipality's short name.
        day: from which the days are counted.
    """
    set_setting(actor=HOUSE, key=STANDARD_FIRST, value="/styrande-dokument/standard-forst/", now=at(day, 300))
    for other in OTHERS.get(slug, ()):
        _deviate(other, day=day)
    if slug in OTHERS:
        mind_deviations(actor=HOUSE, now=at(day, 3))
    if slug == "tibro":
        _let_the_board_speak(day=day)


def differ(code: str, said: Content, why: Why, *, day: date, before: int = 75) -> None:
    """The municipality's own words, so many days ago."""
    item = Adopted.objects.get(key=key_of(code))
    change_item(actor=actor_for(why.owner), item=item, content=said, read=item.revision, now=at(day, before), why=why)


def shortened(said: Content, text: str) -> Content:
    """The last step but one is done in another way here: what is done says why."""
    steps = [block.id for block in said.blocks if block.kind == "step"]
    changed = steps[-2]
    return content(
        said.head,
        [
            Block(block.id, block.kind, {**block.texts, "way_of_working": f"{text}\n{block.texts['way_of_working']}"})
            if block.id == changed
            else block
            for block in said.blocks
        ],
    )


def _deviate(other: Other, *, day: date) -> None:
    owner, approver = (User.objects.get(username=name) for name in (OWNER, APPROVER))
    item = Adopted.objects.get(code=other.code)
    unit = Unit.objects.get(name=other.school).uuid if other.school else None
    why = Why(other.reason, other.text, day + timedelta(days=other.review), owner, other.cost, unit)
    if unit is None:
        differ(other.code, shortened(item.said(), other.text), why, day=day, before=other.before)
    else:
        propose_deviation(actor=actor_for(owner), item=item, why=why, now=at(day, other.before))
    if other.approved is not None:
        made = Deviation.objects.get(item=item, unit=unit)
        decide_deviation(
            actor=actor_for(approver), user=approver, deviation=made, read=made.revision, approved=other.approved,
            now=at(day, other.before - 4), note=other.note,
        )  # fmt: skip


def _let_the_board_speak(*, day: date) -> None:
    habit = Deviation.objects.get(reason="habit")
    with site(tenant_by_slug(TEMPLATE.slug)):
        speaker = User.objects.get(username="projektledare")
        told = Submission.objects.get(deviation=habit.uuid)
        answer_habit(
            actor=actor_for(speaker), deviation=habit.uuid, submitted_at=told.submitted_at, advice=Advice.RETURN,
            comment=WORD, now=at(day, 20),
        )  # fmt: skip
