"""The inks of a print: the site's colour, a warm neighbour, paper and a dark."""

import colorsys
from dataclasses import dataclass

Colour = tuple[int, int, int]

PAPER: Colour = (248, 243, 233)
INK: Colour = (27, 33, 43)
GLOW: Colour = (253, 233, 196)
OCHRE: Colour = (219, 170, 92)
RUST: Colour = (176, 86, 62)
SNOW: Colour = (250, 248, 244)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour in the one."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours one picture is printed with.

    Attributes:
        brand: the site's colour, a little softened.
        second: its neighbour on the colour wheel, for what grows.
        sky: the top of the sky.
        horizon: where the sky meets the land.
    """

    brand: Colour
    second: Colour
    sky: Colour
    horizon: Colour

    def tone(self, depth: float) -> Colour:
        """Of land: 0 is far away in the haze, 1 is near and dark."""
        far = mix(mix(PAPER, self.brand, 0.26), self.horizon, 0.25)
        near = mix(self.brand, INK, 0.62)
        body = (
            mix(far, self.brand, min(1.0, depth * 1.5)) if depth < 0.6 else mix(self.brand, near, (depth - 0.6) / 0.4)
        )
        return mix(body, self.second, 0.18 * (1 - abs(2 * depth - 1)))

    def evening(self) -> "Inks":
        """The same place after sunset."""
        return Inks(
            self.brand, self.second, mix(mix(self.brand, INK, 0.45), self.sky, 0.25), mix(self.horizon, OCHRE, 0.45)
        )


def inks_of(colour: str) -> Inks:
    """Inks that go with `#rrggbb`: light enough to be calm, warm at the horizon whatever the hue."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, _light, strength = colorsys.rgb_to_hls(red, green, blue)
    strength = min(strength, 0.5)
    # Towards yellow, the short way round: leaves and grass are never bluer than the site.
    turn = (((0.14 - hue) + 0.5) % 1 - 0.5) * 0.35
    return Inks(
        brand=_hls(hue, 0.42, strength * 0.85),
        second=_hls(hue + turn, 0.52, strength * 0.8),
        sky=mix(PAPER, _hls(hue, 0.62, strength * 0.8), 0.45),
        horizon=mix(mix(PAPER, GLOW, 0.55), _hls(hue, 0.80, 0.4), 0.16),
    )


def _hls(hue: float, light: float, strength: float) -> Colour:
    red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue % 1, light, strength))
    return red, green, blue
