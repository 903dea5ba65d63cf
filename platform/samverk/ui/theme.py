"""From one municipal colour to a whole scale, in light and in dark, with the contrast guaranteed.

The roles of the nine steps are the same in both schemes, so tokens/semantic.css maps them once:

1 tint · 2 stronger tint · 3 line · 4 decoration · 5 graphics and control borders (≥ 3:1) ·
6 solid fill (text on it ≥ 4.5:1, itself ≥ 3:1) · 7 text on any surface (≥ 4.5:1) · 8 fill on hover · 9 ink
"""

from samverk.ui.colour import WHITE, Oklch, contrast, move_until, nearest_passing, normalise, to_hex, to_oklch

# The surfaces of tokens/light.css and tokens/dark.css; a unit test holds them together.
LIGHT_SURFACES = ("#faf8f4", "#ffffff", "#f1eee7")
DARK_SURFACES = ("#171613", "#201f1b", "#2b2924")
DARK_INK = "#14130f"
#: Text on paper, in light and in dark.
INK = ("#1d1b18", "#f3f0e9")
DEFAULT_BRAND = "#1f5c4d"


def _tint(base: Oklch, lightness: float, most_chroma: float) -> str:
    return to_hex(Oklch(lightness, min(base.chroma, most_chroma), base.hue))


def _light_scale(brand: str) -> dict[int, str]:
    solid = nearest_passing(brand)
    base = to_oklch(solid)
    tints = (_tint(base, 0.965, 0.018), _tint(base, 0.935, 0.032))
    # A nearly black brand has no room to darken on hover, so it lightens there; white text still passes.
    hover = base.lightness - 0.07 if base.lightness > 0.3 else base.lightness + 0.1
    return {
        1: tints[0],
        2: tints[1],
        3: _tint(base, 0.87, 0.06),
        4: _tint(base, 0.76, 0.1),
        5: move_until(
            Oklch(0.64, min(base.chroma, 0.13), base.hue),
            against=(*LIGHT_SURFACES, *tints),
            ratio=3,
            darker=True,
        ),
        6: move_until(base, against=LIGHT_SURFACES, ratio=3, darker=True),
        7: move_until(base, against=(*LIGHT_SURFACES, *tints), ratio=4.5, darker=True),
        8: nearest_passing(to_hex(Oklch(hover, base.chroma, base.hue))),
        9: _tint(base, 0.27, 0.07),
    }


def _dark_scale(brand: str) -> dict[int, str]:
    base = to_oklch(brand)
    tints = (_tint(base, 0.27, 0.035), _tint(base, 0.32, 0.05))
    calm = Oklch(0.74, min(base.chroma, 0.125), base.hue)
    return {
        1: tints[0],
        2: tints[1],
        3: _tint(base, 0.39, 0.07),
        4: _tint(base, 0.5, 0.1),
        5: move_until(calm._replace(lightness=0.58), against=(*DARK_SURFACES, *tints), ratio=3, darker=False),
        6: move_until(calm, against=(*DARK_SURFACES, DARK_INK), ratio=4.5, darker=False),
        7: move_until(calm._replace(lightness=0.79), against=(*DARK_SURFACES, *tints), ratio=4.5, darker=False),
        8: move_until(calm._replace(lightness=0.82), against=(DARK_INK,), ratio=4.5, darker=False),
        9: _tint(base, 0.93, 0.04),
    }


def brand_scale(brand: str, *, dark: bool = False) -> dict[int, str]:
    """Return the nine steps of a municipality's colour as #rrggbb.

    Args: the chosen colour; whether the scale is for the dark scheme.
    Raises samverk.ui.colour.ColourError when the text is not a colour.
    """
    brand = normalise(brand)
    return _dark_scale(brand) if dark else _light_scale(brand)


def band_colour(brand: str, *, dark: bool = False) -> str:
    """Return the colour of the top band: white text is always readable on it.

    In the dark scheme the band is kept deep, so that it tells the site without glaring.
    """
    solid = nearest_passing(brand)
    if not dark:
        return solid
    base = to_oklch(solid)
    return nearest_passing(to_hex(base._replace(lightness=min(max(base.lightness, 0.32), 0.41))))


def _declarations(brand: str, *, dark: bool) -> str:
    steps = "".join(f"--brand-{step}:{value};" for step, value in brand_scale(brand, dark=dark).items())
    ink = DARK_INK if dark else WHITE
    band = band_colour(brand, dark=dark)
    # A second tone for the pattern of cooperation sites: visible on the band, never behind text.
    base = to_oklch(band)
    second = to_hex(base._replace(lightness=base.lightness + 0.2, chroma=min(base.chroma, 0.1)))
    return f"{steps}--brand-on:{ink};--brand-band:{band};--brand-band-2:{second};"


def theme_css(brand: str) -> str:
    """Return a style sheet that gives a site its colour, in light and in dark.

    Guaranteed for every possible colour: text on the accent and accent text on each surface have a contrast
    of at least 4.5:1, controls at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11), in both schemes.
    Raises samverk.ui.colour.ColourError when the text is not a colour.
    """
    hue = to_oklch(brand).hue
    light = f"--brand-hue:{hue:.0f};{_declarations(brand, dark=False)}"
    dark = _declarations(brand, dark=True)
    return (
        f":root{{{light}}}\n"
        f'@media (prefers-color-scheme:dark){{:root:not([data-scheme="light"]){{{dark}}}}}\n'
        f':root[data-scheme="dark"]{{{dark}}}\n'
    )


def sample_colours(brand: str, *, dark: bool) -> dict[str, str]:
    """Return the colours a small drawing of a page needs, to show a colour before it is chosen.

    Raises samverk.ui.colour.ColourError when the text is not a colour.
    """
    scale = brand_scale(brand, dark=dark)
    paper, raised, _sunken = DARK_SURFACES if dark else LIGHT_SURFACES
    return {
        "band": band_colour(brand, dark=dark),
        "paper": paper,
        "raised": raised,
        "line": scale[3],
        "solid": scale[6],
        "on_solid": DARK_INK if dark else WHITE,
        "link": scale[7],
        "ink": INK[dark],
    }


def passes(colour: str) -> bool:
    """Whether the colour can carry white text as it is."""
    return contrast(normalise(colour), WHITE) >= 4.5
