"""A deviation as a thing people are told of: everybody who works here reads it."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import INTERNAL, User
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from shared_templates.adoption.models import Deviation

if TYPE_CHECKING:
    from django.db.models import QuerySet

KIND = "deviation"


def url_of(uuid: UUID) -> str:
    """The deviation's page."""
    return reverse("templates:deviation", args=[uuid])


def name_of(deviation: Deviation) -> str:
    """As people read it: Avsteg från P-08 Avvikelse."""
    return _("avsteget från %(item)s") % {"item": deviation.item}


def _found(keys: Collection[str]) -> dict[str, Subject]:
    rows = (
        Deviation.objects.filter(uuid__in=uuids_among(keys)).select_related("item").defer("item__content", "item__base")
    )
    return {
        str(row.uuid): Subject(
            Ref(KIND, str(row.uuid)), name_of(row), url_of(row.uuid), (row.owner_id,) if row.owner_id else ()
        )
        for row in rows.order_by()
    }


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    if not (is_person(viewer) and is_internal(viewer)):
        return set()
    rows = Deviation.objects.filter(uuid__in=uuids_among(keys)).order_by()
    return {str(uuid) for uuid in rows.values_list("uuid", flat=True)}


def _readers(key: str) -> "QuerySet[User]":
    here = Q(last_day=None) | Q(last_day__gte=clock.today())
    people = User.objects.filter(here, is_active=True, capacity__in=INTERNAL)
    return people if Deviation.objects.filter(uuid__in=uuids_among([key])).exists() else people.none()


DEVIATION = SubjectKind(
    label=gettext_lazy("avsteg"), plural=gettext_lazy("avsteg"), found=_found, visible=_visible, readers=_readers,
    followable=False, icon="flag",
)  # fmt: skip
