"""All drivers, and what has none yet."""

from authz import (
    drive_applications,
    drive_awards,
    drive_batches,
    drive_ceremony,
    drive_consents,
    drive_contracts,
    drive_entrance,
    drive_grants,
    drive_intake,
    drive_jury,
    drive_letters,
    drive_places,
    drive_setup,
)
from authz.rows import Row

ROWS: list[Row] = [
    *drive_entrance.ROWS, *drive_applications.ROWS, *drive_jury.ROWS, *drive_awards.ROWS, *drive_consents.ROWS,
    *drive_batches.ROWS, *drive_ceremony.ROWS,
    *drive_grants.ROWS, *drive_contracts.ROWS,
    *drive_intake.ROWS, *drive_places.ROWS, *drive_setup.ROWS, *drive_letters.ROWS,
]  # fmt: skip
NOT_BUILT_YET = frozenset({"acct.other.view", "acct.own.export", "acct.own.delete", "sub.correct.staff", "set.system"})
"""Rows of the matrix whose feature has no route yet."""
