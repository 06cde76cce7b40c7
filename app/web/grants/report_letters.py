"""Letters about reports that go both ways: to the office what the winner sent and asked, to the winner the answer."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.grants import queries
from app.grants.models import Report, ReportStatus
from app.grants.queries import Place
from app.grants.reminders import TO
from app.grants.report_models import Answer, Postponement
from app.i18n import day, gettext, local, ngettext
from app.web import letters
from app.web.clerk import Clerk
from app.web.letters import Draft
from app.web.page import Page

Teller = Page | Clerk


def handed_in(page: Teller, place: Place, report: Report, *, now: datetime) -> None:
    """To those who check the content."""

    def write() -> Draft:
        facts = {"name": place.application.applicant_name, "title": place.application.title}
        subject = gettext("A report has come: %(name)s") % facts
        text = gettext("The report on the project «%(title)s» waits to be checked.") % facts
        return Draft(subject, [text], (gettext("Check the report"), _desk(page, place, "report")))

    _to_office(page, place, f"report-{report.id}-came-{report.submitted_at or now:%Y%m%d%H%M%S%f}", write, now)


def handed_on(page: Teller, place: Place, report: Report, *, now: datetime) -> None:
    """To those who check the money, once the content is accepted."""

    def write() -> Draft:
        facts = {"name": place.application.applicant_name, "title": place.application.title}
        subject = gettext("The expenses wait to be checked: %(name)s") % facts
        text = gettext("The content of the report on «%(title)s» is accepted.") % facts
        return Draft(subject, [text], (gettext("Check the expenses"), _desk(page, place, "report")))

    _to_office(page, place, f"report-{report.id}-money-{report.submitted_at or now:%Y%m%d%H%M%S%f}", write, now)


def later_asked(page: Teller, place: Place, asked: Postponement, *, now: datetime) -> None:
    def write() -> Draft:
        facts = {"name": place.application.applicant_name, "before": day(asked.before), "until": day(asked.until)}
        subject = gettext("A later day is asked for: %(name)s") % facts
        first = gettext("The report is due by %(before)s. Asked for: %(until)s. The reason:") % facts
        return Draft(subject, [first, asked.reason], (gettext("Answer"), _desk(page, place, "later")))

    _to_office(page, place, f"later-{asked.id}", write, now)


def later_answered(page: Teller, place: Place, asked: Postponement, *, now: datetime) -> None:
    def write() -> Draft:
        facts = {"before": day(asked.before), "until": day(asked.until)}
        if asked.answer is Answer.GRANTED:
            subject = gettext("The report may come later: by %(until)s") % facts
            text = gettext("The organiser agrees to the later day.")
        else:
            subject = gettext("The day of the report stays: %(before)s") % facts
            text = gettext("The organiser does not agree to a later day.")
        return Draft(subject, [text, asked.words], (gettext("Open the report"), _report(page, place)))

    _to_winner(page, place, f"later-{asked.id}-answer", write, now)


def ask_office(page: Teller, place: Place, report: Report, *, now: datetime) -> bool:
    """The winner waits for the check: at most one such letter a day. True when it is new."""

    def write() -> Draft:
        facts = {"name": place.application.applicant_name, "day": day(report.submitted_at or now)}
        subject = gettext("%(name)s asks about the report") % facts
        text = gettext("It came on %(day)s and has not been checked yet.") % facts
        return Draft(subject, [text], (gettext("Check the report"), _desk(page, place, "report")))

    return _to_office(page, place, f"report-{report.id}-asked-{local(now):%Y%m%d}", write, now)


def ask_winner(page: Teller, place: Place, report: Report, *, now: datetime) -> bool:
    """The office waits for the report: at most one such letter a day. True when it is new."""
    key = f"report-{report.id}-hurried-{local(now):%Y%m%d}"
    return _to_winner(page, place, key, lambda: reminder(page, place, report, now), now)


def reminder(page: Teller, place: Place, report: Report, now: datetime) -> Draft:
    """To the winner: what the day is, and how far it is."""
    facts = {"title": place.application.title, "due": day(report.due_on)}
    left = (report.due_on - local(now).date()).days
    action = (gettext("Go on with the report"), _report(page, place))
    if report.status is ReportStatus.RETURNED:
        subject = gettext("The returned report waits for your correction")
        text = gettext("The report on «%(title)s» was returned with remarks. Correct it and send it again.") % facts
        return Draft(subject, [text], action)
    if left < 0:
        subject = ngettext("The report is %(num)d day overdue", "The report is %(num)d days overdue", -left)
        text = gettext("The report on «%(title)s» was due by %(due)s. Please send it as soon as you can.") % facts
        ask = gettext("If you need more time, ask for a later day on the page of the report.")
        return Draft(subject % {"num": -left}, [text, ask], action)
    subject = ngettext("%(num)d day left until the report", "%(num)d days left until the report", left)
    text = gettext("The report on «%(title)s» is due by %(due)s. What you have entered is kept.") % facts
    return Draft(subject % {"num": left}, [text], action)


def checkers(session: Session, contest: Contest, report: Report) -> list[User]:
    """Whose turn it is: the secretaries, or for the money the accountants; where there are none, the organisers."""
    is_money = report.status is ReportStatus.CONTENT_ACCEPTED
    role = RoleName.ACCOUNTANT if is_money else RoleName.SECRETARY
    ids = contests.holders(session, contest.id, role) or contests.holders(session, contest.id, RoleName.ORGANISER)
    return [session.get_one(User, id_) for id_ in ids]


def _winner(page: Teller, place: Place) -> User:
    return queries.winner(page.session, place.application)


def _to_office(page: Teller, place: Place, key: str, write: Callable[[], Draft], now: datetime) -> bool:
    report = queries.report(page.session, place.grant.id)
    people = checkers(page.session, place.contest, report)
    sent = [_send(page, place, user, key, write, now) for user in people]
    return any(sent)


def _to_winner(page: Teller, place: Place, key: str, write: Callable[[], Draft], now: datetime) -> bool:
    return _send(page, place, _winner(page, place), key, write, now)


def _send(page: Teller, place: Place, user: User, key: str, write: Callable[[], Draft], now: datetime) -> bool:
    return letters.send(
        page.house, page.session, to=user, key=f"{key}{TO}{user.id}", now=now, write=write, contest_id=place.contest.id
    )


def _desk(page: Teller, place: Place, anchor: str) -> str:
    return f"{page.path_for('office.grant', slug=place.contest.slug, grant_id=place.grant.id)}#{anchor}"


def _report(page: Teller, place: Place) -> str:
    return page.path_for("grants.report", grant_id=place.grant.id)
