"""Put one site back as it was, while its neighbours go on (TN-13)."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.dateparse import parse_datetime

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.actions.change_state import change_state
from tenants.anchors.actions.begin_anew import begin_anew
from tenants.artifact import ensure_artifact, execute_for
from tenants.connection import connection
from tenants.life.actions.request_erasure import AlreadyUnderWay
from tenants.life.archive import ArchiveReader
from tenants.life.loading import fill_schema
from tenants.life.locks import alone_with
from tenants.life.manifest import NotAnArchive
from tenants.life.migrations_of import bring_to_today, call_finished, is_older, make_schema_as_old
from tenants.life.models import Operation
from tenants.life.put_back_files import put_back_from_archive, put_back_from_kept
from tenants.life.queries import unfinished_operation
from tenants.life.removal import forget_cached
from tenants.life.rules import public_parts
from tenants.life.swap import drop_restoring, restoring_schema, swap
from tenants.models import State, Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import site

Say = Callable[[str], None]
#: What a site is called and looks like goes back with it; its short name, addresses and state do not.
LOOKS = ("name", "official_name", "other_names", "brand_colour", "mark", "logo", "languages")


def restore_tenant(
    *,
    actor: Actor,
    slug: str,
    source: Path,
    now: datetime,
    files_at: datetime | None = None,
    on_progress: Say = lambda text: None,
) -> Operation:
    """Replace the site's content by that of an archive; today's schema is kept beside it under another name.

    The site is closed meanwhile. The log is not rewound: entries made since stay, and the restore is one of them; its
    chain goes on, or is taken up anew and says so when the archive's is another one.
    Everybody signs in again. Killed before the change of schemas, nothing has changed and the command is run
    again (or called off); killed after it, the next run only finishes.

    Args:
        actor: who decides.
        slug: short name.
        source: an archive of this same site.
        now: the moment.
        files_at: take the files as they were then from what is kept here; None takes those of the archive.
        on_progress: told what is being done.

    Raises:
        NotAnArchive: when it is none, or another site's.
        AlreadyUnderWay: while the site is being erased.
    """
    connection.set_schema_to_public()
    with alone_with(slug):
        tenant = tenant_by_slug(slug)
        operation = unfinished_operation(tenant.schema_name)
        if operation is not None and operation.kind != Operation.Kind.RESTORE:
            raise AlreadyUnderWay(f"{tenant.official_name} väntar på att raderas. Ångra det först. Inget är ändrat.")
        if operation is None or operation.step == "loading":
            with ArchiveReader(source) as archive:
                if archive.manifest.uuid != str(tenant.uuid):
                    raise NotAnArchive(f"Arkivet är av en annan webbplats än {tenant.official_name}. Inget är ändrat.")
                operation = _begin(actor, tenant, operation, archive, now, source, files_at)
                _make_ready(tenant, archive, on_progress)
                on_progress("Byter plats på gammalt och nytt")
                _change_places(actor, tenant, operation, archive, now)
        on_progress("Lägger tillbaka filerna")
        _finish(actor, tenant, operation, now)
    return operation


def _begin(
    actor: Actor,
    tenant: Tenant,
    operation: Operation | None,
    archive: ArchiveReader,
    now: datetime,
    source: Path,
    files_at: datetime | None,
) -> Operation:
    with transaction.atomic(durable=True):
        if operation is None:
            operation = Operation(
                kind=Operation.Kind.RESTORE,
                schema_name=tenant.schema_name,
                slug=tenant.slug,
                label=tenant.official_name,
                started_at=now,
                details={"was": tenant.state},
            )
        operation.step = "loading"
        operation.details |= {
            "moment": archive.manifest.moment,
            "source": str(source.resolve()),
            "files_at": files_at.isoformat() if files_at else None,
        }
        operation.save()
        change_state(actor=actor, tenant=tenant, state=State.SUSPENDED)
    return operation


def _make_ready(tenant: Tenant, archive: ArchiveReader, on_progress: Say) -> None:
    ready = restoring_schema(tenant.schema_name)
    drop_restoring(tenant.schema_name)
    if is_older(archive.manifest):
        on_progress("Gör tabeller så gamla som arkivet")
        make_schema_as_old(ready, archive.manifest)
        with transaction.atomic(durable=True):
            fill_schema(ready, archive, named=tenant.schema_name, on_progress=on_progress)
        bring_to_today(ready)
        call_finished(ready)
        return
    artifact = ensure_artifact(on_progress=on_progress)
    with transaction.atomic(durable=True):
        execute_for(artifact, ready)
        fill_schema(ready, archive, named=tenant.schema_name, on_progress=on_progress)


def _change_places(actor: Actor, tenant: Tenant, operation: Operation, archive: ArchiveReader, now: datetime) -> None:
    before = f"{tenant.schema_name}_before_{now:%Y%m%dt%H%M%S}"
    with transaction.atomic(durable=True):
        goes_on = swap(tenant.schema_name, before=before)
        for name in LOOKS:
            setattr(tenant, name, archive.site[name])
        tenant.save(update_fields=list(LOOKS))
        operation.step = "swapped"
        operation.details |= {"before": before}
        operation.save(update_fields=["step", "details"])
        facts: dict[str, object] = {"moment": archive.manifest.moment, "before": before}
        if not goes_on:
            reason = f"Återläst till {archive.manifest.moment} ur ett arkiv vars logg inte är början av dagens"
            begin_anew(actor=actor, tenant=tenant, reason=reason, now=now)
        with site(tenant):
            for name, part in public_parts:
                if name in archive.manifest.public:
                    part.load(json.loads(text) for text in archive.public(name))
            record_audit(actor=actor, verb="tenants.restore_tenant", label=tenant.official_name, details=facts)
        record_audit(actor=actor, verb="tenants.restore_tenant", target=tenant, details=facts)


def _finish(actor: Actor, tenant: Tenant, operation: Operation, now: datetime) -> None:
    moment = parse_datetime(operation.details["files_at"] or "")
    if moment is not None:
        put_back_from_kept(tenant.schema_name, moment)
    else:
        with ArchiveReader(Path(operation.details["source"])) as archive:
            put_back_from_archive(tenant.schema_name, archive)
    forget_cached(tenant.schema_name)
    with transaction.atomic(durable=True):
        operation.step, operation.finished_at = "done", now
        operation.save(update_fields=["step", "finished_at"])
        change_state(actor=actor, tenant=tenant, state=State(operation.details["was"]))
