"""2: an eco-post with activists."""

from __future__ import annotations

from app.demo.art import figures, nature, plants, things
from app.demo.art.sheet import Sheet


def ecopost(sheet: Sheet) -> None:
    sheet.rng.choice((_post, _post, _activists))(sheet)


def _activists(sheet: Sheet) -> None:
    """Two or three of them, near, at work."""
    rng = sheet.rng
    horizon = rng.uniform(240, 330)
    nature.sky(sheet, horizon)
    rng.choice((nature.mountains, nature.hills))(sheet, horizon)
    nature.meadow(sheet, horizon + 5)
    plants.grove(sheet, *rng.choice(((0, 240), (560, 800))), horizon + 60, rng.uniform(140, 210))
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
    plants.grove(sheet, 10, 330, horizon + 50, rng.uniform(110, 170))
    things.tent(sheet, rng.uniform(500, 660), horizon + rng.uniform(95, 125), rng.uniform(80, 125))
    things.flag(
        sheet,
        rng.choice((70, 380, 700)),
        horizon + 120,
        rng.uniform(160, 215),
        rng.choice(((70, 160, 80), (66, 150, 200), (240, 180, 60))),
    )
    if rng.random() < 0.65:
        text = rng.choice(("ЭКОПОСТ", "ЭКОПОСТ", "Табиғатты қорға!", "Эко патруль"))
        things.banner(
            sheet,
            rng.uniform(190, 560),
            horizon + 55,
            230,
            58,
            text,
            rng.choice(((60, 140, 84), (250, 226, 120), (60, 110, 170))),
        )
    figures.row(
        sheet, rng.uniform(20, 120), rng.uniform(620, 780), 580, rng.uniform(150, 225), rng.randint(2, 5), vest=True
    )
    for _ in range(rng.randint(1, 3)):
        things.bag(
            sheet,
            rng.uniform(40, 760),
            rng.uniform(572, 594),
            rng.uniform(46, 70),
            rng.choice(((72, 76, 92), (66, 120, 200), (60, 150, 80))),
        )
