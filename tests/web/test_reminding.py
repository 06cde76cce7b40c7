"""The duty that reminds, as it stands beside the server: letters in the recipient's language, each once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from conftest import Clock
from fastapi import FastAPI
from letters import link_in, outbox
from sqlmodel import Session
from world import make_application, make_contest, make_user, nominations_of

from app.accounts.models import Language
from app.applications.models import Application, Status
from app.contests import letter_texts
from app.contests.letter_models import LetterKind
from app.web import reminding, ticking

World = Callable[[], AbstractContextManager[Session]]
DAY = timedelta(days=1)


def test_the_list_of_duties_reminds() -> None:
    assert reminding.remind in [duty.run for duty in ticking.DUTIES]


def test_everybody_is_reminded_once_in_their_language(app: FastAPI, world: World, clock: Clock) -> None:
    with world() as session:
        contest = make_contest(session, closes_at=clock.now + 3 * DAY, opens_at=clock.now - 9 * DAY)
        nomination = nominations_of(session, contest)[0]
        begun = {"created_at": clock.now - 5 * DAY}
        people = [
            make_user(session, name, language=code) for name, code in (("Әсел", Language.KK), ("Иван", Language.RU))
        ]
        drafts = [
            make_application(session, contest, one, nomination, Status.DRAFT, title="Көл", **begun) for one in people
        ]
    house = app.state.house

    assert (reminding.remind(house, clock.now), reminding.remind(house, clock.now)) == (2, 0)
    first, second = outbox(world)  # type: ignore[arg-type]
    assert (first.language, first.subject) == ("kk", "Әлі тапсырылмаған: 3 күн қалды")
    assert (second.language, second.subject) == ("ru", "Ещё не подано: осталось 3 дня")
    assert link_in(second) == f"/applications/{drafts[1].id}/edit"
    clock.advance(days=2)
    assert reminding.remind(house, clock.now) == 2


def test_the_organisers_words_take_the_place_of_ours(app: FastAPI, world: World, clock: Clock) -> None:
    with world() as session:
        contest = make_contest(session, closes_at=clock.now + DAY, opens_at=clock.now - 9 * DAY)
        person = make_user(session, "{works} <b>", language=Language.RU)
        draft = make_application(session, contest, person, nominations_of(session, contest)[0], Status.DRAFT,
                                 title="{name}", created_at=clock.now - 5 * DAY)  # fmt: skip
        letter_texts.put(session, contest, LetterKind.REMIND_DRAFT, "ru", "Пора, {name}",
                         "Ждём: {works}\n\nОсталось {left}", by=person.id or 0, now=clock.now)  # fmt: skip

    reminding.remind(app.state.house, clock.now)
    (letter,) = outbox(world)  # type: ignore[arg-type]
    assert letter.subject == "Пора, {works} <b>"
    assert "Ждём: «{name}»" in letter.text
    assert "Осталось 1 день" in letter.text
    assert "&lt;b&gt;" in letter.html
    assert link_in(letter) == f"/applications/{draft.id}/edit"


def test_a_reminder_that_waits_and_is_no_longer_true_is_taken_back(app: FastAPI, world: World, clock: Clock) -> None:
    with world() as session:
        contest = make_contest(session, closes_at=clock.now + DAY, opens_at=clock.now - 9 * DAY)
        begun = {"created_at": clock.now - 5 * DAY}
        nomination = nominations_of(session, contest)[0]
        drafts = [
            make_application(session, contest, make_user(session), nomination, Status.DRAFT, **begun) for _ in range(2)
        ]
    reminding.remind(app.state.house, clock.now)
    assert len(outbox(world)) == 2  # type: ignore[arg-type]
    with world() as session:
        session.delete(session.get_one(Application, drafts[0].id))

    assert reminding.remind(app.state.house, clock.now) == 0
    (letter,) = outbox(world)  # type: ignore[arg-type]
    assert letter.user_id == drafts[1].applicant_id
