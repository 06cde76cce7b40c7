"""Questions about gifts and handover acts."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.applications.models import Application, Author, Consent, ConsentKind
from app.awards.models import Award
from app.ceremony.models import Gift, Handover
from app.contests.models import Nomination
from app.papers import facts
from app.papers.name_models import NameProof
from app.papers.queries import Entry, entries
from app.places.models import School


@dataclass(frozen=True)
class Winner:
    """Who receives gifts."""

    award: Award
    entry: Entry
    act: Handover | None
    gifts: list[Gift]

    @property
    def name(self) -> str:
        """As papers print it."""
        return facts.named(self.entry)["recipient"]


def winners(session: Session, contest_id: int | None, award_id: int | None = None) -> list[Winner]:
    """The winners of a contest (or one of them) with their gifts and acts, by nomination."""
    everybody = entries(session, contest_id, awarded=True)
    return _with_gifts(session, [one for one in everybody if one.award and award_id in (None, one.award.id)])


def taken_back(session: Session, contest_id: int | None) -> list[Winner]:
    """Whose award was taken back when gifts were chosen or an act made: what there is stays in the list."""
    rows = session.execute(
        columns(Application, Nomination, Award, Author, School, NameProof)
        .join(Award, col(Award.application_id) == col(Application.id))
        .join(Nomination, col(Nomination.id) == col(Award.nomination_id))
        .outerjoin(Author, col(Author.application_id) == col(Application.id))
        .outerjoin(School, col(School.id) == col(Author.school_id))
        .outerjoin(NameProof, col(NameProof.application_id) == col(Application.id))
        .where(col(Award.contest_id) == contest_id, col(Award.taken_at).is_not(None))
        .order_by(col(Award.id))
    ).all()
    return [one for one in _with_gifts(session, [Entry(*row) for row in rows]) if one.gifts or one.act]


def _with_gifts(session: Session, found: Sequence[Entry]) -> list[Winner]:
    ids = [one.award.id for one in found if one.award]
    acts = {act.award_id: act for act in session.exec(select(Handover).where(col(Handover.award_id).in_(ids))).all()}
    gifts: dict[int, list[Gift]] = {}
    for gift in session.exec(select(Gift).where(col(Gift.award_id).in_(ids)).order_by(col(Gift.id))).all():
        gifts.setdefault(gift.award_id, []).append(gift)
    return [
        Winner(one.award, one, acts.get(one.award.id or 0), gifts.get(one.award.id or 0, []))
        for one in found
        if one.award
    ]


def locked_act(session: Session, award: Award) -> Handover | None:
    """The winner's act as it is now; nobody else changes this winner's gifts until the transaction ends."""
    session.refresh(award, with_for_update=True)
    return session.exec(select(Handover).where(Handover.award_id == award.id)).first()


def act_of(session: Session, application_id: int) -> Handover | None:
    """The act of an application's award, also of one that was taken back."""
    statement = select(Handover).join(Award, col(Award.id) == Handover.award_id)
    return session.exec(statement.where(Award.application_id == application_id)).first()


def gift(session: Session, award: Award, gift_id: int) -> Gift | None:
    return session.exec(select(Gift).where(Gift.id == gift_id, Gift.award_id == award.id)).first()


def gifts(session: Session, award: Award) -> Sequence[Gift]:
    return session.exec(select(Gift).where(Gift.award_id == award.id).order_by(col(Gift.id))).all()


def representative(session: Session, application_id: int | None) -> Consent | None:
    """Who consented to the child's taking part."""
    return session.exec(
        select(Consent).where(Consent.application_id == application_id, Consent.kind == ConsentKind.TAKE_PART)
    ).first()
