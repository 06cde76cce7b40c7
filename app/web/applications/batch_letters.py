"""The letter about a teacher's batch: one for all works that were handed in together, not one for each."""

from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications import batch_queries, extensions
from app.applications.batch_models import Batch
from app.contests.models import Contest
from app.i18n import gettext, moment, ngettext, pick
from app.web import letters
from app.web.house import House
from app.web.letters import Draft


def receipt(house: House, session: Session, batch: Batch, contest: Contest, to: User, *, path: str,
            now: datetime) -> None:  # fmt: skip
    """One for each time at which something was handed in, with the numbers of all works. `path` leads to the
    receipt."""
    works = [work for work in batch_queries.works(session, batch.id) if work.number]

    until = extensions.last_moment(session, contest, batch.teacher_id)

    def write() -> Draft:
        facts = {"contest": pick(contest.title), "count": len(works), "at": moment(now, seconds=True)}
        subject = ngettext("%(count)s work is accepted", "%(count)s works are accepted", len(works)) % facts
        first = gettext("We have these works for the contest «%(contest)s». The last came on %(at)s.") % facts
        lines = [f"{work.number}: {work.applicant_name}, «{work.title}»" for work in works]
        rest = gettext("Keep this letter: it is your receipt for all of them.")
        more = gettext("Until %(at)s you may change them and add others.") % {"at": moment(until)} if until else ""
        return Draft(subject, [first, *lines, rest, more], (gettext("Open the receipt"), path))

    key = f"batch-receipt-{batch.id}-{sum(work.version for work in works)}"
    letters.send(house, session, to=to, key=key, now=now, write=write, contest_id=contest.id)
