"""Trees, flowers, reeds."""

from __future__ import annotations

from math import cos, pi, sin

from app.demo.art.sheet import HEIGHT, Color, Sheet

PETALS: tuple[Color, ...] = ((232, 70, 82), (250, 214, 80), (244, 144, 190), (160, 100, 200), (250, 250, 246))
_LEAVES: tuple[Color, ...] = ((70, 150, 66), (52, 130, 80), (104, 166, 62))


def fir(sheet: Sheet, x: float, foot: float, h: float) -> None:
    sheet.box(x - h * 0.05, foot - h * 0.2, h * 0.1, h * 0.2, (120, 82, 50))
    green = sheet.rng.choice(((40, 112, 72), (54, 128, 70), (30, 98, 84)))
    for number in range(3):
        low, half = foot - h * (0.14 + 0.26 * number), h * (0.34 - 0.075 * number)
        sheet.area([(x - half, low), (x, low - h * 0.4), (x + half, low)], green)


def tree(sheet: Sheet, x: float, foot: float, h: float) -> None:
    sheet.area(
        [(x - h * 0.06, foot), (x - h * 0.04, foot - h * 0.5), (x + h * 0.04, foot - h * 0.5), (x + h * 0.07, foot)],
        (128, 88, 56),
    )
    leaf = sheet.rng.choice(_LEAVES)
    for dx, dy, r in ((-0.18, 0.56, 0.2), (0.18, 0.58, 0.2), (0.0, 0.78, 0.24)):
        sheet.oval(x + dx * h, foot - dy * h, r * h, r * h * 0.95, leaf)
    if sheet.rng.random() < 0.35:
        for _ in range(7):
            sheet.dot(
                x + sheet.rng.uniform(-0.26, 0.26) * h, foot - sheet.rng.uniform(0.5, 0.9) * h, h * 0.03, (226, 60, 56)
            )


def poplar(sheet: Sheet, x: float, foot: float, h: float) -> None:
    sheet.line([(x, foot), (x, foot - h * 0.4)], (126, 90, 60), h * 0.06)
    sheet.oval(x, foot - h * 0.6, h * 0.13, h * 0.4, sheet.rng.choice(_LEAVES))


def grove(sheet: Sheet, left: float, right: float, foot: float, h: float) -> None:
    """A few trees of one kind between two points."""
    plant = sheet.rng.choice((fir, tree, poplar, fir))
    for number in range(sheet.rng.randint(2, 4)):
        share = (number + 0.5) / 4
        plant(sheet, left + (right - left) * share, foot + sheet.rng.uniform(-8, 8), h * sheet.rng.uniform(0.8, 1.15))


def flower(sheet: Sheet, x: float, foot: float, h: float) -> None:
    petal = sheet.rng.choice(PETALS)
    sheet.line([(x, foot), (x + h * 0.06, foot - h)], (64, 140, 60), 3)
    sheet.line([(x, foot - h * 0.35), (x + h * 0.28, foot - h * 0.55)], (64, 140, 60), 4)
    for number in range(5):
        a = 2 * pi * number / 5
        sheet.dot(x + cos(a) * h * 0.2, foot - h + sin(a) * h * 0.2, h * 0.15, petal)
    sheet.dot(x, foot - h, h * 0.12, (246, 190, 40) if petal != (250, 214, 80) else (226, 110, 40))


def flowers(sheet: Sheet, top: float, count: int) -> None:
    for _ in range(count):
        flower(sheet, sheet.rng.uniform(20, 780), sheet.rng.uniform(top, HEIGHT - 8), sheet.rng.uniform(22, 38))


def reeds(sheet: Sheet, x: float, foot: float) -> None:
    for number in range(6):
        lean, h = sheet.rng.uniform(-14, 14), sheet.rng.uniform(70, 130)
        at = x + number * 13
        sheet.line([(at, foot), (at + lean / 2, foot - h / 2), (at + lean, foot - h)], (96, 140, 60), 4)
        if number % 2:
            sheet.line([(at + lean, foot - h - 6), (at + lean * 0.9, foot - h + 20)], (118, 72, 42), 9)
