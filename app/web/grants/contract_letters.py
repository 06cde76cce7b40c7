"""Letters about the winner's answer, the contract's changes and money that bounced. Each leads to one page."""

from collections.abc import Callable
from datetime import datetime

from app.accounts.models import User
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.grants import contract_queries, queries
from app.grants import ending as endings
from app.grants.amendment_models import Amendment, AmendmentKind
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.models import Contract, Grant
from app.grants.queries import Place
from app.i18n import day, gettext, local, money, pick
from app.web import letters
from app.web.clerk import Clerk
from app.web.letters import Draft
from app.web.page import Page


def ask_winners(page: Page | Clerk, contest: Contest, *, now: datetime) -> None:
    """To every winner of the contest who has not answered: once."""
    answers = contract_queries.answers(page.session, contest.id)
    for row in queries.rows(page.session, contest.id):
        answer = answers.get(row.grant.id or 0)
        if answer is not None and answer.status is AnswerStatus.WAITING:
            ask(page, Place(row.grant, row.application, contest), answer, now=now)


def ask(page: Page | Clerk, place: Place, answer: WinnerAnswer, *, from_reserve: bool = False, now: datetime) -> None:
    facts = {"title": place.application.title, "amount": money(place.grant.amount)}

    def write() -> Draft:
        said = {**facts, "until": day(answer.until)}
        subject = gettext("Your project has won a grant: please answer")
        first = gettext("The project «%(title)s» has won a grant of %(amount)s.") % said
        if from_reserve:
            first = gettext(
                "A winner did not take the grant, and your project «%(title)s» was next in the reserve: it has won a "
                "grant of %(amount)s."
            ) % said  # fmt: skip
        rest = gettext("Please say by %(until)s whether you take it. It takes one minute.") % said
        return Draft(subject, [first, rest], (gettext("Answer"), _path(page, "grants.answer", place)))

    _to_winner(page, place, f"grant-{place.grant.id}-answer-{answer.asked_at:%Y%m%d%H%M%S}", write, now)


def extended(page: Page, place: Place, answer: WinnerAnswer, *, now: datetime) -> None:
    def write() -> Draft:
        facts = {"until": day(answer.until), "title": place.application.title}
        subject = gettext("There is more time for your answer on the grant")
        first = gettext("You may answer about the grant for «%(title)s» until %(until)s.") % facts
        return Draft(subject, [first], (gettext("Answer"), _path(page, "grants.answer", place)))

    _to_winner(page, place, f"grant-{place.grant.id}-answer-{answer.until:%Y%m%d}", write, now)


def lapsed(page: Page, place: Place, answer: WinnerAnswer, *, now: datetime) -> None:
    def write() -> Draft:
        facts = {"title": place.application.title}
        subject = gettext("The grant goes to somebody else")
        first = gettext("There was no answer about the grant for «%(title)s», so it is treated as refused.") % facts
        return Draft(subject, [first, answer.reason], (gettext("Open the grant"), _path(page, "grants.show", place)))

    _to_winner(page, place, f"grant-{place.grant.id}-lapsed-{now:%Y%m%d%H%M%S}", write, now)


def ended(page: Page, place: Place, answer: WinnerAnswer, *, now: datetime) -> None:
    """A correction took the award back; the correction's own letter came before."""

    def write() -> Draft:
        facts = {"title": place.application.title}
        subject = gettext("The grant for «%(title)s» is ended") % facts
        first = gettext("A correction of the results took the award back. The organiser says:")
        rest = gettext("Your identifier and bank details are erased.")
        action = (gettext("Open the grant"), _path(page, "grants.show", place))
        return Draft(subject, [first, answer.reason, rest], action)

    _to_winner(page, place, f"grant-{place.grant.id}-ended-{now:%Y%m%d%H%M%S}", write, now)


def given_up(page: Page, place: Place, answer: WinnerAnswer, *, now: datetime) -> None:
    """To the organisers; and to whoever is called from the reserve, that they have won."""
    successor = page.session.get(Grant, answer.successor_id) if answer.successor_id else None
    called = queries.get(page.session, successor.id or 0) if successor else None
    facts = {"name": place.application.applicant_name, "title": place.application.title,
             "next": called.application.applicant_name if called else ""}  # fmt: skip

    def write() -> Draft:
        subject = gettext("%(name)s does not take the grant") % facts
        first = gettext("The grant for «%(title)s» was refused.") % facts
        rest = gettext("Called from the reserve: %(next)s.") % facts if called else gettext(
            "Nobody of the reserve fits: the place stays empty."
        )  # fmt: skip
        return Draft(subject, [first, answer.reason, rest], _office(page, place))

    for person in organisers(page, place.contest):
        _send(page, place, person, f"grant-{place.grant.id}-given-up-{now:%Y%m%d%H%M%S}-{person.id}", write, now)
    fresh = contract_queries.answer(page.session, called.grant.id) if called else None
    if called and fresh:
        ask(page, called, fresh, from_reserve=True, now=now)


def amended(page: Page, place: Place, contract: Contract, amendment: Amendment, *, now: datetime) -> None:
    """It was drawn up: the winner is to sign it, or to know of it where a notice is enough."""

    def write() -> Draft:
        facts = {"number": amendment.number, "contract": contract.number}
        subject = gettext("Additional agreement № %(number)s to contract № %(contract)s")
        if amendment.kind is AmendmentKind.TERMINATION:
            subject = gettext("The end of contract № %(contract)s: paper № %(number)s")
        first = gettext("Read it, print and sign it, and hand it to the organiser.")
        if amendment.changes.get("is_notice"):
            first = gettext(
                "The organiser ends the contract. Read the notice; your signature confirms only that you have got it."
            )
        told = [first]
        if amendment.kind is AmendmentKind.TERMINATION:
            told.append(gettext("The contract ends on %(day)s.") % {"day": day(endings.day(amendment))})
        return Draft(subject % facts, told, (gettext("Open the grant"), _path(page, "grants.show", place)))

    _to_winner(page, place, f"amendment-{amendment.id}", write, now)


def ending(page: Page, place: Place, contract: Contract, paper: Amendment, *, now: datetime) -> None:
    """Of a signed paper: from its day on the contract has ended."""

    def write() -> Draft:
        ends, to_return = endings.day(paper), paper.changes["to_return"]
        facts = {"number": contract.number, "day": day(ends), "sum": money(to_return)}
        subject = gettext("Contract № %(number)s ends") % facts
        told = [gettext("The contract ends on %(day)s.") % facts, pick(paper.reason)]
        if ends > local(now).date():
            told.append(gettext("Until then it holds: receipts and the report are taken."))
        if to_return:
            told.append(gettext("Please return %(sum)s to the organiser's account.") % facts)
        return Draft(subject, told, (gettext("Open the grant"), _path(page, "grants.show", place)))

    _to_winner(page, place, f"amendment-{paper.id}-ends", write, now)


def organisers(page: Page | Clerk, contest: Contest) -> list[User]:
    ids = contests.holders(page.session, contest.id, RoleName.ORGANISER)
    return [page.session.get_one(User, one) for one in ids]


def _office(page: Page | Clerk, place: Place) -> tuple[str, str]:
    path = page.path_for("office.grant", slug=place.contest.slug, grant_id=place.grant.id)
    return gettext("Open the grant"), path


def _path(page: Page | Clerk, route: str, place: Place) -> str:
    return page.path_for(route, grant_id=place.grant.id)


def _to_winner(page: Page | Clerk, place: Place, key: str, write: Callable[[], Draft], now: datetime) -> bool:
    return _send(page, place, queries.winner(page.session, place.application), key, write, now)


def _send(page: Page | Clerk, place: Place, to: User, key: str, write: Callable[[], Draft], now: datetime) -> bool:
    return letters.send(page.house, page.session, to=to, key=key, now=now, write=write, contest_id=place.contest.id)
