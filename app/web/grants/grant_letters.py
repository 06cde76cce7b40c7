"""Letters to the winner of a grant: what to do now, and what has been decided. Each leads to one page."""

from collections.abc import Callable, Iterable
from datetime import datetime

from app.grants import queries
from app.grants.models import Contract, Payment, Report
from app.grants.queries import Place
from app.i18n import day, gettext, money
from app.web import letters
from app.web.clerk import Clerk
from app.web.letters import Draft
from app.web.page import Page


def contract_sent(page: Page | Clerk, place: Place, contract: Contract, *, now: datetime) -> None:
    """Again when it was changed and sent again."""
    key = f"contract-{contract.id}-sent-{contract.pdf_sha256}"
    _send(page, place, key, lambda: with_contract(page, place, contract), now)


def with_contract(page: Page | Clerk, place: Place, contract: Contract) -> Draft:
    """The letter with which it is sent, in the language that is being spoken."""
    subject = gettext("Contract № %(number)s is ready to be signed") % {"number": contract.number}
    first = gettext("Check names, numbers, budget and dates. If something is wrong, correct your details.")
    rest = gettext("If everything is right, print the contract, sign it and hand it to the organiser.")
    return Draft(subject, [first, rest, by_photo()], (gettext("Open the grant"), _path(page, "grants.show", place)))


def by_photo() -> str:
    return gettext("If the organiser is far away, send photos of the signed pages from the page of the grant.")


def paid(page: Page, place: Place, payment: Payment, report: Report, *, now: datetime) -> None:
    def write() -> Draft:
        facts = {"amount": money(payment.amount), "day": day(payment.paid_on or now), "due": day(report.due_on)}
        subject = gettext("%(amount)s have been sent to your account") % facts
        first = gettext("The payment of %(day)s may take a few days to arrive.") % facts
        rest = gettext("Keep every receipt. The report is due by %(due)s: you can fill it in as you go.") % facts
        return Draft(subject, [first, rest], (gettext("Open the report"), _path(page, "grants.report", place)))

    _send(page, place, f"payment-{payment.id}", write, now)


def returned(
    page: Page | Clerk, place: Place, report: Report, items: Callable[[], Iterable[tuple[str, str]]], *, now: datetime
) -> None:
    """`items` names (what, what to do with it) in the language that is being spoken: the winner's."""

    def write() -> Draft:
        subject = gettext("Please correct the report on your grant")
        first = gettext("The organiser has looked at the report and asks:")
        rest = gettext("What you entered is kept. Correct it and send the report again.")
        action = (gettext("Correct the report"), _path(page, "grants.report", place))
        said = [f"{what}: {remark}" for what, remark in items()]
        return Draft(subject, [first, report.remark, *said, rest], action)

    at = report.submitted_at or now
    _send(page, place, f"report-{report.id}-returned-{at:%Y%m%d%H%M%S%f}", write, now)


def accepted(page: Page, place: Place, report: Report, to_return: int, *, now: datetime) -> None:
    def write() -> Draft:
        facts = {"title": place.application.title, "sum": money(to_return)}
        subject = gettext("The report on your grant is accepted")
        told = [gettext("The project «%(title)s» is complete. Thank you for your work.") % facts]
        if to_return:
            told.append(gettext("%(sum)s were not spent: please return them as the contract says.") % facts)
        return Draft(subject, told, (gettext("Open the grant"), _path(page, "grants.show", place)))

    _send(page, place, f"report-{report.id}-accepted", write, now)


def _path(page: Page | Clerk, route: str, place: Place) -> str:
    return page.path_for(route, grant_id=place.grant.id)


def _send(page: Page | Clerk, place: Place, key: str, write: Callable[[], Draft], now: datetime) -> None:
    winner = queries.winner(page.session, place.application)
    letters.send(page.house, page.session, to=winner, key=key, now=now, write=write, contest_id=place.contest.id)
