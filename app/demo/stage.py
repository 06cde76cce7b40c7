"""Everything that the scenes of the demonstration world share."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlmodel import Session

from app.contests.models import Contest, ContestStatus
from app.contests.presets import Preset, make_contest
from app.demo.cast import Cast, give_roles
from app.demo.gallery import Studio
from app.demo.timeline import Dates
from app.files import Shelf
from app.keys import Keys
from app.places.models import School
from app.programmes import queries as programmes


@dataclass(frozen=True)
class Stage:
    session: Session
    studio: Studio
    shelf: Shelf
    keys: Keys
    rng: Random
    now: datetime
    cast: Cast
    schools: list[School]

    def announce(self, preset: Preset, edition: int, dates: Dates) -> Contest:
        """The edition with its staff, announced at its opening."""
        programme = programmes.latest(self.session)
        assert programme is not None, "the presets bring one"
        contest = make_contest(
            self.session, preset, edition=edition, programme=programme, now=dates.opens_at,
            status=ContestStatus.ANNOUNCED, opens_at=dates.opens_at, closes_at=dates.closes_at,
            results_at=dates.results_at, starts_on=dates.starts_on, ends_on=dates.ends_on,
        )  # fmt: skip
        give_roles(self.session, contest, self.cast, now=dates.opens_at)
        return contest
