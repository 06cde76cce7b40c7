"""Who is to have which paper: what was never issued, and what was revoked though the reason for it still holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from app.contests.models import Contest
from app.papers import facts, queries
from app.papers.facts import Due
from app.papers.models import Certificate, CertificateStatus, PaperKind
from app.papers.queries import HOLDING, Entry, Issued

Who = tuple[str, PaperKind]
"""Somebody as their name is spelled now, and what they get: nobody has two of a kind."""


@dataclass(frozen=True)
class Part:
    """Of all that is due only what is of one nomination, of one school, or of both; 0: of none."""

    nomination_id: int | None = None
    school_id: int | None = None

    def has(self, entry: Entry | None) -> bool:
        return self.nomination_id in (None, nomination_of(entry)) and self.school_id in (None, school_of(entry))


def nomination_of(entry: Entry | None) -> int:
    """Its id; 0 of those who have entered nothing."""
    return entry.nomination.id or 0 if entry else 0


def school_of(entry: Entry | None) -> int:
    return entry.school.id or 0 if entry and entry.school else 0


@dataclass(frozen=True)
class Lacking:
    """`missed`: id of a revoked paper → what is to follow it, because what it was for holds and nothing took its
    place."""

    due: list[Due]
    missed: dict[int, Due]


@dataclass(frozen=True)
class _Book:
    """What everybody of a contest is to have, and whose an issued paper is, however it was spelled at its time."""

    wanted: dict[Who, Due]
    earned: Mapping[tuple[int | None, PaperKind], str]
    listed: Mapping[int | None, str]
    renamed: Mapping[str, str]

    def whose(self, one: Issued) -> Who:
        known = self.listed.get(one.addressee_id) or self.earned.get((one.application_id, one.kind)) or one.key
        return self.renamed.get(known, known), one.kind


def lacking(session: Session, contest: Contest) -> Lacking:
    book, last, held = _book(session, contest), dict[Who, Issued](), set[Who]()
    for one in queries.issued(session, contest.id):
        last[book.whose(one)] = one
        if one.status in HOLDING:
            held.add(book.whose(one))
    revoked = {who: one for who, one in last.items() if one.status is CertificateStatus.REVOKED and who not in held}
    return Lacking(
        due=[one for who, one in book.wanted.items() if who not in last],
        missed={one.id: book.wanted[who] for who, one in revoked.items() if who in book.wanted},
    )


def due(session: Session, contest: Contest) -> list[Due]:
    """Every paper that somebody is to have and that was never issued: one for each entrant, one letter of thanks for
    each teacher of a winner, however many winners they have and however often their name was corrected, and one for
    each addressee. What was revoked is not due again."""
    return lacking(session, contest).due


def thanked(session: Session, contest: Contest) -> dict[str, Certificate]:
    """Key of a person as they are spelled now → the letter of thanks that they hold."""
    book, letters = _book(session, contest), queries.letters(session, contest.id)
    issued = [one for one in queries.issued(session, contest.id) if one.id in letters]
    return {book.whose(one)[0]: letters[one.id] for one in issued}


def follows(session: Session, contest: Contest, paper: Certificate) -> Due | None:
    """What is to follow this paper, if it was revoked and leaves somebody without theirs."""
    return lacking(session, contest).missed.get(paper.id or 0) if paper.status is CertificateStatus.REVOKED else None


def _book(session: Session, contest: Contest) -> _Book:
    entries, listed = queries.entries(session, contest.id), queries.addressees(session, contest.id)
    renamed = facts.renamed_teachers(entries)
    earned = {entry.application.id: facts.earned(contest, entry) for entry in entries}
    wanted = [one for mine in earned.values() for one in mine]
    wanted += [Due(PaperKind.THANKS, one.key, addressee=one) for one in listed]
    found: dict[Who, Due] = {}
    for one in wanted:
        who = renamed.get(one.key, one.key), one.kind
        if who not in found or (one.key == who[0] != found[who].key):
            found[who] = one
    keys = {(id_, one.kind): one.key for id_, mine in earned.items() for one in mine}
    return _Book(found, keys, {one.id: one.key for one in listed}, renamed)
