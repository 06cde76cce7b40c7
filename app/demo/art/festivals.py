"""4: festivals and celebrations at tourist places."""

from __future__ import annotations

from app.demo.art import figures, nature, things
from app.demo.art.sheet import HEIGHT, Sheet


def festival(sheet: Sheet) -> None:
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
        rng.choice((things.balloon, things.balloon, things.kite))(
            sheet, rng.uniform(50, 750), rng.uniform(60, 240), rng.uniform(22, 36)
        )
    figures.row(sheet, rng.uniform(150, 300), rng.uniform(540, 760), 582, rng.uniform(130, 215), rng.randint(2, 4))
    if rng.random() < 0.5:
        things.dombra(sheet, rng.choice((80, 720)), 520, rng.uniform(52, 74))
    if night:
        things.campfire(sheet, rng.uniform(100, 700), HEIGHT - 24, 74)
