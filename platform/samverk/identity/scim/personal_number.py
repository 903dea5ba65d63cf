"""A personnummer is never taken in (LAW-24, dataskyddslagen 3:10): here is how one is recognised.

A telephone number in one go can be somebody's personnummer too: 0701740607 is both, and nothing in it tells which. So
ten digits count as one wherever a day, a number of that day and the control digit fit; with blanks they do not, which
is what whoever is refused is told.
"""

import re
import unicodedata
from datetime import date

#: Any dash and any blank stand for the sign; `\d` is a digit of any width.
_SIGN = r"\s{0,3}[-+\u2010-\u2015\u2212\uff0b\uff0d]?\s{0,3}"
#: Letters and signs may stand right before and after it; only more digits make it another number. After the country's
#: code it is a telephone's.
_SHAPE = re.compile(rf"(?<!\d)(?<!\+46\s)(18|19|20)?(\d\d)(\d\d)(\d\d){_SIGN}(?!000)(\d{{4}})(?!\d)")
_DIGIT = re.compile(r"\d")
FEWEST_DIGITS = 10
#: A coordination number (samordningsnummer) has the day of birth plus sixty; what is not known of the day is noughts.
COORDINATION = 60


def _checks(digits: str) -> bool:
    """The control digit, by Luhn's rule over ten digits."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _is_day(year: int, month: int, day: int) -> bool:
    if day >= COORDINATION:
        day -= COORDINATION
        month, day = month or 1, day or 1
    try:
        date(year, month, day)
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
        centuries = (century,) if century else ("18", "19", "20")
        dated = any(_is_day(int(each + year), int(month), int(day)) for each in centuries)
        if dated and _checks(year + month + day + tail):
            return True
    return False
