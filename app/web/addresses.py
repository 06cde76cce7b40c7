"""Addresses of routes by name. Starlette walks through every route for each link; here each name is looked up once."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute


class Addresses:
    """`addresses("contests.show", slug="clean-deeds-2026")`; unknown names and wrong parameters are refused."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._patterns: dict[tuple[str, ...], str] = {}

    def __call__(self, name: str, /, **params: Any) -> str:
        key = (name, *params)
        pattern = self._patterns.get(key)
        if pattern is None:
            path = str(self._app.url_path_for(name, **params))
            pattern = _pattern(self._app.routes, name)
            if pattern.format(**params) != path:
                return path
            self._patterns[key] = pattern
        return pattern.format(**params)


def _pattern(routes: Iterable[BaseRoute], name: str) -> str:
    """`/contests/{slug}` of the first route of that name; empty for what is not a route of ours."""
    for route in routes:
        if getattr(route, "name", "") == name and hasattr(route, "path_format"):
            return str(route.path_format)
        inner = getattr(getattr(route, "original_router", None), "routes", ())
        if found := _pattern(inner, name):
            return found
    return ""
