"""How the published editions of the demonstration world ended."""

from datetime import datetime

from app.contests.models import Contest
from app.demo.stage import Stage


def settle_drawings(stage: Stage, contest: Contest, now: datetime) -> None:
    pass


def settle_grants(stage: Stage, contest: Contest, now: datetime) -> None:
    pass
