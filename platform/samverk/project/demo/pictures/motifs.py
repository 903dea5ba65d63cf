"""The motifs: how each is drawn, and what it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from . import close_by, open_country
from .colours import inks_of
from .sheet import Sheet


@dataclass(frozen=True, slots=True)
class Motif:
    """One picture: how it is drawn, and what it shows for those who cannot see it."""

    slug: str
    title: str
    alt_text: str
    paint: Callable[[Sheet], None]


MOTIFS = (
    Motif(
        "kinnekulle",
        "Kinnekulle i morgonljus",
        "Kinnekulles platta topp höjer sig ur morgondiset bakom skog och åkrar.",
        open_country.kinnekulle,
    ),
    Motif(
        "torget",
        "Torget en kväll",
        "Kväll på torget: rådhuset med klocktorn mellan färgade hus, det lyser i fönstren.",
        close_by.square,
    ),
    Motif(
        "stranden",
        "Vid stranden",
        "Stilla vatten med en gata av solljus, en brygga med en eka och vass närmast.",
        open_country.shore,
    ),
    Motif(
        "slatten",
        "Kyrkan på slätten",
        "En vit kyrka bland träd vid horisonten, framför den randiga åkrar i gult och grönt.",
        open_country.fields,
    ),
    Motif(
        "skymning",
        "Stugan i skymningen",
        "En röd stuga med ljus i fönstren vid ett skogsbryn, månen har gått upp.",
        close_by.dusk,
    ),
    Motif(
        "bjorkar",
        "Björkar i snö",
        "Ljusa björkstammar kastar långa skuggor på snön, bakom dem en bleknande granskog.",
        close_by.birches,
    ),
    Motif(
        "bron",
        "Stenbron över ån",
        "En stenbro i tre valv över en lugn å, träden bakom har höstfärger.",
        open_country.bridge,
    ),
    Motif(
        "allen",
        "Allén om hösten",
        "En grusväg mellan två rader höstgula träd leder fram mot en låg sol.",
        close_by.avenue,
    ),
)


def draw(motif: Motif, *, colour: str, seed: int) -> Image.Image:
    """The picture, 1600 by 900.

    Args:
        motif: what.
        colour: the site's, `#rrggbb`.
        seed: the same seed gives the same picture.
    """
    sheet = Sheet(inks_of(colour), seed)
    motif.paint(sheet)
    return sheet.finish()
