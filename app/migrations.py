"""Bringing a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.tables import metadata

ROOT = Path(__file__).parent.parent


class UnknownSchema(Exception):
    """The database was made by a version of the tables that this program does not know."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Raises UnknownSchema; nothing has been changed then."""
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        _require_known(connection, config)
        command.upgrade(config, revision)
        connection.commit()


def downgrade(engine: Engine, revision: str = "base") -> None:
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def is_current(engine: Engine) -> bool:
    head = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def drift(engine: Engine) -> list[object]:
    """What the models have that the migrations do not make, or the other way round; empty when they agree."""
    with engine.connect() as connection:
        found: list[object] = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), metadata
        )
        return found


def _require_known(connection: Connection, config: Config) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise UnknownSchema(current)


def _config() -> Config:
    return Config(ROOT / "alembic.ini")
