"""What must hold of every shortlist round, asked by `baiqau check`."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.applications.models import Application
from app.contests.models import Contest, Nomination, ShortlistMode
from app.jury import shortlist_queries as asked
from app.jury.choosing import going_on
from app.jury.models import Mark, Sheet, SheetStatus
from app.jury.shortlist_models import Glance, GlanceSeal, Shortlist, ShortlistRow
from app.jury.shortlisting import SCALES, content_hash


def broken(session: Session) -> Iterable[str]:
    """One line for everything that does not hold."""
    yield from _off_the_scale(session)
    yield from _changed_answers(session)
    yield from _wrongly_chosen(session)
    yield from _judged_nevertheless(session)


def _off_the_scale(session: Session) -> Iterable[str]:
    rows = session.exec(
        select(Glance.id, Glance.value, Contest.shortlist)
        .join(Application, col(Application.id) == Glance.application_id)
        .join(Contest, col(Contest.id) == Application.contest_id)
    )
    return [f"answer {id_} of a shortlist round is off the scale" for id_, value, mode in rows
            if value not in SCALES[ShortlistMode(mode)]]  # fmt: skip


def _changed_answers(session: Session) -> Iterable[str]:
    for seal in session.exec(select(GlanceSeal).where(asked.HOLDS).order_by(col(GlanceSeal.id))).all():
        if content_hash(seal, asked.under_seal(session, seal.id)).hex() != seal.sha256:
            yield f"answers under seal {seal.id} of a shortlist round differ from what was sealed"


def _wrongly_chosen(session: Session) -> Iterable[str]:
    """The outcome follows from the answers that counted."""
    for one in session.exec(select(Shortlist).order_by(col(Shortlist.id))).all():
        rows = session.exec(select(ShortlistRow).where(ShortlistRow.shortlist_id == one.id)).all()
        given: dict[int, list[int]] = defaultdict(list)
        for work, value in session.exec(
            select(Glance.application_id, Glance.value)
            .join(ShortlistRow, col(ShortlistRow.application_id) == Glance.application_id)
            .where(ShortlistRow.shortlist_id == one.id, col(Glance.counts))
        ):
            given[work].append(value)
        chosen = going_on({row.application_id: given[row.application_id] for row in rows}, one.size)
        for row in rows:
            answers = given[row.application_id]
            if (row.total, row.voters, row.goes_on) != (sum(answers), len(answers), row.application_id in chosen):
                yield f"application {row.application_id} came out of the shortlist round otherwise than it was answered"


def _judged_nevertheless(session: Session) -> Iterable[str]:
    """No sheet of a work that was left out can be marked or counts; nothing is marked before the round is over."""
    left_out = session.exec(
        select(Sheet.id)
        .join(Application, col(Application.id) == Sheet.application_id)
        .where(col(Sheet.status).in_((SheetStatus.OPEN, SheetStatus.SEALED)), asked.is_left_out())
    ).all()
    yield from (f"sheet {id_} is of a work that the shortlist left out" for id_ in left_out)
    over = select(Shortlist.nomination_id)
    early = session.exec(
        select(Mark.id)
        .join(Sheet, col(Sheet.id) == Mark.sheet_id)
        .join(Application, col(Application.id) == Sheet.application_id)
        .join(Nomination, col(Nomination.id) == Application.nomination_id)
        .join(Contest, col(Contest.id) == Nomination.contest_id)
        .where(Contest.shortlist != ShortlistMode.OFF, col(Nomination.id).not_in(over))
    ).all()
    yield from (f"mark {id_} was given before the shortlist" for id_ in early)
