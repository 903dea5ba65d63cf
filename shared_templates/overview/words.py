"""What the map's parts are called."""

from datetime import date

from django.utils.translation import gettext as _

from shared_templates.areas import AREAS


def area_word(area: str) -> str:
    """An area in words; one that has no words is told as it is in code."""
    return str(AREAS.get(area, area))


def in_order(areas: list[str]) -> list[str]:
    """Areas as they are always listed, those without words last."""
    return sorted(areas, key=lambda area: (list(AREAS).index(area) if area in AREAS else len(AREAS), area))


def quarter_word(begins: date) -> str:
    """A quarter as it is written under a diagram: kv 3 2026."""
    return _("kv %(number)s %(year)s") % {"number": (begins.month + 2) // 3, "year": begins.year}
