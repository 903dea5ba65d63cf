"""What the model's editors are told (TP-07)."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from shared_templates.masters.access import editors
from shared_templates.masters.queries import Lesson, lessons
from shared_templates.masters.subjects import master_ref

OUTDATED = "masters.outdated"
KINDS = {
    OUTDATED: EventKind(
        label=_("Utbildningsmaterial i mallen som blir inaktuellt"),
        sentence=_("Inaktuellt: %(title)s"),
        roles=(MyRole.OWNER,),
        icon="warning",
        order=86,
    )
}


def tell_of_outdated(*, actor: Actor, keys: Collection[UUID]) -> None:
    """The owner of each training made for an older version of what was just released; all editors where it has none.

    Inside the caller's transaction; once for each version of what is taught.

    Args:
        actor: whoever releases.
        keys: of what is released.
    """
    for lesson in lessons(keys):
        if lesson.is_outdated:
            tell(actor=actor, event=_event(lesson))


def _event(lesson: Lesson) -> NewEvent:
    row = lesson.master
    owners = [row.owner_id] if row.owner_id else list(editors().values_list("pk", flat=True))
    told = {"made_for": row.made_for_version, "code": lesson.taught.code, "version": lesson.taught.version}
    return NewEvent(
        kind=OUTDATED,
        ref=master_ref(row.key),
        key=f"{row.key}:{lesson.taught.version}",
        title=str(row),
        # That it is outdated is what the event itself says.
        excerpt=gettext("Gjort för version %(made_for)s av %(code)s. Här gäller version %(version)s.") % told,
        url=reverse("masters:master", args=[row.code]),
        by=None,
        recipients={MyRole.OWNER: owners},
    )
