"""Wide views by day: mountain, lake, plain, river."""

from . import building, growing
from .colours import OCHRE, PAPER, RUST, mix
from .sheet import Sheet, height_on


def kinnekulle(s: Sheet) -> None:
    """The table mountain over woods in the morning mist."""
    s.sky(level=0.66)
    s.cloud(0.10, 0.16, 0.22)
    s.cloud(0.62, 0.10, 0.16)
    s.sun(0.73, 0.34, 0.085)
    far = [
        (0.0, 0.600),
        (0.12, 0.590),
        (0.24, 0.555),
        (0.31, 0.490),
        (0.355, 0.405),
        (0.385, 0.375),
        (0.42, 0.366),
        (0.55, 0.362),
        (0.585, 0.375),
        (0.62, 0.425),
        (0.68, 0.500),
        (0.78, 0.560),
        (0.90, 0.592),
        (1.0, 0.600),
    ]
    s.shape([*far, (1, 1), (0, 1)], s.inks.tone(0.14))
    s.ridge(0.655, 0.07, 0.26, 1.7, mist=0.55, rough=0.006)
    s.ridge(0.730, 0.08, 0.42, 1.2, mist=0.50, rough=0.008)
    line = s.ridge(0.815, 0.08, 0.60, 1.0, mist=0.25)
    growing.spruces(s, line, 0.66, 46, 0.085)
    s.land([y + 0.02 for y in line], 0.64, mist=0.15)
    front = s.hills(0.965, 0.10, 0.7)
    growing.spruces(s, front, 0.84, 26, 0.25, gaps=(0.34, 0.66))
    s.land(front, 0.92)


def shore(s: Sheet) -> None:
    """A lake with islands, a jetty and reeds."""
    s.sky(level=0.54)
    s.cloud(0.55, 0.13, 0.24)
    s.cloud(0.08, 0.22, 0.15)
    s.sun(0.36, 0.39, 0.075)
    s.ridge(0.545, 0.05, 0.14, 2.0, rough=0.004)
    s.water(0.535, light=0.36)
    for x, wide, tall, depth in ((0.66, 0.20, 0.035, 0.42), (0.90, 0.22, 0.055, 0.55)):
        s.shape(
            [
                (x - wide / 2, 0.600),
                (x - wide * 0.3, 0.600 - tall * 0.6),
                (x, 0.600 - tall),
                (x + wide * 0.3, 0.600 - tall * 0.5),
                (x + wide / 2, 0.600),
            ],
            s.inks.tone(depth),
        )
        for number in range(9):
            at = x + wide * (number - 4) / 11
            growing.spruce(s, at, 0.600 - tall * 0.35, tall * s.chance.uniform(1.2, 2.0), s.inks.tone(depth + 0.08))
    building.jetty(s, -0.02, 0.80, 0.30)
    bank = s.hills(1.00, 0.10, 0.6)
    s.land(bank, 0.86)
    growing.reeds(s, 0.52, 1.0, 1.0, 130)
    growing.reeds(s, 0.0, 0.2, 1.0, 40)


def fields(s: Sheet) -> None:
    """The church on the plain behind ploughed fields."""
    s.sky(level=0.60)
    for x, y, long in ((0.06, 0.12, 0.26), (0.46, 0.20, 0.18), (0.74, 0.09, 0.20)):
        s.cloud(x, y, long)
    s.sun(0.18, 0.35, 0.065)
    s.ridge(0.575, 0.05, 0.16, 2.1, mist=0.3, rough=0.005)
    line = s.ridge(0.620, 0.035, 0.34, 1.2, rough=0.004)
    base = height_on(line, 0.62) + 0.016
    for x in (0.535, 0.555, 0.725, 0.745, 0.765):
        growing.leafy(s, x, base + 0.006, s.chance.uniform(0.07, 0.11), s.inks.tone(0.58))
    building.church(s, 0.62, base, 0.085)
    ripe, green = mix(OCHRE, s.inks.horizon, 0.32), mix(s.inks.second, PAPER, 0.15)
    s.land(s.hills(0.655, 0.03, 0.8), 0, fill=mix(ripe, PAPER, 0.25))
    s.land(s.hills(0.705, 0.035, 0.6), 0, fill=mix(green, s.inks.tone(0.5), 0.35))
    edge = s.hills(0.760, 0.03, 0.5)
    s.land(edge, 0, fill=ripe)
    dark = mix(ripe, mix(RUST, s.inks.brand, 0.5), 0.34)
    for number in range(-16, 34):
        x = number / 18
        start = 0.55 + (x - 0.55) * 0.30
        s.shape(
            [
                (start, height_on(edge, start) + 0.004),
                (x, 1.0),
                (x + 0.024, 1.0),
                (start + 0.004, height_on(edge, start) + 0.004),
            ],
            dark,
        )
    for x, tall in ((0.06, 0.30), (0.115, 0.22), (0.95, 0.26)):
        growing.leafy(s, x, 0.83, tall, s.inks.tone(0.78))


def bridge(s: Sheet) -> None:
    """A stone bridge over a river in autumn."""
    s.sky(level=0.60)
    s.cloud(0.30, 0.12, 0.24)
    s.cloud(0.72, 0.20, 0.16)
    s.sun(0.84, 0.28, 0.06)
    s.ridge(0.56, 0.08, 0.18, 1.8, mist=0.35, rough=0.006)
    line = s.ridge(0.63, 0.06, 0.36, 1.1, mist=0.2)
    for number in range(15):
        x = (number + s.chance.uniform(0.2, 0.8)) / 15
        fill = mix(s.inks.tone(0.5), (OCHRE, s.inks.second, RUST)[number % 3], 0.38)
        growing.leafy(s, x, height_on(line, x) + 0.02, s.chance.uniform(0.11, 0.17), fill)
    s.land([y + 0.015 for y in line], 0.46)
    s.water(0.755)
    building.bridge(s, 0.60, 0.76)
    for middle, wide in ((0.2, 0.105), (0.5, 0.13), (0.8, 0.105)):
        s.box(middle - wide, 0.765, middle + wide, 0.772, mix(s.inks.horizon, PAPER, 0.4), round_=0.003)
    bank = [0.93 - 0.20 * max(0.0, 1 - i / 70) ** 1.6 + 0.09 * max(0.0, (i - 70) / 170) for i in range(241)]
    s.land(bank, 0.76)
    growing.leafy(s, 0.075, 0.80, 0.46, mix(s.inks.tone(0.78), OCHRE, 0.22))
    growing.reeds(s, 0.10, 0.42, 1.0, 70)
