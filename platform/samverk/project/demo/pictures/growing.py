"""What grows: spruces, leafy trees, birches, reeds."""

from .colours import INK, PAPER, SNOW, Colour, mix
from .sheet import HEIGHT, WIDTH, Line, Sheet, height_on

RATIO = HEIGHT / WIDTH


def spruce(sheet: Sheet, x: float, base: float, tall: float, fill: Colour) -> None:
    """One spruce: a trunk's worth of branches, wider downwards, with a saw's edge."""
    wide = tall * 0.34 * RATIO
    tiers = 6
    right: list[tuple[float, float]] = []
    for tier in range(tiers):
        share = (tier + 1) / tiers
        y = base - tall * (1 - share)
        right += [(wide / 2 * share**0.85, y), (wide / 2 * share**0.85 * 0.62, y - tall * 0.012)]
    edge = [(0.0, base - tall), *right[:-1]]
    outline = [(x + dx, y) for dx, y in edge] + [(x - dx, y) for dx, y in reversed(edge)]
    sheet.shape(outline, fill)
    sheet.box(x - wide * 0.05, base - tall * 0.03, x + wide * 0.05, base + tall * 0.05, fill)


def spruces(
    sheet: Sheet, line: Line, depth: float, count: int, tall: float, *, gaps: tuple[float, float] = (2, 2)
) -> None:
    """A wood standing on a line; `gaps` is a clearing from x to x."""
    for number in range(count):
        x = (number + sheet.chance.uniform(0.1, 0.9)) / count
        size = tall * sheet.chance.choice((0.55, 0.7, 0.8, 0.9, 1.0, 1.15))
        if gaps[0] < x < gaps[1]:
            continue
        tint = mix(sheet.inks.tone(depth), sheet.inks.tone(min(1, depth + 0.12)), sheet.chance.random())
        spruce(sheet, x, height_on(line, x) + tall * 0.10, size, tint)


def leafy(sheet: Sheet, x: float, base: float, tall: float, fill: Colour) -> None:
    """A round tree with a lighter side."""
    trunk = mix(fill, INK, 0.45)
    sheet.box(x - tall * 0.022, base - tall * 0.5, x + tall * 0.022, base, trunk)
    for dx, up, size in ((-0.10, 0.52, 0.20), (0.10, 0.50, 0.21), (0.0, 0.72, 0.24), (-0.04, 0.60, 0.25)):
        sheet.dot(x + dx * tall * RATIO * 1.8, base - tall * up, tall * size, fill)
    sheet.dot(x - tall * 0.045, base - tall * 0.74, tall * 0.13, mix(fill, PAPER, 0.09))


def birch(sheet: Sheet, x: float, base: float, wide: float, lean: float) -> None:
    """One trunk from the ground out of the picture, with bark marks and a few bare branches."""
    bark = mix(SNOW, sheet.inks.sky, 0.10)
    shade = mix(bark, sheet.inks.tone(0.35), 0.38)
    mark = sheet.inks.tone(0.95)
    top = x + lean
    for number in range(5):
        y = 0.10 + number * 0.13 + sheet.chance.uniform(-0.04, 0.04)
        side = 1 if number % 2 else -1
        start = top + (x - top) * (y / base)
        reach = sheet.chance.uniform(0.05, 0.11)
        sheet.shape(
            [
                (start, y),
                (start + side * reach, y - 0.12),
                (start + side * reach * 0.55, y - 0.075),
                (start, y + 0.016),
            ],
            mark,
        )
    sheet.shape(
        [(top - wide * 0.36, -0.01), (top + wide * 0.36, -0.01), (x + wide * 0.5, base), (x - wide * 0.5, base)], bark
    )
    sheet.shape(
        [(top + wide * 0.12, -0.01), (top + wide * 0.36, -0.01), (x + wide * 0.5, base), (x + wide * 0.18, base)], shade
    )
    y = sheet.chance.uniform(0.01, 0.05)
    while y < base - 0.04:
        middle = top + (x - top) * (y / base)
        long = wide * sheet.chance.uniform(0.25, 0.6)
        left = middle - wide * 0.42 if sheet.chance.random() < 0.6 else middle + wide * 0.40 - long
        sheet.box(left, y, left + long, y + sheet.chance.uniform(0.005, 0.013), mark, round_=0.004)
        y += sheet.chance.uniform(0.035, 0.085)


def reeds(sheet: Sheet, left: float, right: float, base: float, count: int) -> None:
    """Straws at the water's edge, some with a brown club."""
    for _ in range(count):
        x = sheet.chance.uniform(left, right)
        tall = sheet.chance.uniform(0.10, 0.24)
        bend = sheet.chance.uniform(-0.012, 0.022)
        fill = sheet.inks.tone(sheet.chance.uniform(0.72, 0.98))
        sheet.shape([(x, base), (x + 0.0030, base), (x + bend, base - tall)], fill)
        if sheet.chance.random() < 0.22:
            tip = base - tall * 0.9
            sheet.box(
                x + bend * 0.86 - 0.0022, tip, x + bend * 0.86 + 0.0032, tip + 0.045, mix(fill, INK, 0.35), round_=0.01
            )
