"""`samverk tenant …`: make, list, compare, pause and remove sites; what happens to a whole one is in `life`."""

import time
from typing import TYPE_CHECKING

import click

from samverk.project.cli.first_account import add_account, add_link, tell_of_account, usable_address
from samverk.project.cli.text import Steps, as_json, console, problem, table
from samverk.project.servers import servers

if TYPE_CHECKING:
    from tenants.models import Tenant


@click.group()
def tenant() -> None:
    """Webbplatser: skapa, lista, jämföra, flytta, lägga tillbaka, pausa, radera."""


@tenant.command()
@click.argument("slug")
@click.option("--name", required=True, help='Namnet: "Skara".')
@click.option("--kind", required=True, type=click.Choice(["municipality", "template", "cooperation"]))
@click.option("--scb-code", help="Kommunkod, fyra siffror. Krävs för en kommun.")
@click.option("--official-name", default="", help='"Skara kommun"; annars namnet.')
@click.option("--host", "hosts", multiple=True, help="Adress; den första är den huvudsakliga. Annars SLUG.localhost.")
@click.option("--brand-colour", default="#1d5c4d", help="#rrggbb")
@click.option("--admin", help="Användarnamn för ett första konto, en systemförvaltare. Lösenordet visas en gång.")
@click.option("--link", is_flag=True, help="Med --admin: visa en länk till det första lösenordet i stället.")
@click.option("--json", "json_", is_flag=True)
def create(
    slug: str,
    name: str,
    kind: str,
    scb_code: str | None,
    official_name: str,
    hosts: tuple[str, ...],
    brand_colour: str,
    admin: str | None,
    link: bool,
    json_: bool,
) -> None:
    """Skapa webbplatsen SLUG."""
    if link and admin is None:
        raise click.UsageError("Ange --admin NAMN tillsammans med --link.")
    with servers(on_progress=Steps(quiet=json_)) as home:
        from samverk.identity.usernames import require_username
        from samverk.kernel.actions.record_audit import HOUSE
        from samverk.project.migrating import migrate
        from tenants.actions.create_tenant import NewTenant, create_tenant

        if admin is not None:
            require_username(admin)
        migrate(on_progress=Steps(quiet=json_))
        started = time.monotonic()
        made = create_tenant(
            actor=HOUSE,
            new=NewTenant(
                slug=slug,
                name=name,
                kind=kind,
                scb_code=scb_code,
                official_name=official_name,
                hosts=hosts or (f"{slug}.localhost",),
                brand_colour=brand_colour,
            ),
        )
        seconds = round(time.monotonic() - started, 3)
        names = hosts or (f"{slug}.localhost",)
        facts = {**_facts(made), "hosts": list(names), "seconds": seconds}
        address = usable_address(home, names[0])
        account = None
        if admin is not None:
            account = add_link(made, admin, address) if link else add_account(made, admin)
    if json_:
        as_json({**facts, **({"admin": account} if account else {})})
        return
    console.print(f"{made.official_name} är skapad på {seconds} s. Adress: {address}")
    if account:
        tell_of_account(account)
    else:
        console.print(
            f"Ingen kan logga in än. Gör ett första konto: samverk tenant admin {slug} --username NAMN --link"
        )


@tenant.command()
@click.argument("slug")
@click.option("--username", required=True, help="Namnet att logga in med.")
@click.option("--name", "display_name", default="", help='Namnet som visas; annars "Systemförvaltare".')
@click.option(
    "--link", is_flag=True, help="Visa en länk där personen väljer lösenord själv, i stället för ett lösenord."
)
@click.option("--json", "json_", is_flag=True)
def admin(slug: str, username: str, display_name: str, link: bool, json_: bool) -> None:
    """Gör ett konto på SLUG, en systemförvaltare: det första, eller när ingen annan kommer in."""
    with servers(on_progress=Steps(quiet=True)) as home:
        from tenants.queries import primary_hosts, tenant_by_slug

        found = tenant_by_slug(slug)
        address = usable_address(home, primary_hosts([found.schema_name])[found.schema_name])
        account = (
            add_link(found, username, address, display_name) if link else add_account(found, username, display_name)
        )
    if json_:
        as_json({"slug": slug, **account})
    else:
        console.print(f"Kontot är skapat på {address}")
        tell_of_account(account)


@tenant.command("list")
@click.option("--json", "json_", is_flag=True)
def list_(json_: bool) -> None:
    """Lista webbplatserna."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.project.migrating import public_lags
        from tenants.models import Tenant
        from tenants.queries import primary_hosts

        found = [] if public_lags() else list(Tenant.objects.all())
        hosts = primary_hosts([t.schema_name for t in found]) if found else {}
        rows = [{**_facts(t), "host": hosts.get(t.schema_name, "")} for t in found]
        words = {t.slug: (t.get_kind_display(), t.get_state_display()) for t in found}
    if json_:
        as_json(rows)
    else:
        table(
            ["Kortnamn", "Namn", "Sort", "Läge", "Kommunkod", "Adress"],
            [[r["slug"], r["official_name"], *words[r["slug"]], r["scb_code"], r["host"]] for r in rows],
        )


@tenant.command("clone-check")
@click.argument("slug")
@click.option("--json", "json_", is_flag=True)
def clone_check(slug: str, json_: bool) -> None:
    """Jämför SLUG med den tomma webbplatsen, tabell för tabell."""
    with servers(on_progress=Steps(quiet=True)):
        from tenants.artifact import BLANK_SCHEMA
        from tenants.catalogue import catalogue
        from tenants.queries import tenant_by_slug

        schema_name = tenant_by_slug(slug).schema_name
        blank, own = catalogue(BLANK_SCHEMA), catalogue(schema_name)
        missing, extra = sorted(blank - own), sorted(own - blank)
    if json_:
        as_json(
            {
                "slug": slug,
                "compared": len(blank),
                "missing": missing,
                "extra": extra,
                "equal": not missing and not extra,
            }
        )
    elif not missing and not extra:
        console.print(f"{slug} är likadan som den tomma webbplatsen: {len(blank)} uppgifter jämförda.")
    else:
        table(
            ["", "Uppgift"],
            [["saknas", " ".join(f)] for f in missing] + [["extra", " ".join(f)] for f in extra],
        )
    if missing or extra:
        raise click.exceptions.Exit(1)


@tenant.command()
@click.argument("slug")
@click.option("--reopen", is_flag=True, help="Öppna igen.")
@click.option("--json", "json_", is_flag=True)
def suspend(slug: str, reopen: bool, json_: bool) -> None:
    """Pausa SLUG: ingen kommer in, ingenting tas bort."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.actions.change_state import change_state
        from tenants.models import State

        found = _site_to_change(slug)
        changed = change_state(actor=HOUSE, tenant=found, state=State.ACTIVE if reopen else State.SUSPENDED)
    if json_:
        as_json(_facts(changed))
    else:
        console.print(f"{changed.official_name} är {'öppen' if reopen else 'pausad'}.")


@tenant.command()
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Fråga inte.")
@click.option("--json", "json_", is_flag=True)
def delete(slug: str, yes: bool, json_: bool) -> None:
    """Ta bort SLUG med allt innehåll, nu och utan intyg. Det går inte att ångra. Se även erase."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.actions.delete_tenant import delete_tenant

        found = _site_to_change(slug)
        label = found.official_name
        question = f"Skriv {slug} för att ta bort {label} med allt innehåll"
        if not yes and click.prompt(question, default="", show_default=False) != slug:
            problem("Ingenting är borttaget.")
            raise click.exceptions.Exit(1)
        delete_tenant(actor=HOUSE, tenant=found)
    if json_:
        as_json({"slug": slug, "deleted": True})
    else:
        console.print(f"{label} är borttagen.")


def _site_to_change(slug: str) -> "Tenant":
    from tenants.queries import tenant_by_slug

    found = tenant_by_slug(slug)
    if found.is_operator:
        raise click.ClickException(
            f"{found.official_name} ({slug}) är driftens egen webbplats. Den kan varken pausas eller tas bort."
        )
    return found


def _facts(found: object) -> dict[str, object]:
    names = ("slug", "schema_name", "name", "official_name", "kind", "state", "scb_code", "brand_colour")
    return {name: getattr(found, name) for name in names}
