"""What has been released, and how each municipality stands."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from shared_templates.catalogue.models import Release, ReleasedItem, TrustedKey


def releases() -> QuerySet[Release]:
    """All of them, newest first, with those that were withdrawn."""
    return Release.objects.all()


def release_by_uuid(uuid: UUID) -> Release | None:
    """The release with this number, with its items in one more query."""
    return Release.objects.filter(uuid=uuid).prefetch_related("items").first()


def release_alone(uuid: UUID) -> Release | None:
    """The release with this number; its items' texts are not read."""
    return Release.objects.filter(uuid=uuid).first()


def newest_items(keys: Collection[UUID] | None = None) -> list[ReleasedItem]:
    """The newest version of each item that is not withdrawn, by code; of these items only, where keys are given.

    One query; the texts are not read until somebody asks for them.
    """
    newest = _newest() if keys is None else _newest().filter(key__in=keys)
    return sorted(newest.select_related("release").defer("content"), key=lambda item: (item.code, item.pk))


def newest_texts(kind: str) -> list[ReleasedItem]:
    """The newest version of each item of one sort that is not withdrawn, by code, with its text; one query."""
    return sorted(_newest().filter(kind=kind), key=lambda item: (item.code, item.pk))


def areas_of_newest() -> list[tuple[UUID, str]]:
    """Key and area of the newest version of each item that is not withdrawn; one query, nothing else is read."""
    return list(_newest().values_list("key", "area"))


def _newest() -> QuerySet[ReleasedItem]:
    found = ReleasedItem.objects.filter(release__withdrawn_at=None)
    return found.order_by("schema_name", "key", "-version").distinct("schema_name", "key")


def versions_of(key: UUID) -> list[ReleasedItem]:
    """Every version of one item, newest first, with their releases."""
    return list(ReleasedItem.objects.filter(key=key).select_related("release").order_by("-version"))


def released(key: UUID, version: int) -> ReleasedItem | None:
    """One version of one item."""
    return ReleasedItem.objects.filter(key=key, version=version).select_related("release").first()


def releases_by(schema_name: str) -> list[Release]:
    """What one template has released, newest first, each with how many items it has as `size`; one query."""
    rows = Release.objects.filter(schema_name=schema_name).annotate(size=Count("items"))
    return list(rows.order_by("-released_at", "-pk"))


def source_of(schema_name: str) -> str:
    """Whose releases this template takes as files; empty for one that writes its own (TP-06)."""
    trusted = TrustedKey.objects.filter(tenant__schema_name=schema_name).values_list("name", flat=True)
    came = Release.objects.filter(schema_name=schema_name).exclude(origin="").values_list("origin", flat=True)
    return trusted.first() or came.first() or ""


def trusted_keys() -> QuerySet[TrustedKey]:
    """Every key the deployment trusts, with the site that takes its releases, by name."""
    return TrustedKey.objects.select_related("tenant")


def open_releases_between(since: datetime, before: datetime) -> list[Release]:
    """What was released here, or came here as a file, between the two and is not withdrawn, the oldest first."""
    found = Release.objects.alias(since=Coalesce("came_at", "released_at")).filter(withdrawn_at=None)
    return list(found.filter(since__gte=since, since__lt=before).order_by("since", "released_at", "pk"))


def withdrawn_between(since: datetime, before: datetime) -> list[Release]:
    """What was withdrawn between the two, the first first."""
    return list(Release.objects.filter(withdrawn_at__gte=since, withdrawn_at__lt=before).order_by("withdrawn_at", "pk"))


def names_of_packages(schema_name: str) -> list[str]:
    """Every name one template has given a package, in the order of the alphabet."""
    rows = Release.objects.filter(schema_name=schema_name).order_by("name")
    return list(rows.values_list("name", flat=True).distinct())


def taken_of(chosen: Collection[Release]) -> dict[int, dict[str, int]]:
    """Of each release (by `pk`): how many of its items each municipality has, in that version or a newer.

    One query; a municipality that has none of them is not told of.
    """
    found: dict[int, dict[str, int]] = {release.pk: {} for release in chosen}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.release_id, s.schema_name, count(*) FROM catalogue_releaseditem i"
            " JOIN catalogue_standing s ON s.key = i.key AND s.version >= i.version"
            " WHERE i.release_id = ANY(%s) GROUP BY i.release_id, s.schema_name",
            [list(found)],
        )
        for release, schema_name, count in cursor.fetchall():
            found[release][schema_name] = count
    return found
