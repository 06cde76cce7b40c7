"""Letters to the commission: an invitation to a seat, the receipt of a seal, judging that the chair ends, a sheet
that is opened again."""

from collections.abc import Callable, Collection
from datetime import datetime
from functools import partial

from sqlmodel import Session

from app import i18n
from app.accounts import queries as accounts
from app.accounts.models import User
from app.contests import queries as contests
from app.contests.models import Contest, Nomination, RoleName
from app.i18n import gettext, pick
from app.jury import queries, shortlist_queries
from app.jury.models import Closing, Post, Seal, Seat
from app.jury.seal_models import Unsealing
from app.jury.words import POST
from app.web.letters import Draft, send
from app.web.page import Page

STAFF = (RoleName.ORGANISER, RoleName.CHAIR, RoleName.SECRETARY)


def invitation(contest: Contest, post: Post, nominations: Collection[Nomination], path: str) -> Draft:
    """In the language that is being spoken."""
    first = gettext("You are invited to the expert commission of the contest «%(contest)s». Your place: %(post)s.")
    judged = gettext("You judge these nominations: %(nominations)s.")
    listed = "; ".join(f"{one.position}. {pick(one.title)}" for one in nominations)
    rest = gettext(
        "Works come to you under codes, without names and schools. Before you begin, say for which works you have a "
        "conflict of interest: you do not see them any more and your mark does not count."
    )
    paragraphs = [first % {"contest": pick(contest.title), "post": gettext(POST[post]).lower()}]
    if post is not Post.SECRETARY:
        paragraphs += [judged % {"nominations": listed}, rest]
    return Draft(gettext("You are invited to the expert commission"), paragraphs, (gettext("To the commission"), path))


def in_their_language(user: User, contest: Contest, post: Post, nominations: Collection[Nomination],
                      path: str) -> Draft:  # fmt: skip
    """The invitation as `user` would get it, for whoever gives the seat to look at."""
    with i18n.speaking(user.language):
        return invitation(contest, post, nominations, path)


def invite(page: Page, session: Session, contest: Contest, user: User, seat: Seat,
           nominations: Collection[Nomination], *, now: datetime) -> None:  # fmt: skip
    path = path_of(page, contest, seat.post)
    send(
        page.house, session, to=user, key=f"seat-{seat.id}-{now.isoformat()}", now=now, contest_id=contest.id,
        write=lambda: invitation(contest, seat.post, nominations, path),
    )  # fmt: skip


def path_of(page: Page, contest: Contest, post: Post) -> str:
    return page.path_for("office.jury" if post is Post.SECRETARY else "jury.contest", slug=contest.slug)


def sealed(page: Page, session: Session, contest: Contest, nomination: Nomination, user: User, seal: Seal, *,
           now: datetime) -> None:  # fmt: skip
    """The receipt, to whose sheets they are."""
    path = page.path_for("seals.receipt", slug=contest.slug, position=nomination.position)

    def write() -> Draft:
        said = gettext("You have sealed your sheets in the nomination «%(nomination)s»; nobody can change them now.")
        if seal.scan_sha256:
            said = gettext("Your paper sheets in the nomination «%(nomination)s» are entered and sealed by their scan.")
        code = gettext("Receipt: %(code)s. Keep it: it is bound to you and to the marks that you sealed.")
        return Draft(
            gettext("Your score sheets are sealed"),
            [said % {"nomination": pick(nomination.title)}, code % {"code": seal.receipt}],
            (gettext("Receipt (PDF)"), path),
        )

    send(page.house, session, to=user, key=f"seal-{seal.receipt}", now=now, write=write, contest_id=contest.id)


def ended(page: Page, session: Session, contest: Contest, nomination: Nomination, closing: Closing, *,
          now: datetime) -> None:  # fmt: skip
    """To those whose sheets became void by it."""
    path = page.path_for("jury.nomination", slug=contest.slug, position=nomination.position)

    def write() -> Draft:
        first = gettext("The chair has ended the judging of the nomination «%(nomination)s». Reason: %(reason)s")
        rest = gettext("Your sheets in it were not sealed by then: they do not count.")
        words = {"nomination": pick(nomination.title), "reason": closing.reason}
        return Draft(
            gettext("The judging of a nomination has ended"), [first % words, rest], (gettext("Look at it"), path)
        )

    sealed = queries.seals(session, contest.id)
    late = {
        one.user_id for one in _judging(session, contest, nomination) if (one.id or 0, nomination.id or 0) not in sealed
    }
    _tell(page, session, contest, late, f"ended-{closing.id}", write, now)


def unsealing_proposed(page: Page, session: Session, contest: Contest, unsealing: Unsealing, *, now: datetime) -> None:
    """To those who may agree."""
    path = page.path_for("office.unsealing", slug=contest.slug)

    def write() -> Draft:
        first = gettext("In the contest «%(contest)s» somebody asks to open a sealed score sheet. Reason: %(reason)s")
        if unsealing.glance_seal_id is not None:
            first = gettext("In the contest «%(contest)s» somebody asks to open a member's sealed answers of the quick "
                            "round. Reason: %(reason)s")  # fmt: skip
        second = gettext("It is opened when another person, organiser or chair, agrees.")
        words = {"contest": pick(contest.title), "reason": unsealing.reason}
        return Draft(gettext("A sealed sheet is to be opened"), [first % words, second], (gettext("Look at it"), path))

    others = _people(session, contest, (RoleName.ORGANISER, RoleName.CHAIR), set()) - {unsealing.proposed_by}
    _tell(page, session, contest, others, f"unsealing-{unsealing.id}", write, now)


def unsealed(page: Page, session: Session, contest: Contest, nomination: Nomination, seat: Seat, code: str,
             unsealing: Unsealing, *, now: datetime) -> None:  # fmt: skip
    """To the expert, to everybody who judges the nomination, and to the staff. Of the mark nothing is said."""

    def write() -> Draft:
        first = gettext(
            "Expert: %(expert)s. The sealed sheet for the work %(code)s, nomination «%(nomination)s», was opened "
            "again: two people agreed to it. Reason: %(reason)s"
        )
        rest = gettext(
            "The sheet as it was sealed is kept with its checksum. The marks of this nomination are hidden from "
            "everybody again until the expert seals it."
        )
        words = {"expert": pick(seat.name), "code": code, "nomination": pick(nomination.title),
                 "reason": unsealing.reason}  # fmt: skip
        return Draft(gettext("A sealed sheet was opened again"), [first % words, rest])

    judging = {one.user_id for one in _judging(session, contest, nomination)}
    people = _people(session, contest, STAFF, judging) - {seat.user_id}
    _tell(page, session, contest, people, f"unsealed-{unsealing.id}", write, now)
    own = partial(_own_unsealed, nomination, code, unsealing, page.path_for(
        "jury.nomination", slug=contest.slug, position=nomination.position
    ))  # fmt: skip
    _tell(page, session, contest, {seat.user_id}, f"unsealed-{unsealing.id}", own, now)


def _own_unsealed(nomination: Nomination, code: str, unsealing: Unsealing, path: str) -> Draft:
    """For whoever has to seal again."""
    first = gettext(
        "Your sealed sheet for the work %(code)s, nomination «%(nomination)s», is open again: two people agreed to it. "
        "Reason: %(reason)s"
    )
    rest = gettext("Look through the marks, change what has to be changed, and seal the nomination again.")
    words = {"code": code, "nomination": pick(nomination.title), "reason": unsealing.reason}
    return Draft(gettext("Your sealed sheet is open again"), [first % words, rest], (gettext("To the works"), path))


def _judging(session: Session, contest: Contest, nomination: Nomination) -> list[Seat]:
    """Members who sit and judge this nomination."""
    return shortlist_queries.judging(session, contest.id).get(nomination.id or 0, [])


def answers_unsealed(page: Page, session: Session, contest: Contest, nomination: Nomination, seat: Seat,
                     unsealing: Unsealing, *, now: datetime) -> None:  # fmt: skip
    """To the member, with the way there, and to the staff. Of the answers nothing is said."""
    path = page.path_for("shortlists.show", slug=contest.slug, position=nomination.position)

    def write(action: tuple[str, str] | None = None) -> Draft:
        first = gettext(
            "The sealed answers of %(expert)s in the quick round, nomination «%(nomination)s», were opened again: two "
            "people agreed to it. Reason: %(reason)s"
        )
        rest = gettext(
            "What had been sealed is kept with its checksum. The answers can be changed until the member seals them "
            "again; the shortlist waits for that."
        )
        words = {"expert": pick(seat.name), "nomination": pick(nomination.title), "reason": unsealing.reason}
        return Draft(gettext("Sealed answers of the quick round were opened again"), [first % words, rest], action)

    staff = _people(session, contest, STAFF, set()) - {seat.user_id}
    _tell(page, session, contest, staff, f"unsealed-{unsealing.id}", write, now)
    _tell(page, session, contest, {seat.user_id}, f"unsealed-{unsealing.id}",
          lambda: write((gettext("Look at it"), path)), now)  # fmt: skip


def _people(session: Session, contest: Contest, roles: Collection[RoleName], more: set[int]) -> set[int]:
    return {one for role in roles for one in contests.holders(session, contest.id, role)} | more


def _tell(page: Page, session: Session, contest: Contest, people: Collection[int], key: str,
          write: Callable[[], Draft], now: datetime) -> None:  # fmt: skip
    for user in accounts.people(session, people):
        send(page.house, session, to=user, key=f"{key}-{user.id}", now=now, write=write, contest_id=contest.id)
