"""What a site decides about sign-in and its log."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tenants.settings.kinds import Bool, Number, Words
from tenants.settings.registry import SettingKey

_SIGN_IN = _("Inloggning")


def _hours(number: int) -> str:
    return ngettext("%(count)s timme", "%(count)s timmar", number) % {"count": number}


def _days(number: int) -> str:
    return ngettext("%(count)s dag", "%(count)s dagar", number) % {"count": number}


SESSION_HOURS: SettingKey[int] = SettingKey(
    name="identity.session_hours",
    label=_("Hur länge en inloggning varar"),
    help=_("Antal timmar, från 1 till 24. Därefter får var och en logga in igen. Gäller från nästa inloggning."),
    group=_SIGN_IN,
    kind=Number(1, 24, _hours),
    default=settings.SESSION_COOKIE_AGE // 3600,
)
PASSWORD_FORM: SettingKey[bool] = SettingKey(
    name="identity.password_form",
    label=_("Visa fälten för användarnamn och lösenord"),
    help=_(
        "Välj nej när alla loggar in med kommunens inloggningstjänst. Reservkonton kommer ändå in, genom länken "
        "längst ned på inloggningssidan."
    ),
    group=_SIGN_IN,
    kind=Bool(),
    default=True,
)
SIGN_IN_HELP: SettingKey[str] = SettingKey(
    name="identity.sign_in_help",
    label=_("Hjälptext på inloggningssidan"),
    help=_("Visas för alla som kommer till inloggningssidan, även utan konto. Skriv inget hemligt här."),
    group=_SIGN_IN,
    kind=Words(longest=400, several_lines=True),
    default="",
)
#: The shortest time the law and the product allow is the deployment's; a site may keep for longer, never shorter.
TRAFFIC_DAYS: SettingKey[int] = SettingKey(
    name="identity.traffic_log_days",
    label=_("Hur länge loggen över inloggningar sparas"),
    help=_(
        "Så länge kan raderna inte gallras, inte ens med beslut. Kortare tid än driftens gräns går inte att välja. "
        "Längre tid än nödvändigt är lagring av personuppgifter utan skäl."
    ),
    group=_("Loggen"),
    kind=Number(settings.SAMVERK_AUDIT_CLASSES["traffic"]["days"], 3650, _days),
    default=settings.SAMVERK_AUDIT_CLASSES["traffic"]["days"],
)
SUPPORT_APPROVAL: SettingKey[bool] = SettingKey(
    name="identity.support_approval",
    label=_("Webbplatsen godkänner innan supporten öppnas"),
    help=_(
        "Välj ja när någon av webbplatsens systemförvaltare ska godkänna varje support innan driften kommer in. "
        "Annars öppnas den direkt, och ni får ett brev."
    ),
    group=_("Support"),
    kind=Bool(),
    default=False,
)
KEYS = (SESSION_HOURS, PASSWORD_FORM, SIGN_IN_HELP, TRAFFIC_DAYS, SUPPORT_APPROVAL)
