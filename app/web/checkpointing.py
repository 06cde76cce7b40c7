"""Checkpoints of the journal go out: noted in the transaction of what they stand for, a letter to everybody who keeps
them. The letter names nobody and no mark: chair and donor may read it before the seal.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from app import checkpoints
from app.accounts import queries as accounts
from app.accounts.models import User
from app.checkpoints import Break, Cause, Checkpoint
from app.contests import queries as contests
from app.contests import witnesses
from app.contests.models import Contest, ContestStatus, Nomination, RoleName
from app.db import transaction
from app.i18n import gettext, mark, moment, pick
from app.jury import sealing
from app.web import letters
from app.web.clerk import Clerk
from app.web.house import House
from app.web.letters import Draft
from app.web.page import Page

KEEPERS = (RoleName.ORGANISER, RoleName.CHAIR, RoleName.SECRETARY)
CAUSES = {
    Cause.ANNOUNCED: mark("The contest was announced"),
    Cause.SEALED: mark("A nomination was sealed"),
    Cause.CONFIRMED: mark("The decision was confirmed"),
    Cause.PUBLISHED: mark("The results were published"),
    Cause.CORRECTED: mark("The results were corrected"),
    Cause.WEEKLY: mark("Weekly"),
}


def note(desk: Page | Clerk, contest: Contest, cause: Cause, *, now: datetime) -> Checkpoint | None:
    """None when the journal has not moved since the last one."""
    made = checkpoints.note(desk.session, contest.id, cause, now=now)
    if made is not None:
        path = desk.path_for("contests.checkpoints", slug=contest.slug)
        for name, to in _keepers(desk, contest):
            _send(desk, made, name, to, contest, path, now)
    return made


def note_sealed(desk: Page | Clerk, contest: Contest, nominations: Iterable[Nomination], *, now: datetime) -> None:
    """Once for all of `nominations` of which the judging is over now."""
    if any(sealing.is_sealed(desk.session, one) for one in nominations):
        note(desk, contest, Cause.SEALED, now=now)


def note_weekly(house: House, now: datetime) -> int:
    """The duty: every chain that went on for a week without a checkpoint, each in a transaction of its own; drafts of
    contests are nobody's business yet."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = checkpoints.overdue(session, now)
    return sum(_note_chain(house, chain, now) for chain in waiting)


def _note_chain(house: House, chain: str, now: datetime) -> bool:
    contest_id = checkpoints.contest_of(chain)
    with transaction(house.engine) as session:
        clerk = Clerk(house, session)
        if contest_id is not None:
            contest = session.get(Contest, contest_id)
            is_public = contest is not None and contest.status is not ContestStatus.DRAFT
            return is_public and contest is not None and note(clerk, contest, Cause.WEEKLY, now=now) is not None
        made = checkpoints.note(session, None, Cause.WEEKLY, now=now)
        if made is None:
            return False
        for to in accounts.operators(session):
            _send(clerk, made, str(to.id), to, None, "", now)
    return True


def _keepers(desk: Page | Clerk, contest: Contest) -> Iterator[tuple[str, User]]:
    """The staff, and those outside whom the organiser has named, each under a name for the key of the letter; one
    letter to an address."""
    ids = {id_ for role in KEEPERS for id_ in contests.holders(desk.session, contest.id, role)}
    staff = accounts.people(desk.session, ids)
    for one in staff:
        yield str(one.id), one
    known = {one.email.casefold() for one in staff}
    for outside in witnesses.of_contest(desk.session, contest.id):
        if outside.address.casefold() not in known:
            yield f"outside-{outside.id}", User(name="", email=outside.address, email_key="", language=outside.language,
                                                created_at=outside.named_at)  # fmt: skip


def _send(
    desk: Page | Clerk, made: Checkpoint, name: str, to: User, contest: Contest | None, path: str, now: datetime
) -> None:
    line = checkpoints.signed(desk.house.keys, made).replace(" ", "\n")

    def write() -> Draft:
        title = pick(contest.title) if contest else gettext("Journal of the installation")
        facts = {"cause": gettext(CAUSES[made.cause]), "contest": title, "at": moment(made.at), "entry": made.seq}
        first = gettext("%(cause)s: %(contest)s. On %(at)s the journal ends with entry %(entry)s.") % facts
        keep = gettext("Keep this letter. Nobody can change an earlier entry of the journal, or take one out, without "
                       "it showing beside these four lines. Nothing else is asked of you.")  # fmt: skip
        subject = gettext("Checkpoint of the journal: %(contest)s") % facts
        return Draft(subject, [first, keep, line], (gettext("All checkpoints"), path) if path else None)

    letters.send(desk.house, desk.session, to=to, key=f"checkpoint-{made.id}-{name}", now=now, write=write,
                 contest_id=contest.id if contest else None)  # fmt: skip


def told(found: Break) -> str:
    """What is wrong with a chain, in words."""
    if found.against is None:
        return gettext("The chain breaks at entry %(entry)s") % {"entry": found.first}
    facts = {"first": found.first, "last": found.last, "at": moment(found.against.at)}
    if found.is_missing:
        return gettext("The journal ends before entry %(first)s; the checkpoint of %(at)s names entry %(last)s") % facts
    if found.first == found.last:
        return gettext("Entry %(first)s is not the one that the checkpoint of %(at)s names") % facts
    return gettext("Between entries %(first)s and %(last)s it is not what the checkpoint of %(at)s says") % facts
