from datetime import datetime

import pytest
from sqlmodel import Session, select
from world import give_role, make_contest, make_user

from app.accounts import sessions
from app.contests import queries, roles
from app.contests.models import ContestStatus, Role, RoleName
from app.errors import RuleBroken
from app.journal import Entry


def test_a_role_is_granted_once_and_stands_in_the_contests_journal(session: Session, now: datetime) -> None:
    contest, user, organiser = make_contest(session), make_user(session), make_user(session)
    roles.grant(session, contest, user, RoleName.EXPERT, by=organiser.id, now=now)
    with pytest.raises(RuleBroken) as refused:
        roles.grant(session, contest, user, RoleName.EXPERT, by=organiser.id, now=now)
    assert refused.value.reason == "role-held"
    assert queries.roles_of(session, user.id or 0) == {(contest.id, RoleName.EXPERT)}
    entries = session.exec(select(Entry).where(Entry.chain == f"contest-{contest.id}")).all()
    assert [(entry.action, entry.object_id, entry.actor_id) for entry in entries] == [
        ("role.granted", user.id, organiser.id)
    ]


def test_a_revoked_role_ends_what_the_person_has_open(session: Session, now: datetime) -> None:
    contest, user = make_contest(session), make_user(session)
    role = give_role(session, user, contest, RoleName.SECRETARY)
    token = sessions.start(session, user, now=now, address="", agent="", how="password")
    roles.revoke(session, contest, role, user, by=None, now=now)
    session.flush()
    assert sessions.whose(session, token, now=now) is None
    assert session.exec(select(Role)).all() == []


def test_the_list_goes_by_role_then_by_name(session: Session) -> None:
    contest, other = make_contest(session), make_contest(session)
    anna, berik = make_user(session, "Анна"), make_user(session, "Берік")
    for user, name in [(berik, RoleName.EXPERT), (anna, RoleName.EXPERT), (berik, RoleName.ORGANISER)]:
        give_role(session, user, contest, name)
    give_role(session, anna, other, RoleName.CHAIR)
    found = [(role.name, user.name) for role, user in roles.holders(session, contest.id)]
    assert found == [("organiser", "Берік"), ("expert", "Анна"), ("expert", "Берік")]


def test_the_first_organiser_gets_every_contest_drafts_included(session: Session, now: datetime) -> None:
    first, second = make_contest(session), make_contest(session, status=ContestStatus.DRAFT)
    user = make_user(session)
    give_role(session, user, first, RoleName.ORGANISER)
    roles.make_organiser_everywhere(session, user, now=now)
    organises = RoleName.ORGANISER
    assert queries.roles_of(session, user.id or 0) == {(first.id, organises), (second.id, organises)}
