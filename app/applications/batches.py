"""A teacher's batch: school and teacher once, a draft for each work, handed in together or one after another."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.alphabet import search_key
from app.applications import attachments, batch_queries, drafts, extensions, lifecycle, rules, work_queries
from app.applications.answers import Answers
from app.applications.attachments import Prepared
from app.applications.batch_models import Batch
from app.applications.drawings import REPEATED
from app.applications.models import Application, Purpose, Status
from app.contests.models import Contest, ContestKind
from app.errors import NotYours, RuleBroken

MOST = 40
"""Works of one batch; a teacher with more makes another."""
COMMON = frozenset({
    "own_work", "school_q", "school_is_new", "school_territory", "school", "school_name_kk", "school_name_ru",
    "school_settlement", "school_rural", "teacher_name", "teacher_phone",
})  # fmt: skip
"""Fields of a work's form that the batch answers for all of them."""
ROW = (
    "author_last_kk", "author_first_kk", "author_last_ru", "author_first_ru", "grade", "born_on", "age", "sex",
    "nomination", "work_kind", "title", "technique",
)  # fmt: skip
"""Fields that each work has for itself, in the order of the page."""
FILLED = ("grade", "nomination", "work_kind", "technique")
"""Fields that may be filled in for all works at once."""
EXPECTED = "picture_file"
"""What the list of pupils calls the picture that a row is waiting for."""
KAZAKH_LETTERS = frozenset("әіңғүұқөһ")
PART = "work"
"""Of the form, as the form of a single work calls it: another window with that form is told of changes here."""


@dataclass(frozen=True)
class HandedIn:
    sent: list[Application] = field(default_factory=list)
    """Just now: what had gone before and has not changed since is not handed in again."""
    refused: list[tuple[Application, RuleBroken]] = field(default_factory=list)


def start(session: Session, contest: Contest, *, by: User, nonce: str, language: str, now: datetime) -> Batch:
    """A new batch of `by`, with school and teacher of their last work; the form's `nonce` makes two presses one. Raises
    NotYours where no works are handed in, and as `drafts.require_start`."""
    if contest.kind is not ContestKind.DRAWING:
        raise NotYours
    drafts.require_start(session, contest, by=by, now=now)
    batch = batch_queries.made_by(session, by.id or 0, nonce) or _new(session, contest, by, nonce, language, now)
    if batch.contest_id != contest.id:
        raise RuleBroken("changed-meanwhile")
    return batch


def _new(session: Session, contest: Contest, by: User, nonce: str, language: str, now: datetime) -> Batch:
    last = work_queries.last_answers(session, by.id or 0, but=None)
    batch = Batch(
        contest_id=contest.id or 0, teacher_id=by.id or 0, nonce=nonce, language=language, created_at=now, saved_at=now,
        answers={name: value for name, value in last.items() if name in REPEATED and value},
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(batch)
    except IntegrityError:  # pressed twice at once: the other press was quicker
        earlier = batch_queries.made_by(session, by.id or 0, nonce)
        if earlier is None:
            raise
        return earlier
    journal.write(session, "batch.started", of=("batch", batch.id), by=by.id, now=now, contest_id=contest.id)
    return batch


def save(
    session: Session, batch: Batch, answers: Answers, *, revision: int | None, page: str, by: User, now: datetime
) -> Batch:
    """Keep what was typed about school and teacher, and copy it into every work that may still be changed and has not
    been admitted. Raises RuleBroken ``changed-meanwhile`` as `drafts.save` does, or that the contest is not open."""
    extensions.require_open(session, locked(session, batch, by), by, now)
    common = {name: value for name, value in answers.items() if name in COMMON}
    if common == batch.answers:
        return batch
    if revision is not None and revision < batch.revision and (not page or page != batch.page):
        raise RuleBroken("changed-meanwhile")
    batch.answers, batch.page, batch.saved_at = common, page, now
    batch.revision += 1
    session.add(batch)
    for work in batch_queries.works_to_change(session, batch.id):
        if work.status in (Status.DRAFT, Status.SUBMITTED, Status.RETURNED):
            _write(session, work, _without(work.answers, COMMON) | common, page=page, now=now)
    return batch


def add(
    session: Session, batch: Batch, *, key: str, by: User, now: datetime, answers: Mapping[str, str] | None = None
) -> Application:
    """The work that this `key` stands for: a new draft, or the one that an earlier try has made. `key`: random or
    derived from the content by whoever sends it, so that a second try after a cut line makes no second work.

    Raises RuleBroken: ``batch-full``, ``not-open-yet``, ``deadline-passed``."""
    contest = locked(session, batch, by)
    nonce = f"{batch.id}-{key or secrets.token_urlsafe(16)}"[:96]
    earlier = batch_queries.work_of(session, batch.id, nonce)
    if earlier is not None:
        return earlier
    extensions.require_open(session, contest, by, now)
    if batch_queries.number_of_works(session, batch.id) >= MOST:
        raise RuleBroken("batch-full", most=MOST)
    work = drafts.start(session, contest, by=by, nonce=nonce, language=batch.language, now=now, batch_id=batch.id)
    work.answers = batch.answers | dict(answers or {})
    session.add(work)
    session.flush()
    return work


def add_picture(session: Session, batch: Batch, file: Prepared, *, key: str, by: User, now: datetime) -> Application:
    """The work that this picture begins, or that was waiting for a file of this name. What was taken out since may come
    again, into the work that it had begun. Raises RuleBroken as `add` and `attachments.attach` do."""
    locked(session, batch, by)
    earlier = batch_queries.brought_by(session, batch.id, key)
    if earlier is not None and earlier[1].removed_at is None:  # only the answer to it was lost
        return earlier[0]
    if earlier is not None:
        earlier[1].upload_key = None
        session.add(earlier[1])
        session.flush()
    work = _expecting(session, batch, file.name) or add(session, batch, key=key, by=by, now=now)
    attachments.require_may_change(lifecycle.locked(session, work, by), work, now, by)
    attachments.attach(session, work, file, Purpose.PICTURE, by=by, now=now, key=key)
    return work


def stem(name: str) -> str:
    """By what a file is known whatever became of its ending on the way here."""
    return search_key(name.rpartition(".")[0] or name)


def _expecting(session: Session, batch: Batch, name: str) -> Application | None:
    """A draft without a picture whose list names this file."""
    pictured = {picture.application_id for picture in batch_queries.pictures_of_batch(session, batch.id)}
    for work in batch_queries.works(session, batch.id):
        expected = str(work.answers.get(EXPECTED, ""))
        if expected and work.status is Status.DRAFT and work.id not in pictured and stem(expected) == stem(name):
            return work
    return None


def fill(
    session: Session, batch: Batch, values: Mapping[str, str], *, by: User, now: datetime, same_names: bool = False
) -> int:
    """Give the drafts these answers where they have none; with `same_names` also the Russian spelling of names that
    are written alike in Kazakh. How many answers were given. Raises RuleBroken when the contest is not open."""
    extensions.require_open(session, locked(session, batch, by), by, now)
    given = 0
    for work in batch_queries.works_to_change(session, batch.id):
        wanted = {**values, **(spelled_alike(work.answers) if same_names else {})}
        blank = {name: text for name, text in wanted.items() if text and not _said(work.answers, name)}
        if work.status is Status.DRAFT and blank:
            given += len(blank)
            _write(session, work, work.answers | blank, page="", now=now)
    return given


def spelled_alike(answers: Mapping[str, str]) -> dict[str, str]:
    """The Russian names that are the Kazakh ones: those without a letter that Russian has not."""
    pairs = (("author_last_ru", "author_last_kk"), ("author_first_ru", "author_first_kk"))
    kazakh = {russian: str(answers.get(name, "")) for russian, name in pairs}
    return {name: text for name, text in kazakh.items() if text and not set(text.lower()) & KAZAKH_LETTERS}


def answer(session: Session, work: Application, values: Mapping[str, str], *, now: datetime) -> None:
    """Write these answers into a work that is ours to change: see `batch_queries.works_to_change`."""
    _write(session, work, work.answers | dict(values), page="", now=now)


def hand_in(session: Session, batch: Batch, works: Sequence[Application], *, by: User, now: datetime) -> HandedIn:
    """Hand in `works`, each for itself in one transaction: what cannot go now stays as it is and keeps no other back.
    `now` is when the request was received.

    Raises RuleBroken: ``works-none``, ``address-unconfirmed``, ``not-open-yet``, ``deadline-passed``."""
    contest = locked(session, batch, by)
    if by.confirmed_at is None:
        raise RuleBroken("address-unconfirmed")
    if not any(rules.may_edit(work, contest, now) for work in works):
        extensions.require_open(session, contest, by, now)
    if not works:
        raise RuleBroken("works-none")
    done = HandedIn()
    for work in works:
        _hand_in(session, work, done, by=by, now=now)
    return done


def _hand_in(session: Session, work: Application, done: HandedIn, *, by: User, now: datetime) -> None:
    version = work.version
    try:
        with session.begin_nested():
            lifecycle.submit(session, work, by=by, now=now)
    except RuleBroken as broken:
        session.refresh(work)
        done.refused.append((work, broken))
    else:
        done.sent.extend([work] if work.version > version else [])


def locked(session: Session, batch: Batch, by: User) -> Contest:
    """The batch's contest, once its rows are ours to count and change. Raises NotYours for anyone but its teacher."""
    if batch.teacher_id != by.id:
        raise NotYours
    session.flush()
    session.refresh(batch, with_for_update=True)
    return session.get_one(Contest, batch.contest_id)


def _write(session: Session, work: Application, answers: Answers, *, page: str, now: datetime) -> None:
    if answers == work.answers:
        return
    work.answers, work.saved_at = answers, now
    work.revision += 1
    work.saves = work.saves | {PART: [work.revision, page]}
    session.add(work)


def _without(answers: Answers, names: Collection[str]) -> Answers:
    return {name: value for name, value in answers.items() if name not in names}


def _said(answers: Answers, name: str) -> str:
    return str(answers.get(name, "")).strip()
