"""Letters that say: somebody has written about an application. One for each conversation that waits, not for each
message."""

from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications.message_models import Message
from app.applications.models import Application
from app.contests import queries as contests
from app.contests.letter_models import LetterKind
from app.contests.models import Contest, RoleName
from app.web import letter_kinds, letters
from app.web.applications.application_letters import about
from app.web.house import House
from app.web.letters import Draft

LONGEST = 1000
"""Characters of the message that the letter repeats."""


def tell(
    house: House, session: Session, message: Message, application: Application, contest: Contest, *, now: datetime
) -> None:
    """To the applicant in the organiser's words, or to the office in ours."""
    if message.is_from_office:
        letters.tell(
            house, session, contest, LetterKind.MESSAGE, to=session.get_one(User, application.applicant_id), now=now,
            key=f"message-{message.id}", path=_path(house, "applications.show", application_id=application.id),
            facts=lambda: about(application, contest) | {"message": message.body[:LONGEST]},
        )  # fmt: skip
        return
    path = _path(house, "office.application", slug=contest.slug, application_id=application.id)

    def write() -> Draft:
        said = letter_kinds.words(LetterKind.MESSAGE, about(application, contest) | {"message": message.body[:LONGEST]})
        return Draft(said.subject, said.paragraphs, (said.button, path))

    for user in _office(session, contest):
        letters.send(house, session, to=user, key=f"message-{message.id}-{user.id}", now=now, write=write,
                     contest_id=contest.id)  # fmt: skip


def _office(session: Session, contest: Contest) -> list[User]:
    """The secretaries; where there is none, the organisers."""
    ids = contests.holders(session, contest.id, RoleName.SECRETARY)
    return [session.get_one(User, id_) for id_ in ids or contests.holders(session, contest.id, RoleName.ORGANISER)]


def _path(house: House, route: str, **params: object) -> str:
    return f"{house.templates.globals['path_for'](route, **params)}#messages"  # type: ignore[operator]
