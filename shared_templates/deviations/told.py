"""What people hear of deviations; the one place here that tells it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.subjects import Ref
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from shared_templates.adoption.models import Deviation
from shared_templates.board.models import Word
from shared_templates.deviations.subject import KIND, name_of, url_of
from tenants.queries import active_schema

WAITS, DECIDED, REVIEW, ENDED, WORD = (f"deviation_{each}" for each in ("waits", "decided", "review", "ended", "word"))
_OWNER = (MyRole.OWNER,)
KINDS = {
    WAITS: EventKind(
        label=_("Avsteg som väntar på godkännande"), sentence=_("%(who)s vill ha ett ja eller nej till %(title)s"),
        impersonal=_("Väntar på godkännande: %(title)s"), roles=(MyRole.ADDRESSED,), icon="flag", order=60,
    ),
    DECIDED: EventKind(
        label=_("Besked om dina avsteg"), sentence=_("%(who)s tog ställning till %(title)s"),
        impersonal=_("Besked om %(title)s"), roles=_OWNER, icon="flag", order=61,
    ),
    REVIEW: EventKind(
        label=_("Dags att ompröva dina avsteg"), sentence=_("Dags att ompröva %(title)s"),
        roles=_OWNER, icon="clock", order=62,
    ),
    ENDED: EventKind(
        label=_("Dina avsteg som upphör"), sentence=_("%(who)s avslutade %(title)s"),
        impersonal=_("Har gått ut: %(title)s"), roles=_OWNER, icon="flag", order=63,
    ),
    WORD: EventKind(
        label=_("Mallrådets ord om dina avsteg"), sentence=_("Mallrådet har svarat om %(title)s"),
        roles=_OWNER, icon="flag", order=64,
    ),
}  # fmt: skip


def tell_owner(deviation: Deviation, kind: str, *, actor: Actor, by: int | None = None) -> None:
    """Its owner hears of it, once for each revision; nobody hears of their own act."""
    if deviation.owner_id is not None:
        whom = {MyRole.OWNER: [deviation.owner_id]}
        tell(actor=actor, event=_event(deviation, kind, str(deviation.revision), by=by, people=whom))


def tell_approvers(deviation: Deviation, *, actor: Actor) -> None:
    """Everybody in a group that may approve, but its owner."""
    groups = Group.objects.filter(permissions__codename="approve_deviations").values_list("pk", flat=True)
    whom = {MyRole.ADDRESSED: list(groups)}
    event = _event(deviation, WAITS, str(deviation.revision), by=deviation.owner_id, groups=whom)
    tell(actor=actor, event=event)


def tell_of_words(*, actor: Actor, since: datetime) -> None:
    """The owners of deviations the board has said something about; each word once, however often it is asked."""
    words = {word.deviation: word for word in Word.objects.filter(schema_name=active_schema(), at__gte=since)}
    for row in Deviation.objects.filter(uuid__in=words).select_related("item"):
        if row.owner_id is not None:
            whom = {MyRole.OWNER: [row.owner_id]}
            tell(actor=actor, event=_event(row, WORD, str(words[row.uuid].pk), people=whom))


def _event(
    deviation: Deviation,
    kind: str,
    what: str,
    *,
    by: int | None = None,
    people: Mapping[MyRole, Collection[int]] | None = None,
    groups: Mapping[MyRole, Collection[int]] | None = None,
) -> NewEvent:
    return NewEvent(
        kind=kind, ref=Ref(KIND, str(deviation.uuid)), key=f"{deviation.uuid}:{what}", title=name_of(deviation),
        url=url_of(deviation.uuid), by=by, recipients=people or {}, groups=groups or {},
    )  # fmt: skip
