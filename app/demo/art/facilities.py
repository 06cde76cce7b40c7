"""3: toilets and litter bins where tourists come."""

from __future__ import annotations

from app.demo.art import figures, nature, plants, things
from app.demo.art.sheet import HEIGHT, Sheet


def facilities(sheet: Sheet) -> None:
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
    things.bin_(
        sheet, x + rng.choice((-170, 170)), 530, 150, rng.choice(things.BIN_COLORS), cheerful=rng.random() < 0.5
    )
    plants.grove(sheet, *((520, 800) if x < 400 else (0, 280)), 480, rng.uniform(150, 220))
    plants.flowers(sheet, 510, rng.randint(5, 12))


def _rest_place(sheet: Sheet) -> None:
    rng = sheet.rng
    horizon = rng.uniform(230, 340)
    nature.sky(sheet, horizon)
    nature.mountains(sheet, horizon + 4, height=rng.uniform(130, 230))
    nature.meadow(sheet, horizon)
    plants.grove(sheet, *rng.choice(((0, 260), (520, 800))), horizon + 40, rng.uniform(90, 150))
    if rng.random() < 0.8:
        x, h = rng.uniform(110, 640), rng.uniform(150, 215)
        for number, letter in enumerate(rng.choice((("Ә", "Е"), ("М", "Ж"), ("WC",)))):
            things.toilet(sheet, x + number * h * 0.72, horizon + rng.uniform(88, 96), h, letter)
    _bins(sheet)
    for _ in range(rng.randint(0, 2)):
        figures.person(sheet, rng.uniform(60, 740), 588, rng.uniform(150, 230))
    plants.flowers(sheet, 520, rng.randint(0, 9))


def _bins(sheet: Sheet) -> None:
    rng = sheet.rng
    count, h, cheerful = rng.randint(2, 4), rng.uniform(120, 190), rng.random() < 0.4
    colors = rng.sample(things.BIN_COLORS, count)
    left = rng.uniform(60, max(70, 780 - count * h * 0.95))
    for number, color in enumerate(colors):
        things.bin_(sheet, left + (number + 0.5) * h * 0.95, 560 + rng.uniform(-8, 8), h, color, cheerful=cheerful)
