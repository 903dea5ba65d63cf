"""Masters as things people are told of."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.identity.models import User
from samverk.identity.models.user import INTERNAL
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from shared_templates.masters.models import Master

if TYPE_CHECKING:
    from django.db.models import QuerySet

MASTER = "template_master"


def master_ref(key: UUID) -> Ref:
    """A master on the model's site."""
    return Ref(MASTER, str(key))


def _masters(keys: Collection[str]) -> dict[str, Subject]:
    rows = Master.objects.filter(key__in=uuids_among(keys)).values_list("key", "code", "title", "owner_id")
    return {
        str(key): Subject(
            master_ref(key), f"{code} {title}", reverse("masters:master", args=[code]), (owner,) if owner else ()
        )
        for key, code, title, owner in rows
    }


def _visible(viewer: object, keys: Collection[str]) -> set[str]:
    return set(_masters(keys)) if is_internal(viewer) else set()


def _readers(key: str) -> "QuerySet[User]":
    people = User.objects.filter(is_active=True, capacity__in=INTERNAL)
    return people if _masters([key]) else people.none()


KIND = SubjectKind(
    label=_("utkast i mallen"),
    plural=_("utkast i mallen"),
    found=_masters,
    visible=_visible,
    readers=_readers,
    followable=False,
    icon="document",
)
