"""5: posters for those who drop litter where they should not."""

from __future__ import annotations

from math import cos, pi, sin

from app.demo.art import animals, figures, marks, nature, plants, things
from app.demo.art.sheet import HEIGHT, WIDTH, Color, Sheet, mix

_RED = (214, 44, 44)
_WORDS: tuple[tuple[str, str], ...] = (
    ("ҚОҚЫС ТАСТАМА!", "Табиғатты аяла"),
    ("НЕ СОРИ!", "Береги природу"),
    ("ТОҚТА!", "Жәшік қасыңда"),
    ("СТОЙ!", "Урна рядом"),
    ("ТАЗА КӨЛ", "өз қолымызда"),
    ("ЧИСТОТА", "начинается с тебя"),
    ("ЖЕР – АНАМЫЗ", "оны сақтайық"),
    ("ЗЕМЛЯ ОДНА", "другой не будет"),
    ("ПАКЕТКЕ ЖОҚ!", "Пластиксіз жаз"),
    ("НЕ БРОСАЙ!", "Донеси до урны"),
    ("ОЙЛАН!", "Бөтелке 400 жыл жатады"),
    ("ПОДУМАЙ!", "Бутылка лежит 400 лет"),
    ("АЛАКӨЛДІ САҚТА!", "Келешекке таза көл"),
    ("УБЕРИ ЗА СОБОЙ", "Это наше озеро"),
)
_GROUNDS: tuple[Color, ...] = (
    (252, 236, 160),
    (190, 226, 246),
    (206, 236, 190),
    (250, 214, 200),
    (252, 250, 242),
    (226, 214, 244),
    (250, 222, 130),
)
_INKS: tuple[Color, ...] = ((206, 44, 48), (30, 90, 160), (34, 120, 70), (90, 50, 130), (40, 40, 60))


def poster(sheet: Sheet) -> None:
    rng = sheet.rng
    loud, quiet = rng.choice(_WORDS)
    sheet.area(
        [(-8, -8), (WIDTH + 8, -8), (WIDTH + 8, HEIGHT + 8), (-8, HEIGHT + 8)], rng.choice(_GROUNDS), outline=False
    )
    rng.choice((_forbidden, _forbidden, _earth, _caught, _water))(sheet)
    ink = rng.choice(_INKS)
    sheet.word(loud, WIDTH / 2, 66, rng.uniform(84, 100), ink)
    sheet.word(quiet, WIDTH / 2, 546, rng.uniform(42, 52), rng.choice(_INKS), halo=True)
    if rng.random() < 0.5:
        marks.ornament(sheet, 60, WIDTH - 60, 136, 18, mix(ink, (255, 255, 255), 0.3))


def _forbidden(sheet: Sheet) -> None:
    """Litter in a crossed-out circle."""
    rng = sheet.rng
    x, y, r = rng.choice((250, 400, 400, 550)), 318, rng.uniform(150, 172)
    sheet.oval(x, y, r, r, (252, 251, 246))
    rng.choice((_hand_dropping, _heap))(sheet, x, y, r)
    for number in range(2):
        ring = r - number * 3
        sheet.arc(x, y, ring, ring, 0, pi, _RED, 22)
        sheet.arc(x, y, ring, ring, pi, 2 * pi, _RED, 22)
    d = r * 0.7
    sheet.line([(x - d, y - d), (x + d, y + d)], _RED, 22)
    if x != WIDTH / 2:
        side = 620 if x < WIDTH / 2 else 170
        things.bin_(sheet, side, 460, 190, rng.choice(things.BIN_COLORS), cheerful=True)
    else:
        for at in (90, 710):
            plants.flower(sheet, at, 470, rng.uniform(70, 110))


def _hand_dropping(sheet: Sheet, x: float, y: float, r: float) -> None:
    skin = sheet.rng.choice(figures.SKINS)
    sheet.area(
        [
            (x - r * 0.62, y - r * 0.66),
            (x - r * 0.1, y - r * 0.5),
            (x + r * 0.24, y - r * 0.2),
            (x + r * 0.1, y - r * 0.08),
            (x - r * 0.2, y - r * 0.2),
            (x - r * 0.76, y - r * 0.42),
        ],
        skin,
    )
    things.bottle(sheet, x + r * 0.2, y + r * 0.5, r * 0.62)
    things.can(sheet, x - r * 0.35, y + r * 0.62, r * 0.4)


def _heap(sheet: Sheet, x: float, y: float, r: float) -> None:
    things.bag(sheet, x - r * 0.3, y + r * 0.5, r * 0.8, (90, 92, 110))
    things.bottle(sheet, x + r * 0.32, y + r * 0.52, r * 0.8)
    things.can(sheet, x + r * 0.02, y + r * 0.62, r * 0.42)


def _earth(sheet: Sheet) -> None:
    """The planet with a face, and what surrounds it."""
    rng = sheet.rng
    x, y, r, sad = WIDTH / 2, 318, rng.uniform(138, 160), rng.random() < 0.5
    sheet.oval(x, y, r, r, (88, 166, 224))
    for dx, dy, rx, ry in (
        (-0.42, -0.4, 0.36, 0.26),
        (0.42, -0.1, 0.3, 0.4),
        (-0.3, 0.48, 0.34, 0.22),
        (0.2, -0.72, 0.3, 0.14),
    ):
        sheet.oval(x + dx * r, y + dy * r, rx * r, ry * r, (110, 184, 90))
    nature.face(sheet, x, y, r * 0.9, sad=sad)
    for number in range(8):
        a = 2 * pi * number / 8 + 0.3
        at = (x + cos(a) * r * 1.75, y + 24 + sin(a) * r * 1.05)
        if sad:
            rng.choice((things.bottle, things.can, things.bag))(sheet, *at, 92)
        else:
            plants.flower(sheet, *at, 62)


def _caught(sheet: Sheet) -> None:
    """The wrong way and the right way, side by side."""
    rng = sheet.rng
    nature.meadow(sheet, 440)
    figures.person(sheet, 180, 500, 250, arms="wide")
    for _ in range(4):
        things.litter(sheet, rng.uniform(240, 370), rng.uniform(470, 508), rng.uniform(40, 60))
    sheet.line([(70, 180), (330, 480)], _RED, 16)
    sheet.line([(330, 180), (70, 480)], _RED, 16)
    figures.person(sheet, 530, 500, 250, arms="wide")
    things.bin_(sheet, 670, 500, 150, rng.choice(things.BIN_COLORS))
    sheet.line([(560, 160), (600, 205), (690, 120)], (60, 160, 70), 16)


def _water(sheet: Sheet) -> None:
    """What a fish sees."""
    rng = sheet.rng
    nature.lake(sheet, 200, 515)
    for _ in range(rng.randint(2, 4)):
        animals.fish(
            sheet, rng.uniform(120, 680), rng.uniform(300, 460), rng.uniform(44, 88), rng.choice(figures.CLOTHES)
        )
    for _ in range(rng.randint(3, 5)):
        rng.choice((things.bottle, things.can, things.bag))(
            sheet, rng.uniform(80, 720), rng.uniform(250, 490), rng.uniform(56, 84)
        )
    if rng.random() < 0.6:
        things.rowboat(sheet, rng.uniform(200, 600), 196, 90)
