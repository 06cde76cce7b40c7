"""One version of a contest's rules as paper: who may read which version, and what the file states."""

from collections.abc import Mapping
from functools import lru_cache

from sqlmodel import Session

from app import i18n
from app.contests import queries, rulebook
from app.contests import rules as contest_rules
from app.contests.models import Contest, RulesStamp, RulesText, StampKind
from app.db import Texts
from app.documents import rules, rules_docx
from app.documents.bilingual import Both
from app.documents.rules_text import Approval, Rules
from app.programmes.models import Organisation
from app.web.current import Viewer


def shown_versions(session: Session, contest: Contest, viewer: Viewer | None) -> dict[int, dict[str, RulesText]]:
    """Version → its texts, the newest first: all of them for those who write them, for others what was in force."""
    may_see_drafts = viewer is not None and contest_rules.may_see_draft(viewer.roles_in(contest.id))
    found: dict[int, dict[str, RulesText]] = {}
    for text in queries.rules_versions(session, contest.id, in_force=not may_see_drafts):
        found.setdefault(text.version, {})[text.language] = text
    return found


def body(contest: Contest, text: RulesText) -> str:
    """With the dates as they stand now, as far as the text is not frozen."""
    return text.body if text.frozen_at else rulebook.filled(text.body, rulebook.dates(contest, text.language))


def paper(session: Session, contest: Contest, texts: Mapping[str, RulesText], organisation: Organisation) -> Rules:
    """`texts`: one version. Until it is approved, a line is left for the head of the organisation."""
    one = next(iter(texts.values()))
    stamps = {stamp.kind: stamp for stamp in queries.stamps(session, contest.id, one.version)}
    head = Approval(_both(organisation.head_position), _both(organisation.head_name))
    approved, agreed = stamps.get(StampKind.APPROVAL), stamps.get(StampKind.AGREEMENT)
    return Rules(
        title=_both({code: f"«{i18n.pick(contest.title, code)}» — {contest.edition}. {rulebook.TITLES[code]}"
                     for code in rulebook.LANGUAGES}),
        organisation=_both(organisation.name),
        text=_both({code: body(contest, text) for code, text in texts.items()}),
        approved=_approval(approved) if approved else head, agreed=_approval(agreed) if agreed else None,
        version=one.version, made_on=i18n.local(one.created_at).date(),
        note=_both({code: text.note for code, text in texts.items()}),
    )  # fmt: skip


@lru_cache(maxsize=8)
def pdf(paper: Rules) -> bytes:
    """Anyone may ask for it, and it hardly ever changes."""
    return rules.draw(paper)


@lru_cache(maxsize=8)
def docx(paper: Rules) -> bytes:
    return rules_docx.draw(paper)


def _approval(stamp: RulesStamp) -> Approval:
    return Approval(_both(stamp.position), _both(stamp.name), stamp.signed_on, stamp.number, _both(stamp.authority))


def _both(texts: Texts) -> Both:
    return Both(texts.get("kk", ""), texts.get("ru", ""))
