"""The drawn pictures: the same at every run, different for every site."""

import hashlib
import io

import pytest
from PIL import Image

from samverk.project.demo.picture_files import LEAD, ROW, Press, print_motif
from samverk.project.demo.pictures import MOTIFS, draw
from samverk.project.demo.pictures.sheet import HEIGHT, WIDTH


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_picture_is_the_same_at_every_run_and_another_with_another_colour_or_seed() -> None:
    motif = MOTIFS[0]
    once = draw(motif, colour="#9c2f3f", seed=12).tobytes()
    assert draw(motif, colour="#9c2f3f", seed=12).tobytes() == once
    assert draw(motif, colour="#0f6b74", seed=12).tobytes() != once
    assert draw(motif, colour="#9c2f3f", seed=13).tobytes() != once


@pytest.mark.parametrize("motif", MOTIFS, ids=lambda motif: motif.slug)
def test_every_motif_fills_its_sheet_in_many_tones(motif: object) -> None:
    found = next(m for m in MOTIFS if m is motif)
    image = draw(found, colour="#1f5f8b", seed=1)
    assert image.size == (WIDTH, HEIGHT)
    colours = image.resize((80, 45)).getcolors(4000)
    assert colours is not None
    assert len(colours) > 60
    assert max(count for count, _colour in colours) < 80 * 45 * 0.5


def test_the_sizes_are_those_the_pages_ask_for() -> None:
    printed = print_motif(MOTIFS[1], colour="#27408b", seed=3)
    assert Image.open(io.BytesIO(printed.original)).size == (WIDTH, HEIGHT)
    for data, size in ((printed.lead, LEAD), (printed.row, ROW)):
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.size) == ("WEBP", size)
        assert len(data) < 60_000


def test_the_press_delivers_what_was_ordered() -> None:
    press = Press(seed=12)
    try:
        press.order("#2f6b3a")
        ordered = press.deliver("#2f6b3a")
        assert [sheet.motif.slug for sheet in ordered] == [motif.slug for motif in MOTIFS]
        assert len({fingerprint(sheet.original) for sheet in ordered}) == len(MOTIFS)
    finally:
        press.close()
