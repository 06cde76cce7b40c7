from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select
from world import make_user

from app.accounts import links, people
from app.accounts.models import LinkPurpose, OneTimeLink
from app.errors import RuleBroken


@pytest.mark.parametrize(
    ("purpose", "life"),
    [
        (LinkPurpose.CONFIRM, timedelta(days=7)),
        (LinkPurpose.SIGN_IN, timedelta(minutes=30)),
        (LinkPurpose.PASSWORD, timedelta(hours=1)),
        (LinkPurpose.INVITATION, timedelta(days=14)),
    ],
)
def test_a_link_lives_for_its_time_and_works_once(
    session: Session, now: datetime, purpose: LinkPurpose, life: timedelta
) -> None:
    user = make_user(session)
    token, other = (links.make(session, user, purpose, now=now) for _ in range(2))
    last = now + life - timedelta(seconds=1)
    assert links.look(session, token, purpose, now=last)[1].id == user.id
    assert links.use(session, token, purpose, now=last)[1].id == user.id
    _refused(session, token, purpose, now=last)
    _refused(session, other, purpose, now=now + life)


def test_the_token_itself_is_stored_nowhere(session: Session, now: datetime) -> None:
    token = links.make(session, make_user(session), LinkPurpose.SIGN_IN, now=now)
    row = session.exec(select(OneTimeLink)).one()
    assert token not in str(row.model_dump())
    assert len(row.token_hash) == 64


def test_a_link_serves_no_other_purpose(session: Session, now: datetime) -> None:
    token = links.make(session, make_user(session), LinkPurpose.CONFIRM, now=now)
    _refused(session, token, LinkPurpose.SIGN_IN, LinkPurpose.PASSWORD, LinkPurpose.INVITATION, now=now)
    _refused(session, token + "x", LinkPurpose.CONFIRM, now=now)


def test_a_new_password_kills_the_links_that_let_in_and_leaves_the_one_that_confirms(
    session: Session, now: datetime
) -> None:
    user = make_user(session, confirmed_at=None)
    tokens = {purpose: links.make(session, user, purpose, now=now) for purpose in LinkPurpose}
    people.set_password(session, user, "жасыл алма бақ", now=now)
    for purpose in (LinkPurpose.SIGN_IN, LinkPurpose.PASSWORD, LinkPurpose.INVITATION):
        _refused(session, tokens[purpose], purpose, now=now)
    assert links.look(session, tokens[LinkPurpose.CONFIRM], LinkPurpose.CONFIRM, now=now)[1].id == user.id


def test_a_link_to_an_address_that_is_no_longer_theirs_is_dead(session: Session, now: datetime) -> None:
    user = make_user(session)
    token = links.make(session, user, LinkPurpose.PASSWORD, now=now)
    user.email_key = "moved@mail.example"
    session.add(user)
    session.flush()
    _refused(session, token, LinkPurpose.PASSWORD, now=now)


def test_somebody_who_is_kept_out_is_let_in_by_no_link(session: Session, now: datetime) -> None:
    user = make_user(session)
    people.disable(session, user, by=None, now=now)
    _refused(session, links.make(session, user, LinkPurpose.SIGN_IN, now=now), LinkPurpose.SIGN_IN, now=now)


def _refused(session: Session, token: str, *purposes: LinkPurpose, now: datetime) -> None:
    with pytest.raises(RuleBroken) as refused:
        links.use(session, token, *purposes, now=now)
    assert refused.value.reason == "link-used"
