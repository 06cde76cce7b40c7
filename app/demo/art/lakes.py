"""1: welcome, tourist, to lakes Alakol and Balkhash."""

from __future__ import annotations

from app.demo.art import animals, figures, nature, plants, things
from app.demo.art.sheet import HEIGHT, Sheet


def lake(sheet: Sheet) -> None:
    sheet.rng.choice((_lake_view, _lake_view, _lake_view, _lake_birds, _lake_family))(sheet)


def _lake_view(sheet: Sheet) -> None:
    rng = sheet.rng
    horizon, shore = rng.uniform(210, 290), rng.uniform(450, 520)
    nature.sky(sheet, horizon)
    if rng.random() < 0.85:
        nature.mountains(sheet, horizon + 4, height=rng.uniform(110, 200))
    nature.lake(sheet, horizon, shore + 30)
    for _ in range(rng.randint(1, 3)):
        rng.choice((things.sailboat, things.sailboat, things.rowboat))(
            sheet, rng.uniform(90, 710), rng.uniform(horizon + 60, shore - 60), rng.uniform(38, 74)
        )
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
        animals.swan(sheet, x, rng.uniform(430, 500), s, body=body)
    for x in rng.sample((10, 90, 650, 720), 2):
        plants.reeds(sheet, x, HEIGHT + 6)
    animals.flock(sheet, 40, horizon - 20, rng.randint(2, 6))


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
        sheet.word(
            rng.choice(("Қош келдіңіз!", "Добро пожаловать!", "Алакөлге саяхат", "Балқаш күтеді")),
            400,
            60,
            64,
            (190, 50, 60),
            halo=True,
        )


def _birds(sheet: Sheet, horizon: float, shore: float) -> None:
    rng = sheet.rng
    for _ in range(rng.randint(0, 3)):
        body = (246, 190, 196) if rng.random() < 0.45 else (253, 253, 252)
        animals.swan(
            sheet, rng.uniform(60, 700), rng.uniform(horizon + 100, shore - 10), rng.uniform(26, 52), body=body
        )
    for _ in range(rng.randint(0, 3)):
        animals.gull(sheet, rng.uniform(80, 720), rng.uniform(60, horizon - 20), rng.uniform(24, 48))
    animals.flock(sheet, 40, horizon - 30, rng.randint(0, 5))


def _shore_life(sheet: Sheet, shore: float) -> None:
    rng = sheet.rng
    if rng.random() < 0.5:
        plants.reeds(sheet, rng.choice((10, 700)), shore + 50)
    if rng.random() < 0.45:
        things.banner(
            sheet,
            rng.choice((170, 400, 630)),
            shore - 30,
            260,
            56,
            rng.choice(("Қош келдіңіз!", "АЛАКӨЛ", "БАЛҚАШ", "Добро пожаловать!")),
            (60, 120, 180),
        )
    for _ in range(rng.randint(1, 3)):
        figures.tourist(sheet, rng.uniform(80, 720), rng.uniform(560, 588), rng.uniform(115, 205))
    if rng.random() < 0.4:
        things.tent(sheet, rng.uniform(120, 680), rng.uniform(555, 585), rng.uniform(46, 70))
