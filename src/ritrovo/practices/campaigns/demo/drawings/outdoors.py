"""Scenes under the sky."""

# ruff: noqa: PLR2004  Where a thing stands in a drawing is nobody's constant.

from __future__ import annotations

from ritrovo.practices.campaigns.demo.drawings.sheet import (
    AIR,
    BRICK,
    EMBER,
    INK,
    LEAF,
    MIST,
    MOSS,
    OAK,
    OLIVE,
    PAPER,
    ROSE,
    SHADE,
    SKY,
    STONE,
    STRAW,
    SUN,
    WOOD,
    Sheet,
)


def hills(sheet: Sheet) -> None:
    """Draw hills one behind the other, a path and two small bridges."""
    sheet.box(0, 0, 160, 100, MIST)
    sheet.disc(122, 24, 9, STRAW)
    sheet.ridge([46, 34, 42, 26, 40, 30, 44], AIR)
    sheet.ridge([58, 46, 56, 44, 52, 60, 50], MOSS)
    sheet.ridge([70, 66, 58, 68, 64, 56, 62], LEAF)
    sheet.ridge([86, 80, 84, 74, 80, 76, 84], OLIVE)
    sheet.line(
        [(20, 100), (34, 90), (54, 86), (70, 78), (90, 76), (104, 68), (122, 64), (136, 58)],
        PAPER,
        width=2.4,
    )
    for x, y in ((54, 86), (104, 68)):
        sheet.line(sheet.arc_points(x, y + 3, 6, 0.5, 1.0), OAK, width=1.2)
        sheet.line([(x - 6, y), (x + 6, y)], WOOD, width=1.4)
    for x, y, high in ((12, 88, 16), (28, 82, 13), (138, 80, 18), (150, 84, 14), (84, 66, 9)):
        sheet.tree(x, y, high, OLIVE if high > 12 else LEAF)
    for x in (30, 38, 45):
        sheet.house(x, 66, 6, 5, PAPER, EMBER)


def shelter(sheet: Sheet) -> None:
    """Draw a wooden roof over a bench at a bend, in the rain, and the bus that comes down."""
    sheet.box(0, 0, 160, 100, AIR)
    sheet.ridge([44, 30, 40, 24, 36, 28], MIST)
    sheet.ridge([62, 54, 58, 46, 54, 48], MOSS)
    sheet.shape([(0, 80), (96, 72), (160, 58), (160, 72), (110, 90), (0, 100)], SHADE)
    sheet.shape([(0, 92), (60, 88), (120, 100), (0, 100)], LEAF)
    for x, y in ((10, 12), (34, 22), (70, 8), (98, 18), (132, 10), (150, 26), (120, 34), (6, 40)):
        sheet.line([(x, y), (x - 1.6, y + 6)], PAPER, width=0.5)
    sheet.box(112, 50, 34, 15, BRICK, round_=2.5)
    for window in range(4):
        sheet.box(115 + window * 7.4, 52.5, 5.6, 5, MIST, round_=0.8)
    for x in (120, 139):
        sheet.disc(x, 65.5, 3, INK)
    sheet.box(26, 44, 52, 40, OAK)
    sheet.box(29, 47, 46, 34, WOOD)
    for x in (26, 75):
        sheet.box(x, 42, 3, 44, OAK)
    sheet.shape([(18, 44), (26, 32), (82, 32), (90, 44)], EMBER)
    sheet.shape([(18, 44), (90, 44), (90, 46), (18, 46)], BRICK)
    sheet.box(34, 68, 36, 3, STRAW, round_=1)
    for x in (37, 65):
        sheet.box(x, 71, 2.4, 11, STRAW)
    sheet.disc(52, 51, 3.4, SUN)
    sheet.box(98, 48, 1.4, 38, INK)
    sheet.disc(98.7, 46, 4.6, SKY)
    sheet.disc(98.7, 46, 3.2, PAPER)


def market(sheet: Sheet) -> None:
    """Draw three stalls with striped awnings under a long roof."""
    sheet.box(0, 0, 160, 100, STRAW)
    sheet.box(0, 70, 160, 30, STONE)
    sheet.shape([(0, 22), (80, 4), (160, 22), (160, 28), (80, 10), (0, 28)], OAK)
    for x in (6, 54, 102, 150):
        sheet.box(x, 22, 3, 56, WOOD)
    for place, colour in ((14, BRICK), (62, OLIVE), (110, SKY)):
        _stall(sheet, place, colour)


def _stall(sheet: Sheet, x: float, colour: str) -> None:
    for stripe in range(6):
        shade = colour if stripe % 2 == 0 else PAPER
        left = x + stripe * 6
        sheet.shape(
            [(left + 2, 38), (left + 8 - (stripe == 5) * 2, 38), (left + 6, 50), (left, 50)], shade
        )
        sheet.disc(left + 3, 50, 3, shade)
    sheet.box(x + 1, 66, 34, 16, WOOD)
    sheet.box(x + 1, 74, 34, 1, OAK)
    for crate, fruit in enumerate((SUN, LEAF, EMBER)):
        sheet.box(x + 3 + crate * 11, 61, 9, 6, OAK)
        for piece in range(4):
            sheet.disc(x + 4.6 + crate * 11 + piece * 2, 60.5 - piece % 2, 1.6, fruit)


def van(sheet: Sheet) -> None:
    """Draw a loaded van on a road that climbs."""
    sheet.box(0, 0, 160, 100, MIST)
    sheet.ridge([52, 40, 48, 34, 44, 38], MOSS)
    for x, high in ((8, 20), (26, 26), (128, 22), (142, 28)):
        sheet.house(x, 70, 14, high, STONE, BRICK if high > 22 else EMBER)
    sheet.shape([(0, 78), (160, 66), (160, 100), (0, 100)], SHADE)
    for x in range(8, 160, 26):
        sheet.line([(x, 93 - x * 0.075), (x + 10, 92.3 - x * 0.075)], PAPER, width=1.2)
    sheet.box(44, 38, 46, 34, BRICK, round_=3)
    sheet.shape([(88, 46), (102, 46), (112, 58), (112, 72), (88, 72)], EMBER)
    sheet.shape([(92, 49), (101, 49), (108, 58), (92, 58)], MIST)
    sheet.box(50, 45, 32, 20, PAPER, round_=1)
    for crate in range(3):
        sheet.box(52 + crate * 10, 54, 9, 9, WOOD)
        for piece, colour in enumerate((LEAF, SUN, EMBER)):
            sheet.disc(54 + crate * 10 + piece * 2.6, 53.4, 1.9, colour)
    for x in (56, 100):
        sheet.disc(x, 73, 7, INK)
        sheet.disc(x, 73, 3, STONE)


def cinema(sheet: Sheet) -> None:
    """Draw a projector's beam on a white wall, and chairs that do not match."""
    sheet.box(0, 0, 160, 100, "#23394A")
    for x, y in ((14, 10), (36, 6), (60, 13), (96, 5), (118, 12), (146, 7), (80, 9)):
        sheet.disc(x, y, 0.7, STRAW)
    sheet.box(24, 20, 92, 50, PAPER)
    sheet.shape([(20, 20), (70, 8), (120, 20)], BRICK)
    sheet.shape([(152, 76), (36, 28), (104, 28), (104, 62), (36, 62)], "#F1E6C8")
    sheet.box(36, 28, 68, 34, "#FFFDF6")
    sheet.ridge([100, 100, 100, 100], SHADE)
    sheet.disc(58, 46, 9, AIR)
    sheet.disc(80, 50, 12, MOSS)
    sheet.box(36, 56, 68, 6, LEAF)
    sheet.box(0, 74, 160, 26, "#31485A")
    colours = (EMBER, SUN, LEAF, ROSE, AIR, STRAW, OLIVE, BRICK)
    for row in range(2):
        for seat in range(8):
            _chair(sheet, 12 + seat * 16 + row * 7, 84 + row * 9, colours[(seat + row * 3) % 8])
    sheet.box(146, 72, 12, 8, INK, round_=1)


def _chair(sheet: Sheet, x: float, y: float, colour: str) -> None:
    sheet.box(x, y - 8, 7, 7, colour, round_=1.5)
    sheet.box(x - 0.5, y - 1, 8, 1.6, colour)
    for leg in (0.3, 6):
        sheet.box(x + leg, y, 0.9, 5, colour)


def courtyard(sheet: Sheet) -> None:
    """Draw a school's courtyard with trees, a pergola and an open gate."""
    sheet.box(0, 0, 160, 100, MIST)
    sheet.box(12, 18, 136, 46, STRAW)
    sheet.box(12, 14, 136, 5, EMBER)
    for x in range(20, 140, 17):
        sheet.box(x, 27, 8, 12, AIR)
        sheet.box(x, 45, 8, 12, AIR)
    sheet.box(0, 64, 160, 36, MOSS)
    sheet.shape([(64, 64), (92, 64), (116, 100), (40, 100)], STONE)
    for x in (22, 44, 112, 134):
        sheet.tree(x, 76, 30, OLIVE)
    sheet.tree(148, 92, 34, LEAF)
    for x in (6, 34):
        sheet.box(x, 62, 2, 30, WOOD)
    sheet.box(3, 60, 36, 3, OAK)
    for x in range(4, 40, 4):
        sheet.disc(x, 59, 3.4, LEAF)
    sheet.box(12, 82, 18, 2, WOOD)
    sheet.box(14, 84, 2, 7, OAK)
    sheet.box(26, 84, 2, 7, OAK)
    _gate(sheet)


def _gate(sheet: Sheet) -> None:
    for x in (60, 98):
        sheet.box(x, 52, 3, 24, SHADE)
        sheet.disc(x + 1.5, 51, 2.4, SHADE)
    for bar in range(5):
        sheet.line([(63 - bar * 1.6, 56 + bar), (63 - bar * 1.6, 76 + bar)], INK, width=0.6)
        sheet.line([(98 + bar * 1.6, 56 + bar), (98 + bar * 1.6, 76 + bar)], INK, width=0.6)


def oven(sheet: Sheet) -> None:
    """Draw a lit brick oven in a courtyard, and loaves on a table."""
    sheet.box(0, 0, 160, 100, STRAW)
    sheet.box(0, 0, 160, 66, ROSE)
    for row in range(11):
        for brick in range(-1, 11):
            x = brick * 16 + (row % 2) * 8
            sheet.box(x + 0.5, row * 6 + 0.5, 15, 5, "#DD9A80" if (brick + row) % 3 else "#D68D71")
    sheet.box(0, 66, 160, 34, STONE)
    sheet.box(64, 0, 12, 30, BRICK)
    sheet.shape([*sheet.arc_points(70, 66, 40, 0.5, 1.0)], BRICK)
    sheet.box(30, 64, 80, 20, EMBER)
    sheet.shape([*sheet.arc_points(70, 66, 22, 0.5, 1.0)], INK)
    for x, high in ((60, 12), (68, 18), (77, 14), (84, 8)):
        sheet.shape([(x - 5, 66), (x, 66 - high), (x + 5, 66)], EMBER)
        sheet.shape([(x - 3, 66), (x, 66 - high * 0.6), (x + 3, 66)], SUN)
    sheet.box(44, 66, 52, 3, SHADE)
    sheet.box(112, 72, 44, 4, WOOD)
    for x in (116, 149):
        sheet.box(x, 76, 3, 22, OAK)
    for x in (120, 130, 140, 149):
        sheet.disc(x, 70, 5, OAK, flat=0.6)
        sheet.line([(x - 2, 68.5), (x + 1, 71)], STRAW, width=0.7)
    sheet.line([(14, 96), (34, 50)], OAK, width=1.4)
    sheet.disc(35, 47, 5, WOOD, flat=0.8)


def stage(sheet: Sheet) -> None:
    """Draw a wooden stage with a canvas above it and a string of lights."""
    sheet.box(0, 0, 160, 100, "#2B4358")
    sheet.ridge([64, 52, 60, 46, 58, 50, 62], "#35526A")
    for x, high in ((4, 30), (140, 26)):
        sheet.house(x, 74, 16, high, "#43627A", "#2A2521")
    sheet.box(0, 74, 160, 26, "#51483E")
    sheet.shape([(30, 24), (130, 24), (118, 34), (42, 34)], STRAW)
    for x in (36, 122):
        sheet.box(x, 26, 2, 50, OAK)
    sheet.shape([(24, 84), (136, 84), (124, 70), (36, 70)], WOOD)
    for x in range(8):
        top, low = 36 + x * 12.6, 24 + x * 16
        sheet.line([(top, 70), (low, 84)], OAK, width=0.5)
    sheet.box(24, 84, 112, 7, OAK)
    for x in (30, 78, 126):
        sheet.box(x, 91, 4, 7, INK)
    for lamp in range(13):
        x = 8 + lamp * 12
        y = 20 + 5 * abs(((lamp % 4) - 2) / 2) * -1
        sheet.disc(x, y, 1.9, SUN)
    sheet.box(76, 52, 3, 18, SHADE)
    sheet.disc(77.5, 51, 2.6, INK)
    sheet.box(94, 62, 9, 8, BRICK, round_=1)


def table(sheet: Sheet) -> None:
    """Draw one long table down a street, with plates of every colour."""
    sheet.box(0, 0, 160, 100, MIST)
    walls = (ROSE, STRAW, MOSS, STONE, ROSE, MOSS, STRAW, STONE)
    for place, wall in enumerate(walls):
        sheet.house(place * 20, 54, 19, 26 + (place * 7) % 12, wall, BRICK if place % 2 else EMBER)
    sheet.box(0, 54, 160, 46, SHADE)
    sheet.shape([(66, 54), (94, 54), (142, 100), (18, 100)], PAPER)
    for line in range(1, 6):
        y = 54 + line * line * 1.75
        half = 14 + (y - 54) * 1.04
        sheet.line([(80 - half, y), (80 + half, y)], STONE, width=0.5)
    colours = (BRICK, SUN, OLIVE, SKY, EMBER, LEAF, ROSE, AIR)
    for row in range(6):
        y = 57 + row * row * 1.6
        half = (14 + (y - 54) * 1.04) * 0.62
        size = 1.8 + row * 0.95
        for side, place in ((-1, row * 2), (1, row * 2 + 3)):
            sheet.disc(80 + side * half, y, size, PAPER, flat=0.5)
            sheet.disc(80 + side * half, y, size * 0.92, SHADE, flat=0.5)
            sheet.disc(80 + side * half, y, size * 0.72, colours[place % 8], flat=0.5)
    for place in range(14):
        x = place * 12.3
        sheet.shape([(x, 20), (x + 8, 20), (x + 4, 27)], colours[place % 8])
    sheet.line([(0, 20), (160, 20)], INK, width=0.4)


def garden(sheet: Sheet) -> None:
    """Draw planted boxes on a flat roof, with the quarter's roofs behind."""
    sheet.box(0, 0, 160, 100, MIST)
    sheet.disc(30, 22, 10, SUN)
    sheet.ridge([50, 42, 48, 38, 46, 44], AIR)
    for x, high in ((2, 18), (22, 24), (44, 16), (66, 26), (90, 20), (112, 27), (136, 19)):
        sheet.house(x, 64, 18, high, STONE, EMBER if high % 2 else BRICK)
    sheet.box(0, 60, 160, 3, OAK)
    for x in range(4, 160, 12):
        sheet.box(x, 60, 1.4, 10, OAK)
    sheet.box(0, 68, 160, 32, SHADE)
    for row, top in enumerate((74, 86)):
        for place in range(4):
            x = 8 + place * 38 + row * 6
            sheet.box(x, top, 30, 9, WOOD)
            sheet.box(x, top, 30, 2, OAK)
            for plant in range(5):
                colour = (LEAF, OLIVE, MOSS)[(plant + place) % 3]
                sheet.disc(x + 4 + plant * 5.6, top - 2, 3.6, colour)
                if (plant + place + row) % 3 == 0:
                    sheet.disc(x + 4 + plant * 5.6, top - 3, 1.3, EMBER)
