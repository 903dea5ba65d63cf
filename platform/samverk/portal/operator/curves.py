"""Measurements as curves drawn on the server, each told in words, and the same numbers as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.metering.queries import Step

#: Points of a curve.
STEPS = 48
WIDTH, HEIGHT, TOP = 600, 63, 3


class Period(TextChoices):
    """How far back."""

    DAY = "dygn", gettext_lazy("Ett dygn")
    WEEK = "vecka", gettext_lazy("En vecka")
    FORTNIGHT = "tva-veckor", gettext_lazy("Två veckor")

    @property
    def length(self) -> timedelta:
        """As a time."""
        return timedelta(days={"dygn": 1, "vecka": 7, "tva-veckor": 14}[self.value])

    @classmethod
    def read(cls, request: HttpRequest) -> "Period":
        """From `?tid=`; a day when it says nothing."""
        wanted = request.GET.get("tid", "")
        return cls(wanted) if wanted in cls.values else cls.DAY


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve.

    Attributes:
        key: for ids.
        label: what is measured.
        told: the curve in words: greatest, and last.
        path: an SVG path; it has gaps where nothing was measured.
        dashed: the line's pattern, so that the curves differ in grey, too.
    """

    key: str
    label: str
    told: str
    path: str
    dashed: str


def curves_of(steps: Sequence[Step]) -> list[Curve]:
    """Requests, times, errors and queue."""
    return [
        _curve(steps, "requests", _("Sidor"), lambda step: step.requests, "%s", ""),
        _curve(steps, "p95", _("95 av 100 sidor är klara inom"), lambda step: step.p95, _("%s ms"), ""),
        _curve(
            steps,
            "errors",
            _("Misslyckade sidor"),
            lambda step: step.error_share * 100 if step.requests else None,
            "%s %%",
            "8 3",
        ),
        _curve(steps, "queue", _("Äldsta jobbet i kön"), lambda step: step.queue_seconds, _("%s s"), "2 3"),
    ]


def _curve(
    steps: Sequence[Step], key: str, label: str, value: Callable[[Step], float | None], unit: str, dashed: str
) -> Curve:
    values = [value(step) for step in steps]
    known = [one for one in values if one is not None]
    if not known or not any(known):
        told = _("inget att visa") if not known else _("noll hela tiden")
    else:
        told = _("som mest %(most)s, senast %(last)s") % {
            "most": _number(unit, max(known)),
            "last": _number(unit, known[-1]),
        }
    return Curve(key=key, label=label, told=told, path=_path(values), dashed=dashed)


def _number(unit: str, value: float) -> str:
    return unit % number_format(round(value, 1) if value < 10 else round(value))


def _path(values: Sequence[float | None]) -> str:
    most = max((value for value in values if value is not None), default=0) or 1
    parts, drawing = [], False
    for number, value in enumerate(values):
        if value is None:
            drawing = False
            continue
        x = number * WIDTH / max(len(values) - 1, 1)
        y = HEIGHT - value / most * (HEIGHT - TOP)
        # A line of no length keeps a lone point visible.
        parts.append(f"{'L' if drawing else 'M'}{x:.1f} {y:.1f}" + ("" if drawing else f"L{x + 0.1:.1f} {y:.1f}"))
        drawing = True
    return "".join(parts)


def figures_of(steps: Sequence[Step]) -> dict[str, object]:
    """The same as columns and rows, newest first, without the steps where nothing happened."""
    columns = [
        _("Från"),
        {"label": _("Sidor"), "numeric": True},
        {"label": _("p95, ms"), "numeric": True},
        {"label": _("Misslyckade"), "numeric": True},
        {"label": _("Kö, s"), "numeric": True},
    ]
    rows = [
        (
            f"{timezone.localtime(step.began_at):%Y-%m-%d %H.%M}",
            number_format(step.requests),
            "–" if step.p95 is None else number_format(round(step.p95)),
            number_format(step.errors),
            number_format(round(step.queue_seconds)),
        )
        for step in reversed(steps)
        if step.requests or step.queue_seconds
    ]
    return {"columns": columns, "rows": rows}
