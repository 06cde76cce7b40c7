"""The table of routes: none without a row, none that reads and writes, none that another site may post to."""

from collections import defaultdict

import pytest
from starlette.routing import Mount

from authz.asking import Asker
from authz.drivers import ROWS
from authz.routes import pages, walk
from authz.worlds import Worlds

FOLDERS = {"/static", "/static/vendor"}
"""Styles, icons and scripts: the same files for everybody."""


def test_every_route_is_driven_by_a_row(worlds: Worlds) -> None:
    driven = {(ask.method, ask.route) for row in ROWS for ask in row.every_ask if not ask.is_address}
    assert driven == {(method, route.name) for method, route in pages(worlds.app)}
    assert {route.path for route in walk(worlds.app.routes) if isinstance(route, Mount)} == FOLDERS


def test_no_two_routes_have_one_name(worlds: Worlds) -> None:
    names = [route.name for _, route in pages(worlds.app)]
    assert len(names) == len(set(names))


def test_no_handler_both_reads_and_writes(worlds: Worlds) -> None:
    methods = defaultdict(set)
    for method, route in pages(worlds.app):
        methods[route.endpoint].add(method)
    assert {frozenset(found) for found in methods.values()} == {frozenset({"GET"}), frozenset({"POST"})}


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"sec-fetch-site": "none-of-ours", "origin": "http://127.0.0.1:8000"}],
)  # fmt: skip
def test_another_site_may_post_nowhere(worlds: Worlds, asker: Asker, headers: dict[str, str]) -> None:
    worlds.use("open")
    with worlds.at("open"):
        for method, route in pages(worlds.app):
            if method != "GET":
                values = {name: 1 if "Int" in type(one).__name__ else "x" for name, one in
                          route.param_convertors.items()}  # fmt: skip
                path = str(worlds.app.url_path_for(route.name, **values))
                answer = asker(method, path, token=worlds.tokens["open"]["ORG"], headers=headers)
                assert (answer.status, route.name) == (403, route.name)
    assert not worlds.store.is_touched()
