"""A site's own words and days, put into the demo's texts where braces stand."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from samverk.project.demo.municipalities import Municipality

_FIELD = re.compile(r"\{(\w+)(?::([+-]\d+))?\}")
TUESDAY = 1
#: Days from the demo's day to the go-live of each wave: 2022-11-15 gives the seed's calendar (domain 4.4).
GO_LIVE = {1: 21, 2: 210, 3: 441}


class UnknownField(KeyError):
    """A text asks for a word that no site has."""


@dataclass(frozen=True, slots=True)
class Words:
    """What differs between sites in one and the same text.

    Attributes:
        day: the day the demo's news are counted from.
        name: "Skara".
        official: "Skara kommun".
        inhabitants: rounded, for illustration; 0 where there are none.
        wave: 1, 2 or 3; 0 where there is none.
    """

    day: date
    name: str
    official: str
    inhabitants: int = 0
    wave: int = 0

    @classmethod
    def of(cls, municipality: Municipality, *, day: date) -> "Words":
        """The words of one municipality."""
        return cls(day, municipality.name, municipality.official_name, municipality.inhabitants, municipality.wave)

    def fill(self, text: str) -> str:
        """The text with its fields replaced.

        `{day:+6}` is "21 november", `{weekday:-1}` "måndag", `{week:+7}` "47", `{go1}` the first wave's go-live
        "6 december 2022", `{go}` this municipality's own, `{genitive}` "Skaras".

        Raises:
            UnknownField: for anything else in braces.
        """
        return _FIELD.sub(lambda found: self._value(found.group(1), int(found.group(2) or 0)), text)

    def _value(self, field: str, days: int) -> str:
        day = self.day + timedelta(days=days)
        values = {
            "name": self.name,
            "official": self.official,
            "genitive": self.name if self.name.endswith("s") else f"{self.name}s",
            "inhabitants": f"{self.inhabitants:,}".replace(",", "\N{NO-BREAK SPACE}"),
            "wave": str(self.wave),
            "year": str(self.day.year),
            "next_year": str(self.day.year + 1),
        }
        if field in values:
            return values[field]
        if field in {"go", "go1", "go2", "go3"}:
            wave = int(field[2:] or self.wave or 1)
            return str(format_date(go_live(self.day, wave), "d MMMM yyyy", locale="sv"))
        if field == "week":
            return str(day.isocalendar().week)
        patterns = {"day": "d MMMM", "weekday": "EEEE"}
        if field not in patterns:
            raise UnknownField(field)
        return str(format_date(day, patterns[field], locale="sv"))


def go_live(day: date, wave: int) -> date:
    """The Tuesday a wave starts, seen from the demo's day."""
    start = day + timedelta(days=GO_LIVE[wave])
    return start + timedelta(days=(TUESDAY - start.weekday()) % 7)
