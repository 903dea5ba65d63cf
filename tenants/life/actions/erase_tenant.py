"""Erase a site whose grace period is over, prove that nothing is left, and certify it (TN-11)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.connection import connection
from tenants.life.certificate import sign
from tenants.life.locks import alone_with
from tenants.life.models import Operation
from tenants.life.removal import remove_rows, remove_traces
from tenants.life.scan import Names, scan
from tenants.models import Tenant

Say = Callable[[str], None]


class NotAskedFor(Exception):
    """Nobody has asked that the site be erased."""


class GracePeriod(Exception):
    """The day has not come."""


class SomethingIsLeft(Exception):
    """The scan found something; the erasure is not finished and can be run again."""


def erase_tenant(*, actor: Actor, slug: str, now: datetime, on_progress: Say = lambda text: None) -> dict[str, Any]:
    """Carry out the erasure that was asked for; after a kill at any moment, go on where it stopped.

    Args:
        actor: who carries it out.
        slug: short name of the site, which may be gone already.
        now: the moment.
        on_progress: told what is being done.

    Returns:
        The signed certificate, which also stands in the operator's log.

    Raises:
        NotAskedFor: when no erasure is under way.
        GracePeriod: when its day has not come.
        SomethingIsLeft: when the scan found something.
    """
    connection.set_schema_to_public()
    with alone_with(slug):
        operation = Operation.objects.filter(slug=slug, kind=Operation.Kind.ERASE, finished_at=None).first()
        if operation is None:
            raise NotAskedFor(f"Ingen har begärt att {slug} ska raderas. Ingenting är ändrat.")
        if operation.not_before is not None and now < operation.not_before:
            raise GracePeriod(
                f"{operation.label} raderas tidigast {operation.not_before.astimezone():%Y-%m-%d %H:%M}. "
                f"Ingenting är ändrat."
            )
        if operation.step == "waiting":
            on_progress("Raderar tabellerna")
            _remove_rows(actor, operation)
        on_progress("Raderar filer, mellanlagrat och köade jobb")
        for name in (operation.schema_name, *operation.details.get("sandboxes", ())):
            _remember(operation, remove_traces(name))
        on_progress("Letar efter det som kan finnas kvar")
        return _certify(actor, operation, now)


def _remove_rows(actor: Actor, operation: Operation) -> None:
    with transaction.atomic(durable=True):
        removed = remove_rows(Tenant.objects.get(schema_name=operation.schema_name))
        operation.step = "rows removed"
        operation.details |= {"tables": removed.tables, "rows": removed.rows, "erased_at": clock.now().isoformat()}
        operation.details |= {"sandboxes": removed.sandboxes}
        operation.save(update_fields=["step", "details"])
        record_audit(actor=actor, verb="tenants.erase_tenant", label=operation.label)


def _remember(operation: Operation, traces: dict[str, int]) -> None:
    """Before a kill some may have been removed: keep the greater number."""
    for name, count in traces.items():
        operation.details[name] = max(count, operation.details.get(name, 0))
    operation.step = "traces removed"
    operation.save(update_fields=["step", "details"])


def _certify(actor: Actor, operation: Operation, now: datetime) -> dict[str, Any]:
    details = operation.details
    found = scan(Names(operation.schema_name, operation.slug, details["uuid"], tuple(details["hosts"])))
    if any(found.values()):
        left = ", ".join(f"{place}: {count}" for place, count in found.items() if count)
        raise SomethingIsLeft(f"Allt är inte borta ({left}). Inget intyg är utfärdat. Kör kommandot igen.")
    removed = ("tables", "rows", "files", "cache_keys", "messages")
    certificate = sign(
        {
            "what": "certificate of erasure",
            "format_version": 1,
            "site": {"uuid": details["uuid"], "slug": operation.slug, "official_name": operation.label},
            "asked_at": operation.started_at.isoformat(),
            "not_before": operation.not_before.isoformat() if operation.not_before else None,
            "erased_at": details["erased_at"],
            "certified_at": now.isoformat(),
            "removed": {name: details.get(name, 0) for name in removed},
            "left": found,
            "backups_gone_after_days": settings.SAMVERK_KEEP_BACKUPS_DAYS,
            "product_version": settings.SAMVERK_VERSION,
        }
    )
    with transaction.atomic(durable=True):
        operation.step, operation.finished_at = "certified", now
        operation.details = {"certificate": certificate}
        operation.save(update_fields=["step", "finished_at", "details"])
        record_audit(actor=actor, verb="tenants.certify_erasure", label=operation.label, details=certificate)
    return certificate
