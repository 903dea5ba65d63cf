"""How much of the house is translated to each language a municipality may have to speak."""

import gettext
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

#: Languages of the national minorities (language act 2009:600, 7 §) and English, each named in itself. Finnish,
#: Meänkieli and Sámi have administrative areas where a municipality must answer in them (act 2009:724).
WANTED = (
    ("sv", "Svenska"),
    ("en", "English"),
    ("fi", "Suomi"),
    ("fit", "Meänkieli"),
    ("se", "Davvisámegiella"),
    ("yi", "ייִדיש"),
    ("rom", "Romani čhib"),
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language.

    Attributes:
        code: ISO 639.
        name: in the language itself.
        translated, texts: how many of the house's texts there are in it.
    """

    code: str
    name: str
    translated: int
    texts: int

    @property
    def whole(self) -> bool:
        """Can it be offered: every text is there, and the house knows the language."""
        return self.translated >= self.texts and self.code in dict(settings.LANGUAGES)


@cache
def catalogues() -> tuple[Catalogue, ...]:
    """Every wanted language; read once a process, since catalogues come with the release.

    The texts themselves are Swedish, so Swedish is whole by nature, and English is kept whole by our own tests: its
    number is what the others are measured by.
    """
    counts = {code: _count(code) for code, _name in WANTED if code != "sv"}
    texts = counts["en"]
    return tuple(
        Catalogue(code, name, texts if code == "sv" else min(counts[code], texts), texts) for code, name in WANTED
    )


def _count(code: str) -> int:
    paths = [Path(folder) / code / "LC_MESSAGES" / "django.mo" for folder in settings.LOCALE_PATHS]
    return sum(_texts(path) for path in paths if path.exists())


def _texts(path: Path) -> int:
    try:
        with path.open("rb") as file:
            messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    except (OSError, ValueError, struct.error):
        # A damaged catalogue gives nobody any text.
        return 0
    # A text in singular and plural stands once for each.
    return len({key[0] if isinstance(key, tuple) else key for key in messages if key})
