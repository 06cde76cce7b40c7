"""Every row of the matrix, for every kind of person, as a page and with htmx."""

from itertools import groupby

import pytest

from authz.drivers import NOT_BUILT_YET, ROWS
from authz.people import PERSONAS
from authz.rows import Row
from authz.sweep import Sweep, matrix

CELLS = matrix()
BY_ID = {id_: list(rows) for id_, rows in groupby(sorted(ROWS, key=lambda row: row.id), key=lambda row: row.id)}


def test_every_row_has_a_driver_or_waits_for_its_feature() -> None:
    driven = {row.id for row in ROWS}
    assert driven | NOT_BUILT_YET == set(CELLS)
    assert not driven & NOT_BUILT_YET


def test_every_cell_says_what_has_to_happen() -> None:
    assert {cells[persona] for cells in CELLS.values() for persona in PERSONAS} == set("ALNFCBMRP")


@pytest.mark.parametrize(("id_", "rows"), BY_ID.items(), ids=BY_ID)
def test_the_matrix_holds(id_: str, rows: list[Row], sweep: Sweep) -> None:
    wrong = [line for row in rows for htmx in (False, True) for line in sweep.run(row, CELLS[id_], htmx=htmx)]
    assert not wrong, "\n" + "\n".join(wrong)
    if not sweep.worlds.store.can_change:
        assert not sweep.worlds.is_changed()
