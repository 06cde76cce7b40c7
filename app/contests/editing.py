"""What an organiser writes in a contest: its texts at any time, its rules version by version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests import phases, queries, rulebook, words
from app.contests.models import Contest, ContestStatus, RulesStamp, RulesText, StampKind
from app.db import Texts
from app.errors import RuleBroken

TEXTS = ("title", "summary", "who_may_apply", "how_judged")
OVER = frozenset({ContestStatus.PUBLISHED, ContestStatus.ARCHIVED})


def change_texts(session: Session, contest: Contest, texts: Mapping[str, Texts], *, by: User, now: datetime) -> bool:
    """Replace the texts named in `texts` (see `TEXTS`), the old ones go to the journal. False when nothing changed."""
    before = {name: getattr(contest, name) for name in TEXTS if name in texts and getattr(contest, name) != texts[name]}
    if not before:
        return False
    after = {name: dict(texts[name]) for name in before}
    for name, text in after.items():
        setattr(contest, name, text)
    session.add(contest)
    journal.write(session, "contest.texts-changed", of=("contest", contest.id), by=by.id, now=now,
                  contest_id=contest.id, before=before, after=after)  # fmt: skip
    return True


def write_rules(session: Session, contest: Contest, bodies: Mapping[str, str], *, by: User, now: datetime) -> bool:
    """A new version of the rules in kk and ru; earlier ones stay. False when the texts are as they were.
    Raises RuleBroken ``rules-frozen`` once the contest is announced."""
    session.refresh(contest, with_for_update=True)
    if contest.status is not ContestStatus.DRAFT:
        raise RuleBroken("rules-frozen", announced=contest.announced_at)
    return _write(session, contest, bodies, {}, by=by, now=now) is not None


def change_rules(session: Session, contest: Contest, bodies: Mapping[str, str], notes: Mapping[str, str], *, by: User,
                 now: datetime) -> int | None:  # fmt: skip
    """A new version after the announcement, in force at once; `notes` tell everybody, in kk and ru, what changes and
    why. Its number, or None when the texts are as they were. Raises RuleBroken ``not-now`` for a draft and for a
    contest whose results are published."""
    session.refresh(contest, with_for_update=True)
    if contest.status is ContestStatus.DRAFT or contest.status in OVER:
        raise RuleBroken("not-now", state=words.PHASES[phases.phase(contest, now)])
    dated = {
        language: rulebook.filled(bodies[language], rulebook.dates(contest, language))
        for language in rulebook.LANGUAGES
    }
    return _write(session, contest, dated, notes, by=by, now=now, frozen_at=now)


def stamp_rules(session: Session, contest: Contest, version: int, kind: StampKind, *, authority: Texts,
                position: Texts, name: Texts, signed_on: date, number: str, by: User,
                now: datetime) -> RulesStamp:  # fmt: skip
    """Note who approved or agreed to a version; what was noted before is replaced and stays in the journal."""
    known = {one.kind: one for one in queries.stamps(session, contest.id, version)}
    said: dict[str, Any] = {
        "authority": authority, "position": position, "name": name, "signed_on": signed_on, "number": number,
    }  # fmt: skip
    before = {field: getattr(known[kind], field) for field in said} if kind in known else None
    stamp = known.get(kind) or RulesStamp(
        contest_id=contest.id or 0, version=version, kind=kind, entered_by=by.id or 0, entered_at=now, **said
    )
    for field, value in said.items():
        setattr(stamp, field, value)
    stamp.entered_by, stamp.entered_at = by.id or 0, now
    session.add(stamp)
    journal.write(session, "rules.stamped", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
                  version=version, kind=kind.value, before=before, after=said)  # fmt: skip
    return stamp


def _write(session: Session, contest: Contest, bodies: Mapping[str, str], notes: Mapping[str, str], *, by: User,
           now: datetime, frozen_at: datetime | None = None) -> int | None:  # fmt: skip
    known = queries.rules(session, contest.id)
    if all(language in known and known[language].body == bodies[language] for language in rulebook.LANGUAGES):
        return None
    version = max((text.version for text in known.values()), default=0) + 1
    for language in rulebook.LANGUAGES:
        text = RulesText(contest_id=contest.id or 0, version=version, language=language, body=bodies[language],
                         note=notes.get(language, ""), created_at=now, frozen_at=frozen_at)  # fmt: skip
        session.add(text)
    journal.write(session, "rules.changed" if frozen_at else "rules.written", of=("contest", contest.id), by=by.id,
                  now=now, contest_id=contest.id, version=version, notes=dict(notes))  # fmt: skip
    return version
