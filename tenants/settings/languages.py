"""Which languages a site speaks, and what it is called in each (TN-15)."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenants.models import Tenant
from tenants.settings.kinds import Several, Words
from tenants.settings.queries import value
from tenants.settings.registry import SettingKey

#: The language every municipality speaks (LAW-30); nobody can choose it away.
FIRST = "sv"
GROUP = _("Språk")


def _languages() -> list[tuple[str, str]]:
    """Languages with a whole catalogue, each named in itself."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


OFFERED: SettingKey[list[str]] = SettingKey(
    name="languages.offered",
    label=_("Språk att välja mellan"),
    help=_("Språken som den som arbetar här kan välja för menyer och knappar. Svenska finns alltid."),
    group=GROUP,
    kind=Several(_languages, always=(FIRST,)),
    default=[code for code, _name in settings.LANGUAGES],
)
#: Language → what the site is called in it.
NAMES: dict[str, SettingKey[str]] = {
    "en": SettingKey(
        name="languages.name_en",
        label=_("Webbplatsens namn på engelska"),
        help=_("Står överst på sidan för den som har valt engelska. Lämna tomt för det svenska namnet."),
        group=GROUP,
        kind=Words(longest=100),
        default="",
    )
}
KEYS: tuple[SettingKey[Any], ...] = (OFFERED, *NAMES.values())


def offered_languages() -> list[tuple[str, str]]:
    """Code and name of each language a person may choose here, Swedish first."""
    names = dict(settings.LANGUAGES)
    return [(code, str(names[code])) for code in value(OFFERED)]


def site_name(tenant: Tenant, language: str) -> str:
    """What the active site is called in a language."""
    key = NAMES.get(language)
    return (value(key) if key else "") or tenant.official_name
