"""The letter to a member whose seal judging waits for: once a day at most, whoever asks."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from app.accounts import queries as accounts
from app.contests import queries as contests
from app.contests.models import Contest, Nomination
from app.i18n import gettext, local, pick
from app.jury import reminding, shortlist_queries
from app.web.letters import Draft, send
from app.web.page import Page


def remind(page: Page, contest: Contest, *, by: int, now: datetime) -> int:
    """How many letters went out; those who have one of today get no second."""
    session = page.session
    waiting = reminding.remind(session, contest, by=by, now=now)
    users = {one.id: one for one in accounts.people(session, {seat.user_id for seat, _ in waiting})}
    titles = {one.id: one for one in contests.nominations(session, contest.id)}
    quick = shortlist_queries.waiting(session, contest)
    path = page.path_for("jury.contest", slug=contest.slug)

    def draft(nominations: list[int]) -> Draft:
        first = gettext("%(contest)s, %(edition)s: the commission waits for your seal.")
        said = [first % {"contest": pick(contest.title), "edition": contest.edition}]
        asked = list(_asked([titles[one] for one in nominations if one not in quick],
                            [titles[one] for one in nominations if one in quick]))  # fmt: skip
        said += [sentence for _, sentence in asked]
        return Draft(asked[0][0], said, (gettext("To my nominations"), path))

    return sum(
        send(
            page.house, session, to=users[seat.user_id], key=f"late-{seat.id}-{local(now).date()}", now=now,
            write=partial(draft, nominations), contest_id=contest.id,
        )
        for seat, nominations in waiting
    )  # fmt: skip


def _asked(marks: list[Nomination], answers: list[Nomination]) -> Iterator[tuple[str, str]]:
    """Subject and sentence of each thing that is waited for."""
    if marks:
        words = gettext("Give every work its marks and seal these nominations: %(nominations)s.")
        yield gettext("Works wait for your marks"), words % {"nominations": _listed(marks)}
    if answers:
        words = gettext("Answer for every work in the quick round and seal these nominations: %(nominations)s.")
        yield gettext("Works wait for your answer"), words % {"nominations": _listed(answers)}


def _listed(nominations: list[Nomination]) -> str:
    return "; ".join(f"{one.position}. {pick(one.title)}" for one in nominations)
