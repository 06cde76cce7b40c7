"""What an organiser writes in a contest: its texts at any time, its rules until they are announced."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests import queries, rulebook
from app.contests.models import Contest, ContestStatus, RulesText
from app.db import Texts
from app.errors import RuleBroken

TEXTS = ("title", "summary", "who_may_apply", "how_judged")


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
    known = queries.rules(session, contest.id)
    if all(language in known and known[language].body == bodies[language] for language in rulebook.LANGUAGES):
        return False
    version = max((text.version for text in known.values()), default=0) + 1
    for language in rulebook.LANGUAGES:
        text = RulesText(contest_id=contest.id or 0, version=version, language=language, body=bodies[language],
                         created_at=now)  # fmt: skip
        session.add(text)
    journal.write(session, "rules.written", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
                  version=version)  # fmt: skip
    return True
