"""Letters about corrected results: to the organisers that one waits, to applicants of whom something else is true."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from app.accounts.models import User
from app.awards import corrections, publication
from app.awards.correction_models import Correction
from app.awards.publication import Told
from app.awards.two_people import ALONE_AFTER
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.i18n import gettext, moment, pick
from app.web import letters
from app.web.awards import result_letters
from app.web.letters import Draft
from app.web.page import Page


def proposed(page: Page, correction: Correction, contest: Contest, *, by: User, now: datetime) -> None:
    """To the other organisers."""
    path = page.path_for("office.corrections", slug=contest.slug)

    def write() -> Draft:
        facts = {"contest": pick(contest.title), "name": by.name, "until": moment(now + ALONE_AFTER)}
        told = [gettext("%(name)s wants to correct the results of «%(contest)s»:") % facts, pick(correction.note)]
        if contest.confirms_alone:
            told.append(gettext("After %(until)s the same person may do it alone.") % facts)
        else:
            told.append(gettext("It holds once another organiser agrees. Look at what it changes."))
        subject = gettext("A correction of the results waits for you: %(contest)s") % facts
        return Draft(subject, told, (gettext("Open the correction"), path))

    for id_ in sorted({*contests.holders(page.session, contest.id, RoleName.ORGANISER)} - {by.id}):
        letters.send(page.house, page.session, to=page.session.get_one(User, id_), now=now, write=write,
                     key=f"correction-{correction.id}-{id_}", contest_id=contest.id)  # fmt: skip


def applied(page: Page, correction: Correction, contest: Contest, *, now: datetime) -> int:
    """To everybody of whose applications something else is true now; how many letters."""
    path, count = page.path_for("contests.results", slug=contest.slug), 0
    concerned, lost = corrections.affected(correction), set(corrections.lost(correction))
    for user, told in publication.addressees(page.session, contest.id):
        theirs = [one for one in told if one.application.id in concerned]
        if theirs:
            write = partial(_letter, contest, correction, theirs, lost, path)
            letters.send(page.house, page.session, to=user, key=f"corrected-{correction.id}-{user.id}", now=now,
                         contest_id=contest.id, write=write)  # fmt: skip
            count += 1
    return count


def _letter(contest: Contest, correction: Correction, told: Sequence[Told], lost: set[int], path: str) -> Draft:
    facts = {"contest": pick(contest.title)}
    first = gettext("The results of the contest «%(contest)s» were corrected. What was wrong:") % facts
    paragraphs = [first, pick(correction.note), *(_sentence(one, lost) for one in told)]
    if lost & {one.application.id for one in told}:
        paragraphs.append(gettext("The organiser will write to you about papers, gifts and the grant that followed "
                                  "from the award."))  # fmt: skip
    subject = gettext("The results were corrected: %(contest)s") % facts
    return Draft(subject, paragraphs, (gettext("See the results"), path))


def _sentence(one: Told, lost: set[int]) -> str:
    if one.application.id in lost:
        facts = {"title": one.application.title, "number": one.application.number}
        return gettext("«%(title)s» (%(number)s) is no longer among the winners.") % facts
    return result_letters.sentence(one)
