"""How long an alarm may stand."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: An alarm nobody ends does so itself; what lasts longer is news.
LONGEST = timedelta(days=7)


def check_end(ends: datetime, now: datetime) -> None:
    """An alarm ends by itself, within a week.

    Raises:
        ValidationError: then.
    """
    if not now < ends <= now + LONGEST:
        raise ValidationError({"ends": _("Välj ett slut inom en vecka. Du kan avsluta larmet tidigare.")})
