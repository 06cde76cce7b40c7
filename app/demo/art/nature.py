"""Sky, mountains, meadow, water and sand."""

from __future__ import annotations

from math import cos, pi, sin

from app.demo.art.sheet import HEIGHT, WIDTH, Color, Point, Sheet, mix

SUN, SNOW, CLOUD = (250, 206, 60), (247, 249, 252), (240, 245, 252)
_SKIES: tuple[tuple[Color, ...], ...] = (
    ((126, 196, 240),),
    ((164, 214, 242),),
    ((98, 176, 232), (170, 218, 244)),
    ((250, 178, 122), (252, 214, 140)),
    ((240, 150, 160), (250, 196, 130), (252, 226, 150)),
    ((190, 182, 228), (240, 200, 210)),
    ((184, 228, 226),),
)
_NIGHT: tuple[Color, ...] = ((44, 52, 112), (66, 66, 138), (98, 82, 150))
_LANDS: tuple[tuple[Color, Color], ...] = (  # meadow, slopes
    ((126, 190, 84), (132, 142, 178)),
    ((150, 200, 96), (150, 128, 160)),
    ((104, 176, 96), (104, 140, 168)),
    ((196, 190, 96), (168, 136, 116)),
    ((226, 190, 110), (148, 118, 140)),
    ((118, 186, 120), (96, 120, 160)),
)
_WATERS: tuple[Color, ...] = ((52, 132, 206), (64, 164, 200), (84, 178, 196), (40, 110, 180), (104, 160, 220))


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
            cloud(
                sheet,
                sheet.rng.uniform(90, 710),
                sheet.rng.uniform(45, max(60, horizon * 0.4)),
                sheet.rng.uniform(0.7, 1.3),
            )


def sun(sheet: Sheet) -> None:
    rng = sheet.rng
    corner = rng.random() < 0.45
    x, y, r = (
        (rng.choice((12, WIDTH - 12)), 10, 78)
        if corner
        else (rng.uniform(110, 690), rng.uniform(62, 105), rng.uniform(32, 48))
    )
    rays = rng.randint(11, 17)
    for number in range(rays):
        a = 2 * pi * number / rays + rng.uniform(-0.06, 0.06)
        reach = r * (1.75 if number % 2 else 1.45)
        sheet.line(
            [(x + cos(a) * r * 1.14, y + sin(a) * r * 1.14), (x + cos(a) * reach, y + sin(a) * reach)],
            (252, 188, 50),
            5,
        )
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
        sheet.dot(
            sheet.rng.uniform(10, 790), sheet.rng.uniform(8, horizon * 0.8), sheet.rng.uniform(1.5, 4), (252, 240, 170)
        )
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
    sheet.area(
        [
            (x - half, y + 8),
            (x - half * 0.45, y - tall * 0.52),
            (x, y - tall),
            (x + half * 0.5, y - tall * 0.46),
            (x + half, y + 8),
        ],
        color,
    )
    cap, top = tall * 0.32, y - tall
    edge = [
        (x + half * 0.34 * t, top + cap * (0.72 + 0.28 * (i % 2))) for i, t in enumerate((0.98, 0.5, 0.1, -0.35, -0.88))
    ]
    sheet.area([(x, top), *edge], SNOW)


def meadow(sheet: Sheet, horizon: float, color: Color | None = None) -> None:
    grass = color or sheet.rng.choice(_LANDS)[0]
    swell = sheet.rng.uniform(-16, 16)
    crest = [(x * 100.0 - 10, horizon + swell * sin(x * 0.9)) for x in range(10)]
    sheet.area([*crest, (WIDTH + 10, HEIGHT + 8), (-10, HEIGHT + 8)], grass, outline=False)
    for _ in range(26):
        x, y = sheet.rng.uniform(5, 795), sheet.rng.uniform(horizon + 26, HEIGHT - 6)
        sheet.line(
            [(x, y), (x + sheet.rng.uniform(-5, 5), y - sheet.rng.uniform(10, 18))], mix(grass, (20, 80, 30), 0.45), 2.5
        )


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
    sheet.area(
        [
            (-10, top),
            (200, top + 12),
            (430, top - 8),
            (640, top + 10),
            (810, top - 4),
            (810, HEIGHT + 8),
            (-10, HEIGHT + 8),
        ],
        color,
    )
    for _ in range(22):
        x, y = sheet.rng.uniform(5, 795), sheet.rng.uniform(top + 18, HEIGHT - 6)
        sheet.oval(
            x,
            y,
            sheet.rng.uniform(3, 9),
            sheet.rng.uniform(2, 6),
            mix(color, (110, 96, 100), sheet.rng.uniform(0.2, 0.6)),
            outline=False,
        )
