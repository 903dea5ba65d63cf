"""What a sign-in with given claims would lead to, through the same code as the sign-in itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samverk.identity.house_groups import label_of
from samverk.identity.models import Capacity
from samverk.identity.oidc.claims import Becoming, become, fits, has_personal_number, values_of
from samverk.identity.oidc.models import ProviderSite
from samverk.identity.oidc.queries import rules_here, site_named_by


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The outcome, in words.

    Attributes:
        comes_in: would the person be let in here.
        verdict: one sentence.
        facts: (name, value) of what the person becomes.
        remark: about the claims, or empty.
    """

    comes_in: bool
    verdict: str
    facts: list[tuple[str, str]]
    remark: str = ""


def foresee(*, link: ProviderSite, claims: Mapping[str, Any]) -> Foreseen:
    """Judge claims that somebody pasted: nothing is verified, nothing is stored."""
    becoming = become(claims, rules_here(link.provider.key))
    comes_in, verdict = _verdict(link, claims, becoming)
    remark = ""
    if has_personal_number(str(claims.get("sub", ""))):
        remark = _(
            "Tjänsten använder personnumret som identitet (sub). Vi sparar det inte utan gör om det till en kod. "
            "Be helst tjänsten om en identitet som inte säger något."
        )
    return Foreseen(comes_in, verdict, _facts(becoming), remark)


def _verdict(link: ProviderSite, claims: Mapping[str, Any], becoming: Becoming) -> tuple[bool, str]:
    if not values_of(claims, link.claim):
        return False, _("Släpps inte in: uppgiften %(claim)s saknas.") % {"claim": link.claim}
    if not fits(claims, link.claim, link.values):
        other = site_named_by(provider=link.provider, claims=claims)
        if other is not None:
            return False, _("Skickas vidare till %(site)s.") % {"site": other.name}
        return False, _("Släpps inte in: uppgiften %(claim)s pekar inte ut den här webbplatsen.") % {
            "claim": link.claim
        }
    if not becoming.capacity:
        return False, _("Släpps inte in: ingen regel ger personen en roll.")
    return True, _("Släpps in.")


def _facts(becoming: Becoming) -> list[tuple[str, str]]:
    capacity = str(Capacity(becoming.capacity).label) if becoming.capacity else ""
    facts = [
        (_("Namn i svaret"), becoming.display_name),
        (_("E-postadress"), becoming.email),
        (_("Roll"), capacity),
        (_("Enhet"), becoming.unit),
        (_("Grupper"), ", ".join(sorted(label_of(name) for name in becoming.groups))),
        (_("Tillitsnivå"), str(becoming.assurance)),
    ]
    return [(name, value or "–") for name, value in facts]
