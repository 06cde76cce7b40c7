"""The world's states as databases: one pristine copy of each, one that the application works on.

On SQLite the working copy is put back after every request that committed anything; `PRAGMA data_version` tells. On
PostgreSQL a copy takes long, so requests that may change something are not sent there.
"""

import hashlib
import shutil
import sqlite3
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, inspect, make_url, text

ASIDE = frozenset({"attempt", "sign_in", "journal_entry", "journal_payload", "journal_head", "alembic_version"})
"""What a refused request may write: counted tries, and the trail."""


class SqliteStore:
    can_change = True

    def __init__(self, template: str, folder: Path) -> None:
        self.folder = folder
        self.live = folder / "live.sqlite3"
        self.empty = Path(template.removeprefix("sqlite:///"))
        self.url = f"sqlite:///{self.live}"
        self._state = ""
        self._watch: sqlite3.Connection | None = None
        self._version = 0
        self._digests: dict[str, str] = {}

    def path(self, state: str) -> Path:
        return self.folder / f"{state}.sqlite3" if state else self.empty

    def keep(self, engine: Engine, state: str) -> None:
        """What the working copy holds now is `state` from now on."""
        engine.dispose()
        assert self._watch is not None
        self._watch.execute("VACUUM INTO ?", [str(self.path(state))])

    def use(self, engine: Engine, state: str) -> None:
        if self._state == state and self._watch is not None and not self.is_touched():
            return
        engine.dispose()
        if self._watch:
            self._watch.close()
        for rest in ("", "-wal", "-shm"):
            self.live.with_name(self.live.name + rest).unlink(missing_ok=True)
        shutil.copyfile(self.path(state), self.live)
        self._watch = sqlite3.connect(self.live, isolation_level=None, check_same_thread=False)
        self._watch.execute("PRAGMA journal_mode=WAL")  # or the application's first connection would seem to commit
        self._state, self._version = state, self._committed()

    def is_touched(self) -> bool:
        """Somebody has committed something since `use`."""
        return self._committed() != self._version

    def is_changed(self, engine: Engine) -> bool:
        """Somebody has changed a table that is not `ASIDE`."""
        if not self.is_touched():
            return False
        if self._state not in self._digests:
            pristine = create_engine(f"sqlite:///{self.path(self._state)}")
            self._digests[self._state] = digest(pristine)
            pristine.dispose()
        return digest(engine) != self._digests[self._state]

    def _committed(self) -> int:
        assert self._watch is not None
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        if self._watch:
            self._watch.close()


class PostgresStore:
    can_change = False

    def __init__(self, template: str) -> None:
        self.template = make_url(template)
        self.maintenance: URL = self.template.set(database="postgres")
        self.name = f"authz{uuid4().hex}"
        self.url = self.template.set(database=self.name).render_as_string(hide_password=False)
        self._state: str | None = None
        self._digest = ""
        self._kept: list[str] = []

    def path(self, state: str) -> str:
        return f"{self.name}_{state}" if state else str(self.template.database)

    def keep(self, engine: Engine, state: str) -> None:
        engine.dispose()
        self._run(f"CREATE DATABASE {self.path(state)} TEMPLATE {self.name}")
        self._kept.append(self.path(state))

    def use(self, engine: Engine, state: str) -> None:
        if self._state == state:
            with engine.begin() as connection:
                connection.execute(text("DELETE FROM attempt"))  # counted guesses outlive a refusal here
            return
        engine.dispose()
        self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
        self._run(f"CREATE DATABASE {self.name} TEMPLATE {self.path(state)}")
        self._state, self._digest = state, digest(engine)

    def is_touched(self) -> bool:
        return False

    def is_changed(self, engine: Engine) -> bool:
        return digest(engine) != self._digest

    def close(self) -> None:
        for name in [self.name, *self._kept]:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        server = create_engine(self.maintenance, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(statement))
        server.dispose()


Store = SqliteStore | PostgresStore


def digest(engine: Engine) -> str:
    """SHA-256 over every row of every table but those `ASIDE`."""
    found = hashlib.sha256()
    with engine.connect() as connection:
        for table in sorted(set(inspect(connection).get_table_names()) - ASIDE):
            found.update(table.encode())
            for row in connection.execute(text(f'SELECT * FROM "{table}" ORDER BY 1')):
                found.update(repr(tuple(row)).encode())
        connection.rollback()
    return found.hexdigest()
