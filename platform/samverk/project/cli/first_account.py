"""The way in to a site where nobody can sign in yet; shared by `samverk tenant create` and `samverk tenant admin`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from samverk.project.cli.text import console
from samverk.project.embedded.lock import published_address

if TYPE_CHECKING:
    from tenants.models import Tenant

DEFAULT_PORT = 8000


def add_account(tenant: "Tenant", username: str, display_name: str = "") -> dict[str, str]:
    """Make a system maintainer of the site, or of all sites; gives user name and password, which is shown once."""
    from samverk.identity.actions.create_local_account import create_local_account
    from samverk.identity.groups import OPERATORS, SYSTEM_MAINTAINERS
    from samverk.kernel.actions.record_audit import HOUSE
    from tenants.site_context import site

    with site(tenant):
        made = create_local_account(
            actor=HOUSE,
            username=username,
            display_name=display_name or "Systemförvaltare",
            groups=(OPERATORS if tenant.is_operator else SYSTEM_MAINTAINERS,),
        )
    return {"username": made.user.username, "password": made.password}


def add_link(tenant: "Tenant", username: str, address: str, display_name: str = "") -> dict[str, str]:
    """The same without a password: gives a link, shown once, by which the person chooses one.

    Args:
        tenant: the site.
        username, display_name: of the account.
        address: of the site, ending in a slash.
    """
    from django.utils import timezone

    from samverk.identity.first_links.actions.issue_link import issue_link
    from samverk.kernel import clock
    from samverk.kernel.actions.record_audit import HOUSE

    made = issue_link(
        actor=HOUSE,
        tenant=tenant,
        username=username,
        display_name=display_name or "Systemförvaltare",
        now=clock.now(),
        only_first=False,
    )
    return {
        "username": made.username,
        "link": address.rstrip("/") + made.path,
        "until": timezone.localtime(made.expires_at).isoformat(timespec="minutes"),
    }


def tell_of_account(account: dict[str, str]) -> None:
    """Show the password or the link, the only time."""
    if "link" in account:
        console.print(f"Användarnamn: {account['username']}\nLänk: {account['link']}", markup=False, soft_wrap=True)
        until = account["until"][:16].replace("T", " ")
        console.print(f"Länken visas bara nu. Den går att använda en gång, till och med {until}.")
        return
    console.print(f"Användarnamn: {account['username']}\nLösenord:     {account['password']}", markup=False)
    console.print("Lösenordet visas bara nu. Spara det på ett säkert ställe.")


def usable_address(home: Path, host: str) -> str:
    """The address to open: https behind a proxy, otherwise with the port the house answers on."""
    from django.conf import settings

    if settings.SAMVERK_HTTPS:
        return f"https://{host}/"
    named = os.environ.get("SAMVERK_PORT", "")
    port = urlsplit(published_address(home)).port or (int(named) if named.isdecimal() else DEFAULT_PORT)
    return f"http://{host}:{port}/"
