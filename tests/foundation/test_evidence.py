"""What proves how it was judged is written once: the database itself refuses to change it or to take it away, whoever
asks. What waits for a second person is settled once, with nothing else of it changed."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select
from tampering import unguard
from world import make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app.applications.models import Version
from app.contests.models import Contest, ContestStatus, ShortlistMode
from app.db import transaction
from app.jury import exposures, queries, sealing, seats, shortlisting, unsealing
from app.jury.models import Post, Seal, Sheet
from app.jury.seal_models import OpenedSeal

WRITTEN_ONCE = (
    "application_version", "seal", "opened_seal", "glance_seal", "sheet_version", "judging_closing", "shortlist",
    "shortlist_row",
)  # fmt: skip
SETTLED_ONCE = ("unsealing", "exposure")


@pytest.fixture
def judged(engine: Engine, now: datetime) -> Engine:
    """A nomination with a shortlist, a seal that was opened again and another one over the same sheets, another
    nomination that the chair has closed, a name that was seen in a work, a request to open a sheet that waits."""
    with transaction(engine) as session:
        contest = make_contest(session, status=ContestStatus.JUDGING, shortlist=ShortlistMode.YES_NO, shortlist_size=1)
        first, second = nominations_of(session, contest)
        works = [make_application(session, contest, make_user(session), one) for one in (first, first, second)]
        session.add(Version(application_id=works[0].id or 0, number=1, submitted_at=now, answers={}, sha256="0"))
        seat, other = make_seat(session, contest, [first, second], Post.CHAIR), make_user(session).id or 0
        act: dict[str, Any] = {"by": seat.user_id, "now": now}
        seats.deal(session, contest, by=None, now=now)
        for sheet in queries.sheets_of(session, seat.id):
            if sheet.application_id in (works[0].id, works[1].id):
                shortlisting.look(session, sheet, seat, first, contest, int(sheet.application_id == works[0].id), **act)
        shortlisting.seal(session, seat, first, contest, **act)
        mark_all(session, contest, seat, {works[0].id or 0: 5})
        sealing.seal(session, seat, first, contest, **act)
        _open_one(session, contest.id or 0, seat.id or 0, other, now)
        sealing.seal(session, seat, first, contest, **act)
        sheet = next(one for one in queries.sheets_of(session, seat.id) if one.application_id == works[2].id)
        exposures.tell(session, sheet, seat, contest, "Бұрышта", **act)
        sealing.close(session, second, contest, "Уақыт", **act)
    return engine


def _open_one(session: Session, contest_id: int, seat_id: int, other: int, now: datetime) -> None:
    contest = session.get_one(Contest, contest_id)
    sheet = next(one for one in queries.sheets_of(session, seat_id) if one.seal_id)
    asked = unsealing.propose(session, contest, sheet, "Қате", by=other, now=now)
    unsealing.agree(session, contest, asked, by=make_user(session).id or 0, now=now)


def do(engine: Engine, statement: str) -> int:
    """How many rows it changed."""
    with transaction(engine) as session:
        return int(session.execute(text(statement)).rowcount)  # type: ignore[attr-defined]


def columns(engine: Engine, table: str) -> list[str]:
    return [str(one["name"]) for one in inspect(engine).get_columns(table)]


@pytest.mark.parametrize("table", WRITTEN_ONCE)
def test_what_is_written_once_is_neither_changed_nor_taken_away(judged: Engine, table: str) -> None:
    for column in columns(judged, table):
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            do(judged, f"UPDATE {table} SET {column} = {column}")
    with pytest.raises(DBAPIError, match=f"{table} is append-only"):
        do(judged, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", SETTLED_ONCE)
def test_what_waits_for_a_second_person_is_settled_once_and_nothing_else(judged: Engine, table: str) -> None:
    own = {"unsealing": "is_agreed", "exposure": "place"}[table]
    with pytest.raises(DBAPIError, match=table):
        do(judged, f"DELETE FROM {table}")
    settle = f"UPDATE {table} SET settled_at = '2026-05-20 07:00:00', settled_by = 1"
    if table == "unsealing":
        with pytest.raises(DBAPIError, match=table):
            do(judged, settle)
        return
    with pytest.raises(DBAPIError, match=table):
        do(judged, f"UPDATE {table} SET {own} = 'else'")
    with pytest.raises(DBAPIError, match=table):
        do(judged, f"{settle}, {own} = 'else'")
    assert do(judged, settle) == 1
    with pytest.raises(DBAPIError, match=table):
        do(judged, settle)


@pytest.mark.parametrize("table", [*WRITTEN_ONCE, *SETTLED_ONCE])
def test_nothing_else_keeps_it_but_the_guards(judged: Engine, table: str) -> None:
    """Or the tests above would pass for another reason."""
    with transaction(judged) as session:
        unguard(session, table)
    assert do(judged, f"UPDATE {table} SET id = id") > 0


def test_a_seal_that_was_opened_is_followed_by_another_over_the_same_sheets(judged: Engine) -> None:
    with transaction(judged, reads_only=True) as session:
        seals = session.exec(select(Seal).order_by(col(Seal.id))).all()
        opened = session.exec(select(OpenedSeal)).one()
        assert ([one.number for one in seals], opened.seal_id) == ([1, 2], seals[0].id)
        assert {sheet.seal_id for sheet in session.exec(select(Sheet)) if sheet.seal_id} == {seals[1].id}
        assert queries.seal(session, seals[0].seat_id, seals[0].nomination_id) == seals[1]
