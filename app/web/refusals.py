"""Words and status for every reason with which the domain refuses. Times show with their zone, numbers grouped."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app import i18n
from app.errors import RuleBroken
from app.i18n import gettext
from app.web.reasons import entering, following, judging

CONFLICT = 409
REASONS: dict[str, tuple[int, str]] = {**entering.REASONS, **judging.REASONS, **following.REASONS}
"""Reason → (status, sentence with the facts' names in it)."""


def status(broken: RuleBroken) -> int:
    return REASONS[broken.reason][0] if broken.reason in REASONS else CONFLICT


def sentence(broken: RuleBroken) -> str:
    if broken.reason not in REASONS:
        return gettext("This cannot be done now.")
    facts: Mapping[str, Any] = {name: _shown(value) for name, value in broken.facts.items()}
    return gettext(REASONS[broken.reason][1]) % facts


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return i18n.moment(value)
    if isinstance(value, date):
        return i18n.day(value)
    if isinstance(value, dict):
        return i18n.pick(value)
    if isinstance(value, int):
        return i18n.number(value)
    return gettext(value) if value else ""
