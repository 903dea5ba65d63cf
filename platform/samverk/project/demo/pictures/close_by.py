"""Near views: the square and the cottage after sunset, the birches, the avenue."""

from . import building, growing
from .colours import GLOW, INK, OCHRE, PAPER, RUST, SNOW, Inks, mix
from .sheet import Sheet, height_on


def square(s: Sheet) -> None:
    """The town hall and its neighbours, lit, in the evening."""
    s.inks = s.inks.evening()
    s.sky(level=0.74)
    for _ in range(26):
        s.dot(
            s.chance.random(), s.chance.uniform(0.02, 0.3), s.chance.uniform(0.0015, 0.003), mix(GLOW, s.inks.sky, 0.3)
        )
    s.dot(0.86, 0.15, 0.045, GLOW)
    s.ridge(0.66, 0.12, 0.30, 1.3, rough=0.01)
    walls = [
        mix(RUST, PAPER, 0.18),
        mix(OCHRE, PAPER, 0.35),
        mix(s.inks.brand, PAPER, 0.25),
        mix(PAPER, s.inks.second, 0.30),
        mix(RUST, OCHRE, 0.45),
    ]
    x, number = -0.03, s.chance.randrange(5)
    while x < 1.0:
        wide, tall = s.chance.uniform(0.10, 0.15), s.chance.uniform(0.19, 0.27)
        if not 0.36 < x + wide / 2 < 0.64:
            building.house(s, x, 0.80, wide, tall, mix(walls[number % 5], INK, 0.16), lit=0.55)
        x += wide + 0.003
        number += 1
    for left, wide in ((0.335, 0.075), (0.595, 0.075)):
        building.house(s, left, 0.80, wide, 0.21, mix(walls[number % 5], INK, 0.16), lit=0.5)
        number += 1
    building.town_hall(s, 0.5, 0.80)
    s.fade((0, 0.80, 1, 1), mix(s.inks.tone(0.62), OCHRE, 0.15), s.inks.tone(0.92))
    for row in range(5):
        y = 0.825 + row * row * 0.009
        s.box(0, y, 1, y + 0.0015 + row * 0.0006, mix(s.inks.tone(0.7), PAPER, 0.10))
    for at, base in ((0.14, 0.90), (0.34, 0.86), (0.66, 0.86), (0.88, 0.90)):
        building.lamp(s, at, base, 0.22)
        s.box(at - 0.03, base, at + 0.03, base + 0.006, mix(GLOW, s.inks.tone(0.7), 0.55), round_=0.003)


def dusk(s: Sheet) -> None:
    """A cottage at the edge of the wood, the moon up."""
    s.inks = s.inks.evening()
    s.sky(level=0.66)
    for _ in range(40):
        s.dot(
            s.chance.random(),
            s.chance.uniform(0.02, 0.34),
            s.chance.uniform(0.0014, 0.003),
            mix(GLOW, s.inks.sky, 0.25),
        )
    s.sun(0.66, 0.235, 0.055, mix(GLOW, PAPER, 0.5))
    s.ridge(0.60, 0.09, 0.34, 1.6, mist=0.55, rough=0.008)
    line = s.ridge(0.685, 0.05, 0.52, 1.2, mist=0.45)
    growing.spruces(s, line, 0.56, 60, 0.09)
    s.land([y + 0.012 for y in line], 0.54, mist=0.5)
    meadow = s.hills(0.82, 0.03, 0.6)
    s.land(meadow, 0.72, mist=0.12)
    building.cottage(s, 0.25, height_on(meadow, 0.28) + 0.012, 0.115)
    growing.leafy(s, 0.225, height_on(meadow, 0.22) + 0.02, 0.17, s.inks.tone(0.86))
    front = s.hills(0.99, 0.06, 0.6)
    growing.spruces(s, front, 0.93, 20, 0.42, gaps=(0.12, 0.58))
    s.land(front, 1.0)


def birches(s: Sheet) -> None:
    """Birch trunks and their shadows on snow."""
    winter = Inks(s.inks.brand, s.inks.second, mix(s.inks.sky, PAPER, 0.2), mix(s.inks.horizon, SNOW, 0.35))
    s.inks = winter
    s.sky(level=0.64)
    s.sun(0.60, 0.44, 0.07)
    line = s.ridge(0.62, 0.06, 0.16, 1.6, mist=0.4, rough=0.006)
    growing.spruces(s, line, 0.28, 70, 0.075)
    s.land(s.hills(0.66, 0.03, 1.0), 0, fill=mix(SNOW, s.inks.sky, 0.35))
    second = s.hills(0.73, 0.045, 0.8)
    growing.spruces(s, second, 0.46, 26, 0.15, gaps=(0.40, 0.78))
    s.land(second, 0, fill=mix(SNOW, s.inks.sky, 0.20))
    s.land(s.hills(0.84, 0.05, 0.6), 0, fill=SNOW)
    stems = (
        (0.045, 0.030, 0.97, 0.02),
        (0.155, 0.021, 0.90, -0.015),
        (0.265, 0.026, 0.95, 0.012),
        (0.45, 0.015, 0.86, 0.010),
        (0.765, 0.017, 0.87, -0.012),
        (0.865, 0.030, 0.97, -0.022),
        (0.965, 0.022, 0.92, 0.015),
    )
    for x, wide, base, _lean in stems:
        s.shape(
            [(x - wide / 2, base), (x + wide / 2, base), (x - 0.20, base + 0.055), (x - 0.22, base + 0.05)],
            mix(SNOW, s.inks.sky, 0.42),
        )
    for x, wide, base, lean in sorted(stems, key=lambda stem: stem[2]):
        growing.birch(s, x, base, wide, lean)
    s.land(s.hills(1.0, 0.05, 0.5), 0, fill=mix(SNOW, s.inks.horizon, 0.3))


def avenue(s: Sheet) -> None:
    """A road between autumn trees towards a low sun."""
    s.sky(level=0.62)
    s.cloud(0.34, 0.10, 0.2)
    s.sun(0.5, 0.46, 0.07)
    s.ridge(0.60, 0.05, 0.18, 1.7, mist=0.3, rough=0.005)
    s.land(s.hills(0.63, 0.015, 0.8), 0, fill=mix(s.inks.second, s.inks.horizon, 0.45))
    s.fade((0, 0.645, 1, 1), mix(s.inks.second, s.inks.horizon, 0.3), s.inks.tone(0.7))
    road = mix(PAPER, OCHRE, 0.22)
    s.shape([(0.492, 0.632), (0.508, 0.632), (0.72, 1.0), (0.28, 1.0)], road)
    s.shape([(0.499, 0.632), (0.501, 0.632), (0.522, 1.0), (0.478, 1.0)], mix(road, s.inks.second, 0.35))
    leaves = (OCHRE, RUST, mix(OCHRE, RUST, 0.5), s.inks.second)
    for number in range(9):
        near = (number / 8) ** 1.7
        base, tall, off = 0.636 + 0.28 * near, 0.10 + 0.62 * near, 0.016 + 0.36 * near
        for side in (-1, 1):
            fill = mix(mix(leaves[(number + (side > 0)) % 4], s.inks.brand, 0.22), s.inks.horizon, 0.45 * (1 - near))
            if side < 0:
                s.shape(
                    [
                        (0.5 - off, base),
                        (0.5 - off + 0.01, base),
                        (0.5 + off * 0.25, base + 0.014 * near),
                        (0.5 + off * 0.2, base + 0.035 * near),
                    ],
                    mix(road, s.inks.tone(0.6), 0.16),
                )
            growing.leafy(s, 0.5 + side * off, base, tall, mix(fill, INK, 0.10 * near))
