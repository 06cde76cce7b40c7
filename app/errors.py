"""Refusals of the domain: a reason with facts, never words. `web/refusals.py` gives words and status."""

from typing import Any


class RuleBroken(Exception):
    """An action that the rules do not allow now. `reason` is a stable slug such as ``deadline-passed``;
    `facts` are the values that its sentence shows (dates aware UTC, money integer tenge)."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


class NotYours(Exception):
    """The thing does not exist, or this person may not know that it does: both read as 404."""


class NotAllowed(Exception):
    """This person may see the thing but not do this: 403."""
