"""Make one site anew as a copy of another: the sandbox of a template (TP-08). Whole, or not at all."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.standard_rights import give_standard_rights
from tenants.artifact import ensure_artifact, execute_for
from tenants.connection import connection
from tenants.life.archive import ArchiveReader
from tenants.life.linked_files import add_files, settle_files
from tenants.life.loading import fill_schema
from tenants.life.locks import alone_with
from tenants.life.removal import forget_cached, site_erasers
from tenants.life.rules import host_followers, tables_not_copied
from tenants.life.swap import LOCK_SECONDS, drop_restoring, restoring_schema
from tenants.life.writing import write_archive
from tenants.models import Tenant
from tenants.queries import primary_hosts
from tenants.site_context import site


def make_copy(
    *,
    actor: Actor,
    source: Tenant,
    target: Tenant,
    now: datetime,
    finish: Callable[[], None],
    on_progress: Callable[[str], None] = lambda text: None,
) -> None:
    """Let everything on the sandbox be what it is on its template now, less what rooms say stays behind.

    It is made ready beside today's and takes its place in one transaction, with what `finish` writes. Killed before
    that, the old one stands; the log of the old one goes with it, and everybody there is signed out.

    Args:
        actor: who asks.
        source: the template; it stays open meanwhile.
        target: its sandbox.
        now: the moment.
        finish: called in that transaction, the copy active under its own name.
        on_progress: told what is being done, outside transactions.

    Raises:
        ValueError: for a target that is no sandbox of the source: nobody's site is ever written over.
        SiteIsBusy: while somebody else works with the whole sandbox.
    """
    if target.sandbox_of_id != source.pk:
        raise ValueError(f"{target.slug} is not the sandbox of {source.slug}")
    connection.set_schema_to_public()
    with alone_with(target.slug), TemporaryDirectory() as folder:
        on_progress("reading")
        path = Path(folder, "copy.zip")
        write_archive(target=path, slug=source.slug, with_passwords=False, with_files=False)
        with ArchiveReader(path) as archive:
            on_progress("loading")
            _make_ready(target.schema_name, archive)
        add_files(source.schema_name, target.schema_name)
        on_progress("changing")
        with transaction.atomic(durable=True):
            _take_its_place(target)
            with site(target):
                give_standard_rights()
                for follow in host_followers.values():
                    follow(primary_hosts([target.schema_name])[target.schema_name])
                finish()
            target.created_at = now
            target.save(update_fields=["created_at"])
            record_audit(actor=actor, verb="tenants.make_copy", target=target, details={"of": source.slug})
        settle_files(source.schema_name, target.schema_name)
        forget_cached(target.schema_name)


def _make_ready(schema_name: str, archive: ArchiveReader) -> None:
    ready = restoring_schema(schema_name)
    drop_restoring(schema_name)
    artifact = ensure_artifact()
    with transaction.atomic(durable=True):
        execute_for(artifact, ready)
        fill_schema(ready, archive, named=schema_name, without=[name for name, _why in tables_not_copied])
        with connection.cursor() as cursor:
            # Nobody signs in as a colleague, and no letter finds one.
            cursor.execute(
                f"UPDATE \"{ready}\".identity_user SET password = '!', email = '', is_superuser = false, "
                "last_login = NULL"
            )


def _take_its_place(target: Tenant) -> None:
    """Drop what was there, with what it keeps in `public`, and give the copy its name; in the open transaction."""
    # Whoever writes about every site (the anchors) passes by one that is held.
    Tenant.objects.select_for_update().get(pk=target.pk)
    with site(target):
        for erase in site_erasers.values():
            erase()  # type: ignore[operator]
    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{LOCK_SECONDS}s"])
        cursor.execute(f'DROP SCHEMA "{target.schema_name}" CASCADE')
        cursor.execute(f'ALTER SCHEMA "{restoring_schema(target.schema_name)}" RENAME TO "{target.schema_name}"')
