"""What a guest agrees to, unless the sponsor writes something else; and how long a stay may be."""

from calendar import monthrange
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

#: Months: what is proposed, and what is the most.
USUAL, LONGEST = 3, 12
#: Days before the last one that the sponsor is reminded.
REMIND = 14
#: Days a link in a mail is open.
LINK_DAYS = 14
#: The same for a link that only chooses a new password.
PASSWORD_LINK_DAYS = 1
#: Days within which a stay that somebody ended is opened again as it was; then the password is forgotten.
UNDO_DAYS = 7


def months_after(day: date, months: int) -> date:
    """The same day of the month so much later, or the month's last."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def usual_terms(language: str) -> str:
    """The text proposed to the sponsor, in the site's language and not in the sponsor's: the guest reads it."""
    with translation.override(language):
        return _(
            "Kontot är personligt och får inte lånas ut. Det du läser och skriver här kan bli allmän handling. "
            "Sprid inte uppgifter om enskilda personer vidare. Kontot stängs efter sista dagen; det du har skrivit "
            "blir kvar hos kommunen."
        )


def check_last_day(*, day: date, today: date) -> None:
    """May a guest stay until then?

    Raises:
        ValidationError: for a day that has passed, or lies more than twelve months away (PF-06).
    """
    if day < today:
        raise ValidationError(_("Dagen har redan varit."))
    if day > months_after(today, LONGEST):
        raise ValidationError(_("En gäst får vara inbjuden högst tolv månader åt gången."))
