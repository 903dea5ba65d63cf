"""A personnummer is never taken in (LAW-24, dataskyddslagen 3:10): here is how one is recognised."""

import re
import unicodedata
from datetime import date

#: Any dash and any blank stand for the sign; `\d` is a digit of any width.
_SIGN = r"\s?[-+\u2010-\u2015\u2212\uff0b\uff0d]?\s?"
_SHAPE = re.compile(rf"(?<![\w-])(?:(19|20)?(\d\d)(\d\d)(\d\d){_SIGN}(\d{{4}}))(?![\w-])")
_DIGIT = re.compile(r"\d")
FEWEST_DIGITS = 10
#: A coordination number (samordningsnummer) has the day of birth plus sixty.
COORDINATION = 60


def _checks(digits: str) -> bool:
    """The control digit, by Luhn's rule over ten digits."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day - COORDINATION if day > COORDINATION else day)
    except ValueError:
        return False
    return True


def has_personal_number(text: str) -> bool:
    """Does the text hold a valid personnummer or samordningsnummer, in ten or twelve digits, with or without sign?"""
    # Most texts are done with here; posts and comments are asked about as they are sent.
    if len(_DIGIT.findall(text)) < FEWEST_DIGITS:
        return False
    # What is not seen (zero-width, soft hyphens) hides no digit.
    seen = "".join(letter for letter in text if text.isascii() or unicodedata.category(letter) != "Cf")
    for century, year, month, day, tail in _SHAPE.findall(seen):
        centuries = (century,) if century else ("19", "20")
        dated = any(_is_day(int(each + year), int(month), int(day)) for each in centuries)
        if dated and _checks(year + month + day + tail):
            return True
    return False
