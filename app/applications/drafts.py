"""Drafts: made at the press of a button, saved as typed, never refused for what they say."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app import journal
from app.accounts.models import User
from app.applications import extensions, lifecycle, limits, rules
from app.applications.answers import Answers
from app.applications.models import Application
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.errors import NotAllowed, NotYours, RuleBroken

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of codes: no 0 and O, no 1, I and L."""
CODE = 5


def require_start(session: Session, contest: Contest, *, by: User, now: datetime) -> None:
    """Raises NotAllowed or NotYours for those who may not enter this contest, RuleBroken when it is not open."""
    roles = contests.roles_of(session, by.id or 0)
    if not rules.may_start(by, roles, contest):
        is_accountant = {name for contest_id, name in roles if contest_id == contest.id} == {RoleName.ACCOUNTANT}
        raise NotYours if is_accountant else NotAllowed
    extensions.require_open(session, contest, by, now)


def start(
    session: Session, contest: Contest, *, by: User, nonce: str, language: str, now: datetime,
    batch_id: int | None = None,
) -> Application:  # fmt: skip
    """A new draft of `by`, by itself or in a batch; the form's `nonce` makes two presses one draft. Raises RuleBroken
    ``drafts-many``."""
    require_start(session, contest, by=by, now=now)
    draft = _of(session, by, nonce) or _new(session, contest, by, nonce, language, now, batch_id)
    if draft.contest_id != contest.id:
        raise RuleBroken("changed-meanwhile")
    return draft


def _of(session: Session, by: User, nonce: str) -> Application | None:
    mine = select(Application).where(Application.applicant_id == by.id, Application.nonce == nonce)
    return session.exec(mine).first()


def _new(
    session: Session, contest: Contest, by: User, nonce: str, language: str, now: datetime, batch_id: int | None
) -> Application:
    if batch_id is None:
        limits.require_room_for_draft(session, contest, by)
    draft = Application(
        contest_id=contest.id or 0, applicant_id=by.id or 0, batch_id=batch_id, nonce=nonce,
        code=_code(session, contest), language=language, created_at=now, saved_at=now,
        extended_until=extensions.until(session, contest.id, by.id),
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:  # pressed twice at once: the other press was quicker
        earlier = _of(session, by, nonce)
        if earlier is None:
            raise
        return earlier
    journal.write(
        session, "application.started", of=("application", draft.id), by=by.id, now=now, contest_id=contest.id
    )
    return draft


def start_on_paper(
    session: Session, contest: Contest, sender: User, *, nonce: str, received_at: datetime, by: User, now: datetime
) -> Application:
    """A new draft of `sender`, into which the office enters what came on paper: nobody counts drafts against them."""
    draft = Application(
        contest_id=contest.id or 0, applicant_id=sender.id or 0, nonce=nonce, code=_code(session, contest),
        language=sender.language, created_at=now, saved_at=now, paper_at=received_at,
    )  # fmt: skip
    session.add(draft)
    session.flush()
    journal.write(
        session, "application.started", of=("application", draft.id), by=by.id, now=now, contest_id=contest.id
    )
    return draft


def _code(session: Session, contest: Contest) -> str:
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE))
        taken = select(Application.id).where(Application.contest_id == contest.id, Application.code == code)
        if session.exec(taken).first() is None:
            return code


def save(
    session: Session,
    application: Application,
    answers: Answers,
    *,
    revision: int | None,
    by: User,
    now: datetime,
    part: str = "",
    names: Collection[str] | None = None,
    page: str = "",
) -> Application:
    """Keep what was typed into `part` of the form as it stands: `answers` take the place of the fields `names` (of
    those that they have, by default), nothing else changes. `revision`: of the draft that the page showed; `page`: its
    random name, so that the page's own earlier saves, even with lost answers, are no conflict. The journal tells of
    submissions, not of what is still being typed.

    Raises RuleBroken: ``changed-meanwhile`` when another page has changed this part since, or what
    `lifecycle.require_editable` says."""
    contest = lifecycle.locked(session, application, by)
    lifecycle.require_editable(application, contest, now, by)
    names = set(answers) if names is None else set(names)
    if {name: value for name, value in application.answers.items() if name in names} == answers:
        return application
    if _is_stale(application, part, page, revision):
        raise RuleBroken("changed-meanwhile")
    kept = {name: value for name, value in application.answers.items() if name not in names}
    application.answers = kept | answers
    application.revision += 1
    application.saved_at = now
    application.saves = application.saves | {part: [application.revision, page]}
    session.add(application)
    return application


def _is_stale(application: Application, part: str, page: str, revision: int | None) -> bool:
    last: list[Any] = application.saves.get(part, [0, ""])
    return revision is not None and revision < last[0] and (not page or page != last[1])
