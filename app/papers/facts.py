"""What a paper prints, gathered once from live data: from then on the paper is drawn from this alone.

Everything is JSON: texts that exist in both official languages are {"kk": …, "ru": …}, dates ISO, sums whole tenge.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.applications.models import ApplicantKind
from app.contests.models import Contest, ContestKind
from app.db import Texts
from app.i18n import pick
from app.jury import queries as jury
from app.jury.models import Post, Seat
from app.papers.models import PaperKind
from app.papers.queries import Entry
from app.programmes import queries as programmes
from app.programmes.models import Organisation

CHAIR = {"kk": "Комиссия төрағасы", "ru": "Председатель комиссии"}
FIRST_DEGREE = {"kk": "I ДӘРЕЖЕЛІ ДИПЛОМ", "ru": "ДИПЛОМ I СТЕПЕНИ"}
DEGREES = 3
"""Places that have a degree; those behind get a certificate of merit."""


@dataclass(frozen=True)
class Issuer:
    """What all papers of a contest have in common."""

    contest: Contest
    organisation: Organisation | None
    chair: Seat | None


def issuer(session: Session, contest: Contest) -> Issuer:
    chair = next((seat for seat in jury.seats(session, contest.id) if seat.post is Post.CHAIR), None)
    return Issuer(contest, programmes.organisation(session), chair)


def both(texts: Texts | None) -> Texts:
    """Official papers exist in kk and ru; what is missing in one is said in the other."""
    return {"kk": pick(texts, "kk"), "ru": pick(texts, "ru")}


def twice(text: str) -> Texts:
    return {"kk": text, "ru": text}


def handed_in(entry: Entry) -> dict[str, str]:
    """The names on papers as the application has them."""
    if entry.author is None:
        return {"recipient": entry.application.applicant_name, "work": entry.application.title}
    author = entry.author
    return {"recipient": author.name_kk, "work": entry.application.title, "teacher": author.teacher_name}


def named(entry: Entry) -> dict[str, str]:
    """The same as papers print them: with what was corrected when the names were proved."""
    corrected = entry.proof
    return {name: (getattr(corrected, name) if corrected else "") or text for name, text in handed_in(entry).items()}


def recipient(entry: Entry, kind: PaperKind) -> str:
    names = named(entry)
    return names["teacher"] if kind is PaperKind.THANKS and "teacher" in names else names["recipient"]


def printed(issuer: Issuer, entry: Entry, kind: PaperKind, number: str, *, day: date) -> dict[str, Any]:
    """The whole content of one paper."""
    contest, organisation = issuer.contest, issuer.organisation
    is_legal = entry.application.applicant_kind is ApplicantKind.ORGANISATION
    return {
        "number": number, "day": day.isoformat(), "contest_kind": contest.kind.value, "edition": contest.edition,
        "organisation": both(organisation.name if organisation else None),
        "place": both(organisation.city if organisation else None), "signatories": _signatories(issuer),
        "contest": {language: f"{title}, {contest.edition}" for language, title in both(contest.title).items()},
        "recipient": recipient(entry, kind), "holder": "organisation" if is_legal else "person",
        "nomination": both(entry.nomination.title), **_of_kind(contest, entry, kind), **_of_work(entry, kind),
    }  # fmt: skip


def _of_kind(contest: Contest, entry: Entry, kind: PaperKind) -> dict[str, Any]:
    place = entry.award.place if entry.award else 0
    if kind is PaperKind.CERTIFICATE_WINNER:
        return {"kind": kind.value, "amount": entry.award.amount if entry.award else 0}
    if kind is not PaperKind.DIPLOMA:
        return {"kind": kind.value}
    if contest.per_nomination == 1:
        return {"kind": "diploma_winner", "heading": FIRST_DEGREE}
    return {"kind": f"diploma_{place}" if place <= DEGREES else "merit"}


def _of_work(entry: Entry, kind: PaperKind) -> dict[str, Any]:
    """Who made what, where; a teacher's letter only says where."""
    facts: dict[str, Any] = {}
    if entry.school:
        facts |= {"school": both(entry.school.name), "settlement": both(entry.school.settlement)}
    if kind is PaperKind.THANKS:
        return facts
    if entry.author:
        facts |= {"grade": str(entry.author.grade), "teacher": named(entry)["teacher"]}
    return facts | {"work": named(entry)["work"]}


def _signatories(issuer: Issuer) -> list[dict[str, Texts]]:
    """The head of the organisation, then the commission's chair. Names stand in one spelling: for two there is no
    room under a signature."""
    found = []
    if issuer.organisation:
        head = issuer.organisation
        found.append({"name": twice(pick(head.head_name, "kk")), "position": both(head.head_position)})
    if issuer.chair:
        found.append({"name": twice(pick(issuer.chair.name, "kk")), "position": CHAIR})
    return found


def kinds_for(contest: Contest, entry: Entry) -> list[PaperKind]:
    """Which papers an admitted entry earns."""
    if contest.kind is ContestKind.SMALL_GRANT:
        return [PaperKind.CERTIFICATE_WINNER if entry.award else PaperKind.CERTIFICATE_PARTICIPANT]
    return [PaperKind.DIPLOMA, PaperKind.THANKS] if entry.award else [PaperKind.CERTIFICATE_PARTICIPANT]
