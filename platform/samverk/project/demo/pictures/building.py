"""What people have built: a church, a town, a bridge, a cottage, a jetty."""

from .colours import GLOW, INK, OCHRE, PAPER, RUST, SNOW, Colour, mix
from .sheet import HEIGHT, WIDTH, Sheet

RATIO = HEIGHT / WIDTH


def church(sheet: Sheet, x: float, base: float, size: float, *, wall: Colour | None = None) -> None:
    """A white country church with a dark roof; `size` is the nave's height."""
    wall = wall or mix(SNOW, sheet.inks.horizon, 0.25)
    shade = mix(wall, sheet.inks.tone(0.5), 0.30)
    roof = mix(sheet.inks.tone(0.85), INK, 0.15)
    w = size * RATIO
    nave_left, nave_right = x, x + w * 2.0
    sheet.box(nave_left, base - size * 0.62, nave_right, base, wall)
    sheet.shape(
        [(nave_left - w * 0.06, base - size * 0.62), (nave_right + w * 0.06, base - size * 0.62),
         (nave_right - w * 0.14, base - size * 1.05), (nave_left, base - size * 1.05)], roof,
    )  # fmt: skip
    for number in range(3):
        left = nave_left + w * (0.42 + 0.52 * number)
        sheet.box(
            left,
            base - size * 0.46,
            left + w * 0.16,
            base - size * 0.16,
            mix(roof, sheet.inks.sky, 0.3),
            round_=size * 0.04,
        )
    sheet.box(x - w * 0.62, base - size * 1.5, x, base, wall)
    sheet.box(x - w * 0.16, base - size * 1.5, x, base, shade)
    sheet.box(x - w * 0.42, base - size * 1.30, x - w * 0.26, base - size * 1.06, roof, round_=size * 0.05)
    sheet.shape(
        [(x - w * 0.68, base - size * 1.5), (x + w * 0.06, base - size * 1.5), (x - w * 0.31, base - size * 2.7)], roof
    )


def house(sheet: Sheet, left: float, base: float, wide: float, tall: float, wall: Colour, *, lit: float) -> None:
    """A house of the square: windows in rows, some lit, and a roof."""
    trim = mix(wall, PAPER, 0.55)
    roof = mix(mix(RUST, sheet.inks.tone(0.85), 0.5), INK, 0.25)
    top = base - tall
    sheet.shape(
        [
            (left - 0.006, top + 0.004),
            (left + wide + 0.006, top + 0.004),
            (left + wide - 0.018, top - 0.075),
            (left + 0.018, top - 0.075),
        ],
        roof,
    )
    sheet.box(left + wide * 0.70, top - 0.115, left + wide * 0.70 + 0.013, top - 0.04, mix(roof, INK, 0.2))
    sheet.box(left, top, left + wide, base, wall)
    sheet.box(left, top, left + wide, top + 0.010, trim)
    columns = max(2, round(wide / 0.034))
    rows = max(2, round(tall / 0.095))
    cell, level = wide / columns, (tall - 0.02) / rows
    for column in range(columns):
        for row in range(rows):
            x = left + cell * (column + 0.27)
            y = top + 0.026 + level * row
            if row == rows - 1 and column == columns // 2:
                sheet.box(x - 0.003, y, x + cell * 0.52, base, mix(wall, INK, 0.55))
                continue
            bright = sheet.chance.random() < lit
            glass = GLOW if bright else mix(sheet.inks.sky, sheet.inks.tone(0.75), 0.55)
            sheet.box(x - 0.0018, y - 0.004, x + cell * 0.46 + 0.0018, y + level * 0.56 + 0.004, trim)
            sheet.box(x, y, x + cell * 0.46, y + level * 0.56, glass)


def town_hall(sheet: Sheet, x: float, base: float) -> None:
    """The house with the clock."""
    wall = mix(OCHRE, PAPER, 0.30)
    house(sheet, x - 0.10, base, 0.20, 0.30, wall, lit=0.8)
    roof = mix(sheet.inks.tone(0.9), INK, 0.2)
    sheet.box(x - 0.021, base - 0.47, x + 0.021, base - 0.36, mix(wall, PAPER, 0.2))
    sheet.shape(
        [(x - 0.027, base - 0.47), (x + 0.027, base - 0.47), (x + 0.012, base - 0.525), (x - 0.012, base - 0.525)], roof
    )
    sheet.shape([(x - 0.008, base - 0.525), (x + 0.008, base - 0.525), (x, base - 0.60)], roof)
    sheet.dot(x, base - 0.418, 0.024, SNOW)
    sheet.shape(
        [
            (x - 0.0010, base - 0.418),
            (x + 0.0010, base - 0.418),
            (x + 0.0008, base - 0.437),
            (x - 0.0008, base - 0.437),
        ],
        INK,
    )
    sheet.shape([(x, base - 0.4195), (x, base - 0.4165), (x + 0.008, base - 0.4172), (x + 0.008, base - 0.4188)], INK)


def lamp(sheet: Sheet, x: float, base: float, tall: float) -> None:
    """A street lamp, lit."""
    post = mix(sheet.inks.tone(0.95), INK, 0.4)
    sheet.box(x - 0.0014, base - tall, x + 0.0014, base, post)
    sheet._glow(x, base - tall, 0.045, GLOW, 0.35)
    sheet.dot(x, base - tall, 0.012, GLOW)


def bridge(sheet: Sheet, base: float, water: float) -> None:
    """A stone bridge in three arches."""
    stone = mix(mix(PAPER, sheet.inks.tone(0.5), 0.48), OCHRE, 0.10)
    dark = mix(stone, sheet.inks.tone(0.9), 0.45)
    top = [(0.0, base + 0.03), (0.25, base - 0.015), (0.5, base - 0.035), (0.75, base - 0.015), (1.0, base + 0.03)]
    sheet.shape([*top, (1.0, water), (0.0, water)], stone)
    sheet.shape([*top, *((x, y + 0.014) for x, y in reversed(top))], mix(stone, PAPER, 0.4))
    behind = mix(sheet.inks.sky, sheet.inks.tone(0.3), 0.75)
    for middle, wide in ((0.2, 0.105), (0.5, 0.13), (0.8, 0.105)):
        for grow, fill in ((0.012, dark), (0.0, behind)):
            left, top_y = sheet.at(middle - wide - grow, base + 0.055 - grow * 1.6)
            right, low = sheet.at(middle + wide + grow, water + (water - base - 0.055))
            sheet.pen.pieslice((left, top_y, right, low), 180, 360, fill=fill)


def cottage(sheet: Sheet, x: float, base: float, size: float) -> None:
    """A red cottage with a light in the window."""
    wall = mix(RUST, INK, 0.18)
    w = size * RATIO
    sheet.box(x, base - size * 0.6, x + w * 1.7, base, wall)
    sheet.shape(
        [
            (x - w * 0.14, base - size * 0.58),
            (x + w * 1.84, base - size * 0.58),
            (x + w * 1.5, base - size * 1.1),
            (x + w * 0.2, base - size * 1.1),
        ],
        mix(INK, wall, 0.25),
    )
    sheet.box(x + w * 1.12, base - size * 1.34, x + w * 1.28, base - size * 0.95, mix(INK, wall, 0.4))
    for left in (0.25, 1.15):
        sheet.box(x + w * left - 0.0015, base - size * 0.465, x + w * (left + 0.3) + 0.0015, base - size * 0.185, SNOW)
        sheet.box(x + w * left, base - size * 0.45, x + w * (left + 0.3), base - size * 0.20, GLOW)
    sheet.box(x + w * 0.74, base - size * 0.46, x + w * 0.96, base, mix(SNOW, wall, 0.25))


def jetty(sheet: Sheet, x: float, base: float, long: float) -> None:
    """Planks out over the water, with a rowing boat beside."""
    wood = mix(mix(OCHRE, sheet.inks.tone(0.7), 0.55), PAPER, 0.12)
    post = mix(wood, INK, 0.5)
    for number in range(6):
        at = x + long * number / 5
        sheet.box(at - 0.003, base - 0.018, at + 0.003, base + 0.055 - 0.004 * number, post)
    sheet.shape([(x, base - 0.006), (x + long, base - 0.013), (x + long, base + 0.001), (x, base + 0.014)], wood)
    boat, low = x + long + 0.035, base + 0.035
    sheet.shape(
        [(boat, low - 0.028), (boat + 0.10, low - 0.028), (boat + 0.088, low + 0.012), (boat + 0.016, low + 0.012)],
        mix(RUST, INK, 0.12),
    )
    sheet.shape(
        [(boat, low - 0.028), (boat + 0.10, low - 0.028), (boat + 0.097, low - 0.018), (boat + 0.004, low - 0.018)],
        SNOW,
    )
