"""Papers that nobody gets: how one would look with the texts and signatures as they are being written."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from app.applications.models import Application, Author
from app.awards.models import Award
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.db import Texts
from app.documents.diploma_texts import Kind
from app.papers import facts, queries, texts
from app.papers.facts import Due
from app.papers.models import Addressee, AddresseeRole, PaperKind
from app.papers.queries import Entry
from app.places.models import School

NAME = "Сейітжан Айгерім Нұрланқызы"
LONGEST = (
    "Қаратал ауданының «Болашақ ұрпақ үшін таза өзен» экологиялық волонтёрлер қоғамдық бірлестігінің Үштөбе "
    "қаласындағы жас табиғат сақшылары тобы"
)
_ROLES: dict[Kind, AddresseeRole] = {kind: role for role, kind in texts.OF_ROLE.items()}


def content(
    session: Session, contest: Contest, kind: Kind, said: dict[str, Texts] | None = None, *, day: date, name: str = NAME
) -> dict[str, Any]:
    """What `facts.printed` would make of an invented recipient; `said` in place of the texts that are stored."""
    issuer = facts.issuer(session, contest)
    due = _due(session, contest, kind)
    printed = facts.printed(issuer, due, f"{contest.number_prefix}-{contest.edition}-0000-XXXX", day=day)
    if said:
        printed |= texts.filled(said, facts.values(contest, due, kind))
    return printed | {"recipient": name, "kind": kind}


def _due(session: Session, contest: Contest, kind: Kind) -> Due:
    if kind in _ROLES:
        organisation = {"kk": "Қарашыған орта мектебі", "ru": "Карашыганская средняя школа"}
        return Due(PaperKind.THANKS, "", addressee=Addressee(
            contest_id=contest.id or 0, role=_ROLES[kind], name=NAME, organisation=organisation, key="",
            added_at=datetime.fromtimestamp(0, UTC),
        ))  # fmt: skip
    entry = next(iter(queries.entries(session, contest.id)), None) or _invented(session, contest)
    entry.award = Award(
        contest_id=contest.id or 0, application_id=0, nomination_id=0, amount=contest.grant_amount or 0,
        place=int(kind[-1]) if kind[-1].isdigit() else 4 if kind == "merit" else 1,
    )  # fmt: skip
    return Due(_KINDS.get(kind, PaperKind.DIPLOMA), "", entry)


_KINDS: dict[Kind, PaperKind] = {
    "certificate_winner": PaperKind.CERTIFICATE_WINNER, "certificate_participant": PaperKind.CERTIFICATE_PARTICIPANT,
    "merit": PaperKind.MERIT,
}  # fmt: skip


def _invented(session: Session, contest: Contest) -> Entry:
    epoch = datetime.fromtimestamp(0, UTC)
    application = Application(
        contest_id=contest.id or 0, applicant_id=0, nonce="", code="", language="kk", created_at=epoch, saved_at=epoch,
        title="Бұлақ көрсең, көзін аш", applicant_name=NAME,
    )  # fmt: skip
    nomination = contests.nominations(session, contest.id)[0]
    if contest.kind is ContestKind.SMALL_GRANT:
        return Entry(application, nomination, None, None, None)
    school = School(
        name={"kk": "Қарашыған орта мектебі", "ru": "Карашыганская средняя школа"}, territory_id=0, is_rural=True,
        settlement={"kk": "Қарашыған ауылы", "ru": "с. Карашыган"},
    )  # fmt: skip
    author = Author(
        application_id=0, school_id=0, name_kk=NAME, name_ru=NAME, grade=5, teacher_name="Әбілова Сәуле Мұратқызы"
    )
    return Entry(application, nomination, None, author, school)
