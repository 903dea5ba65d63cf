"""How long an alarm may stand, and that a form sent twice is one."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.portal.everywhere.models import SharedAlarm
from samverk.portal.models import Alarm
from tenants.connection import connection
from tenants.queries import active_schema

#: An alarm nobody ends does so itself; what lasts longer is news.
LONGEST = timedelta(days=7)
#: The same words again so soon are the same alarm: a form that was sent twice.
AGAIN = timedelta(minutes=5)
Row = TypeVar("Row", Alarm, SharedAlarm)


def check_end(ends: datetime, now: datetime) -> None:
    """An alarm ends by itself, within a week.

    Raises:
        ValidationError: then.
    """
    if not now < ends <= now + LONGEST:
        raise ValidationError({"ends": _("Välj ett slut inom en vecka. Du kan avsluta larmet tidigare.")})


def same_alarm(model: type[Row], *, now: datetime, **words: object) -> Row | None:
    """The alarm that stands with the same words since a moment ago; who raises at the same time waits until this
    transaction is over. Inside it.

    Args:
        model: of this site, or of all.
        now: the moment.
        words: fields that make it the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('samverk.alarms'), hashtext(%s))", [active_schema()])
    rows = model._default_manager.filter(begins__gt=now - AGAIN, ends__gt=now, **words)
    return rows.first()
