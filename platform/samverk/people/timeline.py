"""The changes of an organisation on a line of time, drawn on the server."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE, MIDDLE = 360, 64, 24, 24


def timeline(changes: Sequence[tuple[date, bool]], *, today: date) -> SafeString:
    """A line from the first change (or today) to the last, a dot for each, filled when it has taken effect.

    The list beside it says the same in words, so the drawing is hidden from screen readers.

    Args:
        changes: (day, has it taken effect).
        today: marked with a stroke.
    """
    days = [day for day, _done in changes] + [today]
    first, span = min(days), max((max(days) - min(days)).days, 1)

    def at(day: date) -> int:
        return round(EDGE + (WIDTH - 2 * EDGE) * (day - first).days / span)

    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="7" fill="{}" stroke="currentColor" stroke-width="2.5"/>',
        ((at(day), MIDDLE, "currentColor" if done else "none") for day, done in changes),
    )
    years = sorted({day.year for day in days})
    marks = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="14" text-anchor="middle" fill="currentColor">{}</text>',
        ((at(max(date(year, 1, 1), first)), HEIGHT - 6, year) for year in years[:: max(1, len(years) // 8)]),
    )
    return format_html(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-hidden="true" focusable="false">'
        '<path d="M{e} {m}H{r}M{t} {m1}V{m2}" stroke="currentColor" stroke-width="1.5" fill="none"/>'
        "{dots}{marks}</svg>",
        w=WIDTH,
        h=HEIGHT,
        e=EDGE,
        m=MIDDLE,
        r=WIDTH - EDGE,
        t=at(today),
        m1=MIDDLE - 14,
        m2=MIDDLE + 14,
        dots=dots,
        marks=marks,
    )
