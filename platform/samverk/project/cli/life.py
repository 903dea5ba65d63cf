"""`samverk tenant export|import|verify|erase|domain`: what happens to a whole site."""

import json
from datetime import datetime
from pathlib import Path

import click

from samverk.project.cli.text import Steps, as_json, console, problem, table
from samverk.project.servers import servers

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("slug")
@click.option("--to", "target", type=FILE, required=True, help="Filen som skapas, till exempel skara.zip.")
@click.option("--with-passwords", is_flag=True, help="Ta med lösenordens kontrollsummor och andra hemligheter.")
@click.option("--json", "json_", is_flag=True)
def export(slug: str, target: Path, with_passwords: bool, json_: bool) -> None:
    """Skriv hela webbplatsen SLUG till en fil i öppna format. Webbplatsen är öppen under tiden."""
    with servers(on_progress=Steps(quiet=json_)):
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.life.actions.export_tenant import export_tenant

        made = export_tenant(
            actor=HOUSE,
            slug=slug,
            target=target,
            with_passwords=with_passwords,
            on_progress=Steps(quiet=json_),
        )
    if json_:
        as_json({"file": str(target), "bytes": target.stat().st_size, **_summary(made)})
    else:
        console.print(f"{made.official_name} ligger i {target}.\nKontrollsumma: {made.logical_hash}")


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--slug", default="", help="Ett annat kortnamn än arkivets.")
@click.option("--host", "hosts", multiple=True, help="En annan adress än arkivets; den första är den huvudsakliga.")
@click.option("--json", "json_", is_flag=True)
def import_(file: Path, slug: str, hosts: tuple[str, ...], json_: bool) -> None:
    """Gör en webbplats av arkivet FILE. Den finns hel efteråt, eller inte alls."""
    with servers(on_progress=Steps(quiet=json_)):
        from samverk.kernel.actions.record_audit import HOUSE
        from samverk.project.migrating import migrate
        from tenants.life.actions.import_tenant import import_tenant
        from tenants.queries import primary_hosts

        steps = Steps(quiet=json_)
        migrate(on_progress=steps)
        made = import_tenant(actor=HOUSE, source=file, slug=slug, hosts=hosts, on_progress=steps)
        host = primary_hosts([made.schema_name])[made.schema_name]
    if json_:
        as_json({"slug": made.slug, "schema_name": made.schema_name, "host": host})
    else:
        console.print(f"{made.official_name} är inläst. Adress: {host}")


@click.command()
@click.argument("what")
@click.option("--with-passwords", is_flag=True, help="Räkna med hemligheter, som i ett arkiv som har dem.")
@click.option("--json", "json_", is_flag=True)
def verify(what: str, with_passwords: bool, json_: bool) -> None:
    """Räkna kontrollsummor av WHAT: ett arkiv (en fil) eller en webbplats (kortnamnet)."""
    with servers(on_progress=Steps(quiet=True)):
        from tenants.life.queries import site_hashes, verified_archive

        path = Path(what)
        found = verified_archive(path) if path.is_file() else site_hashes(what, secrets=with_passwords)
    if json_:
        as_json(_summary(found))
        return
    rows = [[name, part.rows, part.sha256] for name, part in [*found.tables.items(), *found.public.items()]]
    table(
        ["Tabell", "Rader", "Kontrollsumma (SHA-256)"], [*rows, ["filer", found.files["count"], found.files["sha256"]]]
    )
    console.print(f"Tillsammans: {found.logical_hash}")


def _summary(found: object) -> dict[str, object]:
    from dataclasses import asdict

    from tenants.life.manifest import Manifest

    assert isinstance(found, Manifest)
    names = ("slug", "official_name", "moment", "passwords", "tables", "public", "files")
    facts = asdict(found)
    return {"logical_hash": found.logical_hash, **{name: facts[name] for name in names}}


@click.command()
@click.argument("slug")
@click.option("--grace-days", type=click.IntRange(0, 3650), default=30, show_default=True, help="Ångerfrist, i dagar.")
@click.option("--cancel", is_flag=True, help="Ångra: webbplatsen stannar.")
@click.option("--certificate", type=FILE, help="Skriv intyget till en fil.")
@click.option("--yes", is_flag=True, help="Fråga inte.")
@click.option("--json", "json_", is_flag=True)
def erase(slug: str, grace_days: int, cancel: bool, certificate: Path | None, yes: bool, json_: bool) -> None:
    """Radera SLUG med intyg. Första gången stängs webbplatsen; efter ångerfristen raderar samma kommando."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.life.actions.cancel_erasure import cancel_erasure
        from tenants.life.actions.erase_tenant import erase_tenant
        from tenants.life.actions.request_erasure import request_erasure
        from tenants.life.queries import unfinished_erasure
        from tenants.queries import tenant_by_slug

        now = clock.now()
        if cancel:
            cancel_erasure(actor=HOUSE, tenant=tenant_by_slug(slug), now=now)
            console.print(f"{slug} stannar.")
            return
        operation = unfinished_erasure(slug)
        if operation is None:
            found = tenant_by_slug(slug)
            _be_sure(slug, f"stänga {found.official_name} och radera allt innehåll efter {grace_days} dagar", yes)
            operation = request_erasure(actor=HOUSE, tenant=found, now=now, grace_days=grace_days)
            if grace_days:
                _tell_of_grace(operation.label, operation.not_before, json_)
                return
        elif operation.step == "waiting":
            _be_sure(slug, f"radera {operation.label} med allt innehåll", yes)
        made = erase_tenant(actor=HOUSE, slug=slug, now=clock.now(), on_progress=Steps(quiet=json_))
    if certificate is not None:
        certificate.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if json_:
        as_json(made)
    else:
        console.print(f"{made['site']['official_name']} är raderad. Sökningen efteråt hittade ingenting.")


def _be_sure(slug: str, what: str, yes: bool) -> None:
    if not yes and click.prompt(f"Skriv {slug} för att {what}", default="") != slug:
        problem("Ingenting är ändrat.")
        raise click.exceptions.Exit(1)


def _tell_of_grace(label: str, not_before: datetime | None, json_: bool) -> None:
    if json_:
        as_json({"label": label, "not_before": not_before})
        return
    day = f"{not_before:%Y-%m-%d}" if not_before else ""
    console.print(f"{label} är stängd. Den kan raderas från {day}; ångra med --cancel.")


@click.group()
def domain() -> None:
    """Webbplatsens adresser."""


@domain.command()
@click.argument("slug")
@click.argument("host")
def add(slug: str, host: str) -> None:
    """Låt SLUG svara på adressen HOST också."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.life.actions.add_host import add_host
        from tenants.queries import tenant_by_slug

        added = add_host(actor=HOUSE, tenant=tenant_by_slug(slug), host=host)
    console.print(f"{slug} svarar på {added.domain}.")


@domain.command()
@click.argument("slug")
@click.argument("host")
def primary(slug: str, host: str) -> None:
    """Gör HOST till den adress som länkar leder till."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.life.actions.make_host_primary import make_host_primary
        from tenants.queries import tenant_by_slug

        chosen = make_host_primary(actor=HOUSE, tenant=tenant_by_slug(slug), host=host)
    console.print(f"Länkar till {slug} leder nu till {chosen.domain}.")


@domain.command()
@click.argument("slug")
@click.argument("host")
@click.option("--no-redirect", is_flag=True, help="Visa inte vägen till den nya adressen: namnet blir ledigt.")
def remove(slug: str, host: str, no_redirect: bool) -> None:
    """Lämna adressen HOST. Den som kommer dit visas vidare, och alla får logga in igen."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.life.actions.retire_host import retire_host
        from tenants.queries import tenant_by_slug

        ended = retire_host(
            actor=HOUSE, tenant=tenant_by_slug(slug), host=host, now=clock.now(), redirect=not no_redirect
        )
    console.print(f"{slug} svarar inte längre på {host}. Avslutade inloggningar: {ended}.")
