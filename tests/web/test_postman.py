"""Letters on their way to a mail server: up, slow, refusing, gone for an hour, dying in the middle."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from conftest import Clock
from fastapi import FastAPI
from mail_server import Gate, Mailbox
from sqlmodel import Session, col, select
from world import make_contest, make_user

from app import mail
from app.contests import outbox
from app.contests.models import Contest
from app.mail import Letter, LetterStatus
from app.web import postman
from app.web.house import House
from app.web.letters import Draft, send
from app.web.postman import round_trip

World = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def server(app: FastAPI) -> Iterator[Mailbox]:
    server = Mailbox()
    server.open()
    app.state.house.settings.smtp_url = server.url
    yield server
    server.close()


@pytest.fixture
def house(app: FastAPI, server: Mailbox) -> House:
    house: House = app.state.house
    return house


def post(world: World, now: datetime, *addresses: str, **values: object) -> None:
    with world() as session:
        for address in addresses:
            said = {"key": f"to-{address}", "address": address, "language": "kk", "subject": "s", "text": "t",
                    "html": "h", "created_at": now, "next_try_at": now}  # fmt: skip
            session.add(Letter(**(said | values)))
            session.flush()


def states(world: World) -> list[tuple[str, int]]:
    with world() as session:
        return [(one.status.value, one.tries) for one in session.exec(select(Letter).order_by(col(Letter.id)))]


def only(world: World) -> Letter:
    with world() as session:
        return session.exec(select(Letter)).one()


def to(server: Mailbox) -> list[str]:
    return [str(letter["To"]) for letter in server.taken]


def test_a_letter_arrives_with_its_plain_twin(house: House, world: World, server: Mailbox, now: datetime) -> None:
    post(
        world, now, "a@mail.example", key="receipt-1-v1", subject="Өтінім қабылданды", text="Сәлем", html="<p>Сәлем</p>"
    )

    assert (round_trip(house), states(world)) == (1, [("sent", 1)])
    letter = server.taken[0]
    assert (letter["Subject"], letter["To"], letter["Message-ID"]) == (
        "Өтінім қабылданды", "a@mail.example", "<receipt-1-v1@localhost>")  # fmt: skip
    parts = {part.get_content_type(): part.get_content().strip() for part in letter.iter_parts()}  # type: ignore[attr-defined]
    assert parts == {"text/plain": "Сәлем", "text/html": "<p>Сәлем</p>"}


def test_an_address_that_no_letter_can_carry_does_not_stop_the_others(
    house: House, world: World, server: Mailbox, now: datetime
) -> None:
    post(world, now, "a b@", "c@mail.example")

    assert (round_trip(house), to(server)) == (1, ["c@mail.example"])
    assert states(world) == [("refused", 1), ("sent", 1)]


def test_while_a_slow_server_thinks_others_write_and_a_second_postman_takes_nothing(
    house: House, world: World, server: Mailbox, now: datetime
) -> None:
    post(world, now, "a@mail.example")
    gate = Gate()
    server.at_data = gate  # type: ignore[assignment]
    rounds: list[int] = []
    first = threading.Thread(target=lambda: rounds.append(round_trip(house)))
    first.start()
    assert gate.reached.wait(30)

    with world() as session:
        make_user(session)
    assert round_trip(house) == 0
    gate.opened.set()
    first.join(30)
    assert (rounds, to(server), states(world)) == ([1], ["a@mail.example"], [("sent", 1)])


def test_an_address_where_nobody_is_ends_the_letter_and_names_the_answer(
    house: House, world: World, server: Mailbox, now: datetime
) -> None:
    post(world, now, "gone@mail.example")
    server.answers = {"gone@mail.example": "550 5.1.1 no such user"}

    assert round_trip(house) == 0
    letter = only(world)
    assert (letter.status, letter.address_refused, letter.error) == (
        LetterStatus.REFUSED, True, "550 5.1.1 no such user")  # fmt: skip


def test_a_greylisting_server_is_asked_again_after_1_5_15_and_60_minutes(
    house: House, world: World, server: Mailbox, clock: Clock
) -> None:
    post(world, clock.now, "a@mail.example")
    server.answers = {"a@mail.example": "451 4.7.1 try again later"}
    pauses = []
    for _ in range(5):
        assert round_trip(house) == 0
        letter = only(world)
        pauses.append((letter.next_try_at - clock.now) // timedelta(minutes=1))
        assert round_trip(house) == 0
        clock.set(letter.next_try_at)

    assert (pauses, states(world)) == ([1, 5, 15, 60, 60], [("waiting", 5)])
    server.answers = {}
    assert (round_trip(house), states(world)) == (1, [("sent", 6)])


def test_after_a_day_of_refusals_the_letter_is_given_up_and_the_address_is_not_blamed(
    house: House, world: World, server: Mailbox, clock: Clock
) -> None:
    post(world, clock.now, "a@mail.example")
    server.answers = {"a@mail.example": "451 4.7.1 try again later"}
    round_trip(house)
    clock.advance(hours=24, minutes=1)
    round_trip(house)

    letter = only(world)
    assert (letter.status, letter.address_refused) == (LetterStatus.REFUSED, False)


def test_what_the_server_holds_against_the_content_ends_the_letter_alone(
    house: House, world: World, server: Mailbox, now: datetime
) -> None:
    post(world, now, "a@mail.example")
    server.at_data = lambda: "554 5.6.0 content refused"
    round_trip(house)

    letter = only(world)
    assert (letter.status, letter.address_refused) == (LetterStatus.REFUSED, False)


def test_a_server_that_is_gone_for_an_hour_loses_nothing_and_doubles_nothing(
    house: House, world: World, server: Mailbox, clock: Clock
) -> None:
    addresses = ["a@mail.example", "b@mail.example", "c@mail.example"]
    post(world, clock.now, *addresses)
    server.close()
    for _ in range(60):
        assert round_trip(house) == 0
        clock.advance(minutes=1)
    assert states(world) == [("waiting", 0)] * 3

    server.open()
    assert (round_trip(house), to(server)) == (3, addresses)
    assert round_trip(house) == 0


def test_a_server_that_hangs_up_in_the_middle_costs_at_most_five_minutes(
    house: House, world: World, server: Mailbox, clock: Clock
) -> None:
    addresses = ["a@mail.example", "b@mail.example", "c@mail.example"]
    post(world, clock.now, *addresses)
    server.at_data = lambda: "421 4.3.2 shutting down"
    for _ in range(60):
        round_trip(house)
        clock.advance(minutes=1)

    server.at_data = lambda: None
    arrived = 0
    for _ in range(5):
        arrived += round_trip(house)
        clock.advance(minutes=1)
    assert (arrived, sorted(to(server))) == (3, addresses)


def test_a_crash_after_the_server_took_it_sends_the_same_letter_once_more(
    house: House, world: World, server: Mailbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(world, clock.now, "a@mail.example")

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(mail, "settle", die)
        with pytest.raises(KeyboardInterrupt):
            round_trip(house)

    assert round_trip(house) == 0
    clock.set(clock.now + mail.LEASE + timedelta(seconds=1))
    assert (round_trip(house), states(world)) == (1, [("sent", 2)])
    assert len({letter["Message-ID"] for letter in server.taken}) == 1
    assert len(server.taken) == 2


@pytest.mark.parametrize("evil", ["\r\nBcc: x@mail.example", "\nX-Evil: 1", "\u2028Bcc: x@mail.example"])
def test_a_name_brings_no_header_of_its_own(
    house: House, world: World, server: Mailbox, now: datetime, evil: str
) -> None:
    with world() as session:
        user = make_user(session, f"Асель{evil}")
        send(house, session, to=user, key="evil", now=now, write=lambda: Draft(f"Хат {user.name}", ["t"]))

    assert round_trip(house) == 1
    assert (server.taken[0]["Bcc"], server.taken[0]["X-Evil"]) == (None, None)
    assert server.recipients == [[user.email]]
    assert server.taken[0]["Subject"].startswith("Хат Асель ")


def test_an_address_in_a_name_stays_text(house: House, world: World, now: datetime) -> None:
    name = "<a href='https://evil.example'>Асель</a> [тык](https://evil.example)"
    with world() as session:
        user = make_user(session, name)
        send(house, session, to=user, key="link", now=now, write=lambda: Draft("Хат", [name]))

    letter = only(world)
    assert 'href="https://evil' not in letter.html
    assert "&lt;a href=&#39;https://evil.example&#39;&gt;" in letter.html
    assert name in letter.text


def test_a_thousand_recipients_get_a_letter_each_and_no_more_than_the_rate_in_a_minute(
    house: House, world: World, server: Mailbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman, "AT_ONCE", 1000)
    house.settings.mail_per_minute = 400
    addresses = [f"p{number}@mail.example" for number in range(1000)]
    post(world, clock.now, *addresses)
    minutes = []
    for _ in range(3):
        minutes.append(round_trip(house) + round_trip(house))
        clock.advance(seconds=61)

    assert minutes == [400, 400, 200]
    assert server.recipients == [[address] for address in addresses]


def test_what_waits_for_one_contest_is_held_and_goes_on(
    house: House, world: World, server: Mailbox, now: datetime
) -> None:
    with world() as session:
        held, other = make_contest(session), make_contest(session)
        by = make_user(session).id or 0
        outbox.hold(session, held, by=by, now=now)
    post(world, now, "a@mail.example", contest_id=held.id)
    post(world, now, "b@mail.example", contest_id=other.id)

    assert (round_trip(house), to(server)) == (1, ["b@mail.example"])
    with world() as session:
        outbox.release(session, session.get_one(Contest, held.id), by=by, now=now)
    assert (round_trip(house), to(server)) == (1, ["b@mail.example", "a@mail.example"])


def test_a_hold_in_the_middle_of_a_round_stops_it(house: House, world: World, server: Mailbox, now: datetime) -> None:
    with world() as session:
        contest = make_contest(session)
        by = make_user(session).id or 0
    post(world, now, "a@mail.example", "b@mail.example", contest_id=contest.id)

    def hold() -> None:
        with world() as session:
            outbox.hold(session, session.get_one(Contest, contest.id), by=by, now=now)

    server.at_data = hold  # type: ignore[assignment]
    assert (round_trip(house), states(world)) == (1, [("sent", 1), ("waiting", 0)])


def test_a_link_to_sign_in_overtakes_a_letter_to_many(
    house: House, world: World, server: Mailbox, now: datetime
) -> None:
    from app.contests.letter_models import Mailing

    with world() as session:
        contest, by = make_contest(session), make_user(session).id or 0
        mailing = Mailing(contest_id=contest.id or 0, nonce="n", audience="all", subject={}, body={},
                          recipients=1, created_at=now, created_by=by)  # fmt: skip
        session.add(mailing)
        session.flush()
    post(world, now, "many@mail.example", mailing_id=mailing.id)
    post(world, now, "one@mail.example")
    post(world, now, "link@mail.example", is_private=True)

    round_trip(house)
    assert to(server) == ["link@mail.example", "one@mail.example", "many@mail.example"]
