"""Whom the office writes to at once."""

from sqlmodel import Session
from world import give_role, make_application, make_contest, make_user, nominations_of

from app.applications import audiences
from app.applications.audiences import Audience
from app.applications.models import Status
from app.contests import roles
from app.contests.models import RoleName

NAMES = ["Яна", "Әсел", "Бекзат", "Асқар"]
IN_ORDER = ["Асқар", "Әсел", "Бекзат", "Яна"]


def test_people_stand_in_the_order_of_the_kazakh_alphabet_whatever_the_database_thinks(session: Session) -> None:
    contest = make_contest(session)
    for name in NAMES:
        user = make_user(session, name)
        give_role(session, user, contest, RoleName.EXPERT)
        make_application(session, contest, user, nominations_of(session, contest)[0], Status.SUBMITTED)

    assert [user.name for user in audiences.members(session, contest, Audience.ALL)] == IN_ORDER
    assert [user.name for _, user in roles.holders(session, contest.id)] == IN_ORDER
