"""What may be said at all."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.social.refusing import refuse_personal_number
from samverk.social.text import LONGEST


def checked_text(text: str) -> str:
    """The text without blanks around it.

    Raises:
        ValidationError: when nothing is left, or too much, or a personnummer (LAW-24).
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError(_("Skriv något först."), code="required")
    if len(text) > LONGEST:
        raise ValidationError(
            _("Texten får ha högst %(most)s tecken. Den har %(number)s.") % {"most": LONGEST, "number": len(text)},
            code="max_length",
        )
    refuse_personal_number(text)
    return text
