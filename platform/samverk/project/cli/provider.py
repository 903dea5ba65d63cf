"""`samverk provider …`: which OpenID Providers the deployment trusts, and for which sites."""

from typing import TYPE_CHECKING

import click

from samverk.project.cli.text import Steps, as_json, console, table
from samverk.project.servers import servers

if TYPE_CHECKING:
    from samverk.identity.oidc.models import Provider


@click.group()
def provider() -> None:
    """Inloggningstjänster: lägg till, koppla till webbplatser, stäng av, ta bort."""


@provider.command()
@click.argument("key")
@click.option("--name", required=True, help='Namnet på knappen: "Skara kommuns inloggning".')
@click.option("--issuer", required=True, help="Utfärdarens adress, exakt som tjänsten själv skriver den.")
@click.option("--client-id", required=True)
@click.option("--scopes", default="openid profile email", show_default=True)
@click.option(
    "--client-secret",
    prompt="Klienthemlighet (tom för en klient utan)",
    default="",
    hide_input=True,
    show_default=False,
    help="Frågas efter om den inte ges; hellre det, för en kommandorad syns för andra.",
)
def register(key: str, name: str, issuer: str, client_id: str, scopes: str, client_secret: str) -> None:
    """Lägg till tjänsten KEY. Ingen webbplats använder den förrän den är kopplad."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.identity.oidc.actions.register_provider import register_provider
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from samverk.project.migrating import migrate

        migrate(on_progress=Steps(quiet=True))
        register_provider(
            actor=HOUSE,
            key=key,
            name=name,
            issuer=issuer,
            client_id=client_id,
            client_secret=client_secret,
            scopes=scopes,
            now=clock.now(),
        )
    console.print(f"{name} är tillagd. Koppla den: samverk provider link {key} WEBBPLATS --claim … --value …")


@provider.command()
@click.argument("key")
@click.argument("slug")
@click.option("--claim", required=True, help="Uppgiften som pekar ut webbplatsen; iss för en tjänst med bara en.")
@click.option("--value", "values", multiple=True, required=True, help="Värde som pekar ut den; kan ges flera gånger.")
@click.option("--label", default="", help="Knappens text.")
@click.option("--order", default=0, help="Låga tal först.")
@click.option("--only-known", is_flag=True, help="Släpp bara in personer som redan är upplagda.")
@click.option(
    "--everyone",
    type=click.Choice(["employee", "elected", "union", "supplier", "guest"]),
    help="Första regeln: alla som kommer hit får den rollen. Utan den släpps ingen ny in förrän en regel finns.",
)
def link(
    key: str,
    slug: str,
    claim: str,
    values: tuple[str, ...],
    label: str,
    order: int,
    only_known: bool,
    everyone: str | None,
) -> None:
    """Låt tjänsten KEY logga in folk på webbplatsen SLUG."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.identity.oidc.actions.link_provider import link_provider
        from samverk.identity.oidc.actions.set_claim_rules import add_claim_rule
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.queries import primary_hosts, tenant_by_slug
        from tenants.site_context import site

        tenant = tenant_by_slug(slug)
        made = link_provider(
            actor=HOUSE,
            provider=_provider(key),
            tenant=tenant,
            claim=claim,
            values=list(values),
            label=label,
            order=order,
            admits_new=not only_known,
        )
        if everyone:
            with site(tenant):
                add_claim_rule(actor=HOUSE, link=made, effect="capacity", claim="sub", values=["*"], outcome=everyone)
        host = primary_hosts([tenant.schema_name]).get(tenant.schema_name, slug)
    base = f"https://{host}/logga-in/via/{key}/"
    console.print(f"{tenant.official_name} använder nu {made.provider.name}. Ange de här adresserna hos tjänsten:")
    for what, address in (
        ("redirect_uri", f"{base}svar/"),
        ("backchannel_logout_uri", f"{base}utloggning/"),
        ("frontchannel_logout_uri", f"{base}utloggning-i-webblasaren/"),
        ("post_logout_redirect_uri", f"https://{host}/logga-in/"),
    ):
        click.echo(f"  {what:<26}{address}")


@provider.command()
@click.argument("key")
@click.argument("slug")
@click.confirmation_option(prompt="Sessionerna därifrån avslutas och reglerna tas bort. Fortsätt?")
def unlink(key: str, slug: str) -> None:
    """Ta bort tjänsten KEY från webbplatsen SLUG."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.identity.oidc.actions.unlink_provider import unlink_provider
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.queries import tenant_by_slug

        unlink_provider(actor=HOUSE, provider=_provider(key), tenant=tenant_by_slug(slug))
    console.print("Kopplingen är borttagen. Personernas konton finns kvar.")


@provider.command()
@click.argument("key")
@click.option("--state", type=click.Choice(["active", "paused"]))
@click.option("--new-secret", is_flag=True, help="Fråga efter en ny klienthemlighet.")
def change(key: str, state: str | None, new_secret: bool) -> None:
    """Stäng av eller sätt på tjänsten KEY, eller byt dess hemlighet."""
    secret = click.prompt("Ny klienthemlighet", hide_input=True) if new_secret else None
    with servers(on_progress=Steps(quiet=True)):
        from samverk.identity.oidc.actions.change_provider import change_provider
        from samverk.identity.oidc.models import ProviderState
        from samverk.kernel.actions.record_audit import HOUSE

        change_provider(
            actor=HOUSE,
            provider=_provider(key),
            state=ProviderState(state) if state else None,
            client_secret=secret,
        )
    console.print("Ändrat.")


@provider.command()
@click.argument("key")
@click.confirmation_option(prompt="Tjänsten och dess hemlighet glöms. Fortsätt?")
def remove(key: str) -> None:
    """Ta bort tjänsten KEY helt; den får inte vara kopplad till någon webbplats."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.identity.oidc.actions.remove_provider import remove_provider
        from samverk.kernel.actions.record_audit import HOUSE

        remove_provider(actor=HOUSE, provider=_provider(key))
    console.print("Borttagen.")


@provider.command("list")
@click.option("--json", "json_", is_flag=True)
def list_(json_: bool) -> None:
    """Lista tjänsterna och deras webbplatser. Hemligheter visas aldrig."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.identity.oidc.queries import all_providers

        rows = [
            {
                "key": found.key,
                "name": found.name,
                "issuer": found.issuer,
                "state": found.state,
                "sites": [f"{link.schema_name}: {link.claim}={'|'.join(link.values)}" for link in found.sites.all()],
            }
            for found in all_providers()
        ]
    if json_:
        as_json(rows)
    else:
        table(
            ["Kortnamn", "Namn", "Utfärdare", "Läge", "Webbplatser"],
            [[row["key"], row["name"], row["issuer"], row["state"], "\n".join(row["sites"])] for row in rows],
        )


def _provider(key: str) -> "Provider":
    from samverk.identity.oidc.queries import provider_by_key

    return provider_by_key(key)
