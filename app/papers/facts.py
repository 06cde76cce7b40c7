"""What a paper prints, gathered once from live data: from then on the paper is drawn from this alone.

Everything is JSON: texts that exist in both official languages are {"kk": …, "ru": …}, dates ISO, sums whole tenge.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlmodel import Session

from app.alphabet import search_key
from app.applications.models import ApplicantKind
from app.contests.models import Contest, ContestKind
from app.db import Texts
from app.documents import diploma_texts
from app.documents.diploma_texts import Kind
from app.documents.text import quoted
from app.documents.words import tenge
from app.i18n import pick
from app.jury import queries as jury
from app.jury.models import Post, Seat
from app.papers import queries, texts
from app.papers.models import Addressee, PaperDesign, PaperKind
from app.papers.queries import Entry
from app.places.models import School
from app.programmes import queries as programmes
from app.programmes.models import Organisation

CHAIR = {"kk": "Комиссия төрағасы", "ru": "Председатель комиссии"}
DEGREES = 3
"""Places that have a degree; those behind get a certificate of merit."""


@dataclass(frozen=True)
class Issuer:
    """What all papers of a contest have in common."""

    contest: Contest
    organisation: Organisation | None
    chair: Seat | None
    design: PaperDesign | None


@dataclass(frozen=True)
class Due:
    """A paper that somebody is to have: `key` says who, an entry or an addressee what it prints."""

    kind: PaperKind
    key: str
    entry: Entry | None = None
    addressee: Addressee | None = None

    @property
    def work(self) -> Entry:
        """Of papers for those who entered."""
        if self.entry is None:
            raise ValueError("an addressee has entered nothing")
        return self.entry


def issuer(session: Session, contest: Contest) -> Issuer:
    chair = next((seat for seat in jury.seats(session, contest.id) if seat.post is Post.CHAIR), None)
    return Issuer(contest, programmes.organisation(session), chair, queries.design(session, contest.id))


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


def teacher_key(name: str, school: School | None) -> str:
    """The `recipient_key` of a teacher."""
    return f"teacher-{school.id if school else 0}-{search_key(name)}"


def renamed_teachers(entries: Iterable[Entry]) -> dict[str, str]:
    """Key of a teacher's name as handed in → of the name that it was corrected to."""
    found = {}
    for entry in entries:
        before, after = handed_in(entry).get("teacher"), named(entry).get("teacher")
        if before and after and before != after:
            found[teacher_key(before, entry.school)] = teacher_key(after, entry.school)
    return {before: after for before, after in found.items() if before != after}


def recipient(entry: Entry, kind: PaperKind) -> str:
    names = named(entry)
    return names["teacher"] if kind is PaperKind.THANKS and "teacher" in names else names["recipient"]


def addressed(due: Due) -> str:
    """Whose name stands on it."""
    return due.addressee.name if due.addressee else recipient(due.work, due.kind)


def printed(issuer: Issuer, due: Due, number: str, *, day: date) -> dict[str, Any]:
    """The whole content of one paper."""
    contest, organisation, design = issuer.contest, issuer.organisation, issuer.design
    kind = text_kind(contest, due)
    return {
        "number": number, "day": day.isoformat(), "kind": kind, "contest_kind": contest.kind.value,
        "edition": contest.edition, "organisation": both(organisation.name if organisation else None),
        "place": both(organisation.city if organisation else None), "signatories": _signatories(issuer),
        "contest": {language: f"{title}, {contest.edition}" for language, title in both(contest.title).items()},
        "recipient": addressed(due),
        "holder": "organisation" if _is_legal(due) else "person",
        **texts.filled(texts.wording(contest, design, kind), values(contest, due, kind)), **_of_whom(contest, due),
        "design": design.version if design else 0, "orientation": design.orientation.value if design else "landscape",
        "seal": design.has_seal_place if design else True, **_pictures(design),
    }  # fmt: skip


def text_kind(contest: Contest, due: Due) -> Kind:
    if due.addressee:
        return texts.OF_ROLE[due.addressee.role]
    if due.kind is not PaperKind.DIPLOMA:
        return cast(Kind, due.kind.value)
    place = due.work.award.place if due.work.award else 0
    return "diploma_winner" if contest.per_nomination == 1 else cast(Kind, f"diploma_{place}")


def _is_legal(due: Due) -> bool:
    return bool(due.entry) and due.work.application.applicant_kind is ApplicantKind.ORGANISATION


def values(contest: Contest, due: Due, kind: Kind) -> dict[str, Texts]:
    """What stands in texts in place of names in braces."""
    found = {
        "contest": {language: quoted(title) for language, title in both(contest.title).items()},
        "edition": twice(str(contest.edition)), "place": twice(diploma_texts.place(kind)),
    }  # fmt: skip
    if due.entry:
        title, amount = named(due.entry)["work"], due.entry.award.amount if due.entry.award else 0
        nomination = both(due.entry.nomination.title)
        found |= {
            "nomination": {language: quoted(name) for language, name in nomination.items()},
            "work": twice(quoted(title) if title else ""),
            "amount": {"kk": tenge(amount, "kk"), "ru": tenge(amount, "ru")},
        }  # fmt: skip
    return found


def _of_whom(contest: Contest, due: Due) -> dict[str, Any]:
    """Who made what, where; a letter of thanks only says where."""
    if due.addressee:
        where = due.addressee.organisation
        return {"workplace": both(where)} if where else {}
    entry = due.work
    facts: dict[str, Any] = {}
    if entry.school:
        facts |= {"school": both(entry.school.name), "settlement": both(entry.school.settlement)}
    if due.kind is PaperKind.THANKS:
        return facts
    facts["nomination"] = both(entry.nomination.title)
    if entry.author:
        facts |= {"grade": str(entry.author.grade), "teacher": named(entry)["teacher"]}
    if due.kind is PaperKind.CERTIFICATE_WINNER:
        facts["amount"] = entry.award.amount if entry.award else 0
    return facts | {"work": named(entry)["work"]}


def _signatories(issuer: Issuer) -> list[dict[str, Any]]:
    """Those whom the contest names, or the head of the organisation and the commission's chair."""
    return list(issuer.design.signatories) if issuer.design and issuer.design.signatories else usual_signatories(issuer)


def _pictures(design: PaperDesign | None) -> dict[str, Any]:
    """SHA-256 of the logo and of the first and second signature, where there are any."""
    if design is None:
        return {}
    logo = {"logo": design.logo_sha256} if design.logo_sha256 else {}
    signed = [design.first_sha256 or "", design.second_sha256 or ""]
    return logo | ({"signatures": signed} if any(signed) else {})


def usual_signatories(issuer: Issuer) -> list[dict[str, Any]]:
    """Names stand in one spelling: for two there is no room under a signature."""
    found: list[dict[str, Any]] = []
    if issuer.organisation:
        head = issuer.organisation
        found.append({"name": twice(pick(head.head_name, "kk")), "position": both(head.head_position)})
    if issuer.chair:
        found.append({"name": twice(pick(issuer.chair.name, "kk")), "position": CHAIR})
    return found


def earned(contest: Contest, entry: Entry) -> list[Due]:
    """Which papers an admitted entry earns, for whom."""
    mine = f"application-{entry.application.id}"
    if contest.kind is ContestKind.SMALL_GRANT:
        return [Due(PaperKind.CERTIFICATE_WINNER if entry.award else PaperKind.CERTIFICATE_PARTICIPANT, mine, entry)]
    if not entry.award:
        return [Due(PaperKind.CERTIFICATE_PARTICIPANT, mine, entry)]
    has_degree = contest.per_nomination == 1 or entry.award.place <= DEGREES
    found = [Due(PaperKind.DIPLOMA if has_degree else PaperKind.MERIT, mine, entry)]
    if teacher := named(entry).get("teacher"):
        found.append(Due(PaperKind.THANKS, teacher_key(teacher, entry.school), entry))
    return found
