"""What everybody may read of the results: only what was consented to, and only of what takes part.

An adult, a group or an organisation is named where they agreed to the publication, else they are a number. A pupil is
shown by first name and initial, in full only where a legal representative agreed to it.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from app.applications import child_names
from app.applications.file_queries import IN_ORDER
from app.applications.models import (
    Application,
    Attachment,
    Author,
    Consent,
    ConsentKind,
    Purpose,
    Rendition,
    RenditionKind,
    Status,
)
from app.awards import queries, rules
from app.contests.models import Contest, Nomination
from app.jury.masking_models import PictureMask
from app.places.models import School, Territory

PAGE = 24
THUMB, JUDGED = RenditionKind.THUMB, RenditionKind.JUDGED


@dataclass(frozen=True)
class Picture:
    """Ids of the two sizes of a work's main picture; `others`: ids of the large sizes of the rest."""

    thumb_id: int
    large_id: int
    width: int
    height: int
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One line of the results or of the gallery. `title` and `name` are empty where they may not be shown."""

    number: str
    nomination: Nomination
    territory: Territory | None
    title: str
    name: dict[str, str]
    grade: int | None = None
    amount: int = 0
    place: int = 0
    """0 where there are no places."""
    picture: Picture | None = None


@dataclass(frozen=True)
class Figures:
    received: int
    admitted: int
    territories: int
    schools: int
    rural_works: int


def winners(session: Session, contest: Contest) -> list[Shown]:
    """By nomination and place; six statements at most."""
    rows = queries.winners(session, contest.id)
    ids = [row.application.id or 0 for row in rows]
    given = consents(session, ids)
    pictures = _pictures(session, [one for one in ids if ConsentKind.TAKE_PART in given[one]])
    has_places = rules.has_places(contest)
    return [
        _winner(row, given[row.application.id or 0], pictures.get(row.application.id or 0), has_places=has_places)
        for row in rows
    ]


def _winner(row: queries.Winner, given: Collection[ConsentKind], picture: Picture | None, *, has_places: bool) -> Shown:
    application, author = row.application, row.author
    is_open = (ConsentKind.TAKE_PART if author else ConsentKind.PUBLISH) in given
    name = {"kk": application.applicant_name}
    if author is not None:
        name = _author_name(author, in_full=ConsentKind.SHOW_NAME in given)
    return Shown(
        application.number or "", row.nomination, row.territory, application.title if is_open else "",
        name if is_open else {}, author.grade if author and is_open else None, row.award.amount,
        row.award.place if has_places else 0, picture,
    )  # fmt: skip


def consents(session: Session, application_ids: Collection[int]) -> dict[int, set[ConsentKind]]:
    """Application id → the consents that stand."""
    found: dict[int, set[ConsentKind]] = defaultdict(set)
    rows = session.execute(
        columns(col(Consent.application_id), col(Consent.kind))
        .where(col(Consent.application_id).in_(application_ids), col(Consent.withdrawn_at).is_(None))
    ).all()  # fmt: skip
    for application_id, kind in rows:
        found[application_id].add(ConsentKind(kind))
    return found


def _author_name(author: Author, *, in_full: bool) -> dict[str, str]:
    names = {"kk": author.name_kk, "ru": author.name_ru}
    return names if in_full else {code: child_names.short(name) for code, name in names.items()}


def figures(session: Session, contest: Contest) -> Figures:
    counts = queries.intake(session, contest.id)
    admitted = (col(Application.contest_id) == contest.id) & (col(Application.status) == Status.ADMITTED)
    territories = session.execute(columns(func.count(func.distinct(col(Application.territory_id)))).where(admitted))
    schools = session.execute(
        columns(col(School.is_rural), func.count(func.distinct(col(School.id))), func.count(col(Author.id)))
        .join(Author, col(Author.school_id) == col(School.id))
        .join(Application, col(Application.id) == col(Author.application_id))
        .where(admitted)
        .group_by(col(School.is_rural))
    ).all()
    return Figures(
        sum(counts.values()), counts.get(Status.ADMITTED, 0), int(territories.scalar_one()),
        sum(row[1] for row in schools), sum(row[2] for row in schools if row[0]),
    )  # fmt: skip


def gallery(
    session: Session, contest: Contest, *, nomination: int | None, territory: str, page: int
) -> tuple[list[Shown], int]:
    """Page `page` (from 1) of the works that may be shown, in the order of their numbers, and how many there are.
    `nomination` is a position, `territory` a code."""
    chosen = []
    if nomination is not None:
        chosen.append(col(Nomination.position) == nomination)
    if territory:
        chosen.append(col(Territory.code) == territory)
    total = session.execute(_on_show(columns(func.count(col(Application.id))), contest).where(*chosen)).scalar_one()
    rows = session.execute(
        _on_show(columns(Application, Nomination, Territory, Author), contest).where(*chosen)
        .order_by(col(Application.number)).offset((page - 1) * PAGE).limit(PAGE)
    ).all()  # fmt: skip
    ids = [application.id for application, *_ in rows]
    given, pictures = consents(session, ids), _pictures(session, ids)
    shown = [
        _work(application, found, place, author, given[application.id], pictures.get(application.id))
        for application, found, place, author in rows
    ]
    return shown, int(total)


def _work(
    application: Application, nomination: Nomination, territory: Territory | None, author: Author,
    given: Collection[ConsentKind], picture: Picture | None,
) -> Shown:  # fmt: skip
    """The author stands beside the work only where that was agreed to."""
    named = ConsentKind.SHOW_NAME in given
    return Shown(
        application.number or "", nomination, territory, application.title,
        _author_name(author, in_full=False) if named else {}, author.grade if named else None, picture=picture,
    )  # fmt: skip


def gallery_nominations(session: Session, contest: Contest) -> list[tuple[Nomination, int]]:
    """Each with how many works of it may be shown."""
    counted = _on_show(columns(col(Nomination.id), func.count(col(Application.id)).label("works")), contest)
    works = counted.group_by(col(Nomination.id)).subquery()
    rows = session.execute(
        columns(Nomination, works.c.works)
        .join(works, works.c.id == col(Nomination.id))
        .order_by(col(Nomination.position))
    ).all()
    return [(nomination, int(count)) for nomination, count in rows]


def hidden(session: Session, contest: Contest) -> tuple[int, int]:
    """Where nothing is on show: how many works are in the contest, and how many of them might be shown but have no
    picture."""
    here = (col(Application.contest_id) == contest.id) & (col(Application.status) == Status.ADMITTED)
    admitted, allowed = (
        int(session.execute(columns(func.count(col(Application.id))).where(which)).scalar_one())
        for which in (here, _takes_part(contest))
    )
    return admitted, allowed


def gallery_territories(session: Session, contest: Contest) -> list[Territory]:
    here = _on_show(columns(col(Application.territory_id)), contest)
    statement = columns(Territory).where(col(Territory.id).in_(here)).order_by(col(Territory.sort_key))
    return list(session.execute(statement).scalars())


def picture(session: Session, contest: Contest, rendition_id: int) -> str | None:
    """The hash of a re-encoded picture of an admitted work that takes part; where a name was covered for the commission
    it stays covered, unless the name may be shown. Never an original, never an attachment."""
    named = columns(col(Consent.application_id)).where(
        col(Consent.kind) == ConsentKind.SHOW_NAME, col(Consent.withdrawn_at).is_(None)
    )
    statement = (
        columns(col(Rendition.sha256), col(PictureMask.sha256), col(Application.id).in_(named))
        .select_from(Rendition)
        .join(Attachment, col(Attachment.id) == col(Rendition.attachment_id))
        .join(Application, col(Application.id) == col(Attachment.application_id))
        .outerjoin(PictureMask, col(PictureMask.rendition_id) == col(Rendition.id))
        .where(col(Rendition.id) == rendition_id, _takes_part(contest))
        .where(*_IS_PICTURE, col(Rendition.kind).in_([RenditionKind.JUDGED, RenditionKind.THUMB]))
    )
    row = session.execute(statement).first()
    if row is None:
        return None
    whole, covered, is_named = row
    return str(whole if is_named or covered is None else covered)


_IS_PICTURE = (col(Attachment.purpose) == Purpose.PICTURE, col(Attachment.removed_at).is_(None))


def _takes_part(contest: Contest) -> Any:
    """Admitted, and the consent to take part stands."""
    agreed = columns(col(Consent.application_id)).where(
        col(Consent.kind) == ConsentKind.TAKE_PART, col(Consent.withdrawn_at).is_(None)
    )
    here = col(Application.contest_id) == contest.id
    return here & (col(Application.status) == Status.ADMITTED) & col(Application.id).in_(agreed)


def _on_show(statement: Any, contest: Contest) -> Any:
    """`statement` over the works that may be shown: they take part and have a picture."""
    pictured = columns(col(Attachment.application_id)).where(*_IS_PICTURE)
    return (
        statement.select_from(Application)
        .join(Author, col(Author.application_id) == col(Application.id))
        .join(Nomination, col(Nomination.id) == col(Application.nomination_id))
        .outerjoin(Territory, col(Territory.id) == col(Application.territory_id))
        .where(_takes_part(contest), col(Application.id).in_(pictured))
    )


def _pictures(session: Session, application_ids: Sequence[int]) -> dict[int, Picture]:
    rows = session.execute(
        columns(col(Attachment.application_id), Rendition)
        .join(Attachment, col(Attachment.id) == col(Rendition.attachment_id))
        .where(col(Attachment.application_id).in_(application_ids), *_IS_PICTURE)
        .where(col(Rendition.kind).in_([RenditionKind.JUDGED, RenditionKind.THUMB]))
        .order_by(*IN_ORDER, col(Rendition.id))
    ).all()
    sizes: dict[int, dict[RenditionKind, list[Rendition]]] = defaultdict(lambda: {THUMB: [], JUDGED: []})
    for application_id, rendition in rows:
        sizes[application_id][rendition.kind].append(rendition)
    return {one: _picture(found[THUMB][0], found[JUDGED]) for one, found in sizes.items() if all(found.values())}


def _picture(thumb: Rendition, large: list[Rendition]) -> Picture:
    others = tuple(one.id or 0 for one in large[1:])
    return Picture(thumb.id or 0, large[0].id or 0, thumb.width, thumb.height, others)
