"""The proof of names before printing: whoever handed in looks at them as they will be printed, says «all right» or
corrects. What was handed in never changes; a correction after the printing asks for a new paper."""

import difflib
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.alphabet import mixed_scripts, search_key
from app.contests.models import Contest
from app.errors import RuleBroken
from app.papers import addressees, facts, name_queries, queries
from app.papers.models import Addressee, Certificate, PaperKind
from app.papers.name_models import CORRECTED, NameProof
from app.papers.queries import Entry

Difference = list[tuple[str, bool]]
"""Pieces of a text, each with whether it is new."""
ALIKE = 0.6
"""From how much two names have in common only the letters that differ are marked."""


@dataclass(frozen=True)
class Line:
    """The names of one application: as handed in, as papers will have them, as issued papers have them."""

    entry: Entry
    papers: list[Certificate] = field(default_factory=list)

    @property
    def id(self) -> int:
        return self.entry.application.id or 0

    @property
    def proof(self) -> NameProof | None:
        return self.entry.proof

    @property
    def handed_in(self) -> dict[str, str]:
        return facts.handed_in(self.entry)

    @property
    def now(self) -> dict[str, str]:
        return facts.named(self.entry)

    @property
    def state(self) -> str:
        """`new`, `waiting`, `confirmed` or `corrected`."""
        if self.proof is None or (self.proof.asked_at is None and self.proof.confirmed_at is None):
            return "new"
        if self.proof.confirmed_at is None:
            return "waiting"
        return "corrected" if self.changes else "confirmed"

    @property
    def changes(self) -> dict[str, tuple[Difference, Difference]]:
        """What differs from the application: name of the text → its pieces on the papers and in the application."""
        return {
            name: (difference(before, self.now[name]), difference(self.now[name], before))
            for name, before in self.handed_in.items()
            if before != self.now[name]
        }

    @property
    def mixed(self) -> list[str]:
        """The texts in which a word mixes letters of two alphabets: most likely typed on the wrong keyboard."""
        return [name for name, text in self.now.items() if mixed_scripts(text)]

    @property
    def outdated(self) -> list[Certificate]:
        """Papers that were printed with other names."""
        return [paper for paper in self.papers if _is_outdated(paper, self.entry)]


def lines(session: Session, contest: Contest, *, applicant_id: int | None = None) -> list[Line]:
    """Everybody's or one person's, by nomination and number. A letter to a teacher that hangs on no work hangs on
    their first one here."""
    papers, letters = name_queries.printed(session, contest.id), name_queries.letters(session, contest.id)
    found = []
    for entry in queries.entries(session, contest.id):
        key = facts.teacher_key(facts.named(entry).get("teacher", ""), entry.school)
        letter = [letters.pop(key)] if key in letters else []
        found.append(Line(entry, papers.get(entry.application.id or 0, []) + letter))
    return [one for one in found if applicant_id in (None, one.entry.application.applicant_id)]


def difference(before: str, after: str) -> Difference:
    """The pieces of `after`; letters that stand only there are marked, all of it where it is another name."""
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [(after, True)]
    return [(after[start:end], tag != "equal") for tag, _, _, start, end in matcher.get_opcodes() if end > start]


def seen(found: Sequence[Line]) -> str:
    """Names what stood on the page: whoever says «all right» says it of that."""
    said = json.dumps([[one.id, one.now] for one in found], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def ask(session: Session, contest: Contest, found: Sequence[Line], *, by: User, now: datetime) -> None:
    """These were asked for. Raises RuleBroken ``names-not-now``."""
    _require_time(contest)
    for one in found:
        proof = _proof(session, contest, one)
        proof.asked_at, proof.reminders = now, 0
        session.add(proof)
    session.flush()
    journal.write(
        session, "names.asked", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
        applications=[one.id for one in found],
    )  # fmt: skip


def confirm(
    session: Session, contest: Contest, found: Sequence[Line], *, by: User, now: datetime, remark: str | None = None
) -> int:
    """All right as they stand; how many were not said so before. `remark`: the office writes down what it was told.
    Raises RuleBroken ``names-not-now``."""
    _require_time(contest)
    fresh = [one for one in found if one.proof is None or one.proof.confirmed_at is None]
    for one in fresh:
        _settle(session, contest, one, by=by, now=now, remark=remark)
    session.flush()
    if fresh:
        journal.write(
            session, "names.confirmed", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
            applications=[one.id for one in fresh], by_office=remark is not None,
        )  # fmt: skip
    return len(fresh)


def correct(
    session: Session, contest: Contest, found: Sequence[Line], line: Line, said: dict[str, str], *, by: User,
    now: datetime, remark: str | None = None,
) -> bool:  # fmt: skip
    """The names of `line` as `said`; a teacher's name goes to every one of `found` with the same teacher. True where
    papers were printed already. Raises RuleBroken ``names-not-now``."""
    _require_time(contest)
    teacher = search_key(line.now.get("teacher", ""))
    fellows = [one for one in found if "teacher" in said and search_key(one.now.get("teacher", "")) == teacher]
    for entry in {one.entry.school.id: one.entry for one in fellows if one.entry.school}.values():
        addressees.rename_teacher(session, contest, entry, said["teacher"], by=by, now=now)
    _write(session, contest, line, said)
    for one in fellows:
        _write(session, contest, one, {"teacher": said["teacher"]})
    _settle(session, contest, line, by=by, now=now, remark=remark)
    session.flush()
    journal.write(
        session, "names.corrected", of=("application", line.id), by=by.id, now=now, contest_id=contest.id,
        corrected=sorted(line.changes), by_office=remark is not None,
    )  # fmt: skip
    return any(one.outdated for one in [line, *fellows])


def line_of(session: Session, contest: Contest, paper: Certificate) -> Line | None:
    """What this paper would print today; None for a work that has left the contest, and for an addressee who is no
    teacher of any."""
    if paper.application_id is None:
        return next((one for one in lines(session, contest) if paper.id in {mine.id for mine in one.papers}), None)
    found = queries.entries(session, contest.id, application_id=paper.application_id)
    return Line(found[0], [paper]) if found else None


def follow(
    session: Session, contest: Contest, paper: Certificate, recipient: str, work: str, *, by: User, now: datetime,
    remark: str,
) -> bool:  # fmt: skip
    """A paper was replaced by one with these names: they hold for calling, for labels and for every other paper. True
    where others were printed otherwise."""
    line = line_of(session, contest, paper)
    if line is None or contest.status not in name_queries.PROVING:
        if paper.addressee_id:
            addressees.rename(session, session.get_one(Addressee, paper.addressee_id), recipient)
        return False
    is_teachers = paper.kind is PaperKind.THANKS and "teacher" in line.now
    said = line.now | ({"teacher": recipient} if is_teachers else {"recipient": recipient, "work": work})
    said = {name: text or line.now[name] for name, text in said.items()}
    if said == line.now:
        return False
    fellows = lines(session, contest, applicant_id=line.entry.application.applicant_id)
    mine = next(one for one in fellows if one.id == line.id)
    return correct(session, contest, fellows, mine, said, by=by, now=now, remark=f"{paper.number}. {remark}".strip())


def _write(session: Session, contest: Contest, line: Line, said: dict[str, str]) -> None:
    proof, before = _proof(session, contest, line), line.handed_in
    for name in CORRECTED:
        if name in said and name in before:
            setattr(proof, name, "" if said[name] == before[name] else said[name])
    session.add(proof)


def _settle(session: Session, contest: Contest, line: Line, *, by: User, now: datetime, remark: str | None) -> None:
    proof = _proof(session, contest, line)
    proof.confirmed_at, proof.confirmed_by = now, by.id
    proof.by_office, proof.remark = remark is not None, remark or ""
    session.add(proof)


def _proof(session: Session, contest: Contest, line: Line) -> NameProof:
    """The row of this application, made with its first word."""
    if line.entry.proof is None:
        line.entry.proof = NameProof(contest_id=contest.id or 0, application_id=line.id)
    return line.entry.proof


def _require_time(contest: Contest) -> None:
    if contest.status not in name_queries.PROVING:
        raise RuleBroken("names-not-now")


def _is_outdated(paper: Certificate, entry: Entry) -> bool:
    said: dict[str, Any] = {"recipient": facts.recipient(entry, paper.kind)}
    if paper.kind is not PaperKind.THANKS:
        said |= {name: text for name, text in facts.named(entry).items() if name != "recipient"}
    return any(name in paper.printed and paper.printed[name] != text for name, text in said.items())


def recipient(line: Line, kind: PaperKind) -> str:
    """Who stands on the paper of this kind."""
    return facts.recipient(line.entry, kind)
