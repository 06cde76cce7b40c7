"""How a row of the matrix is driven: in which state of the world, by which requests, about whose things."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fastapi import FastAPI

from authz.asking import File
from authz.making import SIDES, Names
from authz.people import PERSONAS
from authz.routes import by_name

OTHERS = {"grant": frozenset({"TCH", "TCH2"}), "art": frozenset({"APP", "APP2"})}
"""Whose columns the row of a thing that has an owner leaves to the other side."""
MISSING = {int: 987_654_321, str: "no-such-thing"}


@dataclass(frozen=True)
class Ask:
    """One request. `params`: parameter of the path → name in the world; those not named are called as they are.
    Texts of `data` and `query` may hold {names}. `shows`: those who are allowed may learn "names" or "all" of others;
    `reveals`: identifiers in full. `quiet`: nothing is committed when it is allowed ("htmx": only then)."""

    method: str
    route: str
    params: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    query: str = ""
    shows: Literal["", "names", "all"] = ""
    reveals: bool = False
    quiet: bool | Literal["htmx"] = False

    @property
    def is_address(self) -> bool:
        """No route has this address."""
        return self.route.startswith("/")

    def path(self, app: FastAPI, names: Names) -> str:
        if self.is_address:
            return self.route.format_map(names)
        values = {param: names[self.params.get(param, param)] for param in parameters(app, self.route)}
        query = f"?{self.query.format_map(names)}" if self.query else ""
        return str(app.url_path_for(self.route, **values)) + query

    def missing_path(self, app: FastAPI, names: Names) -> str:
        """The same of a thing that does not exist."""
        found = [] if self.is_address else parameters(app, self.route)
        if not found:
            return "/no-such-place"
        values = {param: MISSING[type(names[self.params.get(param, param)])] for param in found}
        return str(app.url_path_for(self.route, **values))

    def form(self, names: Names) -> dict[str, str]:
        return {name.format_map(names): text.format_map(names) for name, text in self.data.items()}


@dataclass(frozen=True)
class Row:
    id: str
    state: str
    side: str
    asks: tuple[Ask, ...]
    instead: Mapping[str, tuple[Ask, ...]] = field(default_factory=dict)
    """Persona → what they ask for in place of `asks`."""
    personas: tuple[str, ...] = PERSONAS

    def asked_by(self, persona: str) -> tuple[Ask, ...]:
        return self.instead.get(persona, self.asks)

    @property
    def every_ask(self) -> list[Ask]:
        return [*self.asks, *(ask for asks in self.instead.values() for ask in asks)]


def get(route: str, query: str = "", shows: Literal["", "names", "all"] = "", reveals: bool = False,
        **params: str) -> Ask:  # fmt: skip
    return Ask("GET", route, params, query=query, shows=shows, reveals=reveals)


def post(route: str, data: Mapping[str, str] | None = None, files: tuple[File, ...] = (), **more: Any) -> Ask:
    options = {name: more.pop(name) for name in ("query", "shows", "reveals", "quiet") if name in more}
    return Ask("POST", route, more, data or {}, files, **options)


def whole(id_: str, state: str, *asks: Ask, side: str = "grant") -> list[Row]:
    """Of the contest: everybody asks for the same."""
    return [Row(id_, state, side, asks)]


def owned(
    id_: str, state: str, *asks: Ask, sides: tuple[str, ...] = SIDES, owner: tuple[Ask, ...] = (),
    instead: Mapping[str, tuple[Ask, ...]] | None = None,
) -> list[Row]:  # fmt: skip
    """Of a thing that has an owner: once as APP's, once as TCH's. `owner`: what its owner asks for instead."""
    made = []
    for side in sides:
        other = dict(instead or {}) | ({"APP" if side == "grant" else "TCH": owner} if owner else {})
        personas = tuple(one for one in PERSONAS if one not in OTHERS[side])
        made.append(Row(id_, state, side, asks, other, personas))
    return made


def parameters(app: FastAPI, route: str) -> list[str]:
    return list(by_name(app)[route].param_convertors)
