"""A correction on paper: its own protocol, numbered, frozen when the second person agrees, completed by a signed scan.
Whatever was kept once stays: another scan needs a reason and stands beside the one before it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts import queries as accounts
from app.accounts.models import User
from app.awards import corrections, queries, rules
from app.awards.correction_models import Correction, CorrectionStatus
from app.awards.meeting import edition
from app.awards.method import spaced
from app.awards.models import CopyKind, ProtocolCopy
from app.awards.scans import Scan
from app.awards.score_rows import twice
from app.contests import queries as contests
from app.contests.models import Contest
from app.documents import correction_text as paper
from app.errors import RuleBroken
from app.i18n import local
from app.programmes import queries as programmes


@dataclass(frozen=True)
class Papers:
    """What is kept of one correction; of its scans the last one counts."""

    pdf: ProtocolCopy | None
    docx: ProtocolCopy | None
    scans: list[ProtocolCopy]

    @property
    def scan(self) -> ProtocolCopy | None:
        return self.scans[-1] if self.scans else None


def of_contest(session: Session, contest_id: int | None) -> dict[int, Papers]:
    """By correction."""
    found: dict[int, list[ProtocolCopy]] = {}
    for one in queries.correction_copies(session, contest_id):
        found.setdefault(one.correction_id or 0, []).append(one)
    return {id_: _papers(rows) for id_, rows in found.items()}


def _papers(rows: Collection[ProtocolCopy]) -> Papers:
    kinds = {one.kind: one for one in rows}
    scans = [one for one in rows if one.kind is CopyKind.CORRECTION_SCAN]
    return Papers(kinds.get(CopyKind.CORRECTION), kinds.get(CopyKind.CORRECTION_EDITABLE), scans)


def facts(session: Session, contest: Contest, correction: Correction) -> paper.Correction:
    """Of one that holds."""
    assert correction.settled_at is not None
    protocol = queries.protocol(session, contest.id)
    assert protocol is not None
    organisation = programmes.organisation(session)
    head = session.get(journal.Head, journal.chain_of(contest.id))
    hands = (correction.proposed_by, correction.settled_by or 0)
    names = accounts.names(session, hands)
    before = [one for one in corrections.applied(session, contest.id) if one.number < correction.number]
    return paper.Correction(
        number=str(correction.paper_number), kind=contest.kind.value, contest=edition(contest),
        organisation=twice(organisation.name if organisation else {}), place=twice(protocol.place),
        day=local(correction.settled_at).date(),
        original=paper.Original(str(protocol.number), protocol.held_on, spaced(protocol.pdf_sha256 or "")),
        reason=twice(correction.note), groups=tuple(_groups(session, contest, correction)),
        total=sum(one["amount"] for one in correction.after["awards"]),
        proposed=paper.Hand(names[hands[0]], correction.proposed_at),
        agreed=paper.Hand(names[hands[1]], correction.settled_at), is_alone=hands[0] == hands[1],
        journal=spaced(head.hash if head else journal.GENESIS),
        earlier=tuple(str(one.paper_number) for one in reversed(before)),
    )  # fmt: skip


def _groups(session: Session, contest: Contest, correction: Correction) -> Iterator[paper.Group]:
    """Nominations in which something is different, in their order."""
    concerned = corrections.affected(correction)
    names = queries.applicants(session, concerned)
    both = [correction.before, correction.after]
    told = {row["application"]: row for state in both for row in (*state["awards"], *state["reserve"])}
    has_places = rules.has_places(contest)
    for nomination in contests.nominations(session, contest.id):
        lines = tuple(
            paper.Line(told[id_]["number"], names[id_], *(_outcome(state, id_, has_places) for state in both))
            for id_ in sorted(concerned, key=lambda id_: str(told[id_]["number"]))
            if told[id_]["nomination"] == nomination.position
        )
        if lines:
            yield paper.Group(twice(nomination.title), lines)


def _outcome(state: corrections.State, application_id: int, has_places: bool) -> paper.Outcome:
    found = corrections.outcome(state, application_id)
    if found is None:
        return paper.Outcome()
    if any(one["application"] == application_id for one in state["awards"]):
        return paper.Outcome(is_awarded=True, place=found[0] if has_places else 0, amount=found[1])
    return paper.Outcome(waits=True)


def freeze(session: Session, contest: Contest, correction: Correction, pdf: str, docx: Scan, *, by: User,
           now: datetime) -> None:  # fmt: skip
    """Keep its files: from now on its protocol is the stored file of the hash `pdf`."""
    _keep(session, contest, correction, CopyKind.CORRECTION, Scan(pdf, "application/pdf"), by=by, now=now)
    _keep(session, contest, correction, CopyKind.CORRECTION_EDITABLE, docx, by=by, now=now)
    _note(session, "correction.frozen", correction, by=by, now=now, paper=correction.paper_number, sha256=pdf,
          docx=docx.sha256)  # fmt: skip


def require_scannable(session: Session, contest: Contest, correction_id: int) -> Correction | None:
    """None for one that is not of this contest. Raises RuleBroken ``not-now`` for one that does not hold."""
    found = next((one for one in corrections.of_contest(session, contest.id) if one.id == correction_id), None)
    if found is not None and found.status is not CorrectionStatus.APPLIED:
        raise RuleBroken("not-now", state=found.status.value)
    return found


def attach_scan(session: Session, contest: Contest, correction: Correction, scan: Scan, *, by: User, now: datetime,
                reason: str = "") -> None:  # fmt: skip
    """The paper with its signatures. Raises RuleBroken ``scan-there`` for another one without a reason."""
    session.refresh(contest, with_for_update=True)
    papers = of_contest(session, contest.id).get(correction.id or 0)
    before = papers.scan if papers else None
    if before is not None and not reason:
        raise RuleBroken("scan-there")
    _keep(session, contest, correction, CopyKind.CORRECTION_SCAN, scan, by=by, now=now, reason=reason)
    more = {"instead_of": before.sha256, "reason": reason} if before else {}
    _note(session, "correction.scanned", correction, by=by, now=now, paper=correction.paper_number,
          sha256=scan.sha256, **more)  # fmt: skip


def _keep(session: Session, contest: Contest, correction: Correction, kind: CopyKind, file: Scan, *, by: User,
          now: datetime, reason: str = "") -> None:  # fmt: skip
    protocol = queries.protocol(session, contest.id)
    assert protocol is not None
    session.add(
        ProtocolCopy(protocol_id=protocol.id or 0, correction_id=correction.id, kind=kind, sha256=file.sha256,
                     media_type=file.media_type, made_at=now, made_by=by.id or 0, reason=reason)
    )  # fmt: skip
    session.flush()


def _note(session: Session, action: str, correction: Correction, *, by: User, now: datetime,
          **facts: Any) -> None:  # fmt: skip
    journal.write(
        session, action, of=("correction", correction.id), by=by.id, now=now, contest_id=correction.contest_id, **facts
    )
