from app.invariants import STORED
from app.tables import metadata

CONTENT = {"application_version.sha256", "sheet.sha256", "seal.sha256"}
"""Hashes of what was said, not of files."""


def test_the_check_looks_at_every_column_that_names_a_file() -> None:
    hashes = {str(column) for table in metadata.tables.values() for column in table.c if column.name.endswith("sha256")}

    assert {f"{column.table}.{column.key}" for column in STORED} == hashes - CONTENT
