"""What the intranet tells people of, as they see it among their settings."""

from django.utils.translation import gettext_lazy as _

from samverk.intranet.told import CORRECTED, MUST_READ, PUBLISHED, REMINDED
from samverk.notifications.events import MyRole
from samverk.notifications.kinds import EventKind, event_kinds
from samverk.notifications.ways import Ways

_ROLES = (MyRole.FOLLOWER, MyRole.EVERYBODY)
_MANDATORY = _("Nyheten är märkt Ska läsas av redaktionen, med ett av de skäl som finns för det.")


def declare_event_kinds() -> None:
    """Called once, when the rooms declare what they offer."""
    inbox = {MyRole.EVERYBODY: Ways(inbox=True)}
    event_kinds.register(
        PUBLISHED,
        EventKind(
            label=_("Nyheter"), sentence=_("%(who)s publicerade %(title)s"), impersonal=_("Ny nyhet: %(title)s"),
            roles=_ROLES, defaults=inbox, icon="news", order=20,
        ),
    )  # fmt: skip
    event_kinds.register(
        CORRECTED,
        EventKind(
            label=_("Rättade nyheter"), sentence=_("%(who)s rättade %(title)s"), impersonal=_("Rättad: %(title)s"),
            roles=_ROLES, defaults=inbox, icon="news", order=21,
        ),
    )  # fmt: skip
    event_kinds.register(
        MUST_READ,
        EventKind(
            label=_("Nyheter du ska läsa"), sentence=_("%(who)s vill att du läser och bekräftar %(title)s"),
            impersonal=_("Läs och bekräfta: %(title)s"), roles=(MyRole.EVERYBODY,), mandatory=_MANDATORY, icon="news",
            order=22,
        ),
    )  # fmt: skip
    event_kinds.register(
        REMINDED,
        EventKind(
            label=_("Påminnelse om nyheter du ska läsa"), sentence=_("%(who)s påminner om %(title)s"),
            impersonal=_("Påminnelse: läs och bekräfta %(title)s"), roles=(MyRole.EVERYBODY,), mandatory=_MANDATORY,
            icon="clock", order=23,
        ),
    )  # fmt: skip
