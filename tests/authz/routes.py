"""The routes of the application, those of included routers too."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount, Route


def walk(routes: Iterable[BaseRoute]) -> Iterator[Route | Mount]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from walk(inner.routes)
        elif isinstance(route, Route | Mount):
            yield route


def pages(app: FastAPI) -> list[tuple[str, Route]]:
    """(method, route) of everything that answers requests but mounted folders."""
    return [
        (method, route)
        for route in walk(app.routes)
        if isinstance(route, Route)
        for method in sorted(set(route.methods or ()) - {"HEAD"})
    ]


@lru_cache(maxsize=1)
def by_name(app: FastAPI) -> dict[str, Route]:
    return {route.name: route for _, route in pages(app)}


def name_of(app: FastAPI, method: str, path: str) -> str:
    """The route that answers there; none answers at an address that nobody has."""
    plain = unquote(path.partition("?")[0])
    found = (route.name for way, route in pages(app) if way == method and route.path_regex.match(plain))
    return next(found, "")
