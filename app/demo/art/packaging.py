"""6: packaging for eco-friendly products: nets of boxes, bags, jars, with marks and lettering."""

from __future__ import annotations

from math import pi

from app.demo.art import figures, marks, plants
from app.demo.art.sheet import HEIGHT, WIDTH, Color, Sheet, mix

_KRAFT = (206, 168, 118)
_TONES: tuple[Color, ...] = (
    _KRAFT,
    (188, 214, 150),
    (246, 226, 170),
    (160, 206, 200),
    (244, 196, 160),
    (214, 196, 230),
    (250, 250, 242),
)
_LABELS = (
    "ЭКО",
    "ТАЗА ӨНІМ",
    "ЖЕТІСУ",
    "БАЛ",
    "МЁД",
    "АЛМА",
    "ШАЙ",
    "ЧАЙ",
    "ҚҰРТ",
    "ЭКО ӨНІМ",
    "БЕЗ ПЛАСТИКА",
    "ПЛАСТИКСІЗ",
)
_GROUNDS: tuple[Color, ...] = (
    (226, 240, 248),
    (250, 240, 214),
    (232, 244, 222),
    (250, 232, 228),
    (252, 250, 244),
    (236, 230, 248),
)
_INKS: tuple[Color, ...] = ((40, 110, 60), (120, 70, 40), (190, 60, 50), (40, 90, 140))


def packaging(sheet: Sheet) -> None:
    rng = sheet.rng
    ground = rng.choice(_GROUNDS)
    sheet.area([(-8, -8), (WIDTH + 8, -8), (WIDTH + 8, HEIGHT + 8), (-8, HEIGHT + 8)], ground, angle=0.2, outline=False)
    if rng.random() < 0.18:
        _net_of_box(sheet)
        return
    for _ in range(rng.choice((0, 12, 16))):
        marks.leaf_mark(
            sheet, rng.uniform(20, 780), rng.uniform(110, 470), rng.uniform(9, 15), mix(ground, (60, 150, 80), 0.3)
        )
    table = rng.uniform(480, 520)
    sheet.area(
        [(-8, table), (WIDTH + 8, table + rng.uniform(-8, 8)), (WIDTH + 8, HEIGHT + 8), (-8, HEIGHT + 8)],
        rng.choice(((188, 136, 86), (214, 178, 130), (150, 190, 130))),
        angle=0.0,
    )
    makers = rng.sample((_paper_bag, _box, _string_bag, _jar, _cloth_bag), rng.randint(2, 3))
    for number, make in enumerate(makers):
        make(
            sheet,
            WIDTH * (number + 0.5) / len(makers),
            table + rng.uniform(24, 60),
            rng.uniform(320, 390) if len(makers) == 2 else rng.uniform(270, 320),
        )
    if rng.random() < 0.5:
        sheet.word(
            rng.choice(("Жетісу эко өнімі", "Табиғатқа дос қаптама", "Экоупаковка", "Вместо пластика")),
            WIDTH / 2,
            66,
            58,
            rng.choice(_INKS),
        )
    else:
        marks.ornament(sheet, 40, WIDTH - 40, 56, 26, rng.choice(_INKS))


def _label(sheet: Sheet, x: float, y: float, s: float, ink: Color) -> None:
    rng = sheet.rng
    rng.choice((marks.leaf_mark, marks.leaf_mark, marks.recycle_mark))(
        sheet, x, y, s * 0.24, rng.choice(((70, 160, 74), (52, 130, 80)))
    )
    sheet.word(rng.choice(_LABELS), x, y + s * 0.5, s * 0.26, ink, room=s * 1.2)


def _paper_bag(sheet: Sheet, x: float, foot: float, h: float) -> None:
    color, ink, w = sheet.rng.choice(_TONES), sheet.rng.choice(_INKS), h * 0.32
    for side in (-0.5, 0.5):
        sheet.arc(x + side * 8, foot - h * 0.82, w * 0.45, h * 0.17, pi, 2 * pi, mix(color, (80, 50, 20), 0.55), 6)
    sheet.area([(x - w, foot - h * 0.82), (x + w, foot - h * 0.82), (x + w * 0.96, foot), (x - w * 0.96, foot)], color)
    sheet.area(
        [
            (x + w, foot - h * 0.82),
            (x + w * 1.3, foot - h * 0.87),
            (x + w * 1.26, foot - h * 0.07),
            (x + w * 0.96, foot),
        ],
        mix(color, (60, 40, 30), 0.2),
    )
    _label(sheet, x, foot - h * 0.52, h * 0.5, ink)
    marks.ornament(sheet, x - w * 0.9, x + w * 0.9, foot - h * 0.08, h * 0.05, ink)


def _box(sheet: Sheet, x: float, foot: float, h: float) -> None:
    color, ink, w, d, top = sheet.rng.choice(_TONES), sheet.rng.choice(_INKS), h * 0.36, h * 0.2, foot - h * 0.66
    sheet.area([(x - w, top), (x + w, top), (x + w, foot), (x - w, foot)], color)
    sheet.area(
        [(x - w, top), (x - w + d, top - d * 0.7), (x + w + d, top - d * 0.7), (x + w, top)],
        mix(color, (255, 255, 255), 0.35),
    )
    sheet.area(
        [(x + w, top), (x + w + d, top - d * 0.7), (x + w + d, foot - d * 0.7), (x + w, foot)],
        mix(color, (60, 40, 30), 0.25),
    )
    _label(sheet, x, top + h * 0.22, h * 0.5, ink)


def _string_bag(sheet: Sheet, x: float, foot: float, h: float) -> None:
    rng = sheet.rng
    w, y, cord = h * 0.36, foot - h * 0.36, rng.choice(_INKS)
    for dx, dy in ((-0.5, 0.18), (0.05, 0.24), (0.52, 0.14), (-0.26, -0.26), (0.3, -0.3)):
        sheet.oval(
            x + dx * w, y + dy * h, w * 0.3, w * 0.3, rng.choice(((220, 66, 58), (120, 180, 70), (246, 170, 50)))
        )
    for number in range(-3, 4):
        sheet.line(
            [(x + number * w * 0.13, foot - h * 0.74), (x + number * w * 0.34, y), (x + number * w * 0.2, foot)],
            cord,
            3,
        )
        sheet.arc(
            x, y - h * 0.02 + number * h * 0.1, w * (1.0 - abs(number) * 0.09), h * 0.07, 0.08 * pi, 0.92 * pi, cord, 3
        )
    sheet.arc(x, foot - h * 0.74, w * 0.5, h * 0.26, pi, 2 * pi, cord, 7)


def _jar(sheet: Sheet, x: float, foot: float, h: float) -> None:
    rng = sheet.rng
    w, fill = h * 0.27, rng.choice(((244, 178, 50), (196, 60, 80), (150, 110, 180), (250, 240, 220)))
    sheet.area(
        [
            (x - w, foot),
            (x - w, foot - h * 0.56),
            (x - w * 0.7, foot - h * 0.66),
            (x + w * 0.7, foot - h * 0.66),
            (x + w, foot - h * 0.56),
            (x + w, foot),
        ],
        fill,
    )
    cloth = rng.choice(figures.CLOTHES)
    sheet.area(
        [
            (x - w * 1.02, foot - h * 0.6),
            (x - w * 0.7, foot - h * 0.8),
            (x + w * 0.7, foot - h * 0.8),
            (x + w * 1.02, foot - h * 0.6),
            (x, foot - h * 0.64),
        ],
        cloth,
    )
    sheet.line([(x - w * 0.75, foot - h * 0.67), (x + w * 0.75, foot - h * 0.67)], _KRAFT, 5)
    sheet.box(x - w * 0.78, foot - h * 0.46, w * 1.56, h * 0.34, (252, 248, 236))
    _label(sheet, x, foot - h * 0.34, h * 0.3, rng.choice(_INKS))


def _cloth_bag(sheet: Sheet, x: float, foot: float, h: float) -> None:
    color, ink, w = sheet.rng.choice(_TONES), sheet.rng.choice(_INKS), h * 0.34
    sheet.arc(x, foot - h * 0.66, w * 0.6, h * 0.32, pi, 2 * pi, mix(color, (60, 40, 20), 0.35), 12)
    sheet.area(
        [
            (x - w, foot - h * 0.68),
            (x + w, foot - h * 0.68),
            (x + w * 1.08, foot - h * 0.04),
            (x + w * 0.8, foot),
            (x - w * 0.8, foot),
            (x - w * 1.08, foot - h * 0.04),
        ],
        color,
    )
    if sheet.rng.random() < 0.4:
        plants.flower(sheet, x, foot - h * 0.12, h * 0.36)
    else:
        _label(sheet, x, foot - h * 0.4, h * 0.46, ink)


def _net_of_box(sheet: Sheet) -> None:
    """The cross of six sides with its folds, as pupils draw it before they cut."""
    rng = sheet.rng
    color, ink, a = rng.choice(_TONES), rng.choice(_INKS), rng.uniform(132, 150)
    left, top = (WIDTH - 4 * a) / 2, (HEIGHT - 3 * a) / 2 + 20
    column = rng.choice((1, 2))
    for row in (0, 2):
        sheet.box(left + column * a, top + row * a, a, a, mix(color, (255, 255, 255), 0.3))
    for number in range(4):
        x = left + number * a
        sheet.box(x, top + a, a, a, color)
        if number % 2 == 0:
            _label(sheet, x + a / 2, top + a * 1.36, a * 0.72, ink)
        else:
            marks.ornament(sheet, x + 8, x + a - 8, top + a * 1.5, a * 0.13, ink)
    sheet.area(
        [
            (left + 4 * a, top + a + 6),
            (left + 4 * a + 34, top + a + 26),
            (left + 4 * a + 34, top + 2 * a - 26),
            (left + 4 * a, top + 2 * a - 6),
        ],
        color,
    )
    plants.flower(sheet, left + (column + 0.5) * a, top + a - 18, a * 0.62)
    marks.recycle_mark(sheet, left + (column + 0.5) * a, top + 2.5 * a, a * 0.24, (70, 160, 74))
    sheet.word(
        rng.choice(("Жайма сызба", "Развёртка коробки", "Эко-қорап")),
        left + (0.5 if column == 2 else 3.2) * a,
        top + 2.5 * a,
        44,
        ink,
        room=a * 1.7,
    )
