"""What of the portal people can follow and be told of."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.models import User
from samverk.identity.models.user import INTERNAL
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models import Alarm, LineOfBusinessSystem

if TYPE_CHECKING:
    from django.db.models import QuerySet

SYSTEM, ALARM = "system", "alarm"


def system_url(uuid: UUID) -> str:
    """The system's own page."""
    return reverse("start:system", args=[uuid])


def _systems(keys: Collection[str]) -> dict[str, Subject]:
    rows = LineOfBusinessSystem.objects.filter(uuid__in=uuids_among(keys)).values_list("uuid", "name", "maintainer_id")
    return {
        str(uuid): Subject(Ref(SYSTEM, str(uuid)), name, system_url(uuid), owners=(owner,) if owner else ())
        for uuid, name, owner in rows
    }


def _alarms(keys: Collection[str]) -> dict[str, Subject]:
    """This site's own, and those of all sites; two queries."""
    ids = uuids_among(keys)
    rows = [
        *Alarm.objects.filter(uuid__in=ids).values_list("uuid", "title"),
        *SharedAlarm.objects.filter(uuid__in=ids).values_list("uuid", "title"),
    ]
    return {str(uuid): Subject(Ref(ALARM, str(uuid)), title, f"/larm/{uuid}/") for uuid, title in rows}


def ended_alarms(keys: Collection[str]) -> set[str]:
    """Those of the alarms that do not stand any more; two queries."""
    ids, now = uuids_among(keys), clock.now()
    stand = {
        *Alarm.objects.filter(uuid__in=ids, ends__gt=now).values_list("uuid", flat=True),
        *SharedAlarm.objects.filter(uuid__in=ids, ends__gt=now).values_list("uuid", flat=True),
    }
    return set(keys) - {str(uuid) for uuid in stand}


def _for_colleagues(found: "Any") -> "Any":
    def visible(viewer: object, keys: Collection[str]) -> set[str]:
        return set(found(keys)) if is_internal(viewer) else set()

    return visible


def _colleagues(key: str) -> "QuerySet[User]":
    return User.objects.filter(is_active=True, capacity__in=INTERNAL)


KINDS = {
    SYSTEM: SubjectKind(
        label=_("system"),
        plural=_("system"),
        found=_systems,
        visible=_for_colleagues(_systems),
        readers=_colleagues,
        icon="globe",
    ),
    ALARM: SubjectKind(
        label=_("larm"),
        plural=_("larm"),
        found=_alarms,
        visible=_for_colleagues(_alarms),
        readers=_colleagues,
        followable=False,
        icon="danger",
    ),
}
