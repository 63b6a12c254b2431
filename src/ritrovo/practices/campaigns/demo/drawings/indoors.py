"""Scenes under a roof."""

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


def stove(sheet: Sheet) -> None:
    """Draw a lit stove in a stone room, with snow outside the window."""
    _room(sheet, STONE, SHADE)
    for row in range(6):
        for stone in range(7):
            x = stone * 26 - (row % 2) * 12
            sheet.box(
                x, row * 12, 24.5, 10.8, "#DFD3BF" if (stone + row) % 2 else "#E9DFCE", round_=2
            )
    _window(sheet, 14, 16, 42, 34)
    sheet.ridge([100, 100], PAPER)
    sheet.shape([(16, 48), (28, 34), (38, 42), (48, 32), (54, 40), (54, 48)], "#F4F8FA")
    for x, y in ((20, 22), (32, 20), (45, 25), (26, 30), (50, 21), (38, 31)):
        sheet.disc(x, y, 0.9, "#FFFFFF")
    sheet.box(112, 0, 7, 36, INK)
    sheet.box(98, 34, 36, 44, INK, round_=3)
    sheet.box(102, 44, 28, 22, "#4B2A1E", round_=2)
    _fire(sheet, 116, 66, 1.0)
    for x in (101, 126):
        sheet.box(x, 78, 4, 6, INK)
    sheet.box(40, 68, 42, 4, WOOD)
    for x in (44, 75):
        sheet.box(x, 72, 3, 20, OAK)
    for x, colour in ((50, BRICK), (62, OLIVE), (72, SKY)):
        sheet.box(x, 63, 5, 5, colour, round_=1)
    sheet.box(140, 76, 16, 8, OAK)
    for log in range(5):
        sheet.disc(143 + log * 2.8, 74 - log % 2 * 3, 2.2, WOOD)


def reading(sheet: Sheet) -> None:
    """Draw an open book under a lamp, and the window at six in the evening."""
    _room(sheet, "#3B4E5C", OAK)
    _window(sheet, 92, 12, 54, 44, glass="#5C7F96")
    sheet.disc(132, 24, 4.4, STRAW)
    for x, high in ((96, 14), (110, 20), (126, 16)):
        sheet.box(x, 54 - high, 12, high, "#2D3F4C")
        sheet.box(x + 3, 57 - high, 2.6, 3, SUN)
        sheet.box(x + 7, 62 - high, 2.6, 3, SUN)
    sheet.box(117.5, 12, 3, 44, OAK)
    sheet.shape([(52, 26), (16, 84), (96, 84)], "#7C7A6C")
    sheet.box(50.5, 0, 2, 16, INK)
    sheet.shape([(42, 28), (62, 28), (57, 15), (47, 15)], EMBER)
    sheet.disc(52, 29, 4, STRAW)
    sheet.box(0, 80, 160, 20, WOOD)
    sheet.shape([(22, 84), (52, 78), (52, 90), (22, 95)], PAPER)
    sheet.shape([(82, 84), (52, 78), (52, 90), (82, 95)], "#F3ECDF")
    for row in range(3):
        sheet.line([(27, 86.6 + row * 2.4), (48, 82.4 + row * 2.6)], SHADE, width=0.6)
        sheet.line([(56, 82.4 + row * 2.6), (77, 86.6 + row * 2.4)], SHADE, width=0.6)
    for place, colour in enumerate((BRICK, OLIVE, SUN, SKY, ROSE)):
        sheet.box(104 + place * 6, 62 + place % 2 * 3, 5.4, 19 - place % 2 * 3, colour, round_=0.6)
    sheet.box(138, 74, 12, 7, PAPER, round_=2)
    sheet.ring(151, 77, 3, PAPER, width=1)


def bicycle(sheet: Sheet) -> None:
    """Draw a green bicycle on its stand, and tools on the wall."""
    _room(sheet, STRAW, SHADE)
    sheet.box(14, 8, 132, 30, WOOD, round_=2)
    for x in range(20, 142, 12):
        sheet.box(x, 13, 2, 14, INK, round_=1)
        sheet.disc(x + 1, 14, 3 + x % 3 * 0.6, INK if x % 5 else BRICK)
    for x, colour in ((32, BRICK), (68, OLIVE), (104, SKY), (128, BRICK)):
        sheet.box(x - 3, 26, 8, 3, colour, round_=1)
    sheet.line([(76, 92), (88, 66)], INK, width=1.6)
    sheet.line([(100, 92), (88, 66)], INK, width=1.6)
    for x in (52, 114):
        sheet.ring(x, 72, 19, INK, width=1.8)
        for turn in range(8):
            sheet.line(
                [(x, 72), sheet.arc_points(x, 72, 17.6, turn / 8, turn / 8)[0]], SHADE, width=0.4
            )
        sheet.disc(x, 72, 2, INK)
    frame = ((52, 72), (72, 46), (104, 46), (80, 72), (52, 72))
    sheet.line(frame, OLIVE, width=2.4)
    sheet.line([(80, 72), (70, 42)], OLIVE, width=2.4)
    sheet.line([(114, 72), (103, 42), (104, 36), (111, 34)], OLIVE, width=2.2)
    sheet.box(62, 39, 15, 3.4, BRICK, round_=1.6)
    sheet.ring(80, 72, 5, INK, width=1.2)
    sheet.line([(80, 72), (85, 79)], INK, width=1.2)
    sheet.box(4, 76, 22, 14, BRICK, round_=1)
    sheet.box(10, 72, 10, 4, INK, round_=1)
    sheet.disc(146, 84, 8, INK)
    sheet.disc(146, 84, 4.6, SHADE)


def desks(sheet: Sheet) -> None:
    """Draw four desks before a wide window on the mountains."""
    _room(sheet, PAPER, STONE)
    _window(sheet, 12, 8, 136, 44)
    sheet.shape([(14, 50), (36, 26), (52, 40), (76, 18), (98, 42), (118, 28), (146, 50)], AIR)
    sheet.shape([(76, 18), (68, 26), (74, 29), (80, 26), (85, 28)], PAPER)
    sheet.shape([(14, 50), (40, 40), (70, 47), (104, 38), (146, 50)], MOSS)
    for x in (56, 102):
        sheet.box(x, 8, 2.4, 44, WOOD)
    for place, colour in enumerate((BRICK, OLIVE, SKY, SUN)):
        _desk(sheet, 8 + place * 38, colour)
    sheet.box(150, 56, 6, 12, OAK)
    sheet.disc(153, 52, 6, LEAF)


def _desk(sheet: Sheet, x: float, colour: str) -> None:
    sheet.box(x, 70, 32, 3, WOOD)
    for leg in (1.5, 28):
        sheet.box(x + leg, 73, 2.4, 22, OAK)
    sheet.box(x + 9, 57, 15, 10, INK, round_=1)
    sheet.box(x + 10, 58, 13, 8, MIST)
    sheet.box(x + 15, 67, 3, 3, INK)
    sheet.box(x + 26, 65, 4, 5, colour, round_=0.8)
    sheet.box(x + 7, 76, 18, 15, colour, round_=3)
    sheet.box(x + 15, 91, 2, 6, INK)


def kitchen(sheet: Sheet) -> None:
    """Draw a long counter with two pots, a hood and jars in a row."""
    _room(sheet, MOSS, STONE)
    for row in range(4):
        for tile in range(16):
            shade = "#B9D0BD" if (tile + row) % 2 else MOSS
            sheet.box(tile * 10 + 0.4, 28 + row * 8 + 0.4, 9.2, 7.2, shade)
    sheet.shape([(52, 0), (108, 0), (116, 24), (44, 24)], SHADE)
    sheet.box(42, 24, 76, 3, INK)
    sheet.box(0, 62, 160, 5, PAPER)
    sheet.box(0, 67, 160, 33, WOOD)
    for x in range(4, 160, 32):
        sheet.box(x, 71, 26, 26, OAK, round_=1)
        sheet.disc(x + 22, 84, 1.2, STRAW)
    for x, colour in ((58, BRICK), (84, SKY)):
        sheet.box(x, 48, 20, 13, colour, round_=2)
        sheet.box(x - 3, 51, 26, 2, INK, round_=1)
        sheet.box(x + 1, 46, 18, 2.4, colour, round_=1)
        for steam in (5, 10, 15):
            sheet.line([(x + steam, 43), (x + steam + 1.4, 39), (x + steam, 35)], PAPER, width=0.9)
    sheet.box(4, 44, 34, 2, OAK)
    for place, colour in enumerate((EMBER, SUN, BRICK, OLIVE, EMBER)):
        sheet.box(6 + place * 6.4, 35, 5, 9, colour, round_=0.8)
        sheet.box(6 + place * 6.4, 33.6, 5, 2, PAPER)
    sheet.box(124, 56, 28, 6, WOOD)
    for x in (130, 138, 146):
        sheet.disc(x, 54, 4, STRAW, flat=0.8)


def _room(sheet: Sheet, wall: str, floor: str) -> None:
    sheet.box(0, 0, 160, 84, wall)
    sheet.box(0, 84, 160, 16, floor)


def _window(
    sheet: Sheet, x: float, y: float, wide: float, high: float, *, glass: str = MIST
) -> None:
    sheet.box(x - 2, y - 2, wide + 4, high + 4, WOOD)
    sheet.box(x, y, wide, high, glass)


def _fire(sheet: Sheet, x: float, ground: float, size: float) -> None:
    for place, high, colour in (
        (-7, 11, EMBER),
        (0, 17, EMBER),
        (7, 12, EMBER),
        (-3, 9, SUN),
        (4, 8, SUN),
    ):
        half = 5 * size if colour == EMBER else 3 * size
        top = ground - high * size
        sheet.shape(
            [(x + place - half, ground), (x + place, top), (x + place + half, ground)], colour
        )
