"""Give a release as a file, for other deployments (TP-06)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.catalogue.models import Release
from shared_templates.catalogue.package import hash_of_manifest, packed
from shared_templates.catalogue.signing import is_sealed, public_key, seal
from shared_templates.packages.files import Sealed, as_file
from shared_templates.packages.order import version_before
from shared_templates.packages.parcel import Parcel, payload_of
from tenants.queries import active_schema, tenant_in


def hand_out_release(*, actor: Actor, release: Release) -> bytes:
    """The file, the same bytes each time; a release that is withdrawn says so and why.

    One that came as a file itself is handed on under the seal it came with.

    Args:
        actor: who answers for releases; the caller has asked.
        release: of the template whose site is active.

    Raises:
        ValidationError: for another template's release, one larger than any deployment takes, and one whose rows are
            not what was signed.
    """
    if release.schema_name != active_schema():
        raise ValidationError(_("Släppet kommer från en annan mallkommun."))
    origin = release.origin or tenant_in(release.schema_name).official_name
    parcel = Parcel(release, origin, version_before(release), tuple(packed(row) for row in release.items.all()))
    sealed = _sealed(parcel)
    is_whole = hash_of_manifest(parcel.package) == release.content_hash
    if not (is_whole and is_sealed(sealed.key, sealed.payload, sealed.seal)):
        raise ValidationError(_("Släppet stämmer inte med sin kontrollsumma och lämnas inte ut."))
    data = as_file(sealed)
    with transaction.atomic():
        record_audit(
            actor=actor,
            verb="templates.hand_out_release",
            label=str(release),
            details={"hash": release.content_hash, "withdrawn": release.withdrawn_at is not None},
            right="masters.release_masters",
        )
    return data


def _sealed(parcel: Parcel) -> Sealed:
    row, payload = parcel.release, payload_of(parcel)
    if row.origin:
        return Sealed(row.sealed_by, row.seal, payload)
    return Sealed(public_key(row.schema_name), seal(row.schema_name, payload), payload)
