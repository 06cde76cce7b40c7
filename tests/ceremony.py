"""A published drawing contest with its winners, and a published grant contest: what papers and gifts are tested on."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlmodel import Session
from world import (
    give_role,
    make_application,
    make_author,
    make_award,
    make_contest,
    make_school,
    make_seat,
    make_territories,
    make_user,
    nominations_of,
)

from app.accounts.models import User
from app.alphabet import search_key
from app.applications.models import ApplicantKind, Application
from app.awards.models import Award, Protocol
from app.contests.models import Contest, ContestKind, ContestStatus, QuotaMode, RoleName
from app.jury.models import Post
from app.places.models import School

SCHOOL, BIRTH = "Қарлығаш мектебі", "2015-08-17"
"""Must never stand on a public page."""
NAMES = ("Төлеуова Аружан Серікқызы", "Ахметов Дамир", "Ли Анна", "Нұрланқызы Әсем")


@dataclass
class Ceremony:
    contest: Contest
    owner: User
    works: list[Application]
    awards: list[Award]
    schools: list[School]
    staff: dict[str, User] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/office/{self.contest.slug}"


def drawings(
    session: Session, *, status: ContestStatus = ContestStatus.PUBLISHED, works: int = 4, edition: int = 2026
) -> Ceremony:
    """Two nominations; the first work of each wins, one teacher of one school stands behind both winners."""
    contest = make_contest(
        session, kind=ContestKind.DRAWING, status=status, nominations=2, number_prefix="SDC", edition=edition,
        territory_mode=QuotaMode.OFF,
    )  # fmt: skip
    territory = make_territories(session, 1)[0]
    schools = [
        make_school(session, territory, name, sort_key=key) for name, key in ((SCHOOL, "02"), ("Арай мектебі", "01"))
    ]
    owner = make_user(session, "Оқытушы Қанат")
    nominations = nominations_of(session, contest)
    entered = []
    for i in range(works):
        name = NAMES[i % len(NAMES)]
        work = make_application(
            session, contest, owner, nominations[i % 2], title=f"Мөлдір бұлақ {i}", applicant_name=name,
            search_key=search_key(f"{name} мөлдір бұлақ {i}"),
        )  # fmt: skip
        # works 0 and 1 win, both of the first school; the others are spread
        make_author(
            session, work, schools[0 if i < 2 else i % 2], name_kk=name, born_on=datetime.fromisoformat(BIRTH).date()
        )
        entered.append(work)
    awards = [make_award(session, work) for work in entered[:2]]
    make_seat(session, contest, nominations, Post.CHAIR, user=make_user(session, "Төраға Сәкен"))
    session.add(Protocol(contest_id=contest.id or 0, number=3, held_on=datetime(2026, 5, 18, tzinfo=UTC).date()))
    return Ceremony(contest, owner, entered, awards, schools, _staff(session, contest))


def grants(session: Session, *, status: ContestStatus = ContestStatus.PUBLISHED) -> Ceremony:
    """An organisation that won 200 000 ₸ and a person who took part."""
    contest = make_contest(session, status=status, nominations=1, number_prefix="MCD", edition=2026)
    owner, nomination = make_user(session, "Тестова Асель Маратовна"), nominations_of(session, contest)[0]
    winner = make_application(
        session, contest, owner, nomination, title="Таза жаға", applicant_name="«Қуатты аула» қоғамдық бірлестігі",
        applicant_kind=ApplicantKind.ORGANISATION, search_key="куатты аула",
    )  # fmt: skip
    other = make_application(
        session, contest, owner, nomination, title="Көк бақ", applicant_kind=ApplicantKind.PERSON, search_key="тестова"
    )
    return Ceremony(
        contest, owner, [winner, other], [make_award(session, winner, amount=200_000)], [], _staff(session, contest)
    )


def _staff(session: Session, contest: Contest) -> dict[str, User]:
    found = {}
    for name in RoleName:
        found[name.value] = make_user(session, f"Staff {name}")
        give_role(session, found[name.value], contest, name)
    elsewhere = make_contest(session)
    found["elsewhere"] = make_user(session, "Elsewhere")
    give_role(session, found["elsewhere"], elsewhere, RoleName.ORGANISER)
    found["stranger"] = make_user(session, "Stranger")
    found["operator"] = make_user(session, "Operator", is_operator=True)
    return found
