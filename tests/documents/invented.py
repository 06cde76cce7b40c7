"""An invented fact for every document, made from the types that it asks for: a new one is tested before anybody has
written a sample of it."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from samples import drawing, encoded

import app.documents
from app.documents.bilingual import Both
from app.documents.qr import draw as draw_qr
from documents import samples

CHOSEN = {"language": "kk", "answer": "yes"}
"""Text of which only some values mean anything."""
WORDS = Both("Сөз әғқ", "Слово")
ITSELF = {fact.__class__: fact for fact in (samples.CONTRACT, samples.PROTOCOL, samples.RULES, samples.DIPLOMA)}
"""What cannot be invented from types alone: its parts have to agree."""
Draw = Callable[[Any], bytes]


def documents() -> Iterator[tuple[str, Draw]]:
    """Every public function of `app.documents` that makes bytes of one fact: (module.function, it)."""
    for found in pkgutil.iter_modules(app.documents.__path__):
        module = importlib.import_module(f"app.documents.{found.name}")
        for name, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == module.__name__ and _draws(name, function):
                yield f"{found.name}.{name}", function


def _draws(name: str, function: Callable[..., Any]) -> bool:
    wanted = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty]
    if name.startswith("_") or function is draw_qr or len(wanted) != 1:
        return False
    hints = get_type_hints(function)
    return hints.get("return") is bytes and dataclasses.is_dataclass(hints[wanted[0].name])


def fact(draw: Draw) -> Any:
    """What it draws, invented."""
    name = next(iter(inspect.signature(draw).parameters))
    return invented(get_type_hints(draw)[name])


def invented(kind: Any) -> Any:
    if kind in ITSELF:
        return ITSELF[kind]
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{
            field.name: CHOSEN.get(field.name) or invented(hints[field.name])
            for field in dataclasses.fields(kind) if field.init
        })  # fmt: skip
    if kind is Both:
        return WORDS
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return kind(**{name: invented(hint) for name, hint in get_type_hints(kind).items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return _of_origin(kind) if get_origin(kind) else PLAIN[kind]


def _of_origin(kind: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[0]
    if origin in (Union, types.UnionType):
        return invented(next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return tuple(invented(one) for one in inner if one is not ...) * (2 if ... in inner else 1)
    if origin in (dict, typing.Mapping) or getattr(origin, "__name__", "") == "Mapping":
        return {invented(inner[0]): invented(inner[1])}
    if isinstance(origin, type) and issubclass(origin, Iterable):
        made = [invented(inner[0])] * 2
        return frozenset(made) if origin in (frozenset, set) else made
    raise TypeError(kind)


PLAIN: dict[Any, Any] = {
    str: "Мысал 7", int: 3, float: 1.5, bool: True, Decimal: Decimal("7.5"), date: date(2026, 5, 27),
    datetime: datetime(2026, 5, 27, 9, 30, tzinfo=UTC), time: time(15, 0), bytes: encoded(drawing(64, 48)),
}  # fmt: skip
