"""Sky, mountains, water, plants and birds."""

from __future__ import annotations

from math import cos, pi, sin

from app.demo.art.sheet import HEIGHT, WIDTH, Color, Point, Sheet, mix

SUN, SNOW, CLOUD = (250, 206, 60), (247, 249, 252), (240, 245, 252)
_SKIES: tuple[tuple[Color, ...], ...] = (
    ((126, 196, 240),), ((164, 214, 242),), ((98, 176, 232), (170, 218, 244)), ((250, 178, 122), (252, 214, 140)),
    ((240, 150, 160), (250, 196, 130), (252, 226, 150)), ((190, 182, 228), (240, 200, 210)), ((184, 228, 226),),
)
_NIGHT: tuple[Color, ...] = ((44, 52, 112), (66, 66, 138), (98, 82, 150))
_LANDS: tuple[tuple[Color, Color], ...] = (  # meadow, slopes
    ((126, 190, 84), (132, 142, 178)), ((150, 200, 96), (150, 128, 160)), ((104, 176, 96), (104, 140, 168)),
    ((196, 190, 96), (168, 136, 116)), ((226, 190, 110), (148, 118, 140)), ((118, 186, 120), (96, 120, 160)),
)
_WATERS: tuple[Color, ...] = ((52, 132, 206), (64, 164, 200), (84, 178, 196), (40, 110, 180), (104, 160, 220))
PETALS: tuple[Color, ...] = ((232, 70, 82), (250, 214, 80), (244, 144, 190), (160, 100, 200), (250, 250, 246))
_LEAVES: tuple[Color, ...] = ((70, 150, 66), (52, 130, 80), (104, 166, 62))
_AUTUMN: tuple[Color, ...] = ((232, 160, 50), (216, 110, 50), (240, 200, 70))


def sky(sheet: Sheet, horizon: float, *, night: bool = False) -> None:
    bands = _NIGHT if night else sheet.rng.choice(_SKIES)
    depth = horizon / len(bands)
    angle = sheet.rng.choice((0.0, 0.1, -0.35, 0.5))
    for number, color in enumerate(bands):
        top, bottom = number * depth - 6, horizon + 8 if number == len(bands) - 1 else (number + 1) * depth + 6
        sheet.area([(-8, top), (WIDTH + 8, top), (WIDTH + 8, bottom), (-8, bottom)], color, angle=angle, outline=False)
    if night:
        stars(sheet, horizon)
    else:
        sun(sheet)
        for _ in range(sheet.rng.randint(0, 3)):
            cloud(sheet, sheet.rng.uniform(90, 710), sheet.rng.uniform(45, max(60, horizon * 0.4)), sheet.rng.uniform(0.7, 1.3))


def sun(sheet: Sheet) -> None:
    rng = sheet.rng
    corner = rng.random() < 0.45
    x, y, r = (rng.choice((12, WIDTH - 12)), 10, 78) if corner else (rng.uniform(110, 690), rng.uniform(62, 105), rng.uniform(32, 48))
    rays = rng.randint(11, 17)
    for number in range(rays):
        a = 2 * pi * number / rays + rng.uniform(-0.06, 0.06)
        reach = r * (1.75 if number % 2 else 1.45)
        sheet.line([(x + cos(a) * r * 1.14, y + sin(a) * r * 1.14), (x + cos(a) * reach, y + sin(a) * reach)], (252, 188, 50), 5)
    sheet.oval(x, y, r, r, SUN)
    if not corner and rng.random() < 0.4:
        face(sheet, x, y, r)


def face(sheet: Sheet, x: float, y: float, r: float, *, sad: bool = False) -> None:
    ink = (80, 50, 30)
    for side in (-1, 1):
        sheet.dot(x + side * r * 0.34, y - r * 0.16, max(1.6, r * 0.09), ink)
    if sad:
        sheet.arc(x, y + r * 0.62, r * 0.4, r * 0.3, pi * 1.15, pi * 1.85, ink, max(1.6, r * 0.07))
    else:
        sheet.arc(x, y + r * 0.14, r * 0.45, r * 0.36, pi * 0.12, pi * 0.88, ink, max(1.6, r * 0.07))


def stars(sheet: Sheet, horizon: float) -> None:
    for _ in range(34):
        sheet.dot(sheet.rng.uniform(10, 790), sheet.rng.uniform(8, horizon * 0.8), sheet.rng.uniform(1.5, 4), (252, 240, 170))
    x = sheet.rng.uniform(120, 680)
    sheet.oval(x, 84, 38, 38, (252, 236, 160), outline=False)
    sheet.oval(x + 17, 76, 32, 32, _NIGHT[0], outline=False)


def cloud(sheet: Sheet, x: float, y: float, size: float) -> None:
    puffs = ((-38, 4, 28), (-8, -10, 34), (28, -2, 30), (52, 8, 20))
    for dx, dy, r in puffs:
        sheet.oval(x + dx * size, y + dy * size, r * size, r * 0.72 * size, CLOUD, outline=False)
    sheet.arc(x, y + 14 * size, 60 * size, 12 * size, pi * 0.1, pi * 0.9, (176, 194, 220), 2.5)


def mountains(sheet: Sheet, foot: float, *, height: float = 190, slopes: Color | None = None) -> None:
    """A chain of snowy peaks that stands on the line `foot`."""
    rng = sheet.rng
    color = slopes or rng.choice(_LANDS)[1]
    count = rng.randint(3, 5)
    order = list(range(count))
    rng.shuffle(order)
    for number in order:
        x = WIDTH * (number + 0.5) / count + rng.uniform(-45, 45)
        tall, half = height * rng.uniform(0.65, 1.1), WIDTH / count * rng.uniform(0.7, 0.95)
        _peak(sheet, (x, foot), tall, half, mix(color, (255, 255, 255), rng.uniform(0, 0.25)))


def _peak(sheet: Sheet, foot: Point, tall: float, half: float, color: Color) -> None:
    x, y = foot
    sheet.area([(x - half, y + 8), (x - half * 0.45, y - tall * 0.52), (x, y - tall), (x + half * 0.5, y - tall * 0.46), (x + half, y + 8)], color)
    cap, top = tall * 0.32, y - tall
    edge = [(x + half * 0.34 * t, top + cap * (0.72 + 0.28 * (i % 2))) for i, t in enumerate((0.98, 0.5, 0.1, -0.35, -0.88))]
    sheet.area([(x, top), *edge], SNOW)


def meadow(sheet: Sheet, horizon: float, color: Color | None = None) -> None:
    grass = color or sheet.rng.choice(_LANDS)[0]
    swell = sheet.rng.uniform(-16, 16)
    crest = [(x * 100.0 - 10, horizon + swell * sin(x * 0.9)) for x in range(10)]
    sheet.area([*crest, (WIDTH + 10, HEIGHT + 8), (-10, HEIGHT + 8)], grass, outline=False)
    for _ in range(26):
        x, y = sheet.rng.uniform(5, 795), sheet.rng.uniform(horizon + 26, HEIGHT - 6)
        sheet.line([(x, y), (x + sheet.rng.uniform(-5, 5), y - sheet.rng.uniform(10, 18))], mix(grass, (20, 80, 30), 0.45), 2.5)


def hills(sheet: Sheet, horizon: float) -> None:
    base = sheet.rng.choice(_LANDS)[0]
    for number, shift in enumerate((-14.0, 26.0)):
        phase = sheet.rng.uniform(0, 6)
        crest = [(x * 50.0 - 10, horizon + shift - 26 * sin(phase + x * 0.42)) for x in range(18)]
        sheet.area([*crest, (WIDTH + 10, HEIGHT), (-10, HEIGHT)], mix(base, (60, 120, 70), 0.35 - 0.2 * number))


def lake(sheet: Sheet, top: float, bottom: float) -> Color:
    """Water across the sheet; returns its colour for what swims in it."""
    water = sheet.rng.choice(_WATERS)
    shore = [(x * 100.0 - 10, bottom + sheet.rng.uniform(-14, 14)) for x in range(9, -1, -1)]
    sheet.area([(-10, top), (WIDTH + 10, top), *shore], water, angle=0.0, outline=False)
    for _ in range(int((bottom - top) / 7)):
        x, y = sheet.rng.uniform(10, 740), sheet.rng.uniform(top + 10, bottom - 8)
        wave(sheet, x, y, mix(water, (255, 255, 255) if sheet.rng.random() < 0.7 else (10, 40, 110), 0.5))
    return water


def wave(sheet: Sheet, x: float, y: float, color: Color) -> None:
    sheet.line([(x, y), (x + 9, y - 5), (x + 18, y), (x + 27, y - 5), (x + 36, y)], color, 2.5)


def sand(sheet: Sheet, top: float) -> None:
    color = sheet.rng.choice(((240, 214, 150), (232, 200, 140), (214, 200, 170), (222, 208, 160)))
    sheet.area([(-10, top), (200, top + 12), (430, top - 8), (640, top + 10), (810, top - 4), (810, HEIGHT + 8), (-10, HEIGHT + 8)], color)
    for _ in range(22):
        x, y = sheet.rng.uniform(5, 795), sheet.rng.uniform(top + 18, HEIGHT - 6)
        sheet.oval(x, y, sheet.rng.uniform(3, 9), sheet.rng.uniform(2, 6), mix(color, (110, 96, 100), sheet.rng.uniform(0.2, 0.6)), outline=False)


def fir(sheet: Sheet, x: float, foot: float, h: float) -> None:
    sheet.box(x - h * 0.05, foot - h * 0.2, h * 0.1, h * 0.2, (120, 82, 50))
    green = sheet.rng.choice(((40, 112, 72), (54, 128, 70), (30, 98, 84)))
    for number in range(3):
        low, half = foot - h * (0.14 + 0.26 * number), h * (0.34 - 0.075 * number)
        sheet.area([(x - half, low), (x, low - h * 0.4), (x + half, low)], green)


def tree(sheet: Sheet, x: float, foot: float, h: float, *, autumn: bool = False) -> None:
    sheet.area([(x - h * 0.06, foot), (x - h * 0.04, foot - h * 0.5), (x + h * 0.04, foot - h * 0.5), (x + h * 0.07, foot)], (128, 88, 56))
    leaf = sheet.rng.choice(_AUTUMN if autumn else _LEAVES)
    for dx, dy, r in ((-0.18, 0.56, 0.2), (0.18, 0.58, 0.2), (0.0, 0.78, 0.24)):
        sheet.oval(x + dx * h, foot - dy * h, r * h, r * h * 0.95, leaf)
    if sheet.rng.random() < 0.35:
        for _ in range(7):
            sheet.dot(x + sheet.rng.uniform(-0.26, 0.26) * h, foot - sheet.rng.uniform(0.5, 0.9) * h, h * 0.03, (226, 60, 56))


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


def flock(sheet: Sheet, top: float, bottom: float, count: int) -> None:
    for _ in range(count):
        x, y, s = sheet.rng.uniform(60, 740), sheet.rng.uniform(top, bottom), sheet.rng.uniform(10, 20)
        sheet.line([(x - s, y - s * 0.5), (x - s * 0.4, y - s * 0.55), (x, y), (x + s * 0.4, y - s * 0.55), (x + s, y - s * 0.5)], (60, 60, 76), 3)


def gull(sheet: Sheet, x: float, y: float, s: float) -> None:
    sheet.area([(x - s, y), (x - s * 0.3, y - s * 0.24), (x + s * 0.7, y - s * 0.06), (x + s * 0.9, y + s * 0.1), (x, y + s * 0.26)], (252, 252, 250))
    sheet.area([(x - s * 0.1, y - s * 0.1), (x - s * 0.4, y - s), (x + s * 0.35, y - s * 0.08)], (216, 222, 232))
    sheet.dot(x + s * 0.66, y - s * 0.0, max(1.5, s * 0.05), (30, 30, 40))
    sheet.line([(x + s * 0.88, y + s * 0.06), (x + s * 1.1, y + s * 0.12)], (240, 150, 40), 4)


def swan(sheet: Sheet, x: float, y: float, s: float, *, body: Color = (253, 253, 252)) -> None:
    """A swan; with a pink body a pelican of Lake Alakol."""
    shade = mix(body, (150, 160, 190), 0.3)
    sheet.area([(x - s * 0.4, y - s * 0.2), (x - s * 1.02, y - s * 0.42), (x - s * 0.5, y + s * 0.2)], shade)
    sheet.oval(x, y, s * 0.72, s * 0.36, body)
    sheet.area([(x + s * 0.3, y - s * 0.12), (x - s * 0.3, y - s * 0.56), (x - s * 0.75, y - s * 0.3), (x - s * 0.3, y + s * 0.1)], mix(body, shade, 0.5))
    neck = [(x + s * 0.5, y - s * 0.05), (x + s * 0.8, y - s * 0.35), (x + s * 0.76, y - s * 0.7), (x + s * 0.6, y - s * 0.94), (x + s * 0.84, y - s * 1.12)]
    sheet.line(neck, mix(body, (150, 160, 180), 0.35), s * 0.24, wobbly=False)
    sheet.line(neck, body, s * 0.16, wobbly=False)
    sheet.dot(x + s * 0.84, y - s * 1.1, s * 0.15, body)
    sheet.dot(x + s * 0.88, y - s * 1.13, max(1.4, s * 0.035), (20, 20, 30))
    sheet.line([(x + s * 0.96, y - s * 1.08), (x + s * 1.3, y - s * 0.98)], (242, 140, 40), s * 0.1)


def fish(sheet: Sheet, x: float, y: float, s: float, color: Color) -> None:
    sheet.area([(x - s * 0.7, y), (x - s * 1.15, y - s * 0.38), (x - s * 1.15, y + s * 0.38)], mix(color, (40, 30, 60), 0.2))
    sheet.oval(x, y, s * 0.8, s * 0.42, color)
    sheet.dot(x + s * 0.5, y - s * 0.08, s * 0.12, (255, 255, 255))
    sheet.dot(x + s * 0.52, y - s * 0.08, s * 0.06, (20, 20, 30))
    for dx in (-0.3, 0.0):
        sheet.arc(x + dx * s, y, s * 0.14, s * 0.26, -pi / 2, pi / 2, mix(color, (255, 255, 255), 0.5), 2.5)
