"""The six subjects of the drawing contest, each composed anew from the generator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.demo.art import figures, nature, things
from app.demo.art.packaging import packaging
from app.demo.art.posters import poster
from app.demo.art.sheet import HEIGHT, Sheet


def lake(sheet: Sheet) -> None:
    """1: welcome, tourist, to lakes Alakol and Balkhash."""
    sheet.rng.choice((_lake_view, _lake_view, _lake_view, _lake_birds, _lake_family))(sheet)


def _lake_view(sheet: Sheet) -> None:
    rng = sheet.rng
    horizon, shore = rng.uniform(210, 290), rng.uniform(450, 520)
    nature.sky(sheet, horizon)
    if rng.random() < 0.85:
        nature.mountains(sheet, horizon + 4, height=rng.uniform(110, 200))
    nature.lake(sheet, horizon, shore + 30)
    for _ in range(rng.randint(1, 3)):
        rng.choice((things.sailboat, things.sailboat, things.rowboat))(sheet, rng.uniform(90, 710), rng.uniform(horizon + 60, shore - 60), rng.uniform(38, 74))
    _birds(sheet, horizon, shore)
    (nature.sand if rng.random() < 0.6 else nature.meadow)(sheet, shore)
    _shore_life(sheet, shore)


def _lake_birds(sheet: Sheet) -> None:
    """Birds so near that they fill the sheet."""
    rng = sheet.rng
    horizon = rng.uniform(170, 240)
    nature.sky(sheet, horizon)
    nature.mountains(sheet, horizon + 4, height=rng.uniform(80, 130))
    nature.lake(sheet, horizon, HEIGHT + 20)
    things.sailboat(sheet, rng.uniform(120, 680), horizon + 70, rng.uniform(34, 50))
    body = rng.choice(((246, 190, 196), (253, 253, 252)))
    for x, s in zip(rng.sample((190, 400, 600), 2), (rng.uniform(110, 150), rng.uniform(70, 100)), strict=True):
        nature.swan(sheet, x, rng.uniform(430, 500), s, body=body)
    for x in rng.sample((10, 90, 650, 720), 2):
        nature.reeds(sheet, x, HEIGHT + 6)
    nature.flock(sheet, 40, horizon - 20, rng.randint(2, 6))


def _lake_family(sheet: Sheet) -> None:
    """The guests themselves, with the lake behind them."""
    rng = sheet.rng
    horizon = rng.uniform(200, 260)
    nature.sky(sheet, horizon)
    nature.mountains(sheet, horizon + 4, height=rng.uniform(100, 160))
    nature.lake(sheet, horizon, 450)
    rng.choice((things.sailboat, things.rowboat))(sheet, rng.choice((90, 710)), horizon + 110, rng.uniform(60, 80))
    nature.sand(sheet, 440)
    heights = rng.sample((300, 280, 200, 170), rng.randint(2, 4))
    for number, height in enumerate(heights):
        figures.tourist(sheet, 800 * (number + 0.5) / len(heights), 584, height)
    if rng.random() < 0.6:
        sheet.word(rng.choice(("Қош келдіңіз!", "Добро пожаловать!", "Алакөлге саяхат", "Балқаш күтеді")), 400, 60, 64, (190, 50, 60), halo=True)


def _birds(sheet: Sheet, horizon: float, shore: float) -> None:
    rng = sheet.rng
    for _ in range(rng.randint(0, 3)):
        body = (246, 190, 196) if rng.random() < 0.45 else (253, 253, 252)
        nature.swan(sheet, rng.uniform(60, 700), rng.uniform(horizon + 100, shore - 10), rng.uniform(26, 52), body=body)
    for _ in range(rng.randint(0, 3)):
        nature.gull(sheet, rng.uniform(80, 720), rng.uniform(60, horizon - 20), rng.uniform(24, 48))
    nature.flock(sheet, 40, horizon - 30, rng.randint(0, 5))


def _shore_life(sheet: Sheet, shore: float) -> None:
    rng = sheet.rng
    if rng.random() < 0.5:
        nature.reeds(sheet, rng.choice((10, 700)), shore + 50)
    if rng.random() < 0.45:
        things.banner(sheet, rng.choice((170, 400, 630)), shore - 30, 260, 56, rng.choice(("Қош келдіңіз!", "АЛАКӨЛ", "БАЛҚАШ", "Добро пожаловать!")), (60, 120, 180))
    for _ in range(rng.randint(1, 3)):
        figures.tourist(sheet, rng.uniform(80, 720), rng.uniform(560, 588), rng.uniform(115, 205))
    if rng.random() < 0.4:
        things.tent(sheet, rng.uniform(120, 680), rng.uniform(555, 585), rng.uniform(46, 70))


def ecopost(sheet: Sheet) -> None:
    """2: an eco-post with activists."""
    sheet.rng.choice((_post, _post, _activists))(sheet)


def _activists(sheet: Sheet) -> None:
    """Two or three of them, near, at work."""
    rng = sheet.rng
    horizon = rng.uniform(240, 330)
    nature.sky(sheet, horizon)
    rng.choice((nature.mountains, nature.hills))(sheet, horizon)
    nature.meadow(sheet, horizon + 5)
    nature.grove(sheet, *rng.choice(((0, 240), (560, 800))), horizon + 60, rng.uniform(140, 210))
    count, h = rng.randint(2, 3), rng.uniform(300, 350)
    for number in range(count):
        x = 800 * (number + 0.5) / count + rng.uniform(-30, 30)
        figures.person(sheet, x, 580, h * rng.uniform(0.85, 1), vest=True, arms=rng.choice(("wave", "wide", "up")))
        things.bag(sheet, x + h * 0.3, 586, h * 0.3, rng.choice(((72, 76, 92), (66, 120, 200), (60, 150, 80))))
    for _ in range(rng.randint(2, 5)):
        things.litter(sheet, rng.uniform(30, 740), rng.uniform(500, 590), rng.uniform(26, 44))


def _post(sheet: Sheet) -> None:
    rng = sheet.rng
    horizon = rng.uniform(250, 350)
    nature.sky(sheet, horizon)
    rng.choice((nature.mountains, nature.mountains, nature.hills))(sheet, horizon)
    if rng.random() < 0.4:
        nature.lake(sheet, horizon, horizon + 70)
    nature.meadow(sheet, horizon + (40 if rng.random() < 0.5 else 5))
    nature.grove(sheet, 10, 330, horizon + 50, rng.uniform(110, 170))
    things.tent(sheet, rng.uniform(500, 660), horizon + rng.uniform(95, 125), rng.uniform(80, 125))
    things.flag(sheet, rng.choice((70, 380, 700)), horizon + 120, rng.uniform(160, 215), rng.choice(((70, 160, 80), (66, 150, 200), (240, 180, 60))))
    if rng.random() < 0.65:
        text = rng.choice(("ЭКОПОСТ", "ЭКОПОСТ", "Табиғатты қорға!", "Эко патруль"))
        things.banner(sheet, rng.uniform(190, 560), horizon + 55, 230, 58, text, rng.choice(((60, 140, 84), (250, 226, 120), (60, 110, 170))))
    figures.row(sheet, rng.uniform(20, 120), rng.uniform(620, 780), 580, rng.uniform(150, 225), rng.randint(2, 5), vest=True)
    for _ in range(rng.randint(1, 3)):
        things.bag(sheet, rng.uniform(40, 760), rng.uniform(572, 594), rng.uniform(46, 70), rng.choice(((72, 76, 92), (66, 120, 200), (60, 150, 80))))


def facilities(sheet: Sheet) -> None:
    """3: toilets and litter bins where tourists come."""
    sheet.rng.choice((_rest_place, _rest_place, _great_bins, _clean_house))(sheet)


def _great_bins(sheet: Sheet) -> None:
    """Bins as heroes, larger than those who feed them."""
    rng = sheet.rng
    nature.sky(sheet, 330)
    rng.choice((nature.mountains, nature.hills))(sheet, 330)
    nature.meadow(sheet, 335)
    count = rng.randint(2, 3)
    for number, color in enumerate(rng.sample(things.BIN_COLORS, count)):
        x = 800 * (number + 0.5) / count
        things.bin_(sheet, x, 540, 290, color, cheerful=rng.random() < 0.7)
        rng.choice((things.bottle, things.can))(sheet, x + rng.uniform(-40, 40), 240, rng.uniform(60, 90))
    figures.person(sheet, 800 * rng.randint(1, count - 1) / count, 588, rng.uniform(170, 220), arms="up")


def _clean_house(sheet: Sheet) -> None:
    """One tidy toilet with a path, flowers and a queue of nobody."""
    rng = sheet.rng
    horizon, x = rng.uniform(280, 330), rng.choice((240, 400, 560))
    nature.sky(sheet, horizon)
    nature.mountains(sheet, horizon, height=rng.uniform(150, 220))
    nature.meadow(sheet, horizon)
    sheet.area([(x - 34, 480), (x + 34, 480), (x + 110, HEIGHT + 8), (x - 130, HEIGHT + 8)], (226, 206, 160))
    things.toilet(sheet, x, 490, 330, rng.choice(("WC", "Ә", "Е", "М", "Ж")))
    things.bin_(sheet, x + rng.choice((-170, 170)), 530, 150, rng.choice(things.BIN_COLORS), cheerful=rng.random() < 0.5)
    nature.grove(sheet, *((520, 800) if x < 400 else (0, 280)), 480, rng.uniform(150, 220))
    nature.flowers(sheet, 510, rng.randint(5, 12))


def _rest_place(sheet: Sheet) -> None:
    rng = sheet.rng
    horizon = rng.uniform(230, 340)
    nature.sky(sheet, horizon)
    nature.mountains(sheet, horizon + 4, height=rng.uniform(130, 230))
    nature.meadow(sheet, horizon)
    nature.grove(sheet, *rng.choice(((0, 260), (520, 800))), horizon + 40, rng.uniform(90, 150))
    if rng.random() < 0.8:
        x, h = rng.uniform(110, 640), rng.uniform(150, 215)
        for number, letter in enumerate(rng.choice((("Ә", "Е"), ("М", "Ж"), ("WC",)))):
            things.toilet(sheet, x + number * h * 0.72, horizon + rng.uniform(88, 96), h, letter)
    _bins(sheet)
    for _ in range(rng.randint(0, 2)):
        figures.person(sheet, rng.uniform(60, 740), 588, rng.uniform(150, 230))
    nature.flowers(sheet, 520, rng.randint(0, 9))


def _bins(sheet: Sheet) -> None:
    rng = sheet.rng
    count, h, cheerful = rng.randint(2, 4), rng.uniform(120, 190), rng.random() < 0.4
    colors = rng.sample(things.BIN_COLORS, count)
    left = rng.uniform(60, max(70, 780 - count * h * 0.95))
    for number, color in enumerate(colors):
        things.bin_(sheet, left + (number + 0.5) * h * 0.95, 560 + rng.uniform(-8, 8), h, color, cheerful=cheerful)


def festival(sheet: Sheet) -> None:
    """4: festivals and celebrations at tourist places."""
    sheet.rng.choice((_fair, _fair, _fair, _great_yurt, _musician))(sheet)


def _great_yurt(sheet: Sheet) -> None:
    """A yurt across the sheet and those who dance before it."""
    rng = sheet.rng
    nature.sky(sheet, 340)
    rng.choice((nature.mountains, nature.hills))(sheet, 340)
    nature.meadow(sheet, 345)
    things.yurt(sheet, 400 + rng.uniform(-60, 60), 500, rng.uniform(210, 250))
    things.bunting(sheet, 18, rng.uniform(16, 44))
    figures.row(sheet, 20, 780, 584, rng.uniform(150, 190), rng.randint(3, 5))


def _musician(sheet: Sheet) -> None:
    """A song by the lake: the dombra is as large as the player."""
    rng = sheet.rng
    horizon, x = rng.uniform(240, 300), rng.choice((230, 400, 540))
    nature.sky(sheet, horizon)
    nature.mountains(sheet, horizon + 4, height=150)
    nature.lake(sheet, horizon, horizon + 90)
    nature.meadow(sheet, horizon + 80)
    figures.person(sheet, x, 582, 350, arms="wide")
    things.dombra(sheet, x + 10, 420, 92)
    for _ in range(3):
        things.balloon(sheet, rng.choice((90, 150, 640, 720)), rng.uniform(80, 260), rng.uniform(26, 38))
    figures.row(sheet, *((560, 790) if x < 400 else (10, 230)), 580, 190, 2)


def _fair(sheet: Sheet) -> None:
    rng = sheet.rng
    horizon, night = rng.uniform(250, 340), rng.random() < 0.2
    nature.sky(sheet, horizon, night=night)
    rng.choice((nature.mountains, nature.hills))(sheet, horizon)
    nature.meadow(sheet, horizon + 6, (70, 120, 96) if night else None)
    for x in rng.sample((120, 300, 480, 660), rng.randint(1, 3)):
        things.yurt(sheet, x, horizon + rng.uniform(80, 120), rng.uniform(72, 125))
    if rng.random() < 0.5:
        things.bunting(sheet, rng.uniform(20, 60), rng.uniform(20, 60))
    _amusements(sheet, night=night)


def _amusements(sheet: Sheet, *, night: bool) -> None:
    rng = sheet.rng
    if rng.random() < 0.45:
        x = rng.choice((190, 610))
        seat = things.swing(sheet, x, 565, 130)
        figures.person(sheet, x, seat + 30, 120, arms="up")
    for _ in range(rng.randint(2, 6)):
        rng.choice((things.balloon, things.balloon, things.kite))(sheet, rng.uniform(50, 750), rng.uniform(60, 240), rng.uniform(22, 36))
    figures.row(sheet, rng.uniform(150, 300), rng.uniform(540, 760), 582, rng.uniform(130, 215), rng.randint(2, 4))
    if rng.random() < 0.5:
        things.dombra(sheet, rng.choice((80, 720)), 520, rng.uniform(52, 74))
    if night:
        things.campfire(sheet, rng.uniform(100, 700), HEIGHT - 24, 74)


SCENES: Final[dict[int, Callable[[Sheet], None]]] = {1: lake, 2: ecopost, 3: facilities, 4: festival, 5: poster, 6: packaging}
