"""Birds of the two lakes, and fish."""

from __future__ import annotations

from math import pi

from app.demo.art.sheet import Color, Sheet, mix


def flock(sheet: Sheet, top: float, bottom: float, count: int) -> None:
    for _ in range(count):
        x, y, s = sheet.rng.uniform(60, 740), sheet.rng.uniform(top, bottom), sheet.rng.uniform(10, 20)
        sheet.line(
            [
                (x - s, y - s * 0.5),
                (x - s * 0.4, y - s * 0.55),
                (x, y),
                (x + s * 0.4, y - s * 0.55),
                (x + s, y - s * 0.5),
            ],
            (60, 60, 76),
            3,
        )


def gull(sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.area(
        [
            (x - s, y),
            (x - s * 0.3, y - s * 0.24),
            (x + s * 0.7, y - s * 0.06),
            (x + s * 0.9, y + s * 0.1),
            (x, y + s * 0.26),
        ],
        (252, 252, 250),
    )
    sheet.area([(x - s * 0.1, y - s * 0.1), (x - s * 0.4, y - s), (x + s * 0.35, y - s * 0.08)], (216, 222, 232))
    sheet.dot(x + s * 0.66, y - s * 0.0, max(1.5, s * 0.05), (30, 30, 40))
    sheet.line([(x + s * 0.88, y + s * 0.06), (x + s * 1.1, y + s * 0.12)], (240, 150, 40), 4)


def swan(sheet: Sheet, x: float, y: float, s: float, *, body: Color = (253, 253, 252)) -> None:
    """A swan; with a pink body a pelican of Lake Alakol."""
    shade = mix(body, (150, 160, 190), 0.3)
    sheet.area([(x - s * 0.4, y - s * 0.2), (x - s * 1.02, y - s * 0.42), (x - s * 0.5, y + s * 0.2)], shade)
    sheet.oval(x, y, s * 0.72, s * 0.36, body)
    sheet.area(
        [
            (x + s * 0.3, y - s * 0.12),
            (x - s * 0.3, y - s * 0.56),
            (x - s * 0.75, y - s * 0.3),
            (x - s * 0.3, y + s * 0.1),
        ],
        mix(body, shade, 0.5),
    )
    neck = [
        (x + s * 0.5, y - s * 0.05),
        (x + s * 0.8, y - s * 0.35),
        (x + s * 0.76, y - s * 0.7),
        (x + s * 0.6, y - s * 0.94),
        (x + s * 0.84, y - s * 1.12),
    ]
    sheet.line(neck, mix(body, (150, 160, 180), 0.35), s * 0.24, wobbly=False)
    sheet.line(neck, body, s * 0.16, wobbly=False)
    sheet.dot(x + s * 0.84, y - s * 1.1, s * 0.15, body)
    sheet.dot(x + s * 0.88, y - s * 1.13, max(1.4, s * 0.035), (20, 20, 30))
    sheet.line([(x + s * 0.96, y - s * 1.08), (x + s * 1.3, y - s * 0.98)], (242, 140, 40), s * 0.1)


def fish(sheet: Sheet, x: float, y: float, s: float, color: Color) -> None:
    sheet.area(
        [(x - s * 0.7, y), (x - s * 1.15, y - s * 0.38), (x - s * 1.15, y + s * 0.38)], mix(color, (40, 30, 60), 0.2)
    )
    sheet.oval(x, y, s * 0.8, s * 0.42, color)
    sheet.dot(x + s * 0.5, y - s * 0.08, s * 0.12, (255, 255, 255))
    sheet.dot(x + s * 0.52, y - s * 0.08, s * 0.06, (20, 20, 30))
    for dx in (-0.3, 0.0):
        sheet.arc(x + dx * s, y, s * 0.14, s * 0.26, -pi / 2, pi / 2, mix(color, (255, 255, 255), 0.5), 2.5)
