"""Step chart: how something went from step one to five over time; drawn by the server, told in words too."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 150, 28, 16, 12, 26
STEPS = 5


def _prepare(values: dict[str, Any]) -> None:
    """Places of lines, dots and labels; the first and the last label stand for the rest where they are many."""
    points = list(values["points"])
    across = WIDTH - LEFT - RIGHT
    gap = across / max(len(points) - 1, 1)
    every = max(1, -(-len(points) // 6))
    dots = [
        {
            "x": round(LEFT + (gap * number if len(points) > 1 else across / 2), 1),
            "y": _height(step),
            "label": label,
            "step": step,
            "written": number % every == 0 or number == len(points) - 1,
            "anchor": _anchor(number, len(points) - 1),
        }
        for number, (label, step) in enumerate(points)
    ]
    values["dots"] = dots
    values["line"] = " ".join(f"{dot['x']},{dot['y']}" for dot in dots)
    values["levels"] = [{"step": step, "y": _height(step)} for step in range(1, STEPS + 1)]
    values["size"] = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "foot": HEIGHT - 6}


def _anchor(number: int, last: int) -> str:
    """Labels at the ends stay within the picture."""
    if number == 0 < last:
        return "start"
    return "end" if 0 < number == last else "middle"


def _height(step: int) -> float:
    return round(TOP + (STEPS - step) * (HEIGHT - TOP - BOTTOM) / (STEPS - 1), 1)


def samples() -> tuple[Sample, ...]:
    """One point, some, many."""
    some = [("mars 2025", 1), ("oktober 2025", 2), ("mars 2026", 2), ("november 2026", 4)]
    told = "Förändringsledning: från steg 1 i mars 2025 till steg 4 i november 2026."
    return (
        Sample("Några", {"title": "Förändringsledning", "text": told, "points": some, "id": "prov-nagra"}),
        Sample("En", {"title": "Arbetssätt", "text": "Steg 4.", "points": some[-1:], "id": "prov-en"}),
        Sample(
            "Många",
            {"title": "Arbetssätt", "text": "Steg 1 till 4.", "points": some * 6, "id": "prov-manga"},
        ),
    )


COMPONENT = Component(
    name="step_chart",
    title=_("Stegdiagram"),
    group=groups.DATA,
    summary=_("Hur något har gått på en skala från 1 till 5. Samma uppgifter ska finnas som tabell."),
    required=("title", "text", "points", "id"),
    prepare=_prepare,
    samples=samples,
)
