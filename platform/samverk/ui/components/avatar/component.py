"""Avatar: a picture, or initials on a tone that the name decides."""

from typing import Any
from zlib import crc32

from django.utils.translation import gettext_lazy as _

from samverk.ui import groups
from samverk.ui.registry import Component, Sample

TONES = 8


def initials_of(name: str) -> str:
    """Return the first letters of the first and the last name, at most two."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "?"


def tone_of(name: str) -> int:
    """The number of the tone that a name has, for lists that draw many."""
    # A checksum, not hash(): the same person keeps the tone in every process and after every start.
    return crc32(name.casefold().encode()) % TONES + 1


def _prepare(values: dict[str, Any]) -> None:
    name = str(values["name"])
    values["tone"] = tone_of(name)
    values["initials"] = values["initials"] or initials_of(name)


def samples() -> tuple[Sample, ...]:
    """Three sizes, a few names, and a name that has only one word."""
    names = (
        "Lisa Lundqvist",
        "Åke Örn",
        "Maj-Britt Svensson-Gyllenhammar",
        "Östen",
        "Omar El Amrani",
        "Jerzy Ż",
    )
    several = tuple(Sample(name, {"name": name}) for name in names)
    return (
        *several,
        Sample("Liten", {"name": "Lisa Lundqvist", "size": "small"}),
        Sample("Stor", {"name": "Lisa Lundqvist", "size": "large"}),
    )


COMPONENT = Component(
    name="avatar",
    title=_("Personbild"),
    group=groups.IDENTITY,
    summary=_("Bild eller initialer. Samma person har alltid samma färg. Namnet ska stå intill."),
    required=("name",),
    optional={"initials": "", "picture_url": "", "size": "medium"},
    choices={"size": ("small", "medium", "large")},
    prepare=_prepare,
    samples=samples,
)
