"""What a site decides about its feed."""

from django.utils.translation import gettext_lazy as _

from tenants.settings.kinds import Choice, Number
from tenants.settings.registry import SettingKey

_GROUP = _("Flödet")
INTERNAL_PEOPLE, EMPLOYEES, CHOSEN = "internal", "employees", "chosen"


def _megabytes(number: int) -> str:
    return f"{number} MB"


TO_EVERYBODY: SettingKey[str] = SettingKey(
    name="social.to_everybody",
    label=_("Vem som får skriva till alla"),
    help=_("I sin egen enhet och förvaltning får alla skriva. Här gäller det inlägg som alla på webbplatsen ser."),
    group=_GROUP,
    kind=Choice(
        (
            (INTERNAL_PEOPLE, _("Anställda, förtroendevalda och fackliga företrädare")),
            (EMPLOYEES, _("Anställda")),
            (CHOSEN, _("Redaktörer och granskare")),
        )
    ),
    default=EMPLOYEES,
)
FILE_MB: SettingKey[int] = SettingKey(
    name="social.file_mb",
    label=_("Största fil i ett inlägg"),
    help=_("I MB, för varje bild och fil."),
    group=_GROUP,
    kind=Number(1, 50, _megabytes),
    default=10,
)
KEYS = (TO_EVERYBODY, FILE_MB)
