"""What has been released, and how each municipality stands."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from shared_templates.catalogue.models import Release, ReleasedItem


def releases() -> QuerySet[Release]:
    """All of them, newest first, with those that were withdrawn."""
    return Release.objects.all()


def release_by_uuid(uuid: UUID) -> Release | None:
    """The release with this number, with its items in one more query."""
    return Release.objects.filter(uuid=uuid).prefetch_related("items").first()


def newest_items(keys: Collection[UUID] | None = None) -> list[ReleasedItem]:
    """The newest version of each item that is not withdrawn, by code; of these items only, where keys are given.

    One query; the texts are not read until somebody asks for them.
    """
    found = ReleasedItem.objects.filter(release__withdrawn_at=None)
    if keys is not None:
        found = found.filter(key__in=keys)
    newest = found.order_by("schema_name", "key", "-version").distinct("schema_name", "key")
    return sorted(newest.select_related("release").defer("content"), key=lambda item: (item.code, item.pk))


def versions_of(key: UUID) -> list[ReleasedItem]:
    """Every version of one item, newest first, with their releases."""
    return list(ReleasedItem.objects.filter(key=key).select_related("release").order_by("-version"))


def released(key: UUID, version: int) -> ReleasedItem | None:
    """One version of one item."""
    return ReleasedItem.objects.filter(key=key, version=version).select_related("release").first()
