"""Letters of the shortlist round: the receipt of a seal, and that the round is over."""

from datetime import datetime

from sqlmodel import Session

from app.accounts import queries as accounts
from app.accounts.models import User
from app.contests import queries as contests
from app.contests.models import Contest, Nomination
from app.i18n import gettext, ngettext, pick
from app.jury import shortlist_queries as asked
from app.jury.shortlist_models import GlanceSeal, Shortlist
from app.web.letters import Draft, send
from app.web.page import Page


def sealed(page: Page, session: Session, contest: Contest, nomination: Nomination, user: User, seal: GlanceSeal, *,
           now: datetime) -> None:  # fmt: skip
    """The receipt, to whose answers they are."""
    path = page.path_for("shortlists.receipt", slug=contest.slug, position=nomination.position)

    def write() -> Draft:
        said = gettext("You have sealed your answers of the quick round in the nomination «%(nomination)s»; nobody can "
                       "change them now.")  # fmt: skip
        if seal.scan_sha256:
            said = gettext("Your paper list of the quick round in the nomination «%(nomination)s» is entered and "
                           "sealed by its scan.")  # fmt: skip
        code = gettext("Receipt: %(code)s. Keep it: it is bound to you and to the answers that you sealed.")
        return Draft(
            gettext("Your answers of the quick round are sealed"),
            [said % {"nomination": pick(nomination.title)}, code % {"code": seal.receipt}],
            (gettext("Receipt (PDF)"), path),
        )

    send(page.house, session, to=user, key=f"glances-{seal.receipt}", now=now, write=write, contest_id=contest.id)


def made(page: Page, session: Session, contest: Contest, *, now: datetime) -> None:
    """To everybody who judges a nomination whose round is over, once: the best wait for their marks."""
    over = asked.shortlists(session, contest.id)
    for nomination in contests.nominations(session, contest.id):
        if (one := over.get(nomination.id or 0)) is not None and one.is_needed:
            _tell(page, session, contest, nomination, one, now)


def _tell(page: Page, session: Session, contest: Contest, nomination: Nomination, over: Shortlist,
          now: datetime) -> None:  # fmt: skip
    path = page.path_for("jury.nomination", slug=contest.slug, position=nomination.position)
    rows = asked.rows(session, contest.id, [nomination.id or 0])
    number = sum(row.goes_on for row in rows)

    def write() -> Draft:
        first = gettext("The quick round in the nomination «%(nomination)s» is over.")
        second = ngettext("%(num)d work goes on; it waits for your marks by all criteria.",
                          "%(num)d works go on; they wait for your marks by all criteria.", number)  # fmt: skip
        return Draft(
            gettext("The shortlist is made"),
            [first % {"nomination": pick(nomination.title)}, second % {"num": number}],
            (gettext("To the works"), path),
        )

    judging = {seat.user_id for seat in asked.judging(session, contest.id).get(nomination.id or 0, [])}
    for user in accounts.people(session, judging):
        send(page.house, session, to=user, key=f"shortlist-{over.id}-{user.id}", now=now, write=write,
             contest_id=contest.id)  # fmt: skip
