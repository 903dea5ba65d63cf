"""What a site decides about talking."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tenants.settings.kinds import Number
from tenants.settings.registry import SettingKey


def _days(number: int) -> str:
    return ngettext("%(count)s dag", "%(count)s dagar", number) % {"count": number}


HIDDEN_DAYS: SettingKey[int] = SettingKey(
    name="social.hidden_days",
    label=_("Hur länge dolda texter sparas"),
    help=_(
        "Antal dagar från att en granskare har dolt en kommentar eller ett inlägg. Under tiden kan texten visas igen. "
        "Sedan gallras den. Följ kommunens dokumenthanteringsplan."
    ),
    group=_("Kommentarer och inlägg"),
    kind=Number(7, 730, _days),
    default=90,
)
KEYS = (HIDDEN_DAYS,)
