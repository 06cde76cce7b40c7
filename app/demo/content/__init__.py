"""What the demonstration world is made of: invented names, places and texts in TOML files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """The parsed file `<name>.toml`. Treat it as constant: it is shared. FileNotFoundError if there is none."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def bilingual(entry: str) -> tuple[str, str]:
    """Splits «kk/ru»; one word alone is spelled alike in both languages; an underscore is a space inside a name."""
    kk, _, ru = entry.replace("_", " ").partition("/")
    return kk, ru or kk
