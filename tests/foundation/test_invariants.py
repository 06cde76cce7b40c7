from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session
from world import (
    make_application,
    make_author,
    make_contest,
    make_school,
    make_territories,
    make_user,
    nominations_of,
)

from app import invariants
from app.applications import batches, extensions
from app.applications.models import Status
from app.contests.models import ContestKind
from app.files import Shelf
from app.invariants import STORED
from app.tables import metadata

CONTENT = {
    "application_version.sha256", "sheet.sha256", "seal.sha256", "sheet_version.sha256", "sheet_version.seal_sha256",
    "glance_seal.sha256",
}  # fmt: skip
"""Hashes of what was said, not of files."""


def test_the_check_looks_at_every_column_that_names_a_file() -> None:
    hashes = {str(column) for table in metadata.tables.values() for column in table.c if column.name.endswith("sha256")}

    assert {f"{column.table}.{column.key}" for column in STORED} == hashes - CONTENT


@pytest.mark.parametrize(("hours", "is_reasoned"), [(2, True), (1, False)])
def test_a_late_submission_needs_an_extension_that_had_not_ended(
    session: Session, tmp_path: Path, now: datetime, hours: int, is_reasoned: bool
) -> None:
    shelf = Shelf(tmp_path)
    contest, person = make_contest(session, closes_at=now - timedelta(hours=2)), make_user(session)
    late = make_application(session, contest, person, nominations_of(session, contest)[0], Status.SUBMITTED,
                            submitted_at=now - timedelta(minutes=30))  # fmt: skip
    until = now - timedelta(hours=2) + timedelta(hours=hours)
    granted = now - timedelta(hours=2)
    assert [line for line in invariants.broken(session, shelf) if "after closing" in line] == [
        f"application {late.number} was submitted after closing"
    ]

    extensions.grant(session, contest, person, until, "Жарық болмады", by=person, now=granted)

    assert [line for line in invariants.broken(session, shelf) if "after closing" in line] == (
        [] if is_reasoned else [f"application {late.number} was submitted after closing"]
    )


def test_a_later_deadline_without_a_reason_on_record_is_named(session: Session, tmp_path: Path, now: datetime) -> None:
    shelf, contest = Shelf(tmp_path), make_contest(session)
    one = make_application(session, contest, make_user(session), nominations_of(session, contest)[0], Status.SUBMITTED,
                           extended_until=now + timedelta(days=30))  # fmt: skip

    assert f"application {one.id} is extended without a reason" in invariants.broken(session, shelf)


def test_paper_without_a_sticker_a_strangers_work_and_a_merged_school_are_named(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    shelf, contest, teacher = Shelf(tmp_path), make_contest(session, kind=ContestKind.DRAWING), make_user(session)
    territory, nomination = make_territories(session, 1)[0], nominations_of(session, contest)[0]
    kept, gone, older = (make_school(session, territory, f"№ {number}") for number in (1, 2, 3))
    batch = batches.start(session, contest, by=teacher, nonce="n", language="kk", now=now)
    work = make_application(session, contest, make_user(session), nomination, Status.SUBMITTED, batch_id=batch.id,
                            paper_at=now - timedelta(hours=1))  # fmt: skip
    make_author(session, work, gone)
    gone.merged_into_id, older.merged_into_id = kept.id, gone.id
    session.flush()

    assert invariants.broken(session, shelf) == [
        f"application {work.id} came on paper at another time than its sticker says",
        f"work {work.id} stands in somebody else's batch",
        f"work {work.id} is of a school that was merged into another",
        f"school {older.id} is merged into one that does not stand",
    ]
