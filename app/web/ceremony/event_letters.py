"""Letters about an event: the invitation, and word of another time or place."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications.models import Application
from app.ceremony import event_queries
from app.ceremony.event_models import Coming, Event, EventKind
from app.contests.models import Contest
from app.i18n import gettext, moment, pick
from app.web.house import House
from app.web.letters import Draft, send


def invite(
    house: House, session: Session, contest: Contest, event: Event, people: Sequence[User], *, now: datetime
) -> int:
    """One letter each; how many are on their way."""
    works = event_queries.called(session, contest.id, {one.id or 0 for one in people})
    sent = 0
    for user in people:
        theirs = works.get(user.id or 0, (user, []))[1]
        sent += send(
            house, session, to=user, key=f"invitation-{event.id}-{user.id}", now=now, contest_id=contest.id,
            write=lambda theirs=theirs: _invitation(house, contest, event, theirs),  # type: ignore[misc]
        )  # fmt: skip
    return sent


def moved(house: House, session: Session, contest: Contest, event: Event, *, now: datetime) -> int:
    """Another time or place, to everybody who was invited and has not refused."""
    people = [one.user for one in event_queries.guests(session, event) if one.guest.answer is not Coming.NO]
    key = f"{event.starts_at:%Y%m%d%H%M}-{int(now.timestamp())}"
    return sum(
        send(
            house, session, to=user, key=f"event-moved-{event.id}-{key}-{user.id}", now=now, contest_id=contest.id,
            write=lambda: _moved(house, contest, event),
        )
        for user in people
    )  # fmt: skip


def _invitation(house: House, contest: Contest, event: Event, works: Sequence[Application]) -> Draft:
    if event.kind is EventKind.CEREMONY:
        subject, first = (
            gettext("Invitation to the ceremony"),
            gettext("We invite you to the ceremony of the contest «%(contest)s»."),
        )
    else:
        subject, first = (
            gettext("Invitation to the exhibition"),
            gettext("We invite you to the exhibition of the contest «%(contest)s»."),
        )
    paragraphs = [first % {"contest": pick(contest.title)}, _facts(event)]
    names = ", ".join(dict.fromkeys(one.applicant_name for one in works))
    if names:
        paragraphs.append(gettext("With you we wait for: %(names)s.") % {"names": names})
    paragraphs.append(gettext("Please tell us whether you come and how many you are."))
    return Draft(subject, paragraphs, (gettext("Answer"), _path(house, event)))


def _moved(house: House, contest: Contest, event: Event) -> Draft:
    first = gettext("The time or place has changed. Contest: «%(contest)s».") % {"contest": pick(contest.title)}
    last = gettext("If you cannot come any more, change your answer.")
    return Draft(gettext("Another time or place"), [first, _facts(event), last], (gettext("Look"), _path(house, event)))


def _facts(event: Event) -> str:
    return gettext("When: %(at)s. Where: %(place)s.") % {"at": moment(event.starts_at), "place": pick(event.place)}


def _path(house: House, event: Event) -> str:
    return str(house.templates.globals["path_for"]("invitations.show", event_id=event.id))  # type: ignore[operator]
