"""Letters about names that show in works: to the office that one can be read, to the expert that it is covered."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications.models import Application
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.i18n import gettext, pick
from app.jury.masking_models import Exposure
from app.jury.models import Seat, Sheet
from app.web.letters import Draft, send
from app.web.page import Page


def told(page: Page, session: Session, contest: Contest, sheet: Sheet, exposure: Exposure, *, now: datetime) -> None:
    """To the secretaries, or to the organisers where there is none. Who told it is not said."""
    code = session.get_one(Application, sheet.application_id).code
    path = page.path_for("office.masking.work", slug=contest.slug, application_id=sheet.application_id)

    def write() -> Draft:
        first = gettext("In the contest «%(contest)s» an expert can read a name in the work %(code)s.")
        second = gettext(
            "That expert is without the work until you have covered the name; from then on the others see the covered "
            "work too."
        )
        words = {"contest": pick(contest.title), "code": code}
        return Draft(gettext("A name can be read in a work"), [first % words, second], (gettext("Cover it"), path))

    office = [RoleName.SECRETARY, RoleName.ORGANISER]
    people = next((found for role in office if (found := contests.holders(session, contest.id, role))), [])
    for user_id in people:
        user = session.get_one(User, user_id)
        send(page.house, session, to=user, key=f"name-seen-{exposure.id}-{user_id}", now=now, write=write,
             contest_id=contest.id)  # fmt: skip


def settled(
    page: Page, session: Session, application: Application, contest: Contest, found: Sequence[tuple[Exposure, Seat]], *,
    now: datetime,
) -> None:  # fmt: skip
    """To those who have the work again."""
    for exposure, seat in found:
        if seat.left_at is not None:
            continue
        path = page.path_for("sheets.show", sheet_id=exposure.sheet_id)

        def write(path: str = path) -> Draft:
            words = gettext("The work %(code)s is in your list again; your marks are as you left them.")
            return Draft(gettext("A work has come back to you"), [words % {"code": application.code}],
                         (gettext("Go on judging"), path))  # fmt: skip

        user = session.get_one(User, seat.user_id)
        send(page.house, session, to=user, key=f"name-settled-{exposure.id}", now=now, write=write,
             contest_id=contest.id)  # fmt: skip
