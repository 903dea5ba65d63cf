"""Who can sign in where, from the same lists that build the demo; needs neither database nor settings."""

from dataclasses import dataclass

from samverk.project.demo.municipalities import COOPERATION, TEMPLATE, municipalities
from samverk.project.demo.people import COOPERATION_LOCAL, OPERATOR_LOCAL, TEMPLATE_LOCAL, people_of


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account that signs in with the form on `host`."""

    host: str
    username: str
    role: str
    capacity: str


#: Whom a newcomer should try in a municipality; the other sites' few accounts are all shown.
MAIN_ROLES = frozenset({"medarbetare", "redaktor", "informationschef", "systemforvaltare", "lokal-projektledare"})


def is_main_role(account: DemoAccount) -> bool:
    """Is this one of the few accounts that show what a site is?"""
    few = {"localhost", TEMPLATE.host, COOPERATION.host}
    return account.host in few or account.username in MAIN_ROLES


def demo_accounts(scale: str) -> list[DemoAccount]:
    """All of them: operator, template, cooperation, municipalities."""
    found = [DemoAccount("localhost", p.username, p.role, p.capacity) for p in OPERATOR_LOCAL]
    found += [DemoAccount(TEMPLATE.host, p.username, p.role, p.capacity) for p in TEMPLATE_LOCAL]
    found += [DemoAccount(COOPERATION.host, p.username, p.role, p.capacity) for p in COOPERATION_LOCAL]
    for municipality in municipalities(scale):
        found += [
            DemoAccount(municipality.host, p.username, p.role, p.capacity)
            for p in people_of(municipality.slug, scale, wave=municipality.wave)
        ]
    return found
