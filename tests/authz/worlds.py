"""The states of the world, each made once from the one before it, and the application that serves them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine

from app.accounts import sessions
from app.accounts.models import User
from app.db import transaction
from app.i18n import local
from app.main import create_app
from app.settings import Settings
from authz import entering, following, judged, planting
from authz.making import Making, Names
from authz.people import NAMES, PERSONAS
from authz.store import PostgresStore, SqliteStore, Store

OPENING = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)


@dataclass(frozen=True)
class State:
    after: str
    days: int
    """Since `OPENING`, when applications have been open for a week and will be for another one."""
    make: Callable[[Making], None]

    @property
    def now(self) -> datetime:
        return OPENING + timedelta(days=self.days)


def _passes(_: Making) -> None:
    """Only time."""


STATES = {
    "open": State("", 0, entering.enter),
    "closed": State("open", 9, _passes),
    "checked": State("closed", 10, judged.settle),
    "judging": State("checked", 11, judged.judge),
    "canaries": State("checked", 11, planting.plant),
    "half_sealed": State("judging", 11, judged.seal_one),
    "sealed": State("judging", 12, judged.seal),
    "deciding": State("sealed", 13, judged.propose),
    "overfull": State("deciding", 13, judged.overfill),
    "confirmed": State("deciding", 14, judged.confirm),
    "signed": State("confirmed", 14, judged.sign),
    "published": State("signed", 15, following.publish),
    "correcting": State("published", 15, following.ask_to_correct),
}
SEALED = frozenset({"sealed", "deciding", "overfull", "confirmed", "signed", "published", "correcting"})


class Worlds:
    """One application over one working database, into which each state is copied when it is asked for."""

    def __init__(self, template: str, folder: Path) -> None:
        is_sqlite = template.startswith("sqlite")
        self.store: Store = SqliteStore(template, folder) if is_sqlite else PostgresStore(template)
        self.names: dict[str, dict[str, Names]] = {}
        self.tokens: dict[str, dict[str, str]] = {}
        if is_sqlite:
            (folder / "live.sqlite3").write_bytes(b"")
        config = Settings(data=folder, database_url=self.store.url, echo_seconds=0, _env_file=None)  # type: ignore[call-arg]
        self.app = create_app(config)
        self.house = self.app.state.house

    def use(self, state: str) -> None:
        """The application stands in `state`, whatever was done to it before."""
        if state not in self.names:
            self._make(state)
        self.store.use(self.house.engine, state)

    def at(self, state: str) -> AbstractContextManager[Any]:
        return time_machine.travel(STATES[state].now, tick=False)

    def lookup(self, state: str, side: str, persona: str) -> Names:
        """What the names of a request mean for this persona on this side."""
        known = self.names[state]
        return known[""] | known.get(side, {}) | known.get(f"{side}/{persona}", {})

    def is_changed(self) -> bool:
        return self.store.is_changed(self.house.engine)

    def close(self) -> None:
        self.house.engine.dispose()
        self.store.close()

    def _make(self, state: str) -> None:
        spec = STATES[state]
        if spec.after and spec.after not in self.names:
            self._make(spec.after)
        self.store.use(self.house.engine, spec.after)
        before = self.names.get(spec.after, {})
        names = {scope: dict(found) for scope, found in before.items()}
        with self.at(state), transaction(self.house.engine) as session:
            making = Making(session, self.house.shelf, self.house.keys, spec.now, names)
            making.name("", **_days(spec.now))
            spec.make(making)
            self.tokens[state] = {one: _sign_in(making, one) for one in PERSONAS if one in NAMES}
        self.names[state] = making.names
        self.store.keep(self.house.engine, state)


def _days(now: datetime) -> Names:
    today = local(now).date()
    return {"today": today.isoformat(), "yesterday": (today - timedelta(days=1)).isoformat(),
            "tomorrow": (today + timedelta(days=1)).isoformat()}  # fmt: skip


def _sign_in(making: Making, persona: str) -> str:
    """Two browsers of everybody, so that there is one to end."""
    user = making.session.get_one(User, making["user." + persona])
    other = sessions.start(making.session, user, now=making.now, address="", agent="", how="password")
    found = sessions.whose(making.session, other, now=making.now)
    for side in ("grant", "art"):
        making.name(f"{side}/{persona}", sign_in=found[0].id if found else 0)
    if persona == "APP2":
        making.name("", strangers_sign_in=found[0].id if found else 0)
    return sessions.start(making.session, user, now=making.now, address="", agent="", how="password")
