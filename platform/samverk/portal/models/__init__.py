"""What the portal keeps, in every site's schema."""

from samverk.portal.models.alarm import Alarm
from samverk.portal.models.desk import Desk
from samverk.portal.models.reminder import Reminder
from samverk.portal.models.system import Integration, LineOfBusinessSystem, Obstacle, SignIn, Status, StatusChange

__all__ = [
    "Alarm",
    "Desk",
    "Integration",
    "LineOfBusinessSystem",
    "Obstacle",
    "Reminder",
    "SignIn",
    "Status",
    "StatusChange",
]
