"""How a commission of the demonstration world is seated and judges a whole edition."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.applications.models import Application
from app.contests import lifecycle, queries
from app.contests.models import Contest
from app.demo import judging
from app.demo.cast import seat_commission
from app.demo.stage import Stage
from app.jury import conflicts, seats
from app.jury import queries as jury
from app.jury.models import Seat


def open_judging(stage: Stage, contest: Contest, now: datetime) -> list[Seat]:
    organiser = stage.cast["organizer"]
    nominations = queries.nominations(stage.session, contest.id)
    lifecycle.start_judging(stage.session, contest, waiting=0, by=organiser, now=now)
    panel = seat_commission(stage.session, contest, stage.cast, nominations, now=now)
    seats.deal(stage.session, contest, by=organiser.id, now=now)
    for seat in panel:
        last = max((sheet.id or 0 for sheet in jury.sheets_of(stage.session, seat.id)), default=0)
        conflicts.declare(stage.session, seat, contest, {}, up_to=last, by=seat.user_id, now=now)
    return panel


def talents(stage: Stage, works: Sequence[Application]) -> dict[int, float]:
    return {work.id or 0: stage.rng.betavariate(4, 2.4) for work in works}


def judge(stage: Stage, contest: Contest, works: Sequence[Application], now: datetime) -> list[Seat]:
    panel = open_judging(stage, contest, now)
    judging.recuse_one(stage.session, contest, panel[2], now=now + timedelta(hours=1))
    talent = talents(stage, works)
    for seat in panel:
        judging.fill(stage.session, contest, seat, stage.rng, talent, now=now + timedelta(days=5))
    return panel


def seal_everything(stage: Stage, contest: Contest, panel: list[Seat], now: datetime) -> None:
    nominations = queries.nominations(stage.session, contest.id)
    for seat in panel:
        judging.seal_all(stage.session, contest, seat, nominations, now=now)
