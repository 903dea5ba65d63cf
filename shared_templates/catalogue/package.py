"""A release as one file: what is hashed, signed, and taken to another deployment."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any
from uuid import UUID

from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.content.hashing import canonical
from shared_templates.content.values import Content, as_json, from_json

FORMAT = "samverk-release 1"


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One item of a package; fields as on `ReleasedItem`."""

    key: UUID
    version: int
    kind: str
    code: str
    area: str
    title: str
    policy: str
    content: Content
    content_hash: str
    requires: tuple[UUID, ...] = ()
    notes: str = ""
    credit: str = ""
    made_for: UUID | None = None
    made_for_version: int = 0


def manifest(*, name: str, version: str, notes: str, items: Iterable[PackedItem]) -> dict[str, Any]:
    """All that a package says, in the order of the items' codes; who released it and when stand beside it."""
    told = [_told(item) for item in sorted(items, key=lambda item: (item.code, str(item.key)))]
    return {"format": FORMAT, "name": name, "version": version, "notes": notes, "items": told}


def _told(item: PackedItem) -> dict[str, Any]:
    told = {field.name: getattr(item, field.name) for field in fields(PackedItem)}
    told |= {"key": str(item.key), "requires": sorted(map(str, item.requires)), "content": as_json(item.content)}
    if item.made_for is None:
        # As packages were before they said it, so that their hashes hold.
        del told["made_for"], told["made_for_version"]
    else:
        told["made_for"] = str(item.made_for)
    return told


def hash_of_manifest(told: dict[str, Any]) -> str:
    """64 hexadecimal digits."""
    return sha256(canonical(told)).hexdigest()


def row_of(release: Release, item: PackedItem) -> ReleasedItem:
    """An item of a package as a row of its release; nothing is saved."""
    return ReleasedItem(
        release=release, schema_name=release.schema_name, key=item.key, version=item.version, kind=item.kind,
        code=item.code, area=item.area, title=item.title, policy=item.policy, content=as_json(item.content),
        content_hash=item.content_hash, requires=sorted(map(str, item.requires)), notes=item.notes, credit=item.credit,
        made_for=item.made_for, made_for_version=item.made_for_version,
    )  # fmt: skip


def packed(row: ReleasedItem) -> PackedItem:
    """The other way round."""
    return PackedItem(
        key=row.key, version=row.version, kind=row.kind, code=row.code, area=row.area, title=row.title,
        policy=row.policy, content=from_json(row.content), content_hash=row.content_hash,
        requires=tuple(map(UUID, row.requires)), notes=row.notes, credit=row.credit, made_for=row.made_for,
        made_for_version=row.made_for_version,
    )  # fmt: skip
