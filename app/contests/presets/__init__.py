"""Both contests as they come: «Марафон чистых дел» and the school drawing contest, with the places of the region.

The organisation and the programme are placeholders that an organiser replaces with their own.
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

from sqlmodel import Session

from app import journal
from app.alphabet import sort_key
from app.contests import queries, rulebook
from app.contests.models import (
    Contest,
    ContestKind,
    ContestStatus,
    Criterion,
    Nomination,
    QuotaMode,
    Role,
    RoleName,
    RulesText,
)
from app.places import queries as places
from app.places.models import Territory, TerritoryKind
from app.programmes import queries as programmes
from app.programmes.models import Organisation, Programme

Preset = Literal["clean-deeds", "school-drawings"]
NAMES: tuple[Preset, ...] = ("clean-deeds", "school-drawings")
KINDS = {"clean-deeds": ContestKind.SMALL_GRANT, "school-drawings": ContestKind.DRAWING}
FOLDER = Path(__file__).parent
CHOICES = {"kind": ContestKind, "nomination_mode": QuotaMode, "territory_mode": QuotaMode}


@cache
def configuration() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "zhetisu.json").read_text(encoding="utf-8"))
    return found


def load_presets(session: Session, *, now: datetime) -> None:
    """The places, the placeholders and a draft of both contests for this year, each unless one of its kind is there
    already. Whoever organised an earlier edition organises the new one."""
    load_territories(session)
    programme = _programme(session, _organisation(session))
    for preset in NAMES:
        if queries.of_edition(session, KINDS[preset], now.year) is None:
            contest = make_contest(session, preset, edition=now.year, programme=programme, now=now)
            _keep_organisers(session, contest, now)


def make_contest(session: Session, preset: Preset, *, edition: int, programme: Programme, now: datetime,
                 status: ContestStatus = ContestStatus.DRAFT, opens_at: datetime | None = None,
                 closes_at: datetime | None = None, results_at: datetime | None = None,
                 starts_on: datetime | None = None, ends_on: datetime | None = None,
                 published_at: datetime | None = None) -> Contest:  # fmt: skip
    """One edition with its nominations, criteria and rules in kk and ru. A draft of that address is taken over; in any
    other state it is refused with ValueError. Beyond a draft both dates of entry are needed, and the rules freeze."""
    contest = queries.by_slug(session, f"{preset}-{edition}") or _draft(session, preset, edition, programme, now)
    if contest.status is not ContestStatus.DRAFT:
        raise ValueError(f"{contest.slug} is announced already")
    contest.opens_at, contest.closes_at, contest.results_at = opens_at, closes_at, results_at
    contest.starts_on, contest.ends_on, contest.published_at = starts_on, ends_on, published_at
    if status is not ContestStatus.DRAFT:
        contest.status, contest.announced_at = status, opens_at
        rulebook.freeze(session, contest, now)
    session.add(contest)
    session.flush()
    return contest


def load_territories(session: Session) -> None:
    known = {territory.code for territory in places.territories(session)}
    for place in configuration()["territories"]:
        if place["code"] not in known:
            kind, key = TerritoryKind(place["kind"]), sort_key(place["name"]["kk"])
            session.add(Territory(**place | {"kind": kind, "sort_key": key}))
    session.flush()


def _organisation(session: Session) -> Organisation:
    found = programmes.organisation(session)
    if found is None:
        found = Organisation(**configuration()["organisation"])
        session.add(found)
        session.flush()
    return found


def _programme(session: Session, organisation: Organisation) -> Programme:
    found = programmes.latest(session)
    if found is None:
        found = Programme(organisation_id=organisation.id or 0, **configuration()["programme"])
        session.add(found)
        session.flush()
    return found


def _draft(session: Session, preset: Preset, edition: int, programme: Programme, now: datetime) -> Contest:
    given = dict(next(one for one in configuration()["contests"] if one["preset"] == preset))
    nominations, criteria = given.pop("nominations"), given.pop("criteria")
    given |= {name: choices(given[name]) for name, choices in CHOICES.items()}
    contest = Contest(slug=f"{given.pop('preset')}-{edition}", edition=edition, programme_id=programme.id or 0, **given)
    session.add(contest)
    session.flush()
    for position, nomination in enumerate(nominations, 1):
        session.add(Nomination(contest_id=contest.id or 0, position=position, **nomination))
    for position, criterion in enumerate(criteria, 1):
        session.add(Criterion(contest_id=contest.id or 0, position=position, **criterion))
    session.flush()
    _write_rules(session, contest, now)
    journal.write(session, "contest.made", of=("contest", contest.id), by=None, now=now, contest_id=contest.id,
                  preset=preset, edition=edition)  # fmt: skip
    return contest


def _write_rules(session: Session, contest: Contest, now: datetime) -> None:
    for language, body in rulebook.drafts(session, contest).items():
        session.add(
            RulesText(contest_id=contest.id or 0, version=1, language=language, body=body, created_at=now)
        )  # fmt: skip
    session.flush()


def _keep_organisers(session: Session, contest: Contest, now: datetime) -> None:
    before = queries.previous_edition(session, contest)
    if before is None:
        return
    for user_id in queries.holders(session, before.id, RoleName.ORGANISER):
        session.add(Role(contest_id=contest.id or 0, user_id=user_id, name=RoleName.ORGANISER, granted_at=now))
        journal.write(session, "role.granted", of=("user", user_id), by=None, now=now, contest_id=contest.id,
                      role=RoleName.ORGANISER, why="organised the last edition")  # fmt: skip
