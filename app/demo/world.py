"""The demonstration world: the editions of both contests, played through the site's own verbs in one transaction.

The same seed and start give the same people, works and marks; only random codes, tokens and keys differ.
"""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts import queries as accounts
from app.contests.presets import load_presets
from app.db import transaction
from app.demo import drawings, grants
from app.demo.cast import APPLICANTS, PASSWORD, STAFF, make_cast
from app.demo.gallery import Studio
from app.demo.schools import SCHOOLS
from app.demo.stage import Stage
from app.demo.timeline import at, state_contract
from app.files import Shelf
from app.i18n import local
from app.keys import Keys
from app.places import directory
from app.places import queries as places
from app.places.models import School
from app.programmes import editing
from app.programmes import queries as programmes
from app.settings import Settings

SEED = 2026
ACCOUNTS_NOTE = "\n".join(
    [f"Demonstration accounts (password {PASSWORD}):", *(f"  {row[0]}" for row in (*STAFF, *APPLICANTS))]
)
MARKER = "demonstration"


def build(engine: Engine, settings: Settings, *, now: datetime) -> bool:
    """Fill an installation that has no people yet. False where it has some: nothing is changed there."""
    with transaction(engine) as session:
        if accounts.anybody(session):
            return False
        _play(session, settings, now)
    (settings.data / MARKER).write_text(now.isoformat(), encoding="utf-8")
    return True


def _play(session: Session, settings: Settings, now: datetime) -> None:
    rng = Random(SEED)
    begin = at(now, -430, 9)
    load_presets(session, now=now)
    with Studio(settings.data / "files", settings.font_cache) as studio:
        stage = Stage(
            session=session, studio=studio, shelf=Shelf(settings.data / "files"),
            keys=Keys(settings.data / "keys"), rng=rng, now=now, cast=make_cast(session, now=begin),
            schools=_schools(session, begin),
        )  # fmt: skip
        _fund(stage)
        last_year, this_year = drawings.plan_last_year(stage), drawings.plan_this_year(stage)
        next_year = drawings.plan_next_year(stage)
        studio.lay_out_fonts()
        grants.last_year(stage)
        grants.this_year(stage)
        drawings.last_year(stage, last_year)
        drawings.this_year(stage, this_year)
        drawings.next_year(stage, next_year)


def _fund(stage: Stage) -> None:
    """The contract by which the state pays for both contests: contracts with winners name it."""
    programme = programmes.latest(stage.session)
    assert programme is not None, "the presets bring one"
    signed = state_contract(stage.now)
    values = {
        "contract_number": "17", "contract_date": local(signed).date(),
        "starts_on": local(signed + timedelta(days=7)).date(), "ends_on": local(at(stage.now, 160, 12)).date(),
        "amount": 10_000_000,
    }  # fmt: skip
    editing.change_programme(stage.session, programme, values, by=stage.cast["organizer"], now=signed)


def _schools(session: Session, now: datetime) -> list[School]:
    territories = {one.code: one.id or 0 for one in places.territories(session)}
    return [
        directory.add_school(
            session, territory_id=territories[one.territory_code], name={"kk": one.name_kk, "ru": one.name_ru},
            settlement={"kk": one.settlement_kk, "ru": one.settlement_ru}, is_rural=one.is_rural, by=None, now=now,
            source=directory.DIRECTORY,
        )
        for one in SCHOOLS
    ]  # fmt: skip
