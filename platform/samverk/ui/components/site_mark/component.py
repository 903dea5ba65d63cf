"""Site mark: the site's logotype, or its initial on a shape that tells the kind of site.

Shield: a municipality. Rosette of twelve: a cooperation. Sheet with a folded corner: the model municipality and
its sandbox. Square: the operator. A colour is set as an SVG attribute, which a strict content security policy allows.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.colour import ColourError, nearest_passing
from samverk.ui.registry import Component, Sample

_SHIELD = (
    "M7 2.5h26a3.5 3.5 0 0 1 3.5 3.5v15.5c0 9.2-6.6 14.8-15.4 18.4a3 3 0 0 1-2.2 0"
    "C10.1 36.3 3.5 30.7 3.5 21.5V6A3.5 3.5 0 0 1 7 2.5z"
)
_ROSETTE = (
    "M24.5 4.4A4.5 4.5 0 0 1 32.2 8.8A4.5 4.5 0 0 1 36.6 16.5A4.5 4.5 0 0 1 36.6 25.5A4.5 4.5 0 0 1 32.2 33.2"
    "A4.5 4.5 0 0 1 24.5 37.6A4.5 4.5 0 0 1 15.5 37.6A4.5 4.5 0 0 1 7.8 33.2A4.5 4.5 0 0 1 3.4 25.5"
    "A4.5 4.5 0 0 1 3.4 16.5A4.5 4.5 0 0 1 7.8 8.8A4.5 4.5 0 0 1 15.5 4.4A4.5 4.5 0 0 1 24.5 4.4z"
)
_SHEET = "M8 2.5h17.5L36 13v22.5a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4v-29a4 4 0 0 1 4-4z"
_FOLD = "M25.5 3.5V11a2 2 0 0 0 2 2H35"
_SQUARE = "M10 3h20a7 7 0 0 1 7 7v22a7 7 0 0 1-7 7H10a7 7 0 0 1-7-7V10a7 7 0 0 1 7-7z"

SHAPES = {"municipality": _SHIELD, "cooperation": _ROSETTE, "template": _SHEET, "sandbox": _SHEET, "operator": _SQUARE}
# In tenths: a decimal number would get a Swedish comma in the template, and SVG reads that as two numbers.
_BASELINE = {1: 275, 2: 260, 3: 248}
_SINK = {"template": 15, "sandbox": 15, "cooperation": 5, "operator": 5}
_LETTER = {1: 200, 2: 160, 3: 118}


def _prepare(values: dict[str, Any]) -> None:
    mark = str(values["mark"])[:3]
    shape = values["shape"]
    length = max(len(mark), 1)
    values["mark"] = mark
    values["path"] = SHAPES[shape]
    values["fold"] = _FOLD if SHAPES[shape] is _SHEET and not values["emblem"] else ""
    baseline = _BASELINE[length] + _SINK.get(shape, 0)
    values["baseline"] = f"{baseline / 10:.1f}"
    values["letter_size"] = f"{_LETTER[length] / 10:.1f}"
    if values["colour"]:
        try:
            values["colour"] = nearest_passing(values["colour"])
        except ColourError:
            values["colour"] = ""


def samples() -> tuple[Sample, ...]:
    """Each kind of site, on paper and on the band, in three sizes."""
    return (
        Sample("Kommun", {"mark": "S"}),
        Sample("Samverkan", {"mark": "G12", "shape": "cooperation"}),
        Sample("Mallkommun", {"mark": "M", "shape": "template"}),
        Sample("Drift", {"mark": "D", "shape": "operator"}),
        Sample("På bandet", {"mark": "S", "on_band": True}, on_band=True),
        Sample("Samverkan på bandet", {"mark": "G12", "shape": "cooperation", "on_band": True}, on_band=True),
        Sample("Egen färg", {"mark": "H", "colour": "#8a1538"}),
        Sample("Egen färg som görs läsbar", {"mark": "T", "colour": "#ffd400"}),
        Sample("Stor", {"mark": "Sk", "size": "large"}),
        Sample("Liten", {"mark": "Ö", "size": "small"}),
    )


COMPONENT = Component(
    name="site_mark",
    title=_("Webbplatsens märke"),
    group=groups.IDENTITY,
    summary=_("Logotyp eller initial. Formen säger vilket slags webbplats det är."),
    required=("mark",),
    optional={
        "shape": "municipality",
        "logo_url": "",
        "size": "medium",
        "on_band": False,
        "colour": "",
        "emblem": False,
    },
    choices={"size": ("small", "medium", "large"), "shape": tuple(SHAPES)},
    prepare=_prepare,
    samples=samples,
)
