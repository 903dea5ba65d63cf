"""Make a site from an archive, in this deployment or moved from another: whole, or not at all."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.dateparse import parse_datetime

from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.actions.create_tenant import RESERVED, SLUG, TenantExists
from tenants.artifact import ensure_artifact, execute_for
from tenants.connection import connection
from tenants.life.archive import ArchiveReader
from tenants.life.loading import fill_schema
from tenants.life.locks import alone_with
from tenants.life.manifest import NotAnArchive
from tenants.life.migrations_of import bring_to_today, call_finished, drop_unfinished, is_older, make_schema_as_old
from tenants.life.queries import taken_host, unfinished_operation
from tenants.life.rules import host_followers, public_parts
from tenants.life.staging import clear_the_way, keep, put_in_place, stage_files
from tenants.models import Domain, SchemaArtifact, Tenant
from tenants.site_context import site

Say = Callable[[str], None]


class CouldNotImport(Exception):
    """The database refused; nothing was left behind."""


def import_tenant(
    *,
    actor: Actor,
    source: Path,
    slug: str = "",
    hosts: tuple[str, ...] = (),
    on_progress: Say = lambda text: None,
) -> Tenant:
    """Make the site in `source`, with its people, rights, pages, log and files.

    Rows, schema and directory are one transaction; what was loaded is read back and compared with the archive
    before it is committed. A kill at any moment leaves no site, and the same command again makes it.

    Args:
        actor: who asks.
        source: the archive.
        slug: another short name than the archive's.
        hosts: other host names than the archive's; the first is the primary.
        on_progress: told what is being done.

    Raises:
        NotAnArchive: when the file is no archive, or damaged, or of another format.
        MadeByAnotherVersion: when it knows tables that this code does not.
        TenantExists: when a name is taken.
        FilesInTheWay: when somebody's files lie in its place.
        CouldNotImport: when the database refused.
    """
    connection.set_schema_to_public()
    with ArchiveReader(source) as archive:
        facts = _facts(archive, slug, hosts)
        schema_name = str(facts["schema_name"])
        with alone_with(str(facts["slug"])):
            _refuse_if_taken(facts)
            artifact = ensure_artifact(on_progress=on_progress)
            older = is_older(archive.manifest)
            clear_the_way(schema_name)
            try:
                on_progress("Packar upp filerna")
                stage_files(schema_name, archive)
                if older:
                    on_progress("Gör tabeller så gamla som arkivet")
                    make_schema_as_old(schema_name, archive.manifest)
                    with transaction.atomic(durable=True):
                        fill_schema(schema_name, archive, named=schema_name, on_progress=on_progress)
                    bring_to_today(schema_name)
                tenant = _make_site(actor, archive, facts, None if older else artifact, bool(hosts), on_progress)
            except BaseException:
                connection.set_schema_to_public()
                # An interrupt may come after the commit: the site is whole then, and its files are its own.
                if not Tenant.objects.filter(schema_name=schema_name).exists():
                    drop_unfinished(schema_name)
                    clear_the_way(schema_name)
                raise
            keep(schema_name)
    return tenant


def _make_site(
    actor: Actor,
    archive: ArchiveReader,
    facts: dict[str, Any],
    artifact: SchemaArtifact | None,
    follow: bool,
    on_progress: Say,
) -> Tenant:
    """The one transaction; without an artifact the schema is there already, filled."""
    schema_name = str(facts["schema_name"])
    try:
        with transaction.atomic(durable=True):
            tenant = _write_rows(facts)
            if artifact is None:
                call_finished(schema_name)
            else:
                drop_unfinished(schema_name)
                execute_for(artifact, schema_name)
                fill_schema(schema_name, archive, named=schema_name, on_progress=on_progress)
            with site(tenant):
                _load_public(archive)
                for one in host_followers.values() if follow else ():
                    one(facts["hosts"][0])
                record_audit(actor=actor, verb="tenants.import_tenant", label=tenant.official_name)
            record_audit(
                actor=actor,
                verb="tenants.import_tenant",
                target=tenant,
                details={"logical_hash": archive.manifest.logical_hash, "moment": archive.manifest.moment},
            )
            put_in_place(schema_name)
    except DatabaseError as error:
        raise CouldNotImport(
            f"Webbplatsen {facts['slug']} kunde inte läsas in: {str(error).strip().splitlines()[0]} "
            f"Ingenting blev kvar."
        ) from error
    finally:
        connection.set_schema_to_public()
    return tenant


def _facts(archive: ArchiveReader, slug: str, hosts: tuple[str, ...]) -> dict[str, Any]:
    facts = dict(archive.site)
    facts["slug"] = slug or facts["slug"]
    if not SLUG.match(str(facts["slug"])) or facts["slug"] in RESERVED:
        raise ValidationError(f"Kortnamnet {facts['slug']} går inte att använda.")
    facts["schema_name"] = facts["slug"].replace("-", "_")
    facts["hosts"] = [host.lower() for host in hosts] or facts["hosts"]
    if not facts["hosts"]:
        raise ValidationError("Webbplatsen behöver minst en adress: ange den med --host.")
    return facts


def _refuse_if_taken(facts: dict[str, Any]) -> None:
    if Tenant.objects.filter(slug=facts["slug"]).exists():
        raise TenantExists(
            f"Det finns redan en webbplats som heter {facts['slug']}. Ingenting är ändrat. Ange ett annat kortnamn med "
            f"--slug, eller lägg tillbaka innehållet med `samverk tenant restore`."
        )
    if unfinished_operation(str(facts["schema_name"])) is not None:
        raise TenantExists(f"En webbplats som hette {facts['slug']} håller på att raderas. Gör klart det först.")
    if facts["scb_code"] and Tenant.objects.filter(scb_code=facts["scb_code"]).exists():
        raise TenantExists(f"Kommunkoden {facts['scb_code']} används redan. Ingenting är ändrat.")
    taken = taken_host(facts["hosts"])
    if taken is not None:
        raise TenantExists(f"Adressen {taken} används redan. Ingenting är ändrat. Ange en annan adress med --host.")


def _write_rows(facts: dict[str, Any]) -> Tenant:
    names = {field.name for field in Tenant._meta.concrete_fields} - {"id", "state"}
    values = {name: value for name, value in facts.items() if name in names}
    values["created_at"] = parse_datetime(str(values["created_at"]))
    tenant = Tenant(**values)
    if Tenant.objects.filter(uuid=tenant.uuid).exists():
        raise TenantExists("Webbplatsen finns redan här, under ett annat namn. Ingenting är ändrat.")
    tenant.full_clean(exclude=["created_at"])
    tenant.save()
    for number, host in enumerate(facts["hosts"]):
        Domain.objects.create(domain=host, tenant=tenant, is_primary=number == 0)
    return tenant


def _load_public(archive: ArchiveReader) -> None:
    for name, part in public_parts:
        if name in archive.manifest.public:
            part.load(_objects(archive.public(name)))
    unknown = sorted(set(archive.manifest.public) - {name for name, _part in public_parts})
    if unknown:
        raise NotAnArchive(f"Arkivet innehåller delar som den här versionen inte känner: {', '.join(unknown)}.")


def _objects(texts: Iterator[str]) -> Iterator[dict[str, Any]]:
    return (json.loads(text) for text in texts)
