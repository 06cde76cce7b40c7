"""What nobody needs any more is cleared away: half-written files, files without a row, spent links and sign-ins."""

from datetime import datetime, timedelta

from app.accounts import leftovers
from app.db import transaction
from app.tables import files_named
from app.web.house import House

HALF_WRITTEN = timedelta(hours=1)
UNNAMED = timedelta(days=1)
"""A file is stored before the row that names it is committed; no request takes this long."""


def sweep_files(house: House, now: datetime) -> int:
    """Take away what uploads that broke off have left, and stored files that no row has named for a day."""
    swept = house.shelf.sweep_incoming(now - HALF_WRITTEN)
    old = house.shelf.untouched_since(now - UNNAMED)
    if old:
        with transaction(house.engine, reads_only=True) as session:
            unnamed = set(old) - files_named(session)
        swept += sum(house.shelf.take_away(sha256, now - UNNAMED) for sha256 in sorted(unnamed))
    return swept


def sweep_rows(house: House, now: datetime) -> int:
    with transaction(house.engine) as session:
        return leftovers.clear(session, now=now)
