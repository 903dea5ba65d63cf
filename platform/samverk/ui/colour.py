"""Colour arithmetic: sRGB, OKLCH and contrast, in pure Python.

Sources: OKLCH after Björn Ottosson (2020), contrast ratio after WCAG 2.2 success criterion 1.4.3.
Every contrast is computed on the eight-bit colour that is actually sent, never on the exact one.
"""

import math
import re
from typing import NamedTuple

_HEX = re.compile(r"^#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})$")
_STEP = 0.002

WHITE = "#ffffff"


class ColourError(ValueError):
    """The text is not a colour of the form #rgb or #rrggbb."""


class Oklch(NamedTuple):
    """Lightness 0–1, chroma 0–0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def normalise(colour: str) -> str:
    """Return the colour as #rrggbb in small letters.

    Raises ColourError when the text is not a hexadecimal colour.
    """
    match = _HEX.match(colour.strip())
    if match is None:
        raise ColourError(colour)
    digits = match.group(1).lower()
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}"


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


_LINEAR = tuple(_linear(channel) for channel in range(256))


def _channels(colour: str) -> tuple[float, float, float]:
    digits = normalise(colour)
    return _LINEAR[int(digits[1:3], 16)], _LINEAR[int(digits[3:5], 16)], _LINEAR[int(digits[5:7], 16)]


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black and 1 for white (WCAG 2.2)."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio between two colours, 1–21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def to_oklch(colour: str) -> Oklch:
    """Convert #rrggbb to OKLCH."""
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _to_linear(colour: Oklch) -> tuple[float, float, float]:
    angle = math.radians(colour.hue)
    a, b = colour.chroma * math.cos(angle), colour.chroma * math.sin(angle)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(linear: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in linear)


def _encode(channel: float) -> int:
    channel = min(max(channel, 0.0), 1.0)
    value = channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    return round(value * 255)


def to_hex(colour: Oklch) -> str:
    """Convert OKLCH to #rrggbb; chroma is lowered until the colour exists on a screen."""
    lightness = min(max(colour.lightness, 0.0), 1.0)
    linear = _to_linear(Oklch(lightness, colour.chroma, colour.hue))
    if not _fits(linear):
        low, high = 0.0, colour.chroma
        for _ in range(14):
            middle = (low + high) / 2
            if _fits(_to_linear(Oklch(lightness, middle, colour.hue))):
                low = middle
            else:
                high = middle
        linear = _to_linear(Oklch(lightness, low, colour.hue))
    red, green, blue = (_encode(channel) for channel in linear)
    return f"#{red:02x}{green:02x}{blue:02x}"


def move_until(start: Oklch, *, against: tuple[str, ...], ratio: float, darker: bool) -> str:
    """Change only the lightness, in small steps, until the colour stands out from all the given ones.

    Returns the first colour on the way that passes; black or white when the way ends.
    """
    lightness = start.lightness
    while True:
        colour = to_hex(Oklch(lightness, start.chroma, start.hue))
        if all(contrast(colour, other) >= ratio for other in against):
            return colour
        lightness += -_STEP if darker else _STEP
        if not 0 <= lightness <= 1:
            return "#000000" if darker else WHITE


def nearest_passing(colour: str, *, on: str = WHITE, ratio: float = 4.5) -> str:
    """Return the nearest colour, in OKLCH lightness, that can carry text of the colour `on`.

    Args: the wished colour; the colour of the text; the least contrast (4.5 is WCAG 2.2 level AA).
    Returns the colour itself when it passes. Raises ColourError for anything but a colour.
    """
    wished = normalise(colour)
    if contrast(wished, on) >= ratio:
        return wished
    return move_until(to_oklch(wished), against=(on,), ratio=ratio, darker=luminance(on) > 0.18)
