"""Releases and items as things people are told of; items are followed too."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.access import is_internal
from samverk.kernel import clock
from samverk.kernel.subjects import Ref, Subject, SubjectKind, uuids_among
from shared_templates.adoption.access import colleagues, may_take, takers
from shared_templates.adoption.models import Adopted
from shared_templates.adoption.queries import waiting_releases
from shared_templates.catalogue.models import Release

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverk.identity.models import User

ITEM, RELEASE = "template_item", "template_release"


def item_ref(key: UUID) -> Ref:
    """An item as it applies here."""
    return Ref(ITEM, str(key))


def release_ref(uuid: UUID) -> Ref:
    """A release, as those who take it see it."""
    return Ref(RELEASE, str(uuid))


def item_subject(key: UUID, code: str, title: str) -> Subject:
    """An item, from what is known of it."""
    return Subject(item_ref(key), f"{code} {title}", reverse("templates:item", args=[code]))


def _items(keys: Collection[str]) -> dict[str, Subject]:
    rows = Adopted.objects.filter(key__in=uuids_among(keys)).values_list("key", "code", "title")
    return {str(key): item_subject(key, code, title) for key, code, title in rows}


def _visible_items(viewer: object, keys: Collection[str]) -> set[str]:
    return set(_items(keys)) if is_internal(viewer) else set()


def _readers_of_item(key: str) -> "QuerySet[User]":
    return colleagues() if _items([key]) else colleagues().none()


def _releases(keys: Collection[str]) -> dict[str, Subject]:
    return {
        str(release.uuid): Subject(
            release_ref(release.uuid), str(release), reverse("templates:preview", args=[release.uuid])
        )
        for release in Release.objects.filter(uuid__in=uuids_among(keys))
    }


def _visible_releases(viewer: object, keys: Collection[str]) -> set[str]:
    return set(_releases(keys)) if may_take(viewer) else set()


def _readers_of_release(key: str) -> "QuerySet[User]":
    return takers() if _releases([key]) else takers().none()


def settled_releases(keys: Collection[str]) -> set[str]:
    """Those of which nothing waits for a word here: taken, decided about, or withdrawn."""
    waiting = {str(one.release.uuid) for one in waiting_releases(clock.today()) if one.undecided}
    return set(keys) - waiting


KINDS = {
    ITEM: SubjectKind(
        label=_("arbetssätt från mallen"),
        plural=_("arbetssätt från mallen"),
        found=_items,
        visible=_visible_items,
        readers=_readers_of_item,
        icon="guide",
    ),
    RELEASE: SubjectKind(
        label=_("släpp från mallen"),
        plural=_("släpp från mallen"),
        found=_releases,
        visible=_visible_releases,
        readers=_readers_of_release,
        followable=False,
        icon="download",
    ),
}
