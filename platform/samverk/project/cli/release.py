"""`samverk release …`: releases of a model municipality as files, from one deployment to another (TP-06)."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samverk.project.cli.text import Steps, as_json, console, problem, table
from samverk.project.servers import servers

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError

    from shared_templates.catalogue.models import Release

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def release() -> None:
    """Mallkommunens släpp: lämna ut som filer, läs in från en annan driftsättning."""


@release.command("list")
@click.argument("slug", required=False)
@click.option("--json", "json_", is_flag=True)
def list_(slug: str | None, json_: bool) -> None:
    """Lista släppen i mallkommunen SLUG, eller i alla."""
    with servers(on_progress=Steps(quiet=True)):
        from shared_templates.catalogue.queries import releases
        from tenants.models import Tenant
        from tenants.queries import tenant_by_slug

        found = releases().filter(schema_name=tenant_by_slug(slug).schema_name) if slug else releases()
        slugs = dict(Tenant.objects.values_list("schema_name", "slug"))
        rows = [{"site": slugs.get(row.schema_name, row.schema_name), **_facts(row)} for row in found]
    if json_:
        as_json(rows)
        return
    table(
        ["Webbplats", "Paket", "Version", "Släppt", "Från", "Läge"],
        [
            [r["site"], r["name"], r["version"], f"{r['released_at']:%Y-%m-%d}", r["origin"] or "här",
             "tillbakadraget" if r["withdrawn_at"] else "gäller"]
            for r in rows
        ],
    )  # fmt: skip


@release.command()
@click.argument("slug")
@click.option("--to", "folder", type=FOLDER, required=True, help="Mappen som filerna läggs i.")
@click.option("--package", default="", help="Bara paketet med det namnet.")
@click.option("--version", default="", help="Bara den versionen, till exempel 1.2.0.")
@click.option("--json", "json_", is_flag=True)
def export(slug: str, folder: Path, package: str, version: str, json_: bool) -> None:
    """Skriv släppen i mallkommunen SLUG till filer, en för varje."""
    steps = Steps(quiet=json_)
    with servers(on_progress=steps):
        from samverk.kernel.actions.record_audit import HOUSE
        from shared_templates.catalogue.queries import releases_by
        from shared_templates.packages.actions.hand_out_release import hand_out_release
        from shared_templates.packages.files import file_name, fingerprint
        from shared_templates.packages.queries import own_key
        from tenants.queries import tenant_by_slug
        from tenants.site_context import site

        found = tenant_by_slug(slug)
        chosen = [
            row
            for row in releases_by(found.schema_name)
            if row.name == (package or row.name) and row.version == (version or row.version)
        ]
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for number, row in enumerate(reversed(chosen), 1):
            steps.count(str(row), number, len(chosen))
            with site(found):
                data = hand_out_release(actor=HOUSE, release=row)
            target = folder / file_name(row)
            part = target.with_name(f"{target.name}.part")
            part.write_bytes(data)
            part.replace(target)
            written.append({"file": str(target), "bytes": len(data), **_facts(row)})
        key = fingerprint(own_key(found.schema_name))
    if json_:
        as_json({"fingerprint": key, "files": written})
    elif not written:
        problem("Mallkommunen har inget sådant släpp.")
    else:
        for one in written:
            console.print(str(one["file"]))
        console.print(f"Läs upp fingeravtrycket för mottagaren: {key}")
    if not written:
        raise click.exceptions.Exit(1)


@release.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--json", "json_", is_flag=True)
def import_(files: tuple[Path, ...], json_: bool) -> None:
    """Läs in släpp ur FILES, det äldsta först. Varje släpp kommer in helt, eller inte alls."""
    steps = Steps(quiet=json_)
    with servers(on_progress=steps):
        from django.core.exceptions import ValidationError

        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from samverk.project.migrating import migrate
        from shared_templates.packages.actions.receive_release import receive_release

        migrate(on_progress=steps)
        told = []
        for number, path in enumerate(sorted(files, key=_released_at), 1):
            steps.count(path.name, number, len(files))
            try:
                made = receive_release(actor=HOUSE, data=_bytes_of(path), now=clock.now())
            except ValidationError as error:
                raise _about(path, error) from None
            told.append({"file": str(path), "outcome": str(made.outcome), **_facts(made.release)})
    if json_:
        as_json(told)
        return
    words = {"received": "är inläst", "withdrawn": "är tillbakadraget nu", "already": "fanns redan"}
    for one in told:
        console.print(f"{one['name']} {one['version']} {words[str(one['outcome'])]}.")


@release.command()
@click.argument("file", type=FILE)
@click.option("--site", "slug", required=True, help="Mallkommunen här som tar emot släppen.")
@click.option("--name", required=True, help='Vems nyckeln är: "Demolänets mallkommun".')
@click.option("--fingerprint", "said", prompt="Fingeravtrycket, så som avsändaren läste upp det",
              help="Fyrtio siffror, hörda på en annan väg än filen kom.")  # fmt: skip
@click.option("--json", "json_", is_flag=True)
def trust(file: Path, slug: str, name: str, said: str, json_: bool) -> None:
    """Lita på nyckeln som FILE är signerad med. Fråga avsändaren om fingeravtrycket, till exempel i telefon."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from shared_templates.packages.actions.trust_key import trust_key
        from shared_templates.packages.files import fingerprint, from_file
        from tenants.queries import tenant_by_slug

        key = from_file(_bytes_of(file)).key
        tenant = tenant_by_slug(slug)
        trust_key(actor=HOUSE, key=key, said=said, name=name, tenant=tenant, now=clock.now())
    if json_:
        as_json({"name": name, "site": slug, "fingerprint": fingerprint(key)})
    else:
        console.print(f"{tenant.official_name} tar emot släpp från {name}. Läs in dem: samverk release import FIL …")


@release.command()
@click.argument("said", metavar="FINGERAVTRYCK")
def untrust(said: str) -> None:
    """Sluta lita på nyckeln med FINGERAVTRYCK. Det som är inläst ligger kvar."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel.actions.record_audit import HOUSE
        from shared_templates.packages.actions.untrust_key import untrust_key
        from shared_templates.packages.queries import key_by_fingerprint

        found = key_by_fingerprint(said)
        if found is None:
            raise click.ClickException("Ingen nyckel som driften litar på har det fingeravtrycket.")
        untrust_key(actor=HOUSE, trusted=found)
    console.print(f"Inget mer läses in från {found.name} med den nyckeln.")


@release.command()
@click.option("--json", "json_", is_flag=True)
def keys(json_: bool) -> None:
    """Visa mallkommunernas egna nycklar och dem som driften litar på."""
    with servers(on_progress=Steps(quiet=True)):
        from shared_templates.packages.files import fingerprint
        from shared_templates.packages.queries import known_keys, own_key
        from tenants.models import Kind, Tenant

        own = [
            {"name": tenant.official_name, "site": tenant.slug, "fingerprint": fingerprint(own_key(tenant.schema_name))}
            for tenant in Tenant.objects.filter(kind=Kind.TEMPLATE)
        ]
        trusted = [
            {"name": one.name, "site": one.tenant.slug, "fingerprint": one.fingerprint, "trusted_at": one.trusted_at}
            for one in known_keys()
        ]
    if json_:
        as_json({"own": own, "trusted": trusted})
        return
    table(
        ["Nyckel", "Webbplats", "Vems", "Fingeravtryck"],
        [["egen", one["site"], one["name"], one["fingerprint"]] for one in own]
        + [["betrodd", one["site"], one["name"], one["fingerprint"]] for one in trusted],
    )


def _bytes_of(path: Path) -> bytes:
    from shared_templates.packages.files import MOST

    with path.open("rb") as file:
        # One byte more than is taken shows that there is more.
        return file.read(MOST + 1)


def _released_at(path: Path) -> datetime:
    from django.core.exceptions import ValidationError

    from shared_templates.packages.opening import open_file

    try:
        return open_file(_bytes_of(path)).parcel.release.released_at
    except ValidationError as error:
        raise _about(path, error) from None


def _about(path: Path, error: "ValidationError") -> click.ClickException:
    return click.ClickException(f"{path.name}: {' '.join(error.messages)}")


def _facts(row: "Release") -> dict[str, object]:
    names = ("uuid", "name", "version", "released_at", "origin", "withdrawn_at", "content_hash")
    return {name: getattr(row, name) for name in names}
