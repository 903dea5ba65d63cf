"""A sheet of paper to print on: sky, sun, ridges, water. Positions are parts of the sheet, 0 to 1."""

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw

from .colours import GLOW, PAPER, Colour, Inks, mix

WIDTH, HEIGHT, SHARP = 1600, 900, 2
Line = Sequence[float]


class Sheet:
    """Drawn twice as large as shown, so that edges are soft."""

    def __init__(self, inks: Inks, seed: int) -> None:
        self.inks = inks
        self.chance = random.Random(seed)  # noqa: S311 - for hills, not for secrets
        self.width, self.height = WIDTH * SHARP, HEIGHT * SHARP
        self.image = Image.new("RGB", (self.width, self.height), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the sheet in dots."""
        return x * self.width, y * self.height

    def shape(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """A flat polygon."""
        self.pen.polygon([self.at(x, y) for x, y in points], fill=fill)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour, *, round_: float = 0) -> None:
        """A flat rectangle, with rounded corners of a part of the sheet's height."""
        corners = (*self.at(left, top), *self.at(right, bottom))
        if round_:
            self.pen.rounded_rectangle(corners, radius=round_ * self.height, fill=fill)
        else:
            self.pen.rectangle(corners, fill=fill)

    def dot(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """A circle; the radius is a part of the height."""
        cx, cy = self.at(x, y)
        r = radius * self.height
        self.pen.ellipse((cx - r, cy - r, cx + r, cy + r), fill=fill)

    def fade(self, box: tuple[float, float, float, float], top: Colour, bottom: Colour) -> None:
        """A rectangle that goes from one colour to another downwards."""
        left, upper = (round(v) for v in self.at(box[0], box[1]))
        right, lower = (round(v) for v in self.at(box[2], box[3]))
        self.image.paste(_gradient(top, bottom).resize((right - left, lower - upper)), (left, upper))

    def sky(self, *, level: float = 0.62) -> None:
        """Colour at the top, warm light at the horizon."""
        self.fade((0, 0, 1, level), self.inks.sky, self.inks.horizon)
        self.box(0, level, 1, 1, self.inks.horizon)

    def sun(self, x: float, y: float, radius: float = 0.09, fill: Colour = GLOW) -> None:
        """A disc with two rings of light."""
        for ring, share in ((2.5, 0.22), (1.65, 0.42)):
            self._glow(x, y, radius * ring, fill, share)
        self.dot(x, y, radius, fill)

    def _glow(self, x: float, y: float, radius: float, fill: Colour, share: float) -> None:
        r = round(radius * self.height)
        cx, cy = (round(v) for v in self.at(x, y))
        veil = Image.new("L", (r, r), 0)
        ImageDraw.Draw(veil).ellipse((1, 1, r - 1, r - 1), fill=round(255 * share))
        self.image.paste(fill, (cx - r, cy - r), veil.resize((2 * r, 2 * r)))

    def cloud(self, x: float, y: float, length: float) -> None:
        """Three flat strips."""
        fill = mix(self.inks.sky, PAPER, 0.62)
        for shift, drop, share in ((0.0, 0.0, 1.0), (0.18, -0.022, 0.55), (-0.12, 0.020, 0.7)):
            left = x + shift * length
            self.box(left, y + drop, left + length * share, y + drop + 0.017, fill, round_=0.0085)

    def hills(self, level: float, height: float, waves: float, *, rough: float = 0.0) -> list[float]:
        """A line of hills over the sheet, in parts of its height; `rough` makes a wood of it."""
        phases = [self.chance.uniform(0, math.tau) for _ in range(4)]
        steps = 240
        line = []
        for step in range(steps + 1):
            turn = step / steps * math.tau * waves
            lift = sum(math.sin(turn * (k + 1) + phases[k]) / (k + 1.3) ** 1.4 for k in range(4)) / 2
            line.append(level - height * (0.5 + 0.5 * lift) - rough * self.chance.random())
        return line

    def land(self, line: Line, depth: float, *, mist: float = 0.0, fill: Colour | None = None) -> None:
        """Fill from the line to the lower edge; `mist` lightens it downwards."""
        colour = fill or self.inks.tone(depth)
        points = [(i / (len(line) - 1), y) for i, y in enumerate(line)]
        if not mist:
            self.shape([*points, (1, 1), (0, 1)], colour)
            return
        top = min(line)
        first = round(top * self.height)
        mask = Image.new("1", (self.width, self.height - first), 0)
        ImageDraw.Draw(mask).polygon(
            [
                *((x * self.width, y * self.height - first) for x, y in points),
                (self.width, self.height),
                (0, self.height),
            ],
            fill=1,
        )
        depth_of_mist = min(1.0, top + 0.26)
        low = mix(colour, self.inks.horizon, mist)
        strip = Image.new("RGB", mask.size, low)
        tall = round(depth_of_mist * self.height) - first
        strip.paste(_gradient(colour, low).resize((self.width, tall)), (0, 0))
        self.image.paste(strip, (0, first), mask)

    def ridge(
        self, level: float, height: float, depth: float, waves: float = 1.5, *, mist: float = 0.0, rough: float = 0.0
    ) -> list[float]:
        """Hills, filled; returns their line."""
        line = self.hills(level, height, waves, rough=rough)
        self.land(line, depth, mist=mist)
        return line

    def water(self, level: float, *, light: float | None = None) -> None:
        """A calm plane with glints, and a path of light under the sun at `light`."""
        tone = mix(self.inks.sky, self.inks.tone(0.2), 0.35)
        self.fade((0, level, 1, 1), mix(self.inks.horizon, tone, 0.45), mix(tone, self.inks.brand, 0.3))
        for number in range(34):
            near = (number + 1) / 34
            y = level + 0.012 + (0.97 - level) * near**1.5
            long = self.chance.uniform(0.03, 0.10) * (0.35 + near)
            x = self.chance.uniform(-0.05, 1.0)
            thick = 0.0022 + 0.0045 * near
            self.box(x, y, x + long, y + thick, mix(tone, PAPER, 0.45), round_=thick / 2)
            if light is not None:
                wide = self.chance.uniform(0.02, 0.055) * (0.6 + near)
                middle = light + self.chance.uniform(-0.012, 0.012) * (1 + near)
                self.box(middle - wide / 2, y, middle + wide / 2, y + thick * 1.3, GLOW, round_=thick * 0.65)

    def finish(self) -> Image.Image:
        """The sheet at its size."""
        return self.image.reduce(SHARP)


def height_on(line: Line, x: float) -> float:
    """How high a line lies at `x`."""
    return line[min(len(line) - 1, max(0, round(x * (len(line) - 1))))]


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    column = Image.new("RGB", (1, 256))
    column.putdata([mix(top, bottom, y / 255) for y in range(256)])
    return column


def as_jpeg(image: Image.Image) -> bytes:
    """For the original."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def as_webp(image: Image.Image) -> bytes:
    """For the sizes that pages show."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=82, method=2)
    return out.getvalue()
