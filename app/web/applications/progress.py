"""Where an application stands, in the applicant's words: what happened, what is expected from whom until when.

The commission's decision shows only once it is published: until then everything admitted is «under review».
"""

from dataclasses import dataclass
from datetime import datetime

from app.applications import rules
from app.applications.models import Application, Status
from app.awards import queries as awards
from app.contests.models import Contest, ContestStatus
from app.contests.phases import Phase, phase, time_left
from app.grants.answer_models import AnswerStatus
from app.i18n import clock, day, gettext, moment, ngettext, short_day

Stage = tuple[str, str, str]
"""(state for the timeline, title, detail)"""


@dataclass(frozen=True)
class Progress:
    kind: str
    """Of the badge: ok, info, warn, bad or nothing."""
    badge: str
    expected: str
    stages: list[Stage]


def progress(application: Application, contest: Contest, now: datetime, *, outcome: str | None = None,
             lacks_consent: bool = False, given_up: AnswerStatus | None = None) -> Progress:  # fmt: skip
    """`outcome`: what `awards.queries.outcomes` tells, which is nothing before publication; `given_up`: how a winner
    did not take the grant."""
    kind, badge, expected = _standing(application, contest, now, outcome, lacks_consent)
    if given_up is not None and outcome is not None and outcome != awards.AWARDED:
        kind, badge, expected = _not_taken(given_up)
    return Progress(kind, badge, expected, _stages(application, contest, now))


def _standing(application: Application, contest: Contest, now: datetime, outcome: str | None,
              lacks_consent: bool) -> tuple[str, str, str]:  # fmt: skip
    match application.status:
        case Status.DRAFT:
            return _draft(application, contest, now)
        case Status.SUBMITTED:
            return _submitted(application, contest, now, lacks_consent)
        case Status.RETURNED:
            return _returned(application, contest, now)
        case Status.ADMITTED:
            return _decided(outcome) if outcome else _admitted(contest, now)
        case Status.REJECTED:
            return "bad", gettext("Not admitted"), gettext("The organiser did not admit it to the contest.")
        case Status.WITHDRAWN:
            return "", gettext("Withdrawn"), _withdrawn(application, contest, now)
        case Status.DISQUALIFIED:
            return "bad", gettext("Disqualified"), gettext("The application was taken out of the contest.")


def _draft(application: Application, contest: Contest, now: datetime) -> tuple[str, str, str]:
    if application.paper_at is not None:
        words = gettext("The organiser enters what came on paper. Nothing is needed from you.")
        return "info", gettext("Came on paper"), words
    if until := rules.open_until(application, contest, now):
        words = gettext("Fill it in and send it before %(at)s.") % {"at": moment(until)}
        return "", gettext("Draft"), f"{words} {_left(until, now)}"
    words = gettext("Applications are closed; this draft was not sent and does not take part.")
    return "", gettext("Not handed in"), words


def _submitted(application: Application, contest: Contest, now: datetime, lacks_consent: bool) -> tuple[str, str, str]:
    if until := rules.open_until(application, contest, now):
        words = gettext("Until %(at)s you may still change it and send it again.") % {"at": moment(until)}
        return "ok", gettext("Handed in"), f"{_needed(lacks_consent)} {words}"
    words = gettext("The organiser checks the documents.")
    return "info", gettext("Being checked"), _and_results(f"{words} {_needed(lacks_consent)}", contest)


def _needed(lacks_consent: bool) -> str:
    if lacks_consent:
        return gettext("Needed from you: the consent of the child's parent, before the organiser has checked the work.")
    return gettext("Nothing is needed from you.")


def _withdrawn(application: Application, contest: Contest, now: datetime) -> str:
    words = gettext("You have withdrawn this application. Nobody will consider it.")
    if until := rules.open_until(application, contest, now):
        words += " " + gettext("Until %(at)s you may take the withdrawal back.") % {"at": moment(until)}
    return words


def _and_results(words: str, contest: Contest) -> str:
    """With the day of the results: what everybody waits for."""
    if contest.results_at is None:
        return words
    return f"{words} {gettext('Results are expected on %(day)s.') % {'day': day(contest.results_at)}}"


def _left(until: datetime, now: datetime) -> str:
    days, hours, _ = time_left(until, now)
    if days:
        return ngettext("%(num)d day is left.", "%(num)d days are left.", days) % {"num": days}
    if hours:
        return ngettext("%(num)d hour is left.", "%(num)d hours are left.", hours) % {"num": hours}
    return gettext("Less than an hour is left.")


def _returned(application: Application, contest: Contest, now: datetime) -> tuple[str, str, str]:
    until = application.cure_until
    if until is None or not rules.is_being_corrected(application, contest, now):
        words = gettext("The time for corrections is over; the organiser decides.")
        return "bad", gettext("Not corrected in time"), words
    words = gettext("The organiser waits for your correction until %(at)s.") % {"at": moment(until)}
    badge = gettext("Correct it by %(day)s") % {"day": short_day(until)}
    return "warn", badge, f"{words} {_left(until, now)}"


def _admitted(contest: Contest, now: datetime) -> tuple[str, str, str]:
    if phase(contest, now) is Phase.OPEN:
        return "ok", gettext("Admitted"), gettext("The documents are in order. Judging begins after the deadline.")
    words = gettext("The commission reviews the applications. Nothing is needed from you.")
    return "info", gettext("Under review"), _and_results(words, contest)


def _decided(outcome: str) -> tuple[str, str, str]:
    """In words that wish well and promise nothing."""
    if outcome == awards.AWARDED:
        return "ok", gettext("Winner"), gettext("Congratulations: the commission has chosen your application.")
    if outcome == awards.RESERVE:
        words = gettext("It is on the reserve list: if a winner gives up, the organiser will write to you.")
        return "info", gettext("On the reserve list"), words
    if outcome == awards.LEFT_OUT:
        words = gettext("This time the commission took other works on from its quick round. Thank you for taking part.")
        return "", gettext("Not on the shortlist"), words
    words = gettext("This time the commission has chosen others. Thank you for taking part.")
    return "", gettext("Not selected"), words


def _not_taken(given_up: AnswerStatus) -> tuple[str, str, str]:
    words = gettext("The commission chose your application, and you gave the grant up.")
    if given_up is AnswerStatus.LAPSED:
        words = gettext("The commission chose your application; no answer came in time, which counts as a refusal.")
    return "", gettext("Grant not taken"), words


def _stages(application: Application, contest: Contest, now: datetime) -> list[Stage]:
    if application.status is Status.WITHDRAWN and application.withdrawn_at:
        left = ("warn", gettext("Withdrawn"), _short(application.withdrawn_at))
        return [_written(application), _sent(application), left]
    return [
        _written(application), _sent(application), _check(application), _review(application, contest, now),
        _decision(application, contest), _results(contest),
    ]  # fmt: skip


def _written(application: Application) -> Stage:
    is_draft = application.status is Status.DRAFT
    return "now" if is_draft else "done", gettext("Draft"), _short(application.created_at)


def _sent(application: Application) -> Stage:
    at = application.final_submitted_at
    return ("done", gettext("Handed in"), _short(at)) if at else ("", gettext("Handing in"), "")


def _check(application: Application) -> Stage:
    title, at = gettext("Check of documents"), application.decided_at
    match application.status:
        case Status.DRAFT:
            return "", title, ""
        case Status.SUBMITTED:
            return "now", title, ""
        case Status.RETURNED:
            return "warn", title, gettext("returned %(at)s") % {"at": _short(at)} if at else ""
        case Status.REJECTED:
            return "warn", title, gettext("not admitted %(at)s") % {"at": _short(at)} if at else ""
    return "done", title, _short(at) if at else ""


def _review(application: Application, contest: Contest, now: datetime) -> Stage:
    title = gettext("Review")
    if application.status is Status.DISQUALIFIED:
        return "warn", title, gettext("disqualified")
    if application.status is not Status.ADMITTED:
        return "", title, ""
    if contest.status in (ContestStatus.PUBLISHED, ContestStatus.ARCHIVED):
        return "done", title, ""
    if contest.status is ContestStatus.DECIDING:
        return "done", title, ""
    return "" if phase(contest, now) is Phase.OPEN else "now", title, ""


def _decision(application: Application, contest: Contest) -> Stage:
    """The same for everybody who was admitted, whatever has been decided."""
    title = gettext("Decision")
    if application.status is not Status.ADMITTED:
        return "", title, ""
    if contest.status in (ContestStatus.PUBLISHED, ContestStatus.ARCHIVED):
        return "done", title, ""
    return "now" if contest.status is ContestStatus.DECIDING else "", title, ""


def _results(contest: Contest) -> Stage:
    at = contest.published_at or contest.results_at
    is_out = contest.status in (ContestStatus.PUBLISHED, ContestStatus.ARCHIVED)
    return "done" if is_out else "", gettext("Results"), day(at) if at else ""


def _short(at: datetime) -> str:
    return f"{day(at)}, {clock(at)}"
