"""Make the active site's emergency pack."""

from datetime import UTC, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from samverk.intranet.emergency.archive import files_of, zipped
from samverk.intranet.emergency.queries import FOLDER, Pack, all_packs, content
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.models import Tenant
from tenants.queries import primary_hosts


def build_emergency_pack(*, actor: Actor, tenant: Tenant, now: datetime) -> Pack:
    """Write a new pack among the site's own files, then let the older ones go (LAW-52).

    The old pack is there until the new one is whole.

    Args:
        actor: who wants it; the house, every night.
        tenant: the active site.
        now: the moment.
    """
    files = pack_files(actor=actor, tenant=tenant, now=now)
    data = zipped(files, now=now)
    name = f"{FOLDER}/{now.astimezone(UTC):%Y%m%dT%H%M%S}Z.zip"
    older = [pack for pack in all_packs() if pack.name != name]
    if default_storage.exists(name):
        default_storage.delete(name)
    kept = default_storage.save(name, ContentFile(data))
    for pack in older:
        default_storage.delete(pack.name)
    return Pack(kept, now, len(data))


def pack_files(*, actor: Actor, tenant: Tenant, now: datetime) -> dict[str, bytes]:
    """The files of a pack, for whoever puts them somewhere else: a file share, a memory stick.

    Args:
        actor: who wants it.
        tenant: the active site.
        now: the moment.
    """
    held = content(site_name=tenant.official_name, day=timezone.localdate(now))
    files = files_of(
        content=held,
        site_name=tenant.official_name,
        address=primary_hosts([tenant.schema_name]).get(tenant.schema_name, ""),
        language=tenant.languages[0] if tenant.languages else "sv",
        now=now,
    )
    details: dict[str, object] = {"guides": len(held.guides), "heads": len(held.heads)}
    record_audit(actor=actor, verb="intranet.build_emergency_pack", label=tenant.official_name, details=details)
    return files
