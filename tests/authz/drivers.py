"""All drivers, and what has none yet."""

from authz import drive_applications, drive_awards, drive_entrance, drive_grants, drive_jury, drive_places
from authz.rows import Row

ROWS: list[Row] = [
    *drive_entrance.ROWS, *drive_applications.ROWS, *drive_jury.ROWS, *drive_awards.ROWS, *drive_grants.ROWS,
    *drive_places.ROWS,
]  # fmt: skip
NOT_BUILT_YET = frozenset({
    "acct.other.view", "acct.own.export", "acct.own.delete", "sub.correct.staff", "sub.disqualify", "sub.extend",
    "sub.create.paper", "sub.consent.late", "score.comments.applicant",
    "score.unseal", "con.void", "con.register", "mail.bulk", "aud.own", "set.system",
})  # fmt: skip
"""Rows of the matrix whose feature has no route yet."""
