"""The letter to a member whose seal judging waits for: once a day at most, whoever asks."""

from datetime import datetime
from functools import partial

from app.accounts import queries as accounts
from app.contests import queries as contests
from app.contests.models import Contest
from app.i18n import gettext, local, pick
from app.jury import reminding
from app.web.letters import Draft, send
from app.web.page import Page


def remind(page: Page, contest: Contest, *, by: int, now: datetime) -> int:
    """How many letters went out; those who have one of today get no second."""
    session = page.session
    waiting = reminding.remind(session, contest, by=by, now=now)
    users = {one.id: one for one in accounts.people(session, {seat.user_id for seat, _ in waiting})}
    titles = {one.id: one for one in contests.nominations(session, contest.id)}
    path = page.path_for("jury.contest", slug=contest.slug)

    def draft(nominations: list[int]) -> Draft:
        listed = "; ".join(f"{titles[one].position}. {pick(titles[one].title)}" for one in nominations)
        first = gettext("%(contest)s, %(edition)s: the commission waits for your seal.")
        rest = gettext("Give every work its marks and seal these nominations: %(nominations)s.")
        said = [first % {"contest": pick(contest.title), "edition": contest.edition}, rest % {"nominations": listed}]
        return Draft(gettext("Works wait for your marks"), said, (gettext("To my nominations"), path))

    return sum(
        send(
            page.house, session, to=users[seat.user_id], key=f"late-{seat.id}-{local(now).date()}", now=now,
            write=partial(draft, nominations), contest_id=contest.id,
        )
        for seat, nominations in waiting
    )  # fmt: skip
