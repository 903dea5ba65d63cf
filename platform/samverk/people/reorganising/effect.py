"""What a plan would do, before anything is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.registries import Succession, unit_followers
from samverk.people import queries
from samverk.people.models import Authority, Department, Placement, PlanState, ReorganisationPlan, Unit
from samverk.people.models.dated import in_words, on
from samverk.people.reorganising.carry_out import carry_out
from samverk.people.reorganising.ledger import Ledger
from samverk.people.reorganising.parts import StepRefused, find, find_many
from samverk.people.reorganising.steps import Step, Verb, from_json, succession_of


@dataclass(frozen=True, slots=True)
class Effect:
    """Before and after.

    Attributes:
        before, after: the organisation the day before and on the day, as far as it differs, with what stands above.
        people: how many persons change unit.
        followers: (what, how many) that follow to the successors.
        left: (what, how many) that belongs to a unit that ends with nobody after it.
        conflicts: why it cannot be decided; empty when it can.
    """

    before: tuple[queries.Node, ...] = ()
    after: tuple[queries.Node, ...] = ()
    people: int = 0
    followers: tuple[tuple[str, int], ...] = ()
    left: tuple[tuple[str, int], ...] = ()
    conflicts: tuple[str, ...] = ()
    changed: frozenset[UUID] = field(default_factory=frozenset)


def effect_of(plan: ReorganisationPlan) -> Effect:
    """Carry the plan out, look, and roll back: what is shown is what will happen, not what a second program thinks.

    Nothing is written, to the log neither.
    """
    before = queries.nodes_on(plan.day - timedelta(days=1))
    found = _collisions(plan)
    try:
        with transaction.atomic():
            was = _places(plan)
            moves = carry_out(steps=from_json(plan.steps), day=plan.day, ledger=Ledger())
            after = queries.nodes_on(plan.day)
            people = len(was - _places(plan))
            followers, left = _count_followers(moves), _count_followers(_endings(plan))
            transaction.set_rollback(True)
    except StepRefused as refused:
        return Effect(before=before, conflicts=(*found, str(refused)))
    changed = _changed(before, after)
    return Effect(
        before=_with_above(before, changed),
        after=_with_above(after, changed),
        people=people,
        followers=followers,
        left=left,
        conflicts=tuple(found),
        changed=frozenset(changed),
    )


def conflicts(plan: ReorganisationPlan) -> list[str]:
    """Why the plan cannot be decided, in words; empty when it can."""
    found = _collisions(plan)
    try:
        refuse_if_impossible(plan)
    except StepRefused as refused:
        found.append(str(refused))
    return found


def _count_followers(moves: Iterable[Succession]) -> tuple[tuple[str, int], ...]:
    counted: Counter[str] = Counter()
    for moved in moves:
        for follower in unit_followers.values():
            if follower.follows(moved):
                counted[str(follower.label)] += follower.count(moved=moved)
    return tuple((label, number) for label, number in counted.items() if number)


def _endings(plan: ReorganisationPlan) -> list[Succession]:
    """What ends by the plan, each as something that gives way to nothing."""
    return [Succession(step.subjects, ()) for step in from_json(plan.steps) if step.verb == Verb.END]


def _collisions(plan: ReorganisationPlan) -> list[str]:
    """Whether it says anything, and which other plans touch the same parts."""
    found = [] if plan.steps else [_("Planen har inga steg än.")]
    touched = {uuid for step in from_json(plan.steps) for uuid in step.touches}
    for other in ReorganisationPlan.objects.filter(state=PlanState.SCHEDULED).exclude(pk=plan.pk):
        both = touched & {uuid for step in from_json(other.steps) for uuid in step.touches}
        if both:
            names = ", ".join(sorted(str(part) for part in find_many(both).values()))
            found.append(
                _("Planen ”%(plan)s” den %(day)s rör också %(names)s. Lägg stegen i samma plan, eller vänta till den "
                  "är genomförd.") % {"plan": other.title, "day": in_words(other.day), "names": names}
            )  # fmt: skip
    return found


def _places(plan: ReorganisationPlan) -> set[tuple[int, int]]:
    """Who works where on the plan's day: (person, unit)."""
    return set(Placement.objects.filter(on(plan.day)).order_by().values_list("user", "unit"))


def _changed(before: tuple[queries.Node, ...], after: tuple[queries.Node, ...]) -> set[UUID]:
    """Parts that are not the same on both days."""
    was = {node.uuid: node for node in before}
    now = {node.uuid: node for node in after}
    return {uuid for uuid in was.keys() | now.keys() if was.get(uuid) != now.get(uuid)}


def _with_above(nodes: tuple[queries.Node, ...], changed: set[UUID]) -> tuple[queries.Node, ...]:
    """The changed parts and everything above them."""
    by_uuid = {node.uuid: node for node in nodes}
    wanted: set[UUID] = set()
    for uuid in changed & by_uuid.keys():
        at: UUID | None = uuid
        while at is not None and at in by_uuid and at not in wanted:
            wanted.add(at)
            at = by_uuid[at].parent
    return tuple(node for node in nodes if node.uuid in wanted)


def refuse_if_impossible(plan: ReorganisationPlan) -> None:
    """Try the steps out and roll back.

    Raises:
        StepRefused: when one cannot take effect.
    """
    with transaction.atomic():
        carry_out(steps=from_json(plan.steps), day=plan.day, ledger=Ledger())
        transaction.set_rollback(True)


@dataclass(frozen=True, slots=True)
class Child:
    """Somebody or something that a split divides.

    Attributes:
        key: in the step's `where`.
        name: what people call it.
        group: what it is one of, where it is not a person, unit or department: a follower's label.
    """

    key: str
    name: str
    group: str = ""


def children_of_split(step: Step, day: date) -> list[Child]:
    """Who and what is to be divided among the parts: what stands below first, then what follows and can be divided.

    Somebody with a protected identity is not named here: they go with the first part, and are moved by hand.
    """
    moved = succession_of(step)
    assert moved is not None
    return [Child(key, name) for key, name in _below(step, day)] + [
        Child(f"{kind}-{key}", name, str(follower.label))
        for kind, follower in unit_followers
        if follower.things is not None
        for key, name in follower.things(moved=moved)
    ]


def _below(step: Step, day: date) -> list[tuple[str, str]]:
    part = find(step.subjects[0])
    if isinstance(part, Unit):
        rows = Placement.objects.filter(on(day), unit=part, user__is_protected=False).select_related("user")
        return [(str(row.pk), row.user.display_name) for row in rows.order_by("user__display_name", "pk")]
    if isinstance(part, Authority):
        return [(str(row.uuid), row.name) for row in Department.objects.filter(on(day), authority=part)]
    return [(str(row.uuid), row.name) for row in Unit.objects.filter(on(day), department=part)]
