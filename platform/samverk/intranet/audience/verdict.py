"""May this person see it, and why: the functions that enforce are asked, one by one, and their answers told."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.intranet.access import may_edit, may_open_editor
from samverk.intranet.audience.subject import PAGE, Restriction, Subject
from samverk.intranet.privacy import unmet
from samverk.kernel.access import Denied


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is asked, and the answer."""

    passed: bool
    told: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answers for one person.

    Attributes:
        sees: opens it at its address.
        steps: every question on the way, also after a no.
        changes, publishes: None where it is not a question.
        why_change: in words.
    """

    sees: bool
    steps: tuple[Step, ...]
    changes: bool | None
    publishes: bool | None
    why_change: str


def verdict(*, user: User, subject: Subject) -> Verdict:
    """What happens when this person opens it now."""
    steps = [
        Step(user.is_active, _("Kontot är öppet.") if user.is_active else _("Kontot är stängt: ingen kan logga in.")),
        Step(subject.published, _("Sidan är publicerad.") if subject.published else _("Sidan är inte publicerad.")),
    ]  # fmt: skip
    if subject.kind != PAGE:
        steps.pop()
    sees = all(step.passed for step in steps)
    for gate in subject.gates:
        try:
            gate.ask(user)
        except Denied as refusal:
            sees = False
            if gate.belonging:
                steps.append(Step(False, _told_capacity(user, refusal.reason)))
            elif gate.tells:
                steps.append(Step(False, refusal.reason))
        else:
            if gate.belonging:
                steps.append(Step(True, _told_belonging(user)))
            elif gate.told_yes:
                steps.append(Step(True, str(gate.told_yes)))
    steps += _restrictions(user, subject)
    changes, publishes, why = _editing(user, subject)
    return Verdict(sees=sees, steps=tuple(steps), changes=changes, publishes=publishes, why_change=why)


def _told_belonging(user: User) -> str:
    if user.is_internal:
        return _("Personen hör till dem som arbetar här.")
    return _("Personen är inbjuden som gäst hit eller till något som ligger över.")


def _told_capacity(user: User, reason: str) -> str:
    if not user.is_active:
        return _("Bara den som har ett öppet konto släpps fram.")
    return _("Personen är %(role)s här. %(reason)s") % {"role": user.get_capacity_display().lower(), "reason": reason}


def _restrictions(user: User, subject: Subject) -> list[Step]:
    """The rows behind the last gate's answer, each with its own."""
    from wagtail.models import CollectionViewRestriction, PageViewRestriction

    if not subject.restrictions:
        return [Step(True, _("Varken den eller det som ligger över är stängt för några grupper."))]
    kind: Any = PageViewRestriction if subject.kind == PAGE else CollectionViewRestriction
    keys = [restriction.pk for restriction in subject.restrictions]
    closed = set(unmet(user, kind).filter(pk__in=keys).values_list("pk", flat=True))
    own = set(user.groups.values_list("pk", flat=True))
    return [
        Step(restriction.pk not in closed, _told_restriction(restriction, user, own))
        for restriction in subject.restrictions
    ]


def _told_restriction(restriction: Restriction, user: User, own: set[int]) -> str:
    names = {"place": restriction.place, "groups": ", ".join(str(group) for group in restriction.groups) or "–"}
    mine = [str(group) for group in restriction.groups if group.pk in own]
    if restriction.everybody:
        return _("”%(place)s” kräver bara att man är inloggad.") % names
    if user.is_superuser:
        return _("”%(place)s” visas bara för %(groups)s, men driftens konto ser allt.") % names
    if mine:
        return _("”%(place)s” visas bara för vissa grupper, och personen är med i %(groups)s.") % {
            **names, "groups": ", ".join(mine),
        }  # fmt: skip
    return _("”%(place)s” visas bara för %(groups)s, och personen är inte med där.") % names


def _editing(user: User, subject: Subject) -> tuple[bool | None, bool | None, str]:
    from wagtail.models import Collection
    from wagtail.permissions import policy_registry

    if isinstance(subject.thing, Collection):
        return None, None, ""
    tools = may_open_editor(user)
    if subject.kind == PAGE:
        may = may_edit(user=user, page=subject.thing)
        publishes: bool | None = tools and bool(subject.thing.permissions_for_user(user).can_publish())
    else:
        policy = policy_registry.get(subject.thing)
        may = user.is_active and bool(policy.user_has_permission_for_instance(user, "change", subject.thing))
        publishes = None
    if not tools:
        return False, publishes if publishes is None else False, _("Personen har inte redaktionens verktyg.")
    if may:
        return True, publishes, _("Personen har redaktionens verktyg, och rätten gäller här.")
    return False, publishes, _("Personen har redaktionens verktyg, men ingen grupp ger rätten här.")
