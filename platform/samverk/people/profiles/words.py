"""Words of people's own: how they are compared, cut apart and kept clean."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.identity.scim.personal_number import has_personal_number

_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def key_of(word: str) -> str:
    """The word as it is compared: one space, no capitals."""
    return _SPACE.sub(" ", word).strip().casefold()[:80]


def listed_words(text: str, *, most: int = 20) -> list[str]:
    """What stands between commas and line breaks, each once, as first written."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        word = _SPACE.sub(" ", part).strip()[:80]
        if word:
            found.setdefault(key_of(word), word)
    return list(found.values())[:most]


def digits_of(*numbers: str) -> str:
    """Each number as digits, +46 written as 0, so that somebody who looks for one finds it."""
    found = []
    for number in numbers:
        digits = re.sub(r"\D", "", number.replace("(0)", ""))
        found.append("0" + digits[2:] if number.strip().startswith("+46") else digits)
    return " ".join(each for each in found if each)[:60]


def clean(text: str) -> str:
    """A text that may be kept.

    Raises:
        ValidationError: when it holds a personnummer (LAW-24).
    """
    text = _CONTROL.sub("", text).strip()
    if has_personal_number(text):
        raise ValidationError(_("Skriv inte något personnummer här."))
    return text
