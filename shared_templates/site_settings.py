"""What a site decides about templates."""

from django.utils.translation import gettext_lazy as _

from tenants.settings.kinds import Bool, Choice, Number
from tenants.settings.registry import SettingKey

_GROUP = _("Mallen")
MANUAL, AUTOMATIC = "manual", "automatic"


def _times(number: int) -> str:
    return str(number)


REVIEWS: SettingKey[int] = SettingKey(
    name="templates.reviews",
    label=_("Hur många kommuner som granskar före ett släpp"),
    help=_("Så många kommuner ska ha godkänt texten i mallen innan den kan släppas."),
    group=_GROUP,
    kind=Number(0, 12, _times),
    default=2,
)
TESTED: SettingKey[bool] = SettingKey(
    name="templates.tested",
    label=_("Processer provas före ett släpp"),
    help=_("En process i mallen kan släppas först när minst ett testfall finns och alla har gått bra."),
    group=_GROUP,
    kind=Bool(),
    default=True,
)
PACE: SettingKey[str] = SettingKey(
    name="templates.pace",
    label=_("Hur nytt från mallen kommer in"),
    help=_("Det som ni har ändrat, det som ett organ hos er har beslutat om och konflikter väntar alltid på er."),
    group=_GROUP,
    kind=Choice(((MANUAL, _("Vi tar ställning själva")), (AUTOMATIC, _("Det nya kommer av sig självt")))),
    default=MANUAL,
)
KEYS = (REVIEWS, TESTED, PACE)
