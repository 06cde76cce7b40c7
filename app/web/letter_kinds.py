"""Our own words of every letter about applying, and what stands in their place while somebody writes others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.contests import letter_texts
from app.contests.letter_models import LetterKind
from app.contests.models import Contest
from app.i18n import day, gettext, mark, moment, ngettext, pick

Facts = Mapping[str, str]


@dataclass(frozen=True)
class Words:
    subject: str
    paragraphs: list[str]
    button: str
    """Label of the link under the text."""


TITLES = {
    LetterKind.RECEIPT: mark("Receipt after handing in"),
    LetterKind.RETURNED: mark("Remarks: returned for correction"),
    LetterKind.ADMITTED: mark("Admitted to the contest"),
    LetterKind.REJECTED: mark("Not admitted"),
    LetterKind.WITHDRAWN: mark("Withdrawn by the applicant"),
    LetterKind.RESTORED: mark("Handed in again after withdrawal"),
    LetterKind.MESSAGE: mark("New message about an application"),
    LetterKind.REMIND_DRAFT: mark("Reminder: the draft is not handed in"),
    LetterKind.REMIND_CONSENT: mark("Reminder: a consent is missing"),
    LetterKind.REMIND_CURE: mark("Reminder: the time for corrections ends"),
    LetterKind.RESULTS: mark("Results of the contest"),
}
MEANINGS = {
    "name": mark("name of the person"),
    "contest": mark("title of the contest"),
    "number": mark("number of the application"),
    "title": mark("title of the application"),
    "at": mark("when it was handed in"),
    "closes": mark("when applications close"),
    "remark": mark("your remark"),
    "until": mark("until when it may be corrected"),
    "results": mark("day of the results"),
    "reason": mark("reason of the refusal"),
    "message": mark("text of the message"),
    "works": mark("titles of the works"),
    "left": mark("time that is left"),
    "outcome": mark("outcome of each application"),
    "following": mark("what comes next"),
}


def words(kind: LetterKind, facts: Facts) -> Words:
    """In the language that is being spoken."""
    return WRITERS[kind](facts)


def default(kind: LetterKind) -> tuple[str, str]:
    """Subject and body of our text with its names in braces, as somebody begins to change it."""
    ours = words(kind, {name: f"{{{name}}}" for name in letter_texts.PLACEHOLDERS[kind]})
    return ours.subject, "\n\n".join(ours.paragraphs)


def sample(kind: LetterKind, contest: Contest, now: datetime) -> dict[str, str]:
    """Invented facts in the language that is being spoken."""
    closes = contest.closes_at or now + timedelta(days=7)
    everything = {
        "name": gettext("Asel Example"), "contest": pick(contest.title), "title": gettext("Clean shore"),
        "number": f"{contest.number_prefix}-{contest.edition}-0017", "at": moment(now, seconds=True),
        "closes": moment(closes), "until": moment(now + timedelta(days=3)),
        "remark": gettext("The signature on page 2 is missing."),
        "results": day(contest.results_at or closes + timedelta(days=20)),
        "reason": gettext("documents are missing"), "message": gettext("Please send the second page once more."),
        "works": f"«{gettext('Clean shore')}»", "left": days_left(3),
        "outcome": gettext("«%(title)s» was not selected this time.") % {"title": gettext("Clean shore")},
        "following": gettext("Thank you for taking part. We will be glad to see you in our next contests."),
    }  # fmt: skip
    return {name: everything[name] for name in letter_texts.PLACEHOLDERS[kind]}


def days_left(days: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", days) % {"num": days}


def _receipt(facts: Facts) -> Words:
    first = gettext("We have your application «%(title)s» to the contest «%(contest)s». It came on %(at)s.") % facts
    rest = gettext("Its number is %(number)s. Keep this letter: it is your receipt.") % facts
    subject = gettext("Application %(number)s is accepted") % facts
    return Words(subject, [first, rest, _changeable(facts)], gettext("Open the receipt"))


def _changeable(facts: Facts) -> str:
    if not facts["closes"]:
        return ""
    return gettext("You may change it and send it again until %(at)s.") % {"at": facts["closes"]}


def _returned(facts: Facts) -> Words:
    first = gettext("The organiser has returned «%(title)s», contest «%(contest)s», with this remark:") % facts
    last = gettext("Correct it and send it again until %(until)s. What is already written there is kept.") % facts
    return Words(gettext("Please correct %(number)s") % facts, [first, facts["remark"], last], gettext("Correct it"))


def _admitted(facts: Facts) -> Words:
    first = gettext("The documents of «%(title)s» for the contest «%(contest)s» are in order.") % facts
    if facts["results"]:
        then = gettext("Now the commission reviews it; results are expected on %(day)s. Nothing is needed from you.")
        then = then % {"day": facts["results"]}
    else:
        then = gettext("Now the commission reviews it. Nothing is needed from you.")
    return Words(
        gettext("%(number)s is admitted to the contest") % facts, [first, then], gettext("Open the application")
    )


def _rejected(facts: Facts) -> Words:
    first = gettext("«%(title)s» is not admitted to the contest «%(contest)s».") % facts
    second = gettext("Reason: %(reason)s.") % facts
    subject = gettext("%(number)s is not admitted") % facts
    return Words(subject, [first, second, facts["remark"]], gettext("Open the application"))


def _withdrawn(facts: Facts) -> Words:
    first = gettext("You have withdrawn it from the contest «%(contest)s». Nobody will consider it.") % facts
    last = gettext("Until %(closes)s you may take this back on its page.") % facts if facts["closes"] else ""
    return Words(gettext("Application %(number)s is withdrawn") % facts, [first, last], gettext("Open the application"))


def _restored(facts: Facts) -> Words:
    first = gettext("You have taken the withdrawal back: it takes part in the contest «%(contest)s» again.") % facts
    subject = gettext("Application %(number)s takes part again") % facts
    return Words(subject, [first, _changeable(facts)], gettext("Open the application"))


def _message(facts: Facts) -> Words:
    first = gettext("There is a new message about «%(title)s», contest «%(contest)s»:") % facts
    last = gettext("Please answer on the site: answers to this letter are not read.")
    return Words(
        gettext("Message about %(number)s") % facts, [first, facts["message"], last], gettext("Read and answer")
    )


def _remind_draft(facts: Facts) -> Words:
    first = gettext("You have begun and not yet handed in: %(works)s. Contest: «%(contest)s».") % facts
    last = (
        gettext("Applications close on %(closes)s. What you have written is kept; please finish and send it.") % facts
    )
    return Words(gettext("Not handed in yet: %(left)s left") % facts, [first, last], gettext("Continue"))


def _remind_consent(facts: Facts) -> Words:
    first = gettext("A parent's consent to take part is missing for: %(works)s. Contest: «%(contest)s».") % facts
    last = gettext("Without it the organiser cannot admit the work. Print the form or send the parent the link.")
    return Words(gettext("A parent's consent is missing"), [first, last], gettext("Add the consents"))


def _remind_cure(facts: Facts) -> Words:
    first = gettext("«%(title)s», contest «%(contest)s», waits for your correction until %(until)s.") % facts
    return Words(
        gettext("The time to correct %(number)s ends soon") % facts,
        [first, gettext("The organiser's remark:"), facts["remark"]], gettext("Correct it"),
    )  # fmt: skip


def _results(facts: Facts) -> Words:
    opening = gettext("The results of the contest «%(contest)s» are published.") % facts
    subject = gettext("Results: %(contest)s") % facts
    return Words(subject, [opening, facts["outcome"], facts["following"]], gettext("See the results"))


WRITERS: dict[LetterKind, Callable[[Facts], Words]] = {
    LetterKind.RECEIPT: _receipt,
    LetterKind.RETURNED: _returned,
    LetterKind.ADMITTED: _admitted,
    LetterKind.REJECTED: _rejected,
    LetterKind.WITHDRAWN: _withdrawn,
    LetterKind.RESTORED: _restored,
    LetterKind.MESSAGE: _message,
    LetterKind.REMIND_DRAFT: _remind_draft,
    LetterKind.REMIND_CONSENT: _remind_consent,
    LetterKind.REMIND_CURE: _remind_cure,
    LetterKind.RESULTS: _results,
}
