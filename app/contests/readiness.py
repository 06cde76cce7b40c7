"""What a draft still lacks before it can be announced."""

from enum import StrEnum

from sqlmodel import Session

from app.contests import queries, rulebook
from app.contests.editing import TEXTS
from app.contests.models import Contest, ContestKind

WEIGHTS = 100
"""Tenths of all criteria together: ten."""


class Gap(StrEnum):
    TEXTS = "texts"
    NOMINATIONS = "nominations"
    CRITERIA = "criteria"
    TIE_BREAK = "tie-break"
    GRANT = "grant"
    PLACES = "places"
    RULES = "rules"


def gaps(session: Session, contest: Contest) -> list[Gap]:
    """In the order in which they are best filled."""
    nominations, criteria = queries.nominations(session, contest.id), queries.criteria(session, contest.id)
    written = queries.rules(session, contest.id)
    is_grant = contest.kind is ContestKind.SMALL_GRANT
    missing = {
        Gap.TEXTS: not all(getattr(contest, name).get(code, "").strip() for name in TEXTS for code in ("kk", "ru")),
        Gap.NOMINATIONS: not nominations,
        Gap.CRITERIA: sum(criterion.weight_tenths for criterion in criteria) != WEIGHTS,
        Gap.TIE_BREAK: not contest.tie_break,
        Gap.GRANT: is_grant and not contest.grant_amount,
        Gap.PLACES: is_grant and not contest.places,
        Gap.RULES: not all(language in written for language in rulebook.LANGUAGES),
    }
    return [gap for gap, is_missing in missing.items() if is_missing]
