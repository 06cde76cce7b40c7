"""Issued papers: certificates, diplomas, letters of thanks. Each has a number, a signature over all that it prints,
and one life: issued ⇄ handed over; replaced by a new issue or revoked, for a reason that the public check tells. One
that was revoked by mistake stays revoked; a new one may follow it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal, numbers
from app.accounts.models import User
from app.alphabet import search_key
from app.applications.models import Application
from app.awards import rules
from app.contests.models import Contest
from app.errors import RuleBroken
from app.i18n import local
from app.keys import Keys
from app.papers import dues, facts, queries, signatures
from app.papers.dues import Part
from app.papers.facts import Due, Issuer
from app.papers.models import Addressee, Certificate, CertificateStatus, PaperKind, PaperReason
from app.papers.words import LETTER, STATUS

ALL = Part()
ISSUED, HANDED_OVER = CertificateStatus.ISSUED, CertificateStatus.HANDED_OVER
MOVES: dict[tuple[CertificateStatus, str], CertificateStatus] = {
    (ISSUED, "hand_over"): HANDED_OVER,
    (HANDED_OVER, "take_back"): ISSUED,
    (ISSUED, "replace"): CertificateStatus.REPLACED,
    (HANDED_OVER, "replace"): CertificateStatus.REPLACED,
    (ISSUED, "revoke"): CertificateStatus.REVOKED,
    (HANDED_OVER, "revoke"): CertificateStatus.REVOKED,
    (CertificateStatus.REVOKED, "reissue"): CertificateStatus.REVOKED,
}
"""(status, verb) → status; whatever is not here is refused with ``not-now``."""
DONE = {
    "hand_over": "paper.handed-over", "take_back": "paper.not-handed-over", "replace": "paper.replaced",
    "revoke": "paper.revoked", "reissue": "paper.reissued",
}  # fmt: skip
_ENDINGS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without signs that are taken for each other."""


def issue(
    session: Session, keys: Keys, application: Application, kind: PaperKind, *, by: User, now: datetime
) -> Certificate:
    """One paper, if it is due. Raises RuleBroken: ``results-unpublished``, ``paper-not-due``."""
    contest = opened(session, application.contest_id)
    for one in dues.due(session, contest):
        if one.entry and one.kind is kind and one.entry.application.id == application.id:
            return _issued(session, keys, facts.issuer(session, contest), [one], by=by, now=now)[0]
    raise RuleBroken("paper-not-due")


def issue_all(
    session: Session, keys: Keys, contest: Contest, *, by: User, now: datetime, part: Part = ALL
) -> list[Certificate]:
    """Everything that is due (in one part of the contest), all or nothing; started twice, the second finds nothing
    left. Raises RuleBroken ``results-unpublished``."""
    opened(session, contest.id or 0)
    wanted = [one for one in dues.due(session, contest) if part.has(one.entry)]
    return _issued(session, keys, facts.issuer(session, contest), wanted, by=by, now=now) if wanted else []


@dataclass(frozen=True)
class Correction:
    """Why a paper is replaced, and what the new one says instead."""

    reason: PaperReason
    remark: str
    recipient: str
    work: str = ""


def replace(
    session: Session, keys: Keys, paper: Certificate, correction: Correction, *, by: User, now: datetime
) -> Certificate:
    """The next issue, with a number of its own; the old paper says so when it is checked. What stands on it is
    gathered anew, but for the name and the title, which are as corrected.

    Raises RuleBroken: ``not-now``, ``paper-not-due`` if the work has left the contest."""
    contest = opened(session, paper.contest_id)
    again = _again(session, contest, paper)
    _void(session, paper, "replace", correction.reason, correction.remark, now)
    said = {"recipient": correction.recipient, "work": correction.work}
    fresh = _next_issue(session, keys, contest, paper, again, said, by=by, now=now)
    _note(session, "replace", paper, by=by, now=now, reason=correction.reason, by_number=fresh.number)
    return fresh


def reissue(session: Session, keys: Keys, paper: Certificate, why: str, *, by: User, now: datetime) -> Certificate:
    """A revoked paper was earned after all: one with a number of its own and the names of today follows it, and it
    stays revoked. Raises RuleBroken: ``not-now``, ``paper-not-due`` if something followed it or it was not earned."""
    contest = opened(session, paper.contest_id)
    _next(session, paper, "reissue")
    found = dues.follows(session, contest, paper)
    if found is None:
        raise RuleBroken("paper-not-due")
    again = Due(paper.kind, paper.recipient_key, found.entry, found.addressee)
    fresh = _next_issue(session, keys, contest, paper, again, {}, by=by, now=now)
    _note(session, "reissue", paper, by=by, now=now, reason=why, by_number=fresh.number)
    return fresh


def _next_issue(
    session: Session, keys: Keys, contest: Contest, paper: Certificate, again: Due, said: dict[str, str], *,
    by: User, now: datetime,
) -> Certificate:  # fmt: skip
    """What `again` prints today, but for what is `said` instead."""
    number = _number(session, contest, paper.kind)
    content = facts.printed(facts.issuer(session, contest), again, number, day=local(now).date())
    content |= {name: text for name, text in said.items() if text and name in content}
    fresh = _new(keys, contest, again, content, issue=paper.issue + 1, by=by, now=now)
    session.add(fresh)
    session.flush()
    return fresh


def _again(session: Session, contest: Contest, paper: Certificate) -> Due:
    """What the paper would print today."""
    if paper.addressee_id:
        return Due(paper.kind, paper.recipient_key, addressee=session.get_one(Addressee, paper.addressee_id))
    found = queries.entries(session, contest.id, application_id=paper.application_id)
    if not found:
        raise RuleBroken("paper-not-due")
    return Due(paper.kind, paper.recipient_key, found[0])


def revoke(
    session: Session, paper: Certificate, reason: PaperReason, remark: str, *, by: User, now: datetime
) -> Certificate:
    """It holds no more and nothing takes its place. Raises RuleBroken ``not-now``."""
    opened(session, paper.contest_id)
    _void(session, paper, "revoke", reason, remark, now)
    _note(session, "revoke", paper, by=by, now=now, reason=reason)
    return paper


def hand_over(session: Session, paper: Certificate, to: str, on: date, *, by: User, now: datetime) -> Certificate:
    """Somebody took it. Raises RuleBroken ``not-now``."""
    opened(session, paper.contest_id)
    paper.status = _next(session, paper, "hand_over")
    paper.handed_over_to, paper.handed_over_on = to, on
    session.add(paper)
    session.flush()
    _note(session, "hand_over", paper, by=by, now=now, on=on)
    return paper


def take_back(session: Session, paper: Certificate, why: str, *, by: User, now: datetime) -> Certificate:
    """It was noted by mistake: nobody took it. Raises RuleBroken ``not-now``."""
    opened(session, paper.contest_id)
    paper.status = _next(session, paper, "take_back")
    on, paper.handed_over_to, paper.handed_over_on = paper.handed_over_on, "", None
    session.add(paper)
    session.flush()
    _note(session, "take_back", paper, by=by, now=now, on=on, reason=why)
    return paper


def opened(session: Session, contest_id: int) -> Contest:
    """The contest, locked so that nobody else issues here meanwhile, once its results are out."""
    session.flush()
    contest = session.get_one(Contest, contest_id, with_for_update=True, populate_existing=True)
    if not rules.is_out(contest):
        raise RuleBroken("results-unpublished")
    return contest


def _issued(
    session: Session, keys: Keys, issuer: Issuer, wanted: list[Due], *, by: User, now: datetime
) -> list[Certificate]:
    contest, made = issuer.contest, []
    for one in wanted:
        number = _number(session, contest, one.kind)
        content = facts.printed(issuer, one, number, day=local(now).date())
        made.append(_new(keys, contest, one, content, issue=1, by=by, now=now))
    session.add_all(made)
    session.flush()
    journal.write(
        session, "papers.issued", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
        papers=[[paper.number, signatures.digest(paper.printed)] for paper in made],
    )  # fmt: skip
    return made


def _number(session: Session, contest: Contest, kind: PaperKind) -> str:
    """`SDC-2026-D-0007-k3fq`: counted without gaps for each contest and kind, with an end that nobody can guess."""
    serial = numbers.take(session, f"paper-{contest.id}-{kind.value}")
    ending = "".join(secrets.choice(_ENDINGS) for _ in range(4))
    return f"{contest.number_prefix}-{contest.edition}-{LETTER[kind]}-{serial:04}-{ending}"


def _new(
    keys: Keys, contest: Contest, due: Due, content: dict[str, Any], *, issue: int, by: User, now: datetime
) -> Certificate:
    entry, where = due.entry, content.get("school") or content.get("workplace") or {}
    said = (content["recipient"], content.get("work", ""), content["number"], *where.values())
    return Certificate(
        contest_id=contest.id or 0, application_id=entry.application.id if entry else None,
        addressee_id=due.addressee.id if due.addressee else None, recipient_key=due.key, kind=due.kind, issue=issue,
        search_key=search_key(" ".join((*said, entry.application.number or "" if entry else ""))),
        number=content["number"], printed=content, signature=signatures.sign(keys, content), issued_at=now,
        issued_by=by.id,
    )  # fmt: skip


def _void(session: Session, paper: Certificate, verb: str, reason: PaperReason, remark: str, now: datetime) -> None:
    paper.status = _next(session, paper, verb)
    paper.reason, paper.remark, paper.void_at = reason, remark, now
    session.add(paper)
    session.flush()


def _next(session: Session, paper: Certificate, verb: str) -> CertificateStatus:
    session.refresh(paper, with_for_update=True)
    if (paper.status, verb) not in MOVES:
        raise RuleBroken("not-now", state=STATUS[paper.status][1])
    return MOVES[paper.status, verb]


def _note(session: Session, verb: str, paper: Certificate, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(
        session, DONE[verb], of=("certificate", paper.id), by=by.id, now=now, contest_id=paper.contest_id,
        number=paper.number, **facts,
    )  # fmt: skip
