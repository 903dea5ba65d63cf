"""Pictures for the demo, drawn here: calm landscapes of Västergötland in flat layers, tinted with the site's colour."""

import io
import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

WIDTH, HEIGHT, SHARP = 1200, 675, 2
PAPER, SUN, INK = (246, 241, 231), (250, 224, 178), (30, 36, 44)
Colour = tuple[int, int, int]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour in the one."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


class Sheet:
    """A sheet of paper with a palette, drawn twice as large as shown so that edges are soft."""

    def __init__(self, colour: str, seed: int) -> None:
        self.brand: Colour = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
        self.chance = random.Random(seed)  # noqa: S311 - for hills, not for secrets
        self.width, self.height = WIDTH * SHARP, HEIGHT * SHARP
        self.image = Image.new("RGB", (self.width, self.height), mix(PAPER, self.brand, 0.10))
        self.draw = ImageDraw.Draw(self.image)

    def tone(self, depth: float) -> Colour:
        """0 is far away and pale, 1 is near and dark."""
        return mix(mix(PAPER, self.brand, 0.18 + 0.62 * depth), INK, 0.05 + 0.38 * depth)

    def sky(self, bands: int = 4) -> None:
        """Broad bands, lighter towards the horizon."""
        for band in range(bands):
            top = self.height * 0.62 * band / bands
            self.draw.rectangle(
                (0, top, self.width, self.height), fill=mix(mix(PAPER, self.brand, 0.20), PAPER, band / bands)
            )

    def sun(self, x: float, y: float, radius: float = 0.075) -> None:
        """A low sun or a high moon."""
        r = radius * self.width
        cx, cy = x * self.width, y * self.height
        self.draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=SUN)

    def ridge(self, level: float, height: float, depth: float, waves: float = 1.6) -> list[float]:
        """A line of hills; returns its height at each step, in parts of the sheet."""
        phases = [self.chance.uniform(0, math.tau) for _ in range(4)]
        steps = 160
        heights = []
        for step in range(steps + 1):
            t = step / steps * math.tau * waves
            lift = sum(math.sin(t * (k + 1) + phases[k]) / (k + 1.4) for k in range(4)) / 2.2
            heights.append(level - height * (0.5 + 0.5 * lift))
        self._fill(heights, depth)
        return heights

    def table_mountain(self, level: float, left: float, right: float, top: float, depth: float) -> None:
        """Kinnekulle: long slopes, flat top."""
        points = [
            (0.0, level), (left - 0.22, level - 0.02), (left - 0.06, top + 0.07), (left, top),
            (right, top - 0.005), (right + 0.07, top + 0.08), (right + 0.25, level - 0.03), (1.0, level),
        ]  # fmt: skip
        outline = [(x * self.width, y * self.height) for x, y in points]
        self.draw.polygon([*outline, (self.width, self.height), (0, self.height)], fill=self.tone(depth))

    def _fill(self, heights: list[float], depth: float) -> None:
        steps = len(heights) - 1
        line = [(self.width * i / steps, self.height * h) for i, h in enumerate(heights)]
        self.draw.polygon([*line, (self.width, self.height), (0, self.height)], fill=self.tone(depth))

    def water(self, level: float) -> None:
        """Vänern: a calm plane with a few glints."""
        self.draw.rectangle((0, level * self.height, self.width, self.height), fill=mix(self.tone(0.12), PAPER, 0.45))
        for _glint in range(26):
            y = self.chance.uniform(level + 0.02, 0.97)
            x, length = self.chance.uniform(0, 1), self.chance.uniform(0.03, 0.12) * (0.4 + y - level)
            thick = 2 + 7 * (y - level)
            self.draw.rounded_rectangle(
                (x * self.width, y * self.height, (x + length) * self.width, y * self.height + thick * SHARP),
                radius=thick, fill=mix(self.tone(0.2), PAPER, 0.25),
            )  # fmt: skip

    def spruces(self, level: float, depth: float, count: int, size: float) -> None:
        """A forest edge."""
        for number in range(count):
            x = (number + self.chance.uniform(-0.4, 0.4)) / count
            tall = size * self.chance.uniform(0.6, 1.25)
            wide = tall * 0.30 * HEIGHT / WIDTH * 1.8
            base = level + self.chance.uniform(-0.01, 0.02)
            self.draw.polygon(
                [((x - wide / 2) * self.width, base * self.height), ((x + wide / 2) * self.width, base * self.height),
                 (x * self.width, (base - tall) * self.height)], fill=self.tone(depth),
            )  # fmt: skip

    def birches(self, level: float, count: int) -> None:
        """Pale trunks in the foreground."""
        for number in range(count):
            x = (number + 0.5 + self.chance.uniform(-0.3, 0.3)) / count
            wide = self.chance.uniform(0.006, 0.012)
            self.draw.rectangle(
                (x * self.width, 0, (x + wide) * self.width, level * self.height), fill=mix(PAPER, self.brand, 0.05)
            )
            for _mark in range(7):
                y = self.chance.uniform(0.03, level - 0.03)
                right = (x + wide * self.chance.uniform(0.3, 0.8)) * self.width
                self.draw.rectangle(
                    (x * self.width, y * self.height, right, y * self.height + 7 * SHARP), fill=self.tone(0.9)
                )

    def church(self, x: float, base: float, size: float, depth: float) -> None:
        """A white country church, here a silhouette with a spire."""
        w, h = size * self.width, size * self.height
        cx, by = x * self.width, base * self.height
        fill = self.tone(depth)
        self.draw.rectangle((cx, by - h * 0.75, cx + w * 0.9, by), fill=fill)
        self.draw.polygon(
            [
                (cx - w * 0.03, by - h * 0.75),
                (cx + w * 0.93, by - h * 0.75),
                (cx + w * 0.8, by - h * 1.3),
                (cx + w * 0.1, by - h * 1.3),
            ],
            fill=fill,
        )
        self.draw.rectangle((cx - w * 0.3, by - h * 1.7, cx + w * 0.02, by), fill=fill)
        self.draw.polygon(
            [(cx - w * 0.34, by - h * 1.7), (cx + w * 0.06, by - h * 1.7), (cx - w * 0.14, by - h * 3.2)], fill=fill
        )

    def furrows(self, level: float, depth: float) -> None:
        """Ploughed lines that meet far away."""
        vanish = (0.56 * self.width, level * self.height)
        for number in range(-9, 22):
            x = number / 12
            self.draw.polygon(
                [vanish, (x * self.width, self.height), ((x + 0.035) * self.width, self.height)], fill=self.tone(depth)
            )

    def houses(self, base: float, depth: float) -> None:
        """A row round a square."""
        x = -0.02
        while x < 1.0:
            wide, tall = self.chance.uniform(0.07, 0.13), self.chance.uniform(0.12, 0.24)
            fill = self.tone(depth + self.chance.uniform(-0.12, 0.12))
            left, right, top, bottom = (
                v * s
                for v, s in ((x, self.width), (x + wide, self.width), (base - tall, self.height), (base, self.height))
            )
            self.draw.rectangle((left, top, right, bottom), fill=fill)
            self.draw.polygon(
                [(left - 6, top), (right + 6, top), ((left + right) / 2, top - tall * 0.42 * self.height)],
                fill=mix(fill, INK, 0.25),
            )
            for column in range(3):
                for row in range(2):
                    wx = left + (right - left) * (0.18 + 0.27 * column)
                    wy = top + (bottom - top) * (0.18 + 0.36 * row)
                    self.draw.rectangle(
                        (wx, wy, wx + (right - left) * 0.12, wy + (bottom - top) * 0.17), fill=mix(SUN, PAPER, 0.2)
                    )
            x += wide + 0.004

    def finish(self) -> bytes:
        """The sheet at its size, as a JPEG."""
        out = io.BytesIO()
        self.image.reduce(SHARP).save(out, "JPEG", quality=88, optimize=False)
        return out.getvalue()


def _kinnekulle(s: Sheet) -> None:
    s.sky()
    s.sun(0.76, 0.30)
    s.table_mountain(0.60, 0.36, 0.58, 0.36, 0.16)
    s.ridge(0.68, 0.10, 0.34)
    s.ridge(0.80, 0.10, 0.56, 1.1)
    s.spruces(0.93, 0.86, 34, 0.15)
    s.ridge(0.98, 0.06, 0.92, 0.8)


def _shore(s: Sheet) -> None:
    s.sky(3)
    s.sun(0.28, 0.42, 0.06)
    s.ridge(0.56, 0.06, 0.14, 2.2)
    s.water(0.56)
    s.ridge(0.97, 0.10, 0.72, 0.6)
    s.spruces(0.95, 0.9, 16, 0.22)


def _fields(s: Sheet) -> None:
    s.sky()
    s.sun(0.16, 0.24, 0.05)
    s.ridge(0.55, 0.07, 0.16, 2.0)
    s.church(0.58, 0.585, 0.075, 0.62)
    s.ridge(0.62, 0.05, 0.40, 1.2)
    s.furrows(0.60, 0.60)


def _square(s: Sheet) -> None:
    s.sky(3)
    s.sun(0.84, 0.18, 0.045)
    s.ridge(0.62, 0.12, 0.14, 1.4)
    s.church(0.42, 0.66, 0.085, 0.34)
    s.houses(0.80, 0.56)
    s.ridge(0.86, 0.03, 0.80, 0.5)


def _dusk(s: Sheet) -> None:
    s.sky(5)
    s.sun(0.52, 0.50, 0.10)
    s.ridge(0.62, 0.12, 0.30, 1.8)
    s.spruces(0.76, 0.55, 46, 0.13)
    s.ridge(0.80, 0.05, 0.58, 1.0)
    s.spruces(0.98, 0.95, 22, 0.30)


def _birches(s: Sheet) -> None:
    s.sky(2)
    s.ridge(0.62, 0.10, 0.10, 1.5)
    s.ridge(0.72, 0.08, 0.22, 1.1)
    s.ridge(0.84, 0.06, 0.05, 0.9)
    s.birches(0.95, 9)
    s.ridge(0.99, 0.05, 0.12, 0.7)


@dataclass(frozen=True, slots=True)
class Motif:
    """One picture: how it is drawn, and what it shows for those who cannot see it."""

    slug: str
    title: str
    alt_text: str
    paint: Callable[[Sheet], None]


MOTIFS = (
    Motif("kinnekulle", "Kinnekulle", "Kinnekulles platta topp i morgondis bakom skog och kullar.", _kinnekulle),
    Motif("torget", "Torget", "Husen kring torget med kyrktornet bakom, fönstren lyser.", _square),
    Motif("vanern", "Vänerns strand", "Stilla vatten i Vänern med en låg sol och granar vid stranden.", _shore),
    Motif("aker", "Åkern vid kyrkan", "Plöjda fåror leder fram mot en vit kyrka vid horisonten.", _fields),
    Motif("skymning", "Skogsbryn i skymning", "Solen går ned bakom ett skogsbryn med höga granar.", _dusk),
    Motif("bjorkar", "Vinterbjörkar", "Ljusa björkstammar framför snöiga kullar.", _birches),
)


def draw(motif: Motif, *, colour: str, seed: int) -> bytes:
    """A JPEG of 1200 by 675 pixels.

    Args:
        motif: what.
        colour: the site's, `#rrggbb`.
        seed: the same seed gives the same picture.
    """
    sheet = Sheet(colour, seed)
    motif.paint(sheet)
    return sheet.finish()
