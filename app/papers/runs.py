"""Papers put to print: every print is on record before a sheet leaves; many together are made into one file, by a
process that may die and be followed by another."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from app import journal
from app.accounts.models import User
from app.contests.models import Contest
from app.errors import RuleBroken
from app.papers import register
from app.papers.models import Certificate, Printing, PrintReason, PrintRun, RunStatus

KEPT = timedelta(days=7)
"""A file of papers holds names of children; it is made again, byte for byte, whenever it is asked for."""


def log(
    session: Session, papers: Sequence[Certificate], reason: PrintReason | None, *, by: User, now: datetime,
    run: PrintRun | None = None,
) -> None:  # fmt: skip
    """These papers are printed. Raises RuleBroken ``papers-none``, ``reprint-reason`` where one was printed before and
    nobody says why again."""
    if not papers:
        raise RuleBroken("papers-none")
    printed = register.was_printed(session, [one.id for one in papers])
    if printed and reason in (None, PrintReason.FIRST):
        raise RuleBroken("reprint-reason", papers=len(printed))
    for place, one in enumerate(papers, 1):
        session.add(Printing(
            certificate_id=one.id or 0, run_id=run.id if run else None, place=place, printed_at=now, printed_by=by.id,
            reason=reason if reason and one.id in printed else PrintReason.FIRST,
        ))  # fmt: skip
    session.flush()
    journal.write(
        session, "papers.printed", of=("contest", papers[0].contest_id), by=by.id, now=now,
        contest_id=papers[0].contest_id, papers=[one.number for one in papers], again=len(printed),
        reason=reason.value if reason and printed else "",
    )  # fmt: skip


def ask(
    session: Session, contest: Contest, papers: Sequence[Certificate], title: str, reason: PrintReason | None, *,
    by: User, now: datetime,
) -> PrintRun:  # fmt: skip
    """One file of these papers, in this order, is to be made. Raises as `log`."""
    run = PrintRun(contest_id=contest.id or 0, asked_at=now, asked_by=by.id, title=title, total=len(papers))
    session.add(run)
    session.flush()
    log(session, papers, reason, by=by, now=now, run=run)
    return run


def advance(session: Session, run: PrintRun, done: int) -> None:
    run.done = done
    session.add(run)
    session.flush()


def finish(session: Session, run: PrintRun, sha256: str, *, now: datetime) -> None:
    run.status, run.done, run.file_sha256, run.finished_at = RunStatus.DONE, run.total, sha256, now
    session.add(run)
    session.flush()


def fail(session: Session, run: PrintRun, reason: str, *, now: datetime) -> None:
    run.status, run.failure, run.finished_at = RunStatus.FAILED, reason, now
    session.add(run)
    session.flush()


def forget_old(session: Session, *, now: datetime) -> int:
    """Files older than a week are let go; what was printed stays on record."""
    old = session.exec(
        select(PrintRun).where(col(PrintRun.file_sha256).is_not(None), col(PrintRun.finished_at) < now - KEPT)
    ).all()
    for run in old:
        run.file_sha256 = None
    session.add_all(old)
    session.flush()
    return len(old)
