"""Tables of the notifications."""

from .attention import Attention
from .bounced_address import BouncedAddress
from .choice import Choice, GroupChoice, SiteChoice
from .event import Event
from .letter import Letter
from .notice import MailState, Notice
from .preferences import Preferences
from .push_device import PushDevice

__all__ = [
    "Attention",
    "BouncedAddress",
    "Choice",
    "Event",
    "GroupChoice",
    "Letter",
    "MailState",
    "Notice",
    "Preferences",
    "PushDevice",
    "SiteChoice",
]
