"""What people put into the landscape: boats, tents, bins, yurts, swings, litter."""

from __future__ import annotations

from math import pi, sin

from app.demo.art import marks
from app.demo.art.figures import CLOTHES
from app.demo.art.sheet import Color, Sheet, mix

BIN_COLORS: tuple[Color, ...] = ((66, 130, 206), (246, 196, 60), (86, 176, 84), (222, 84, 70), (150, 110, 76))
WOOD, FELT, GOLD = (158, 108, 64), (248, 242, 226), (244, 196, 70)


def sailboat(sheet: Sheet, x: float, y: float, s: float) -> None:
    hull, sail = sheet.rng.choice(CLOTHES), sheet.rng.choice(((252, 250, 244), *CLOTHES))
    sheet.line([(x, y), (x, y - s * 1.5)], (110, 78, 50), s * 0.07)
    sheet.area([(x + s * 0.08, y - s * 1.45), (x + s * 0.08, y - s * 0.2), (x + s * 0.85, y - s * 0.2)], sail)
    sheet.area(
        [(x - s * 0.07, y - s * 1.3), (x - s * 0.07, y - s * 0.2), (x - s * 0.6, y - s * 0.2)],
        mix(sail, (255, 255, 255), 0.5),
    )
    sheet.area(
        [(x - s, y - s * 0.06), (x + s, y - s * 0.06), (x + s * 0.66, y + s * 0.34), (x - s * 0.66, y + s * 0.34)], hull
    )


def rowboat(sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.area(
        [(x - s, y - s * 0.1), (x + s, y - s * 0.1), (x + s * 0.7, y + s * 0.3), (x - s * 0.7, y + s * 0.3)], WOOD
    )
    sheet.line([(x - s * 0.85, y + s * 0.08), (x + s * 0.85, y + s * 0.08)], mix(WOOD, (255, 240, 200), 0.5), 3)
    sheet.line([(x - s * 0.1, y - s * 0.2), (x + s * 0.9, y + s * 0.5)], (110, 76, 46), 5)


def tent(sheet: Sheet, x: float, foot: float, s: float) -> None:
    color = sheet.rng.choice(CLOTHES)
    sheet.area([(x - s, foot), (x - s * 0.1, foot - s * 1.05), (x + s, foot)], color)
    sheet.area(
        [(x - s * 0.38, foot), (x - s * 0.08, foot - s * 0.75), (x + s * 0.28, foot)], mix(color, (30, 24, 50), 0.55)
    )
    for side in (-1, 1):
        sheet.line([(x + side * s * 0.95, foot - 3), (x + side * s * 1.25, foot + s * 0.1)], (120, 110, 100), 3)


def flag(sheet: Sheet, x: float, foot: float, h: float, color: Color, *, leaf: bool = True) -> None:
    sheet.line([(x, foot), (x, foot - h)], (130, 100, 70), 6)
    w, t = h * 0.5, h * 0.28
    sheet.area(
        [
            (x, foot - h),
            (x + w * 0.5, foot - h + t * 0.12),
            (x + w, foot - h - t * 0.05),
            (x + w, foot - h + t),
            (x + w * 0.5, foot - h + t * 1.1),
            (x, foot - h + t),
        ],
        color,
    )
    if leaf:
        marks.leaf_mark(sheet, x + w * 0.5, foot - h + t * 0.55, t * 0.32, (252, 252, 246))


def banner(sheet: Sheet, x: float, y: float, w: float, h: float, text: str, color: Color) -> None:
    """A sign on two posts with its centre at (x, y)."""
    for side in (-1, 1):
        sheet.line([(x + side * w * 0.4, y), (x + side * w * 0.4, y + h * 1.5)], WOOD, 8)
    sheet.box(x - w / 2, y - h / 2, w, h, color)
    sheet.word(text, x, y, h * 0.6, (252, 252, 246) if sum(color) < 480 else (40, 80, 50), room=w * 0.88)


def bin_(sheet: Sheet, x: float, foot: float, h: float, color: Color, *, cheerful: bool = False) -> None:
    w = h * 0.36
    sheet.area([(x - w, foot - h * 0.82), (x + w, foot - h * 0.82), (x + w * 0.78, foot), (x - w * 0.78, foot)], color)
    sheet.area(
        [
            (x - w * 1.14, foot - h * 0.8),
            (x - w, foot - h * 0.94),
            (x + w, foot - h * 0.94),
            (x + w * 1.14, foot - h * 0.8),
        ],
        mix(color, (30, 30, 40), 0.25),
    )
    if cheerful:
        for side in (-1, 1):
            sheet.dot(x + side * w * 0.35, foot - h * 0.55, h * 0.07, (255, 255, 255))
            sheet.dot(x + side * w * 0.32, foot - h * 0.54, h * 0.035, (30, 30, 40))
        sheet.arc(x, foot - h * 0.38, w * 0.45, h * 0.13, 0.1 * pi, 0.9 * pi, (255, 255, 255), h * 0.04)
    else:
        marks.recycle_mark(sheet, x, foot - h * 0.42, w * 0.4, (252, 252, 248))


def toilet(sheet: Sheet, x: float, foot: float, h: float, letter: str) -> None:
    w, color = h * 0.5, sheet.rng.choice(((206, 158, 100), (132, 186, 214), (150, 190, 120), (222, 190, 140)))
    sheet.box(x - w / 2, foot - h * 0.8, w, h * 0.8, color)
    sheet.area(
        [(x - w * 0.68, foot - h * 0.78), (x, foot - h * 1.06), (x + w * 0.68, foot - h * 0.78)],
        sheet.rng.choice(((196, 78, 62), (92, 120, 90), (110, 96, 150))),
    )
    sheet.box(x - w * 0.3, foot - h * 0.66, w * 0.6, h * 0.66, mix(color, (80, 50, 30), 0.32))
    sheet.word(letter, x, foot - h * 0.46, h * 0.2, (252, 250, 240))
    sheet.dot(x + w * 0.2, foot - h * 0.3, 4, GOLD)


def bottle(sheet: Sheet, x: float, foot: float, h: float, color: Color = (150, 206, 226)) -> None:
    sheet.area(
        [
            (x - h * 0.15, foot),
            (x - h * 0.15, foot - h * 0.58),
            (x - h * 0.06, foot - h * 0.8),
            (x - h * 0.06, foot - h * 0.93),
            (x + h * 0.06, foot - h * 0.93),
            (x + h * 0.06, foot - h * 0.8),
            (x + h * 0.15, foot - h * 0.58),
            (x + h * 0.15, foot),
        ],
        color,
    )
    sheet.box(x - h * 0.08, foot - h, h * 0.16, h * 0.09, (214, 70, 66))
    sheet.box(x - h * 0.15, foot - h * 0.42, h * 0.3, h * 0.2, (250, 250, 244))


def can(sheet: Sheet, x: float, foot: float, h: float) -> None:
    sheet.box(x - h * 0.24, foot - h * 0.8, h * 0.48, h * 0.8, sheet.rng.choice(CLOTHES))
    sheet.oval(x, foot - h * 0.8, h * 0.24, h * 0.1, (206, 210, 216))


def bag(sheet: Sheet, x: float, foot: float, h: float, color: Color = (72, 76, 92)) -> None:
    """A tied bag of collected litter."""
    sheet.area(
        [
            (x - h * 0.34, foot),
            (x - h * 0.44, foot - h * 0.36),
            (x - h * 0.1, foot - h * 0.78),
            (x + h * 0.1, foot - h * 0.78),
            (x + h * 0.44, foot - h * 0.36),
            (x + h * 0.34, foot),
        ],
        color,
    )
    sheet.area(
        [
            (x - h * 0.1, foot - h * 0.76),
            (x - h * 0.2, foot - h),
            (x + h * 0.2, foot - h),
            (x + h * 0.1, foot - h * 0.76),
        ],
        mix(color, (255, 255, 255), 0.2),
    )


def litter(sheet: Sheet, x: float, foot: float, s: float) -> None:
    sheet.rng.choice((bottle, can))(sheet, x, foot, s)
    sheet.area(
        [(x + s * 0.4, foot), (x + s * 0.6, foot - s * 0.3), (x + s * 0.95, foot - s * 0.2), (x + s * 0.85, foot + 2)],
        (246, 244, 236),
    )


def yurt(sheet: Sheet, x: float, foot: float, s: float) -> None:
    trim = sheet.rng.choice(((206, 62, 60), (60, 110, 180), (60, 140, 100), (150, 74, 150)))
    felt = sheet.rng.choice((FELT, FELT, mix(trim, (255, 255, 255), 0.55)))
    sheet.area([(x - s, foot), (x - s, foot - s * 0.62), (x + s, foot - s * 0.62), (x + s, foot)], felt)
    sheet.area(
        [
            (x - s * 1.06, foot - s * 0.6),
            (x - s * 0.62, foot - s * 1.08),
            (x - s * 0.2, foot - s * 1.3),
            (x + s * 0.2, foot - s * 1.3),
            (x + s * 0.62, foot - s * 1.08),
            (x + s * 1.06, foot - s * 0.6),
        ],
        felt,
    )
    sheet.area(
        [(x - s * 0.22, foot - s * 1.28), (x, foot - s * 1.42), (x + s * 0.22, foot - s * 1.28)],
        mix(trim, (40, 20, 20), 0.4),
    )
    marks.ornament(sheet, x - s * 0.94, x + s * 0.94, foot - s * 0.5, s * 0.12, trim)
    sheet.box(x - s * 0.2, foot - s * 0.52, s * 0.4, s * 0.52, trim)
    sheet.line([(x, foot - s * 0.5), (x, foot)], GOLD, 3)
    for side in (-1, 1):
        sheet.line([(x + side * s * 0.18, foot - s * 1.24), (x + side * s * 0.6, foot - s * 0.62)], trim, s * 0.06)


def balloon(sheet: Sheet, x: float, y: float, r: float) -> None:
    sheet.line([(x, y + r), (x + r * 0.3, y + r * 2), (x - r * 0.1, y + r * 3.2)], (110, 110, 120), 2)
    sheet.oval(x, y, r * 0.86, r, sheet.rng.choice(CLOTHES))
    sheet.arc(x - r * 0.2, y - r * 0.2, r * 0.4, r * 0.5, pi, pi * 1.45, (255, 255, 255), 3)


def kite(sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.area([(x, y - s), (x + s * 0.66, y), (x, y + s), (x - s * 0.66, y)], sheet.rng.choice(CLOTHES))
    sheet.line([(x, y - s), (x, y + s)], (252, 250, 240), 3)
    tail = [(x, y + s), (x + s * 0.4, y + s * 1.5), (x - s * 0.1, y + s * 2), (x + s * 0.3, y + s * 2.6)]
    sheet.line(tail, (90, 90, 110), 2)
    for at in tail[1:]:
        sheet.dot(*at, s * 0.13, sheet.rng.choice(CLOTHES))


def bunting(sheet: Sheet, y: float, sag: float) -> None:
    points = [(x * 62.0 - 10, y + sag * sin(pi * x / 13)) for x in range(14)]
    sheet.line(points, (110, 90, 80), 2.5)
    for x, top in points[:-1]:
        sheet.area([(x + 12, top + 3), (x + 50, top + 3), (x + 31, top + 40)], sheet.rng.choice(CLOTHES))


def swing(sheet: Sheet, x: float, foot: float, s: float) -> float:
    """An altybakan: six poles and a seat. Returns the height of the seat."""
    for side in (-1, 1):
        for lean in (-0.25, 0.0, 0.25):
            sheet.line([(x + side * s * 0.8 + lean * s, foot), (x + side * s * 0.72, foot - s * 1.5)], WOOD, s * 0.06)
    sheet.line(
        [(x - s * 0.85, foot - s * 1.46), (x + s * 0.85, foot - s * 1.46)], mix(WOOD, (60, 30, 10), 0.3), s * 0.08
    )
    for side in (-1, 1):
        sheet.line([(x + side * s * 0.34, foot - s * 1.44), (x + side * s * 0.4, foot - s * 0.36)], (120, 100, 80), 3)
    sheet.line([(x - s * 0.46, foot - s * 0.34), (x + s * 0.46, foot - s * 0.34)], (196, 76, 62), s * 0.09)
    return foot - s * 0.36


def dombra(sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.line([(x, y - s * 0.3), (x + s * 0.42, y - s * 1.7)], (112, 70, 40), s * 0.13)
    sheet.area(
        [
            (x + s * 0.1, y - s * 0.55),
            (x + s * 0.42, y + s * 0.05),
            (x + s * 0.3, y + s * 0.55),
            (x - s * 0.2, y + s * 0.62),
            (x - s * 0.5, y + s * 0.25),
            (x - s * 0.34, y - s * 0.3),
        ],
        (206, 140, 74),
    )
    sheet.dot(x - s * 0.02, y + s * 0.1, s * 0.11, (90, 54, 32))
    for shift in (-0.03, 0.03):
        sheet.line(
            [(x + shift * s - s * 0.02, y + s * 0.3), (x + s * (0.4 + shift), y - s * 1.6)],
            (250, 240, 214),
            2,
            wobbly=False,
        )


def campfire(sheet: Sheet, x: float, foot: float, s: float) -> None:
    for reach, color in ((1.0, (232, 90, 40)), (0.7, (248, 160, 50)), (0.4, (252, 222, 90))):
        sheet.area(
            [
                (x - s * 0.5 * reach, foot),
                (x - s * 0.4 * reach, foot - s * 0.6 * reach),
                (x - s * 0.15 * reach, foot - s * 0.4 * reach),
                (x, foot - s * 1.2 * reach),
                (x + s * 0.2 * reach, foot - s * 0.5 * reach),
                (x + s * 0.42 * reach, foot - s * 0.7 * reach),
                (x + s * 0.5 * reach, foot),
            ],
            color,
            outline=False,
        )
    for tilt in (-1, 1):
        sheet.line([(x - s * 0.6, foot + tilt * 5), (x + s * 0.6, foot - tilt * 5)], (104, 68, 42), s * 0.14)
