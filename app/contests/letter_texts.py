"""The organiser's own words for letters: fixed `{names}` in braces, nothing else is ever evaluated."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, select

from app import journal
from app.contests.letter_models import LetterKind, LetterText
from app.contests.models import Contest

COMMON = ("name", "contest", "number", "title")
PLACEHOLDERS: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.RECEIPT: (*COMMON, "at", "closes"),
    LetterKind.RETURNED: (*COMMON, "remark", "until"),
    LetterKind.ADMITTED: (*COMMON, "results"),
    LetterKind.REJECTED: (*COMMON, "reason", "remark"),
    LetterKind.WITHDRAWN: (*COMMON, "closes"),
    LetterKind.RESTORED: (*COMMON, "closes"),
    LetterKind.MESSAGE: (*COMMON, "message"),
    LetterKind.REMIND_DRAFT: ("name", "contest", "works", "closes", "left"),
    LetterKind.REMIND_CONSENT: ("name", "contest", "works", "closes"),
    LetterKind.REMIND_CURE: (*COMMON, "remark", "until"),
    LetterKind.RESULTS: ("name", "contest", "outcome", "following"),
}
"""Kind → the names that its text may hold."""
MAILING = ("name", "contest")
"""The same for a letter to many."""
_NAME = re.compile(r"\{([^{}]*)\}")


def strange(text: str, known: Sequence[str]) -> list[str]:
    """What stands in braces and is none of the `known` names; a brace that stays alone counts too."""
    found = [match[0] for match in _NAME.finditer(text) if match[1] not in known]
    return found + [sign for sign in "{}" if sign in _NAME.sub("", text)]


def fill(text: str, facts: Mapping[str, str]) -> str:
    """`text` with the facts in place of their names, in one pass: what a fact says is never looked through again."""
    return _NAME.sub(lambda match: facts.get(match[1], match[0]), text)


def find(session: Session, contest_id: int | None, kind: LetterKind, language: str) -> LetterText | None:
    return session.exec(
        select(LetterText).where(
            LetterText.contest_id == contest_id, LetterText.kind == kind, LetterText.language == language
        )
    ).first()


def changed(session: Session, contest_id: int | None) -> set[tuple[LetterKind, str]]:
    """(kind, language) of every text that the organiser has put in place of ours."""
    rows = session.exec(select(LetterText.kind, LetterText.language).where(LetterText.contest_id == contest_id)).all()
    return {(LetterKind(kind), language) for kind, language in rows}


def put(
    session: Session, contest: Contest, kind: LetterKind, language: str, subject: str, body: str, *, by: int,
    now: datetime,
) -> LetterText:  # fmt: skip
    session.refresh(contest, with_for_update=True)
    text = find(session, contest.id, kind, language) or LetterText(
        contest_id=contest.id or 0, kind=kind, language=language, subject="", body="", changed_at=now, changed_by=by
    )
    text.subject, text.body, text.changed_at, text.changed_by = subject, body, now, by
    session.add(text)
    session.flush()
    _note(session, "letter-text.changed", contest, kind, language, by=by, now=now)
    return text


def take_back(session: Session, contest: Contest, kind: LetterKind, language: str, *, by: int, now: datetime) -> None:
    """Our text again."""
    text = find(session, contest.id, kind, language)
    if text is not None:
        session.delete(text)
        _note(session, "letter-text.reset", contest, kind, language, by=by, now=now)


def _note(
    session: Session, action: str, contest: Contest, kind: LetterKind, language: str, *, by: int, now: datetime
) -> None:
    journal.write(
        session, action, of=("contest", contest.id), by=by, now=now, contest_id=contest.id, kind=kind.value,
        language=language,
    )  # fmt: skip
