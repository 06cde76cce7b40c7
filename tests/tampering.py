"""Somebody with the database's password takes the guards away that refuse changes to evidence."""

from sqlalchemy import Connection, text
from sqlmodel import Session


def unguard(at: Session | Connection, *tables: str) -> None:
    dialect = at.get_bind().dialect if isinstance(at, Session) else at.dialect
    for table in tables:
        if dialect.name == "postgresql":
            at.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            continue
        named = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
        for name in at.execute(text(named)).scalars().all():
            at.execute(text(f"DROP TRIGGER {name}"))
