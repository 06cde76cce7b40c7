"""Rows of a form that the server adds, removes and raises where no script does."""

from collections.abc import Mapping
from typing import Any

from app.web.forms import ROW

BUTTONS = ("add_row", "remove_row", "raise_row")


def is_pressed(typed: Mapping[str, Any]) -> bool:
    return any(name in typed for name in BUTTONS)


def after(typed: Mapping[str, Any], firsts: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, with the row that the button asked for. `firsts`: each list with its first field."""
    text = {name: value for name, value in typed.items() if name not in BUTTONS}
    wanted = str(typed.get("add_row", ""))
    if wanted in firsts:
        text[f"{wanted}-{max(_rows(text, wanted), default=-1) + 1}-{firsts[wanted]}"] = ""
    if gone := str(typed.get("remove_row", "")):
        text = {name: value for name, value in text.items() if not name.startswith(f"{gone}-")}
    rows, _, index = str(typed.get("raise_row", "")).rpartition("-")
    above = [one for one in _rows(text, rows) if index.isdecimal() and one < int(index)]
    return _swapped(text, f"{rows}-{index}-", f"{rows}-{above[-1]}-") if above else text


def _rows(text: Mapping[str, Any], name: str) -> list[int]:
    return sorted({int(match[2]) for key in text if (match := ROW.match(key)) and match[1] == name})


def _swapped(text: Mapping[str, Any], one: str, other: str) -> dict[str, Any]:
    def moved(name: str) -> str:
        for here, there in ((one, other), (other, one)):
            if name.startswith(here):
                return there + name.removeprefix(here)
        return name

    return {moved(name): value for name, value in text.items()}
