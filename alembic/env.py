"""Migrations run in the application's own engine: on SQLite under BEGIN IMMEDIATE, so a killed one leaves nothing."""

from alembic import context
from sqlalchemy.engine import Connection

from app.db import make_engine
from app.settings import settings
from app.tables import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    settings().data.mkdir(parents=True, exist_ok=True)
    with make_engine(settings().url).connect() as connection:
        run(connection)
