"""Signs: the leaf, the circle of arrows, the band of ram's horns."""

from __future__ import annotations

from math import cos, pi, sin

from app.demo.art.sheet import Color, Sheet, mix


def leaf_mark(sheet: Sheet, x: float, y: float, s: float, color: Color) -> None:
    sheet.area(
        [
            (x - s, y + s * 0.7),
            (x - s * 0.75, y - s * 0.35),
            (x + s * 0.1, y - s * 0.8),
            (x + s, y - s),
            (x + s * 0.8, y + s * 0.1),
            (x, y + s * 0.72),
        ],
        color,
    )
    sheet.line([(x - s * 1.2, y + s), (x + s * 0.5, y - s * 0.5)], mix(color, (20, 70, 30), 0.55), max(2, s * 0.12))


def recycle_mark(sheet: Sheet, x: float, y: float, s: float, color: Color) -> None:
    for number in range(3):
        a = -pi / 2 + number * 2 * pi / 3
        sheet.arc(x, y, s, s, a + 0.25, a + 1.75, color, s * 0.3)
        tip = a + 1.95
        sheet.area(
            [
                (x + s * 1.35 * cos(tip - 0.3), y + s * 1.35 * sin(tip - 0.3)),
                (x + s * 0.65 * cos(tip - 0.3), y + s * 0.65 * sin(tip - 0.3)),
                (x + s * cos(tip + 0.25), y + s * sin(tip + 0.25)),
            ],
            color,
            outline=False,
        )


def ornament(sheet: Sheet, left: float, right: float, y: float, s: float, color: Color) -> None:
    """The band of ram's horns, as far as a child's hand can."""
    count = max(3, int((right - left) / (s * 2.6)))
    for number in range(count):
        x = left + (right - left) * (number + 0.5) / count
        for side in (-s, s):
            horn = ((0, 0.6), (0.02, -0.3), (0.4, -0.72), (0.86, -0.5), (0.9, 0.0), (0.58, 0.16), (0.44, -0.14))
            sheet.line([(x + dx * side, y + dy * s) for dx, dy in horn], color, max(2, s * 0.22), wobbly=False)
