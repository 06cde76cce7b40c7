"""What reminders of a grant say, to the winner and to the office; each names its cause and leads to one page."""

from datetime import datetime
from functools import partial

from app.accounts.models import User
from app.grants import queries
from app.grants.models import Side
from app.grants.queries import Place
from app.grants.reminders import TO, Kind, Reminder
from app.i18n import day, gettext, money
from app.web import letters
from app.web.clerk import Clerk
from app.web.grants import contract_letters, copy_letters, grant_letters, report_letters
from app.web.letters import Draft
from app.web.page import Page

Teller = Page | Clerk
OF_CONTRACT = frozenset({Kind.ANSWER, Kind.SILENT, Kind.DETAILS, Kind.UNSIGNED})


def remind(page: Teller, place: Place, one: Reminder, *, now: datetime) -> int:
    """How many letters that was."""
    write = partial(draft, page, place, one, now)
    return sum(
        letters.send(
            page.house, page.session, to=user, key=f"{one.key}{TO}{user.id}", now=now, write=write,
            contest_id=place.contest.id,
        )
        for user in _people(page, place, one)
    )  # fmt: skip


def draft(page: Teller, place: Place, one: Reminder, now: datetime) -> Draft:
    """The letter as it reads at `now`, in the language that is being spoken."""
    if one.copy is not None:
        return copy_letters.to_look_at(page, place, one.copy)
    if one.kind in OF_CONTRACT:
        return _contract_to_office(page, place, one) if one.to_office else _contract(page, place, one)
    if one.to_office:
        return _report_to_office(page, place, one, now)
    return report_letters.reminder(page, place, one.row.report, now)


def _people(page: Teller, place: Place, one: Reminder) -> list[User]:
    if not one.to_office:
        return [queries.winner(page.session, place.application)]
    if one.copy is not None:
        return copy_letters.readers(page, place)
    if one.kind in OF_CONTRACT:
        return contract_letters.organisers(page, place.contest)
    return report_letters.checkers(page.session, place.contest, one.row.report)


def _facts(place: Place, one: Reminder) -> dict[str, str]:
    contract, answer = one.row.contract, one.row.answer
    return {
        "name": place.application.applicant_name, "title": place.application.title,
        "amount": money(place.grant.amount), "number": contract.number if contract else "",
        "until": day(answer.until) if answer else "", "since": day(one.since), "due": day(one.row.report.due_on),
    }  # fmt: skip


def _contract(page: Teller, place: Place, one: Reminder) -> Draft:
    """To the winner."""
    facts = _facts(place, one)
    if one.kind is Kind.ANSWER:
        subject = gettext("Please answer about the grant by %(until)s")
        if not one.days:
            subject = gettext("Today is the last day to answer about the grant")
        told = [gettext("Your project «%(title)s» has won %(amount)s. Do you take the grant?")]
        action = (gettext("Answer"), "grants.answer")
    elif one.kind is Kind.SILENT:
        subject = gettext("The time for your answer about the grant is over")
        told = [gettext("We have waited for your answer about «%(title)s» until %(until)s."),
                gettext("Answer now: until the organiser decides, it still counts.")]  # fmt: skip
        action = (gettext("Answer"), "grants.answer")
    elif one.kind is Kind.DETAILS:
        subject = gettext("Your details for the contract are missing")
        rest = gettext("The contract is made from your details. To fill them in takes about five minutes.")
        told = [gettext("You took the grant for «%(title)s» on %(since)s."), rest]
        action = (gettext("Fill in the details"), "grants.details")
    else:
        subject = gettext("Contract № %(number)s waits for your signature")
        told = [gettext("It has been there since %(since)s. Print it, sign it and hand it to the organiser."),
                grant_letters.by_photo(),
                gettext("If something in it is wrong, correct your details or write to the organiser.")]  # fmt: skip
        action = (gettext("Open the grant"), "grants.show")
    path = page.path_for(action[1], grant_id=place.grant.id)
    return Draft(subject % facts, [text % facts for text in told], (action[0], path))


def _contract_to_office(page: Teller, place: Place, one: Reminder) -> Draft:
    facts, contract = _facts(place, one), one.row.contract
    if one.kind is Kind.SILENT:
        subject = gettext("No answer about the grant: %(name)s")
        first = gettext("The winner has not answered about «%(title)s» in time. Give more time or call the reserve.")
    elif one.kind is Kind.DETAILS:
        subject = gettext("Details for the contract are missing: %(name)s")
        first = gettext("The winner took the grant for «%(title)s» on %(since)s and has been reminded. Call them.")
    elif contract is not None and contract.signed_first is Side.GRANTEE:
        subject = gettext("Contract № %(number)s waits for our signature: %(name)s")
        first = gettext("The winner signed it on %(since)s.")
    else:
        subject = gettext("Contract № %(number)s is not signed: %(name)s")
        first = gettext("It has waited for the winner since %(since)s. The winner has a letter too.")
    return Draft(subject % facts, [first % facts], (gettext("Open the grant"), _desk(page, place, "contract")))


def _report_to_office(page: Teller, place: Place, one: Reminder, now: datetime) -> Draft:
    report, facts = one.row.report, _facts(place, one)
    if one.kind is Kind.UNCHECKED:
        subject = gettext("The report waits to be checked: %(name)s") % facts
        since = facts | {"day": day(report.submitted_at or now)}
        text = gettext("The report on «%(title)s» came on %(day)s.") % since
    else:
        subject = gettext("The report is overdue: %(name)s") % facts
        text = gettext("The report on «%(title)s» was due by %(due)s. The winner has a letter too.") % facts
    return Draft(subject, [text], (gettext("Open the grant"), _desk(page, place, "report")))


def _desk(page: Teller, place: Place, anchor: str) -> str:
    return f"{page.path_for('office.grant', slug=place.contest.slug, grant_id=place.grant.id)}#{anchor}"
