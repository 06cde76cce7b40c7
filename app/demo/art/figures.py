"""People as children draw them."""

from __future__ import annotations

from math import pi

from app.demo.art.nature import face
from app.demo.art.sheet import Color, Sheet, mix

SKINS: tuple[Color, ...] = ((244, 208, 172), (232, 186, 146), (214, 164, 124))
HAIRS: tuple[Color, ...] = ((44, 32, 30), (70, 46, 32), (36, 34, 44), (150, 96, 52))
CLOTHES: tuple[Color, ...] = (
    (226, 74, 74),
    (66, 130, 206),
    (246, 190, 60),
    (150, 92, 184),
    (236, 120, 160),
    (60, 160, 150),
    (244, 138, 60),
)
VEST = (92, 190, 70)
_RED_BAG, _BLUE_BAG = (206, 74, 60), (60, 92, 170)


def person(
    sheet: Sheet, x: float, foot: float, h: float, *, vest: bool = False, arms: str | None = None
) -> tuple[float, float]:
    """A figure `h` tall, feet at (x, foot); `arms` is one of up, wave, wide, down. Returns where its right hand is."""
    rng = sheet.rng
    girl, skin, cloth = rng.random() < 0.5, rng.choice(SKINS), rng.choice(CLOTHES)
    neck, hip, head = foot - h * 0.72, foot - h * 0.34, h * 0.145
    legs = mix(cloth, (40, 50, 90), 0.6) if not girl else skin
    for side in (-1, 1):
        at = x + side * h * 0.075
        sheet.line([(at, hip - 4), (at + side * h * 0.02, foot - 3)], legs, h * 0.075)
        sheet.line([(at, foot - 2), (at + side * h * 0.09, foot - 1)], (60, 46, 50), h * 0.055)
    hands = _arms(sheet, x, neck, h, arms or rng.choice(("up", "wave", "wide", "down")), skin)
    _body(sheet, x, (neck, hip), h, VEST if vest else cloth, girl=girl, vest=vest)
    _head(sheet, x, neck - head * 0.8, head, skin, girl=girl)
    return hands


def _arms(sheet: Sheet, x: float, neck: float, h: float, pose: str, skin: Color) -> tuple[float, float]:
    shoulder = neck + h * 0.07
    rises = {"up": (-0.2, -0.22), "wave": (0.24, -0.26), "wide": (0.03, 0.03), "down": (0.26, 0.26)}[pose]
    hand = (x, shoulder)
    for side, rise in zip((-1, 1), rises, strict=True):
        hand = (x + side * h * (0.27 if rise < 0.2 else 0.2), shoulder + rise * h)
        sheet.line([(x + side * h * 0.08, shoulder), hand], skin, h * 0.06)
        sheet.dot(*hand, h * 0.04, skin)
    return hand


def _body(sheet: Sheet, x: float, span: tuple[float, float], h: float, color: Color, *, girl: bool, vest: bool) -> None:
    top, bottom = span
    low = h * (0.19 if girl else 0.13)
    sheet.area(
        [(x - h * 0.1, top), (x + h * 0.1, top), (x + low, bottom + h * 0.03), (x - low, bottom + h * 0.03)], color
    )
    if vest:
        for y in (top + (bottom - top) * 0.5, top + (bottom - top) * 0.78):
            sheet.line([(x - h * 0.12, y), (x + h * 0.12, y)], (244, 248, 160), h * 0.04)
    elif girl:
        sheet.line([(x - low * 0.95, bottom), (x + low * 0.95, bottom)], mix(color, (255, 255, 255), 0.6), h * 0.03)


def _head(sheet: Sheet, x: float, y: float, r: float, skin: Color, *, girl: bool) -> None:
    rng = sheet.rng
    hair = rng.choice(HAIRS)
    if girl:
        for side in (-1, 1):
            sheet.line([(x + side * r * 0.85, y - r * 0.1), (x + side * r * 1.25, y + r * 0.9)], hair, r * 0.42)
            sheet.dot(x + side * r * 1.05, y + r * 0.2, r * 0.2, rng.choice(CLOTHES))
    sheet.oval(x, y, r, r, skin)
    crown = [
        (x - r * 1.02, y - r * 0.1),
        (x - r * 0.8, y - r * 0.85),
        (x, y - r * 1.15),
        (x + r * 0.8, y - r * 0.85),
        (x + r * 1.02, y - r * 0.1),
        (x + r * 0.3, y - r * 0.5),
        (x - r * 0.4, y - r * 0.42),
    ]
    sheet.area(crown, hair)
    if rng.random() < 0.4:
        _cap(sheet, x, y, r)
    face(sheet, x, y + r * 0.12, r)
    for side in (-1, 1):
        sheet.dot(x + side * r * 0.58, y + r * 0.32, r * 0.13, (240, 150, 140))


def _cap(sheet: Sheet, x: float, y: float, r: float) -> None:
    color = sheet.rng.choice(CLOTHES)
    if sheet.rng.random() < 0.5:  # a takiya, the Kazakh skullcap
        sheet.area(
            [
                (x - r * 0.9, y - r * 0.45),
                (x - r * 0.7, y - r * 1.25),
                (x + r * 0.7, y - r * 1.25),
                (x + r * 0.9, y - r * 0.45),
            ],
            color,
        )
        sheet.line(
            [(x - r * 0.85, y - r * 0.62), (x, y - r * 0.9), (x + r * 0.85, y - r * 0.62)], (250, 220, 110), r * 0.14
        )
    else:
        sheet.arc(x, y - r * 0.45, r * 0.95, r * 0.8, pi, 2 * pi, color, r * 0.5)
        sheet.line([(x, y - r * 0.45), (x + r * 1.5, y - r * 0.35)], mix(color, (30, 30, 60), 0.3), r * 0.2)


def row(sheet: Sheet, left: float, right: float, foot: float, h: float, count: int, *, vest: bool = False) -> None:
    """Figures side by side, as in a class photograph."""
    for number in range(count):
        x = left + (right - left) * (number + 0.5) / count
        person(sheet, x, foot + sheet.rng.uniform(-10, 10), h * sheet.rng.uniform(0.86, 1.1), vest=vest)


def tourist(sheet: Sheet, x: float, foot: float, h: float) -> None:
    color = sheet.rng.choice((_RED_BAG, _BLUE_BAG))
    sheet.box(x - h * 0.22, foot - h * 0.72, h * 0.44, h * 0.34, color)
    hand = person(sheet, x, foot, h, arms="wave")
    if sheet.rng.random() < 0.6:
        sheet.line([(hand[0], hand[1] - h * 0.1), (hand[0] + h * 0.04, foot)], (134, 92, 52), 4)
