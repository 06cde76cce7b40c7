from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select
from world import make_user

from app.accounts import gate, passwords, throttle
from app.accounts.models import Attempt
from app.errors import RuleBroken
from app.journal import Entry

WORD = "жасыл алма бақ"


def _try(session: Session, email: str, password: str, now: datetime, address: str = "10.0.0.1") -> bool:
    right, better = passwords.verify(password, gate.stored_for(session, email, address, now=now))
    return gate.settle(session, email, address, right=right, better=better, now=now) is not None


def _minutes(session: Session, email: str, now: datetime, address: str = "10.0.0.1") -> int:
    with pytest.raises(RuleBroken) as refused:
        _try(session, email, WORD, now, address)
    assert refused.value.reason == "too-many-tries"
    return int(refused.value.facts["minutes"])


def test_five_failures_close_an_account_for_fifteen_minutes_whatever_the_spelling(
    session: Session, now: datetime
) -> None:
    make_user(session, email="Person@mail.example", password_hash=passwords.hash_of(WORD))
    spellings = [
        "person@mail.example", "PERSON@mail.example", " Person@mail.example", "Ｐerson@mail.example",
        "pErson@mail.example",
    ]  # fmt: skip
    for minute, spelling in enumerate(spellings):
        assert not _try(session, spelling, "wrong word here", now + timedelta(minutes=minute), f"10.0.{minute}.1")
    later = now + timedelta(minutes=5)
    assert _minutes(session, "person@mail.example", later, "10.9.9.9") == 10
    assert _try(session, "person@mail.example", WORD, now + timedelta(minutes=15), "10.9.9.9")


def test_an_unknown_address_is_closed_just_the_same(session: Session, now: datetime) -> None:
    for _ in range(5):
        assert not _try(session, "nobody@mail.example", WORD, now)
    assert _minutes(session, "nobody@mail.example", now) == 15


def test_one_account_closed_leaves_the_others_open(session: Session, now: datetime) -> None:
    make_user(session, email="other@mail.example", password_hash=passwords.hash_of(WORD))
    for _ in range(5):
        _try(session, "nobody@mail.example", "wrong", now)
    assert _try(session, "other@mail.example", WORD, now)


def test_a_block_of_addresses_has_fifty_failures(session: Session, now: datetime) -> None:
    make_user(session, email="other@mail.example", password_hash=passwords.hash_of(WORD))
    for number in range(50):
        assert not _try(session, f"guess{number}@mail.example", "wrong", now, f"10.0.0.{number}")
    assert _minutes(session, "other@mail.example", now, "10.0.0.200") == 15
    assert _try(session, "other@mail.example", WORD, now, "10.0.1.1")


def test_coming_in_forgets_the_failures_before_it(session: Session, now: datetime) -> None:
    make_user(session, email="p@mail.example", password_hash=passwords.hash_of(WORD))
    for _ in range(3):
        for _ in range(4):
            assert not _try(session, "p@mail.example", "wrong", now)
        assert _try(session, "p@mail.example", WORD, now)


def test_a_right_guess_among_many_at_once_comes_too_late(session: Session, now: datetime) -> None:
    """All compare before any is counted; the count is asked again before the door opens."""
    make_user(session, email="p@mail.example", password_hash=passwords.hash_of(WORD))
    for _ in range(5):
        assert gate.settle(session, "p@mail.example", "10.0.0.1", right=False, now=now) is None
    with pytest.raises(RuleBroken):
        gate.settle(session, "p@mail.example", "10.0.0.1", right=True, now=now)


def test_failures_stand_in_the_journal_without_the_address(session: Session, now: datetime) -> None:
    user = make_user(session, email="p@mail.example")
    _try(session, "p@mail.example", "wrong", now)
    _try(session, "nobody@mail.example", "wrong", now)
    entries = session.exec(select(Entry).where(Entry.action == "account.sign-in-failed")).all()
    assert [(entry.object_id, entry.actor_id) for entry in entries] == [(user.id, None), (None, None)]


def test_three_letters_an_hour(session: Session, now: datetime) -> None:
    for _ in range(3):
        gate.count_letter(session, "p@mail.example", "10.0.0.1", now=now)
    with pytest.raises(RuleBroken) as refused:
        gate.count_letter(session, " P@mail.example", "10.7.7.7", now=now)
    assert refused.value.facts == {"minutes": 60}
    gate.count_letter(session, "p@mail.example", "10.0.0.1", now=now + timedelta(hours=1))


def test_attempts_are_forgotten_after_a_day(session: Session, now: datetime) -> None:
    throttle.note(session, throttle.LETTER, "a", now=now)
    throttle.note(session, throttle.LETTER, "b", now=now + timedelta(days=1, seconds=1))
    assert [attempt.key for attempt in session.exec(select(Attempt))] == ["letter:b"]


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"), ("testclient", "testclient"),
        ("", ""),
    ],
)  # fmt: skip
def test_neighbours_share_a_block(address: str, block: str) -> None:
    assert throttle.block(address) == block
