"""The letters of a mailing: one for each person, in their language, once."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.contests.letter_models import Mailing
from app.contests.models import Contest
from app.i18n import gettext, pick
from app.web import letters
from app.web.house import House
from app.web.letters import Draft


def send(
    house: House, session: Session, contest: Contest, mailing: Mailing, people: Sequence[User], *, now: datetime
) -> None:
    path = str(house.templates.globals["path_for"]("applications.index"))  # type: ignore[operator]
    for user in people:

        def write(user: User = user) -> Draft:
            facts = {"name": user.name, "contest": pick(contest.title)}
            button = (gettext("My applications"), path)
            return letters.own_words(pick(mailing.subject), pick(mailing.body), facts, button)

        letters.send(
            house, session, to=user, key=f"mailing-{mailing.id}-{user.id}", now=now, write=write,
            contest_id=contest.id, mailing_id=mailing.id,
        )  # fmt: skip
