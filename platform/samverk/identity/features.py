"""Functions of identity that a site turns on when it is ready, and who has a function."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.kernel import clock
from tenants.settings.features import Feature, Ripeness, is_on

PEOPLE_IMPORT = Feature(
    name="people_import",
    label=_("Importera personer från fil"),
    help=_("För kommuner utan katalogkoppling. Slå av när katalogen är ansluten, så att ingen importerar bredvid."),
    ripeness=Ripeness.STANDARD,
    since="0.1",
)
DIRECTORY_QUALITY = Feature(
    name="directory_quality",
    label=_("Mät katalogens kvalitet"),
    help=_("Visar systemförvaltaren vilka personer som saknar avdelning, titel eller chef."),
    ripeness=Ripeness.STANDARD,
    since="0.1",
)
SCHEME_CHOICE = Feature(
    name="scheme_choice",
    label=_("Välja ljust eller mörkt läge"),
    help=_("Var och en väljer i sin meny. När funktionen är av gäller det som datorn eller telefonen är inställd på."),
    ripeness=Ripeness.STANDARD,
    since="0.1",
)
FEATURES = (PEOPLE_IMPORT, DIRECTORY_QUALITY, SCHEME_CHOICE)


def has_feature(user: User, feature: Feature) -> bool:
    """Has this person the function today; the groups are asked only when one of them is first."""

    def in_group(name: str) -> bool:
        if not hasattr(user, "_samverk_group_names"):
            user._samverk_group_names = set(user.groups.values_list("name", flat=True))  # type: ignore[attr-defined]
        return name in user._samverk_group_names  # type: ignore[attr-defined]

    return is_on(feature, day=clock.today(), in_group=in_group)
