"""A contest with a shortlist round: JUR has answered everything in its first nomination and another member
has sealed there; the second one's is over."""

from sqlmodel import select
from world import make_application, make_contest, make_seat, make_user, nominations_of

from app.contests.models import ContestStatus, ShortlistMode
from app.jury import seats, shortlisting
from app.jury.models import Seat, Sheet
from authz.entering import staff
from authz.making import Making


def ask(making: Making) -> None:
    session = making.session
    contest = make_contest(session, slug="short", nominations=2, status=ContestStatus.JUDGING,
                           shortlist=ShortlistMode.YES_NO, shortlist_size=1,
                           programme_id=making.contest("grant").programme_id)  # fmt: skip
    staff(making, contest)
    nominations = nominations_of(session, contest)
    for nomination in nominations:
        for index in range(2):
            make_application(session, contest, make_user(session, f"Канарейкина {index}"), nomination)
    panel = {
        persona: make_seat(session, contest, [nomination], user=making.user(persona))
        for persona, nomination in zip(("JUR", "JURX"), nominations, strict=True)
    }
    other = make_seat(session, contest, nominations[:1])
    seats.deal(session, contest, by=None, now=making.now)
    for sheet in session.exec(select(Sheet).where(Sheet.seat_id == other.id)):
        shortlisting.look(session, sheet, other, nominations[0], contest, 1, by=other.user_id, now=making.now)
    sealed = shortlisting.seal(session, other, nominations[0], contest, by=other.user_id, now=making.now)
    own = {
        persona: list(session.exec(select(Sheet).where(Sheet.seat_id == seat.id))) for persona, seat in panel.items()
    }
    for (persona, seat), nomination in zip(panel.items(), nominations, strict=True):
        for value, sheet in enumerate(own[persona]):
            shortlisting.look(session, sheet, seat, nomination, contest, value, by=seat.user_id, now=making.now)
    last: Seat = panel["JURX"]
    shortlisting.seal(session, last, nominations[1], contest, by=last.user_id, now=making.now)
    making.name("", short=contest.slug, short_sheet=own["JUR"][0].id, short_seal=sealed.id,
                short_second=nominations[1].position)  # fmt: skip
