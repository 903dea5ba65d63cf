"""Write a whole site to one file in open formats (TN-11)."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.life.manifest import Manifest
from tenants.life.writing import write_archive
from tenants.queries import tenant_by_slug
from tenants.site_context import operator_site, site


def export_tenant(
    *,
    actor: Actor,
    slug: str,
    target: Path,
    with_passwords: bool = False,
    on_progress: Callable[[str], None] = lambda text: None,
) -> Manifest:
    """Write the site as it is now to `target`; the site stays open meanwhile.

    One snapshot for every row; files as they were at its moment. Memory does not grow with the site. A kill in
    the middle leaves `target.part`, which the next attempt overwrites, and no `target`.

    Args:
        actor: who asks.
        slug: short name of the site.
        target: the file to make; one that is there is replaced when the new one is whole.
        with_passwords: let password hashes and other secrets travel too: for a move, not for a leaver.
        on_progress: told what is being done.

    Raises:
        NoSuchSite: when there is none.
        FileDisappeared: when a file could not be read.
    """
    manifest = write_archive(target=target, slug=slug, with_passwords=with_passwords, on_progress=on_progress)
    facts: dict[str, object] = {"logical_hash": manifest.logical_hash, "passwords": with_passwords}
    with operator_site():
        tenant = tenant_by_slug(slug)
        with transaction.atomic():
            record_audit(actor=actor, verb="tenants.export_tenant", target=tenant, details=facts)
            with site(tenant):
                record_audit(actor=actor, verb="tenants.export_tenant", label=tenant.official_name, details=facts)
    return manifest
