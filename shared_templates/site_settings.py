"""What a site decides about templates."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.settings.kinds import Bool, Choice, Number, Words
from tenants.settings.registry import SettingKey

_GROUP = _("Mallen")
MANUAL, AUTOMATIC = "manual", "automatic"


@dataclass(frozen=True, slots=True)
class SitePath(Words):
    """An address on this site; empty where there is none."""

    def clean(self, raw: Any) -> str:
        """Begins with one slash, so that it leads nowhere else."""
        text = Words.clean(self, raw)
        if text and (not text.startswith("/") or text.startswith(("//", "/\\")) or " " in text):
            raise ValidationError(gettext("Skriv en adress på den här webbplatsen, som börjar med ett snedstreck."))
        return text

    def words(self, value: str) -> str:
        """The address as it is."""
        return value or gettext("Ingen adress")


def _times(number: int) -> str:
    return str(number)


REVIEWS: SettingKey[int] = SettingKey(
    name="templates.reviews",
    label=_("Hur många kommuner som granskar före ett släpp"),
    help=_("Så många kommuner ska ha godkänt texten i mallen innan den kan släppas."),
    group=_GROUP,
    kind=Number(0, 12, _times),
    default=2,
    only_template=True,
)
TESTED: SettingKey[bool] = SettingKey(
    name="templates.tested",
    label=_("Processer provas före ett släpp"),
    help=_("En process i mallen kan släppas först när minst ett testfall finns och alla har gått bra."),
    group=_GROUP,
    kind=Bool(),
    default=True,
    only_template=True,
)
PACE: SettingKey[str] = SettingKey(
    name="templates.pace",
    label=_("Hur nytt från mallen kommer in"),
    help=_("Det som ni har ändrat, det som ett organ hos er har beslutat om och konflikter väntar alltid på er."),
    group=_GROUP,
    kind=Choice(((MANUAL, _("Vi tar ställning själva")), (AUTOMATIC, _("Det nya kommer av sig självt")))),
    default=MANUAL,
)
STANDARD_FIRST: SettingKey[str] = SettingKey(
    name="templates.standard_first",
    label=_("Beslutet om standard först"),
    help=_("Adressen till beslutet, här på webbplatsen: /styrande/standard-forst/. Den visas i kostnadsrapporten."),
    group=_GROUP,
    kind=SitePath(),
    default="",
)
NIGHTLY: SettingKey[bool] = SettingKey(
    name="templates.nightly_reset",
    label=_("Övningsmiljön återställs varje natt"),
    help=_("Det som provats under dagen försvinner, och utkasten som de är då gäller där nästa morgon."),
    group=_GROUP,
    kind=Bool(),
    default=False,
    only_template=True,
)
KEYS = (REVIEWS, TESTED, PACE, STANDARD_FIRST, NIGHTLY)
