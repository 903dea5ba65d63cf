"""Let in a release that another deployment has handed out (TP-06)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.adoption.tasks import after_release, after_withdrawal
from shared_templates.catalogue.models import Release, ReleasedItem, TrustedKey
from shared_templates.catalogue.package import row_of
from shared_templates.packages.checking import check_parcel
from shared_templates.packages.files import Sealed, fingerprint
from shared_templates.packages.opening import open_file
from shared_templates.packages.order import check_order
from shared_templates.packages.parcel import Parcel
from tenants.site_context import site


class Outcome(StrEnum):
    """What a file led to."""

    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    ALREADY = "already"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was let in: the release as it is here, and what it led to."""

    release: Release
    outcome: Outcome


def receive_release(*, actor: Actor, data: bytes, now: datetime) -> Received:
    """Write the release as the trusted template's, all of it or nothing, and let the municipalities know.

    A file that says that the release is withdrawn withdraws it. Sent again nothing is written; the municipalities are
    told anew, which does nothing but where a crash came between.

    Args:
        actor: the operator.
        data: the file.
        now: the moment.

    Raises:
        ValidationError: for a file that is not whole, whose key nobody trusts, that comes in the wrong order, that
            contradicts what is here, or holds what this deployment must not or cannot have. Nothing is written.
    """
    opened = open_file(data)
    trusted, sealed, parcel = opened.trusted, opened.sealed, opened.parcel
    check_parcel(parcel, now=now)
    with site(trusted.tenant), transaction.atomic():
        _one_at_a_time(trusted)
        known = Release.objects.filter(uuid=parcel.release.uuid).first()
        if known is None:
            return _write(actor, trusted, sealed, parcel, now)
        _refuse_other(known, parcel, trusted.tenant.schema_name)
        if parcel.release.withdrawn_at and not known.withdrawn_at:
            return _withdraw(actor, known, sealed, parcel)
        (after_withdrawal if known.withdrawn_at else after_release)(known)
        return Received(known, Outcome.ALREADY)


def _one_at_a_time(trusted: TrustedKey) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"samverk.packages.{trusted.tenant.schema_name}"]
        )


def _refuse_other(known: Release, parcel: Parcel, schema_name: str) -> None:
    if known.schema_name != schema_name:
        raise ValidationError(_("%(release)s finns redan hos en annan mallkommun här.") % {"release": known})
    if known.content_hash != parcel.release.content_hash:
        told = _("%(release)s finns redan här, med ett annat innehåll. Ett släpp ändras aldrig: fråga avsändaren.")
        raise ValidationError(told % {"release": known})


def _write(actor: Actor, trusted: TrustedKey, sealed: Sealed, parcel: Parcel, now: datetime) -> Received:
    schema_name = trusted.tenant.schema_name
    check_order(parcel, schema_name)
    row = parcel.release
    row.schema_name, row.seal, row.sealed_by, row.came_at = schema_name, sealed.seal, sealed.key, now
    row.save(force_insert=True)
    ReleasedItem.objects.bulk_create(row_of(row, item) for item in parcel.items)
    details = {"items": len(parcel.items), "hash": row.content_hash, "from": row.origin, "key": fingerprint(sealed.key)}
    record_audit(actor=actor, verb="templates.receive_release", label=str(row), details=details)
    if not row.withdrawn_at:
        after_release(row)
    return Received(row, Outcome.RECEIVED)


def _withdraw(actor: Actor, known: Release, sealed: Sealed, parcel: Parcel) -> Received:
    told = parcel.release
    Release.objects.filter(pk=known.pk).update(
        withdrawn_at=told.withdrawn_at, withdrawn_why=told.withdrawn_why, origin=parcel.origin, seal=sealed.seal,
        sealed_by=sealed.key,
    )  # fmt: skip
    record_audit(actor=actor, verb="templates.receive_withdrawal", label=str(known), details={"from": parcel.origin})
    after_withdrawal(known)
    known.refresh_from_db()
    return Received(known, Outcome.WITHDRAWN)
