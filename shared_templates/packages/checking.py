"""What must hold of a package from another deployment, whoever signed it, before it is let in (TP-06, TP-16)."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.catalogue.package import PackedItem, hash_of_manifest, row_of
from shared_templates.catalogue.signing import is_signed
from shared_templates.content.fiction import not_made_up
from shared_templates.content.hashing import hash_of
from shared_templates.content.kinds import KINDS
from shared_templates.content.size import refuse_too_long
from shared_templates.content.values import Content, content
from shared_templates.content.words import told_reals
from shared_templates.masters.actions.keep_master import CODE
from shared_templates.packages.parcel import Parcel
from tenants.queries import real_hosts

#: One of a newer version is let in, and shown as it is written.
AREA = re.compile(r"[a-z0-9_-]+")


def check_parcel(parcel: Parcel, *, now: datetime) -> None:
    """Hashes, signature, form, sorts of content, lengths, made-up content; asks the database for real sites only.

    Args:
        parcel: as it was read.
        now: the moment.

    Raises:
        ValidationError: with the first thing that does not hold.
    """
    row = parcel.release
    whole = row.content_hash == hash_of_manifest(parcel.package)
    if not (whole and is_signed(row.signed_by, row.content_hash, row.signature)):
        raise ValidationError(_("Kontrollsumman eller signaturen stämmer inte med innehållet."))
    if max(row.released_at, row.withdrawn_at or row.released_at) > now:
        raise ValidationError(_("Släppet är från framtiden. Kontrollera klockan här och där."))
    _refuse_misshaped(str(row), row, {"schema_name", "seal", "sealed_by"})
    if bool(row.withdrawn_at) != bool(row.withdrawn_why) or not row.origin:
        raise ValidationError(_("Filen säger inte vems släppet är, eller inte varför det är tillbakadraget."))
    keys = {item.key for item in parcel.items}
    if not keys or len(keys) < len(parcel.items):
        raise ValidationError(_("Paketet är tomt eller har samma del två gånger."))
    hosts = real_hosts()
    told = {"name": row.name, "origin": row.origin, "notes": row.notes, "why": row.withdrawn_why}
    _refuse_real(row.name, content(told), hosts)
    for item in parcel.items:
        _check_item(item, row, hosts)


def _check_item(item: PackedItem, release: Release, hosts: set[str]) -> None:
    unknown = list(_unknown(item))
    if unknown:
        told = {"code": item.code[:20], "what": unknown[0], "made": release.made_with or "?"}
        raise ValidationError(
            _("%(code)s har något som Samverk här inte känner till: %(what)s. Paketet är gjort med Samverk %(made)s.")
            % told
            + " "
            + _("Här körs %(here)s. Uppgradera och läs in det igen.") % {"here": settings.SAMVERK_VERSION}
        )
    if not CODE.fullmatch(item.code) or item.version < 1 or item.content_hash != hash_of(item.content):
        raise ValidationError(_("%(code)s är inte hel.") % {"code": item.code[:20]})
    if not AREA.fullmatch(item.area):
        # One that fits in no address would break pages that every municipality opens.
        raise ValidationError(_("%(what)s är inte hel: %(fields)s.") % {"what": item.code, "fields": "area"})
    _refuse_misshaped(item.code, row_of(release, item), {"release", "schema_name", "requires", "made_for"})
    refuse_too_long(item.content)
    _refuse_real(item.code, item.content, hosts)
    _refuse_real(item.code, content({"title": item.title, "notes": item.notes, "credit": item.credit}), hosts)


def _unknown(item: PackedItem) -> Iterator[str]:
    """Sorts and texts that this version does not know."""
    kind = KINDS.get(item.kind)
    if kind is None:
        yield item.kind
        return
    yield from sorted(item.content.head.keys() - {field.name for field in kind.head})
    for block in item.content.blocks:
        part = kind.part(block.kind)
        yield from sorted(block.texts.keys() - {field.name for field in part.fields}) if part else [block.kind]


def _refuse_misshaped(name: str, row: Release | ReleasedItem, filled_here: set[str]) -> None:
    try:
        row.clean_fields(exclude=filled_here)
    except ValidationError as error:
        told = {"what": name[:200], "fields": ", ".join(error.message_dict)}
        raise ValidationError(_("%(what)s är inte hel: %(fields)s.") % told) from None


def _refuse_real(name: str, said: Content, hosts: set[str]) -> None:
    real = told_reals(said, not_made_up(said, hosts))
    if real:
        raise ValidationError([f"{name}: {sentence}" for sentence in real])
