"""Colour arithmetic, and the promise that every possible brand colour gives readable pages."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samverk.ui import bundle, theme
from samverk.ui.colour import ColourError, Oklch, contrast, nearest_passing, normalise, to_hex, to_oklch

colours = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")
few = settings(max_examples=120, deadline=None)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_has_the_values_wcag_gives(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "hue"),
    [("#ff0000", 0.628, 0.2577, 29.23), ("#0000ff", 0.452, 0.3132, 264.05), ("#00ff00", 0.8664, 0.2948, 142.5)],
)
def test_oklch_has_the_published_values(colour: str, lightness: float, chroma: float, hue: float) -> None:
    assert to_oklch(colour) == pytest.approx((lightness, chroma, hue), abs=0.02)


@few
@given(colours)
def test_there_and_back_is_the_same_colour(colour: str) -> None:
    assert to_hex(to_oklch(colour)) == colour


def test_a_colour_no_screen_can_show_loses_chroma_and_keeps_its_lightness() -> None:
    shown = to_oklch(to_hex(Oklch(0.6, 0.4, 150)))
    assert shown.chroma < 0.25
    assert shown.lightness == pytest.approx(0.6, abs=0.01)


@pytest.mark.parametrize("text", ["", "#12345", "red", "#12345g", "#fff;}body{display:none", "url(x)", "1234567"])
def test_what_is_not_a_colour_is_refused(text: str) -> None:
    with pytest.raises(ColourError):
        theme.theme_css(text)
    with pytest.raises(ColourError):
        nearest_passing(text)


def test_short_and_capital_forms_are_the_same_colour() -> None:
    assert normalise("ABC") == normalise("#abc") == "#aabbcc"


@few
@given(colours)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
def test_nearest_passing_can_carry_white_text_and_changes_only_what_fails(colour: str) -> None:
    found = nearest_passing(colour)
    assert contrast(found, "#ffffff") >= 4.5
    assert theme.passes(found)
    if contrast(colour, "#ffffff") >= 4.5:
        assert found == colour
    else:
        # Nearest: one visible step lighter would fail.
        before = to_oklch(found)
        assert contrast(to_hex(before._replace(lightness=before.lightness + 0.01)), "#ffffff") < 4.5


@few
@given(colours)
def test_nearest_passing_goes_lighter_for_dark_text(colour: str) -> None:
    assert contrast(nearest_passing(colour, on="#000000"), "#000000") >= 4.5


@few
@given(colours)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
@example("#00ff00")
def test_every_brand_colour_is_readable_in_light_and_dark(colour: str) -> None:
    for dark, surfaces, ink in ((False, theme.LIGHT_SURFACES, "#ffffff"), (True, theme.DARK_SURFACES, theme.DARK_INK)):
        scale = theme.brand_scale(colour, dark=dark)
        assert sorted(scale) == list(range(1, 10))
        tinted = (*surfaces, scale[1], scale[2])
        assert all(contrast(scale[7], surface) >= 4.5 for surface in tinted), "accent text"
        assert all(contrast(scale[5], surface) >= 3 for surface in tinted), "control borders and graphics"
        assert all(contrast(scale[6], surface) >= 3 for surface in surfaces), "filled controls"
        assert contrast(ink, scale[6]) >= 4.5, "text on a filled control"
        assert contrast(ink, scale[8]) >= 4.5, "text on a filled control under the pointer"
        assert min(contrast(scale[9], scale[1]), contrast(scale[9], scale[2])) >= 4.5, "ink on a tint"
        assert contrast("#ffffff", theme.band_colour(colour, dark=dark)) >= 4.5, "the top band"


def test_a_municipality_keeps_its_own_colour_when_it_passes() -> None:
    assert theme.brand_scale("#8a1538")[6] == "#8a1538"
    assert theme.band_colour("#8a1538") == "#8a1538"


def _values(css: str, selector: str) -> dict[str, str]:
    block = css.split(selector, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+):([^;}]+)", block))


def test_theme_css_sets_every_brand_value_in_both_schemes() -> None:
    css = theme.theme_css("#8a1538")
    names = {f"--brand-{step}" for step in range(1, 10)} | {"--brand-on", "--brand-band", "--brand-band-2"}
    light = _values(css, ":root{")
    assert names | {"--brand-hue"} == set(light)
    assert set(_values(css, ':root:not([data-scheme="light"]){')) == names
    assert _values(css, ':root[data-scheme="dark"]{') == _values(css, ':root:not([data-scheme="light"]){')
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize(
    ("name", "surfaces", "ink"),
    [("light", theme.LIGHT_SURFACES, "#ffffff"), ("dark", theme.DARK_SURFACES, theme.DARK_INK)],
)
def test_tokens_and_theme_agree_and_status_colours_are_readable(name: str, surfaces: tuple[str, ...], ink: str) -> None:
    source = (bundle.ROOT / "tokens" / f"{name}.css").read_text(encoding="utf-8")
    token = {key: value.strip() for key, value in re.findall(r"--([\w-]+): ([^;]+);", source)}
    assert (token["surface-1"], token["surface-2"], token["surface-3"]) == surfaces
    assert token["text"] == theme.INK[name == "dark"]
    for surface in surfaces:
        assert contrast(token["text"], surface) >= 7
        assert contrast(token["text-muted"], surface) >= 4.5
        assert contrast(token["line-strong"], surface) >= 3
        assert contrast(token["focus"], surface) >= 3
    assert contrast(token["focus"], token["focus-halo"]) >= 7
    for status in ("info", "success", "warning", "danger"):
        soft = token[f"{status}-soft"]
        assert contrast(token[f"{status}-text"], soft) >= 4.5
        assert contrast(token["text"], soft) >= 4.5
        assert contrast(token[status], soft) >= 3
        assert contrast(token["on-status"], token[status]) >= 4.5
        assert all(contrast(token[f"{status}-text"], surface) >= 4.5 for surface in surfaces)
    assert contrast(token["on-status"], token["danger-hover"]) >= 4.5
    for tone in range(1, 9):
        assert contrast(token[f"tone-{tone}-text"], token[f"tone-{tone}"]) >= 4.5


def test_light_and_dark_define_the_same_names() -> None:
    names = [
        set(re.findall(r"--([\w-]+): ", (bundle.ROOT / "tokens" / f"{name}.css").read_text(encoding="utf-8")))
        for name in ("light", "dark")
    ]
    assert names[0] == names[1]
