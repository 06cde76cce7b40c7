from datetime import datetime

import pytest
from sqlmodel import Session, select
from world import make_user

from app.accounts import links, passwords, people, queries, sessions
from app.accounts.models import LinkPurpose, User
from app.errors import RuleBroken
from app.journal import Entry

WORD = "жасыл алма бақ"


def _create(session: Session, now: datetime, **values: object) -> User:
    defaults: dict[str, object] = {
        "email": "Asel@Mail.example", "name": "Асель Тестова", "password": WORD, "language": "kk", "now": now,
    }  # fmt: skip
    return people.create(session, **(defaults | values))  # type: ignore[arg-type]


def test_a_person_is_made_unconfirmed_and_found_by_any_spelling_of_the_address(session: Session, now: datetime) -> None:
    user = _create(session, now)
    assert (user.email, user.confirmed_at, user.is_operator) == ("Asel@mail.example", None, False)
    found = queries.by_email(session, " ASEL@mail.EXAMPLE ")
    assert found is not None
    assert found.id == user.id
    assert passwords.verify(WORD, user.password_hash) == (True, None)


def test_an_address_has_one_account(session: Session, now: datetime) -> None:
    _create(session, now)
    with pytest.raises(RuleBroken) as refused:
        _create(session, now, email="ASEL@mail.example")
    assert refused.value.reason == "address-taken"
    assert len(session.exec(select(User)).all()) == 1


@pytest.mark.parametrize(
    ("values", "slug"),
    [
        ({"email": "nobody"}, "email"), ({"password": "short"}, "password-short"),
        ({"password": "Тестова2026"}, "password-common"),
    ],
)  # fmt: skip
def test_what_will_not_do_is_named(session: Session, now: datetime, values: dict[str, object], slug: str) -> None:
    with pytest.raises(ValueError, match=slug):
        _create(session, now, **values)
    assert session.exec(select(User)).all() == []


def _open(session: Session, user: User, now: datetime) -> str:
    return sessions.start(session, user, now=now, address="", agent="", how="password")


@pytest.mark.parametrize("verb", ["set_password", "disable", "reclaim"])
def test_what_was_open_before_ends(session: Session, now: datetime, verb: str) -> None:
    user = make_user(session, confirmed_at=None)
    token = _open(session, user, now)
    link = links.make(session, user, LinkPurpose.SIGN_IN, now=now)
    if verb == "set_password":
        people.set_password(session, user, WORD, now=now)
    elif verb == "disable":
        people.disable(session, user, by=None, now=now)
    else:
        people.reclaim(session, user, now=now)
    assert sessions.whose(session, token, now=now) is None
    with pytest.raises(RuleBroken):
        links.use(session, link, LinkPurpose.SIGN_IN, now=now)


def test_a_confirmed_account_is_not_reclaimed(session: Session, now: datetime) -> None:
    user = make_user(session, password_hash="kept")
    token = _open(session, user, now)
    people.reclaim(session, user, now=now)
    assert user.password_hash == "kept"
    assert sessions.whose(session, token, now=now) is not None


def test_ending_the_others_keeps_this_one(session: Session, now: datetime) -> None:
    user = make_user(session)
    mine, other = _open(session, user, now), _open(session, user, now)
    here = sessions.whose(session, mine, now=now)
    assert here is not None
    people.end_other_sign_ins(session, user, but=here[0], now=now)
    assert sessions.whose(session, mine, now=now) is not None
    assert sessions.whose(session, other, now=now) is None


def test_every_verb_leaves_its_trace(session: Session, now: datetime) -> None:
    user = _create(session, now)
    people.confirm(session, user, now=now)
    people.confirm(session, user, now=now)
    people.change(session, user, name="Асель Жаңа", phone="", language="kk", now=now)
    people.change(session, user, name="Асель Жаңа", phone="", language="kk", now=now)
    people.set_password(session, user, "қызыл алма бақ", now=now)
    people.disable(session, user, by=None, now=now)
    actions = session.exec(select(Entry.action).order_by(Entry.seq)).all()  # type: ignore[arg-type]
    assert actions == [
        "account.created", "account.confirmed", "account.changed", "account.password-set", "account.disabled",
    ]  # fmt: skip
