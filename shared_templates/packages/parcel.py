"""What the seal of a file covers: the package as it was released, and what is known of its release."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.catalogue.models import Release
from shared_templates.catalogue.package import PackedItem, manifest
from shared_templates.content.hashing import canonical
from shared_templates.content.values import NotContent, from_json


@dataclass(frozen=True, slots=True)
class Parcel:
    """A release with everything it holds.

    Attributes:
        release: the row, unsaved where it came as a file.
        origin: the name of the model municipality that made it.
        follows: the version of the package before it, as people write it; empty for the first.
        items: as released.
    """

    release: Release
    origin: str
    follows: str
    items: tuple[PackedItem, ...]

    @property
    def package(self) -> dict[str, Any]:
        """What the release's own hash and signature are of."""
        row = self.release
        return manifest(name=row.name, version=row.version, notes=row.notes, items=self.items)


def payload_of(parcel: Parcel) -> bytes:
    """The one spelling of a parcel. No person is named; a municipality is where its proposal is credited (TP-13)."""
    row = parcel.release
    told = {name: getattr(row, name) for name in _TEXTS}
    told |= {
        "uuid": str(row.uuid),
        "origin": parcel.origin,
        "follows": parcel.follows,
        "released_at": _moment(row.released_at),
        "adopt_by": row.adopt_by.isoformat() if row.adopt_by else None,
        "withdrawn_at": _moment(row.withdrawn_at) if row.withdrawn_at else None,
    }
    return canonical({"release": told, "package": parcel.package})


def parcel_of(payload: bytes) -> Parcel:
    """What `payload_of` wrote; its texts are checked for nothing but their form.

    Whatever it is read as must be written as exactly these bytes: so nothing is left out, said twice or misread.

    Raises:
        ValidationError: for anything else.
    """
    try:
        told = json.loads(payload)
        release, package = told["release"], told["package"]
        items = tuple(_item(one) for one in package["items"])
        parcel = Parcel(_release(release, package), str(release["origin"]), str(release["follows"]), items)
        # No database keeps a zero byte; nobody writes its six letters either.
        same = payload_of(parcel) == payload and rb"\u0000" not in payload
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError, NotContent):
        same = False
    if not same:
        raise ValidationError(
            _("Filen är signerad, men går inte att läsa. Den är kanske gjord med en nyare version av Samverk.")
        )
    return parcel


#: Columns of the release that are told as they are.
_TEXTS = ("content_hash", "signature", "signed_by", "made_with", "withdrawn_why")


def _release(told: dict[str, Any], package: dict[str, Any]) -> Release:
    major, minor, patch = map(int, package["version"].split("."))
    withdrawn = told["withdrawn_at"]
    return Release(
        uuid=UUID(told["uuid"]), name=str(package["name"]), major=major, minor=minor, patch=patch,
        notes=str(package["notes"]), released_at=datetime.fromisoformat(told["released_at"]),
        adopt_by=date.fromisoformat(told["adopt_by"]) if told["adopt_by"] else None,
        withdrawn_at=datetime.fromisoformat(withdrawn) if withdrawn else None,
        origin=str(told["origin"]), **{name: str(told[name]) for name in _TEXTS},
    )  # fmt: skip


def _item(told: dict[str, Any]) -> PackedItem:
    taught = told.get("made_for")
    texts = ("kind", "code", "area", "title", "policy", "content_hash", "notes", "credit")
    return PackedItem(
        key=UUID(told["key"]), version=int(told["version"]), content=from_json(told["content"]),
        requires=tuple(map(UUID, told["requires"])), made_for=UUID(taught) if taught else None,
        made_for_version=int(told.get("made_for_version", 0)), **{name: str(told[name]) for name in texts},
    )  # fmt: skip


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
