"""What still stands between those who entered and their papers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from ceremony import Ceremony, drawings
from sqlmodel import Session
from world import make_application, make_author, nominations_of

from app.applications.models import Status
from app.ceremony import events, readiness, receipts
from app.ceremony.event_forms import EventForm
from app.ceremony.event_models import Coming, Guest, Way
from app.ceremony.readiness import Readiness
from app.keys import Keys
from app.papers import issuing, names, runs
from app.papers.models import PaperKind, PaperReason

Look = Callable[[], Readiness]
NOTHING = Readiness(undecided=0, due=0, without=0, outdated=0, unprinted=0, unproved=0)


@pytest.fixture
def world(session: Session) -> Ceremony:
    return drawings(session)


@pytest.fixture
def look(session: Session, world: Ceremony) -> Look:
    return lambda: readiness.of(session, world.contest)


def test_everything_is_wanting_until_names_are_proved_and_papers_issued_and_printed(
    session: Session, world: Ceremony, look: Look, now: datetime, tmp_path: Path
) -> None:
    by = world.staff["secretary"]
    assert look() == replace(NOTHING, due=5, unproved=4)
    names.confirm(session, world.contest, names.lines(session, world.contest), by=world.owner, now=now)
    made = issuing.issue_all(session, Keys(tmp_path), world.contest, by=by, now=now)
    assert look() == replace(NOTHING, unprinted=5)
    runs.log(session, made[:3], None, by=by, now=now)
    receipts.hand_out(session, made[3:4], "", by=by, now=now)
    assert look() == replace(NOTHING, unprinted=1), "nobody prints what was taken"
    runs.log(session, made[4:], None, by=by, now=now)
    assert look().is_complete


def test_what_comes_after_the_printing_is_seen(
    session: Session, world: Ceremony, look: Look, now: datetime, tmp_path: Path
) -> None:
    by, keys, nomination = world.staff["organiser"], Keys(tmp_path), nominations_of(session, world.contest)[0]
    names.confirm(session, world.contest, names.lines(session, world.contest), by=world.owner, now=now)
    made = issuing.issue_all(session, keys, world.contest, by=by, now=now)
    runs.log(session, made, None, by=by, now=now)

    late = make_application(session, world.contest, world.owner, nomination, status=Status.SUBMITTED)
    make_author(session, late, world.schools[1])
    assert look() == replace(NOTHING, undecided=1)
    late.status = Status.ADMITTED
    session.flush()
    assert look() == replace(NOTHING, due=1, unproved=1)
    assert look().lacking == 1

    lines = names.lines(session, world.contest)
    line = next(one for one in lines if one.id == world.works[0].id)
    names.correct(session, world.contest, lines, line, line.now | {"recipient": "Төлеуова Аруана"}, by=by, now=now)
    assert look() == replace(NOTHING, due=1, unproved=1, outdated=1)


def test_a_child_whose_only_paper_is_revoked_has_none(
    session: Session, world: Ceremony, look: Look, now: datetime, tmp_path: Path
) -> None:
    made = issuing.issue_all(session, Keys(tmp_path), world.contest, by=world.owner, now=now)
    by_kind = {one.kind: one for one in made}
    revoked = by_kind[PaperKind.CERTIFICATE_PARTICIPANT]
    issuing.revoke(session, revoked, PaperReason.BY_MISTAKE, "екі рет", by=world.owner, now=now)
    assert (look().without, look().due, look().lacking) == (1, 0, 1)
    issuing.revoke(session, by_kind[PaperKind.THANKS], PaperReason.BY_MISTAKE, "қате", by=world.owner, now=now)
    assert look().without == 1, "a letter of thanks is no child's paper"


def test_a_box_is_fetched_where_somebody_of_its_school_comes(
    session: Session, world: Ceremony, now: datetime, tmp_path: Path
) -> None:
    by, contest = world.staff["secretary"], world.contest
    said = {"kind": "ceremony", "starts_at": "2036-05-25T10:00", "place_kk": "Текелі", "place_ru": "Текели"}
    event = events.arrange(session, contest, EventForm.model_validate(said), by=by, now=now)
    made = issuing.issue_all(session, Keys(tmp_path), contest, by=by, now=now)
    schools = {one.id for one in world.schools}
    assert readiness.unfetched(session, contest, event) == schools

    guest = Guest(event_id=event.id or 0, user_id=world.owner.id or 0, invited_at=now)
    session.add(guest)
    session.flush()
    assert readiness.unfetched(session, contest, event) == schools, "invited is not coming"
    events.answer(session, event, guest, Coming.YES, 2, by=world.owner, now=now)
    assert readiness.unfetched(session, contest, event) == set()

    events.answer(session, event, guest, Coming.NO, 0, by=world.owner, now=now)
    for paper in made:
        receipts.settle(session, paper, Way.POST, "", by=by, now=now)
    assert readiness.unfetched(session, contest, event) == set(), "it was said how they get there"
