"""A thing of another contest is not there: whoever may open it in its own contest, and works in both, gets what a thing
that does not exist gives. The routes come from the application."""

from collections.abc import Mapping
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.convertors import Convertor, IntegerConvertor

from app.routers import include
from authz.asking import Asker
from authz.drivers import ROWS
from authz.routes import by_name, pages
from authz.rows import MISSING, Ask, Row
from authz.sweep import ALLOWED, matrix
from authz.worlds import Worlds

INSIDE = ("ORG", "SEC", "CHR", "ACC", "TCH")
"""Who has a place in the other contest too, or could."""
CELLS, SHOWN = matrix(), ALLOWED | {"C"}
COUNTED = frozenset({"position", "version"})
"""Numbers that begin anew in each contest."""


def _inside() -> list[str]:
    """Routes to a thing within a contest: what has a contest and an id in its address."""
    app = FastAPI()
    include(app, body=1)
    found = {route.name: _ids(route.param_convertors) for _, route in pages(app) if "slug" in route.param_convertors}
    return sorted(name for name, ids in found.items() if ids)


def _ids(parameters: Mapping[str, Convertor[Any]]) -> set[str]:
    return {one for one, kind in parameters.items() if isinstance(kind, IntegerConvertor) and one not in COUNTED}


def _allowed(route: str) -> tuple[Row, Ask, str]:
    """Somebody to whom the thing is not hidden in its own contest; else the organiser, whoever else is asked for it."""
    found = [
        (row, ask, one)
        for one in INSIDE
        for row in ROWS
        if one in row.personas
        for ask in row.asked_by(one)
        if ask.route == route and CELLS[row.id][one] in SHOWN
    ]
    others = [(row, ask, "ORG") for row in ROWS for ask in row.every_ask if ask.route == route]
    return [*found, *others][0]


@pytest.mark.parametrize("route", _inside())
def test_a_thing_of_another_contest_is_not_there(worlds: Worlds, asker: Asker, route: str) -> None:
    row, ask, persona = _allowed(route)
    worlds.use(row.state)
    names = worlds.lookup(row.state, row.side, persona)
    other = "art" if row.side == "grant" else "grant"
    elsewhere = names | {ask.params.get("slug", "slug"): worlds.lookup(row.state, other, persona)["slug"]}
    known = {ask.params.get(one, one) for one in _ids(by_name(worlds.app)[route].param_convertors)}
    nothing = elsewhere | {one: MISSING[type(names[one])] for one in known}
    answers = []
    for told in (elsewhere, nothing):
        worlds.use(row.state)
        with worlds.at(row.state):
            answers.append(asker(ask.method, ask.path(worlds.app, told), token=worlds.tokens[row.state][persona],
                                 data=ask.form(names), files=ask.files))  # fmt: skip
    assert answers[0] == answers[1]
    assert answers[0].status == 404
