"""An event: arranged, agreed, its guests, and papers given out at the door."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ceremony import NAMES, Ceremony, drawings
from sqlmodel import Session

from app.accounts.models import User
from app.ceremony import event_queries, events, receipts
from app.ceremony.event_forms import EventForm, programme_lines
from app.ceremony.event_models import Coming, Event, EventKind, Way
from app.contests.models import ContestStatus, StampKind
from app.errors import RuleBroken
from app.keys import Keys
from app.papers import issuing, names
from app.papers.models import CertificateStatus

STARTS = datetime(2026, 5, 25, 5, 0, tzinfo=UTC)
STAMP = {
    "authority": {"kk": "Білім басқармасы", "ru": "Управление образования"}, "position": {"kk": "басшы", "ru": "глава"},
    "name": {"kk": "А. Б.", "ru": "А. Б."}, "signed_on": STARTS.date(), "number": "12-4/7",
}  # fmt: skip


@dataclass
class Hall:
    session: Session
    world: Ceremony
    now: datetime
    keys: Keys

    @property
    def by(self) -> User:
        return self.world.staff["secretary"]

    def form(self, **other: Any) -> EventForm:
        said = {"kind": "ceremony", "starts_at": "2026-05-25T10:00", "place_kk": "Текелі, Мәдениет үйі",
                "place_ru": "Текели, Дом культуры", "programme_kk": "10:00 Ашылуы",
                "programme_ru": "10:00 Открытие"}  # fmt: skip
        return EventForm.model_validate(said | other)

    def arrange(self, **other: Any) -> Event:
        return events.arrange(self.session, self.world.contest, self.form(**other), by=self.by, now=self.now)

    def issue(self) -> None:
        issuing.issue_all(self.session, self.keys, self.world.contest, by=self.by, now=self.now)

    def held(self) -> list[event_queries.Held]:
        return event_queries.held(self.session, self.world.contest.id)


@pytest.fixture
def hall(session: Session, now: datetime, tmp_path: Path) -> Hall:
    return Hall(session, drawings(session), now, Keys(tmp_path))


def test_an_event_has_a_time_and_place_and_a_programme_that_is_agreed(hall: Hall) -> None:
    event = hall.arrange()
    assert (event.kind, event.starts_at.astimezone(UTC)) == (EventKind.CEREMONY, STARTS)
    events.stamp(hall.session, hall.world.contest, event, StampKind.AGREEMENT, STAMP, by=hall.by, now=hall.now)
    assert set(event_queries.stamps(hall.session, event.id)) == {StampKind.AGREEMENT}


def test_a_changed_programme_has_to_be_agreed_anew(hall: Hall) -> None:
    event, contest = hall.arrange(), hall.world.contest
    events.stamp(hall.session, contest, event, StampKind.AGREEMENT, STAMP, by=hall.by, now=hall.now)
    assert events.change(hall.session, contest, event, hall.form(), by=hall.by, now=hall.now) is False
    assert len(event_queries.stamps(hall.session, event.id)) == 1, "nothing has changed"
    said = hall.form(programme_kk="11:00 Ашылуы")
    assert events.change(hall.session, contest, event, said, by=hall.by, now=hall.now) is False
    assert event_queries.stamps(hall.session, event.id) == {}
    assert events.change(hall.session, contest, event, hall.form(place_kk="Басқа жер"), by=hall.by, now=hall.now)


def test_without_a_programme_there_is_nothing_to_agree_to(hall: Hall) -> None:
    event = hall.arrange(programme_kk="", programme_ru="")
    with pytest.raises(RuleBroken, match="programme-missing"):
        events.stamp(hall.session, hall.world.contest, event, StampKind.APPROVAL, STAMP, by=hall.by, now=hall.now)


@pytest.mark.parametrize("status", [ContestStatus.DRAFT, ContestStatus.ARCHIVED])
def test_a_contest_that_is_not_announced_or_put_away_has_no_events(hall: Hall, status: ContestStatus) -> None:
    hall.world.contest.status = status
    with pytest.raises(RuleBroken, match="event-not-now"):
        hall.arrange()


def test_lines_of_a_programme_are_a_time_and_what_happens() -> None:
    text = "10:00 Тіркеу\n10:30–11:00 – Ашылуы\n\nән мен күй\n2026 жылғы қорытынды"
    assert programme_lines(text) == [
        ("10:00", "Тіркеу"), ("10:30–11:00", "Ашылуы"), ("", "ән мен күй"), ("", "2026 жылғы қорытынды"),
    ]  # fmt: skip


def test_people_are_invited_once_and_answer_until_it_begins(hall: Hall) -> None:
    event, contest, session = hall.arrange(), hall.world.contest, hall.session
    people = [user for user, _ in event_queries.called(session, contest.id, winners=True).values()]
    assert [one.id for one in people] == [hall.world.owner.id], "one account stands behind both winners"
    assert len(events.invite(session, contest, event, people, by=hall.by, now=hall.now)) == 1
    assert events.invite(session, contest, event, people, by=hall.by, now=hall.now) == []

    lines = names.lines(session, contest)
    said = lines[0].now | {"recipient": "Төлеуова Аруана"}
    names.correct(session, contest, lines, lines[0], said, by=hall.by, now=hall.now)
    [row] = event_queries.guests(session, event)
    assert sorted(row.names) == sorted(["Төлеуова Аруана", *NAMES[1:]]), "as papers have them"
    events.answer(session, event, row.guest, Coming.YES, 5, by=hall.world.owner, now=hall.now)
    assert (row.guest.people, row.guest.by_office) == (5, False)
    events.answer(session, event, row.guest, Coming.NO, 5, by=hall.world.owner, now=hall.now)
    assert row.guest.people == 0
    late = STARTS + timedelta(minutes=1)
    with pytest.raises(RuleBroken, match="event-over"):
        events.answer(session, event, row.guest, Coming.YES, 1, by=hall.world.owner, now=late)
    events.answer(session, event, row.guest, Coming.YES, 2, by=hall.by, now=late, by_office=True)
    with pytest.raises(RuleBroken, match="event-over"):
        events.invite(session, contest, event, people, by=hall.by, now=late)


def test_boxes_are_by_school_and_in_them_by_class_and_name(hall: Hall) -> None:
    hall.issue()
    boxes = receipts.boxes(hall.held())
    assert [box.title["kk"] for box in boxes][:2] == ["Арай мектебі (қаз)", "Қарлығаш мектебі (қаз)"]
    assert sum(len(box.papers) for box in boxes) == len(hall.held())


def test_a_ticked_paper_is_taken_once(hall: Hall) -> None:
    hall.issue()
    first = hall.held()[0].paper
    assert receipts.hand_out(hall.session, [first], "", by=hall.by, now=hall.now) == 1
    assert receipts.hand_out(hall.session, [first], "Басқа", by=hall.by, now=hall.now) == 0
    assert (first.status, first.handed_over_to) == (CertificateStatus.HANDED_OVER, first.printed["recipient"])


def test_nobody_is_left_without_a_diploma(hall: Hall) -> None:
    hall.issue()
    total = len(hall.held())
    assert receipts.count(hall.held()) == receipts.Count(total, 0, 0)
    box = receipts.boxes(hall.held())[0]
    receipts.hand_out(hall.session, [one.paper for one in box.papers], "Әбілова Сәуле", by=hall.by, now=hall.now)
    left = [one for one in hall.held() if not one.is_taken]
    assert receipts.count(hall.held()).open == len(left) == total - len(box.papers)
    for one in left:
        receipts.settle(hall.session, one.paper, Way.SCHOOL, "29 мамыр", by=hall.by, now=hall.now)
    assert receipts.count(hall.held()).open == 0
    receipts.settle(hall.session, left[0].paper, Way.POST, "Абай к., 1", by=hall.by, now=hall.now)
    receipts.hand_out(hall.session, [left[0].paper], "", by=hall.by, now=hall.now)
    done = receipts.count(hall.held())
    assert (done.open, done.taken + done.settled) == (0, total)
