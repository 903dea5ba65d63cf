"""What a site decides about its pages and files."""

from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tenants.settings.kinds import Bool, Number
from tenants.settings.registry import SettingKey

_NEWS = _("Nyheter och sidor")


def _days(number: int) -> str:
    if number == 0:
        return gettext("Tas inte bort")
    return ngettext("%(count)s dag", "%(count)s dagar", number) % {"count": number}


def _pieces(number: int) -> str:
    return ngettext("%(count)s nyhet", "%(count)s nyheter", number) % {"count": number}


def _persons(number: int) -> str:
    return ngettext("%(count)s person", "%(count)s personer", number) % {"count": number}


def _megabytes(number: int) -> str:
    return f"{number} MB"


NEWS_DAYS: SettingKey[int] = SettingKey(
    name="intranet.news_days",
    label=_("När nyheter tas bort av sig själva"),
    help=_(
        "Antal dagar efter att nyheten skrevs. 0 betyder att nyheter ligger kvar. Redaktören kan ändra dagen för varje "
        "nyhet. Gäller nyheter som skrivs från och med nu."
    ),
    group=_NEWS,
    kind=Number(0, 1825, _days),
    default=0,
)
NEWS_ON_START: SettingKey[int] = SettingKey(
    name="intranet.news_on_start",
    label=_("Antal nyheter på startsidan"),
    help=_("Från 3 till 12. Den nyaste visas stort."),
    group=_NEWS,
    kind=Number(3, 12, _pieces),
    default=7,
)
EDITORS_PUBLISH: SettingKey[bool] = SettingKey(
    name="intranet.editors_publish_news",
    label=_("Redaktörer får publicera nyheter utan granskning"),
    help=_("Vid nej skickar redaktören nyheten till granskning. Övriga sidor granskas alltid."),
    group=_NEWS,
    kind=Bool(),
    default=False,
)
DOCUMENT_MB: SettingKey[int] = SettingKey(
    name="intranet.document_mb",
    label=_("Största dokument att ladda upp"),
    help=_("I MB. Driften har en egen gräns som inte går att överskrida."),
    group=_("Filer"),
    kind=Number(1, lambda: int(settings.SAMVERK_DOCUMENT_MB), _megabytes),
    default=settings.SAMVERK_DOCUMENT_MB,
)
SMALLEST_UNIT: SettingKey[int] = SettingKey(
    name="intranet.smallest_unit",
    label=_("Minsta enhet som visas för sig när nyheter ska läsas"),
    help=_("Från 3 till 50 personer. Mindre enheter läggs ihop, så att siffrorna inte pekar ut någon."),
    group=_NEWS,
    kind=Number(3, 50, _persons),
    default=5,
)
COMMENTS: SettingKey[bool] = SettingKey(
    name="intranet.comments",
    label=_("Nyheter och lathundar går att kommentera"),
    help=_("Vid nej visas inga kommentarer och reaktioner. Redaktören kan också stänga dem för en enskild nyhet."),
    group=_NEWS,
    kind=Bool(),
    default=True,
)
KEYS = (NEWS_DAYS, NEWS_ON_START, EDITORS_PUBLISH, DOCUMENT_MB, SMALLEST_UNIT, COMMENTS)
