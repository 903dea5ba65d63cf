"""Names that look like what they are: no signs that show nothing, turn the text around or break the line.

Two names that look alike but differ by such a sign are the oldest trick for standing in somebody else's place
(Unicode Technical Report 36, section 2.10). The one rule for names of people, groups and units, whatever the door.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Control and format characters, surrogates, private use, separators of lines and paragraphs.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
#: Letters and marks by category that are drawn as nothing: joiner, Hangul fillers, Braille blank.
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def has_unseen(text: str) -> bool:
    """Does the text hold a sign that a reader cannot see?"""
    return any(sign in BLANK or unicodedata.category(sign) in UNSEEN for sign in text)


def require_visible(text: str) -> None:
    """A validator for forms and actions.

    Raises:
        ValidationError: when a reader would not see all of the text.
    """
    if has_unseen(text):
        raise ValidationError(
            _("Namnet innehåller tecken som inte syns. Skriv det för hand i stället för att klistra in.")
        )
