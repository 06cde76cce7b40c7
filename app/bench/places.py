"""Where the measurements happen: on loopback, with nothing from this folder's `.env`."""

import os
from pathlib import Path

HOST = "127.0.0.1"
OURS, UNCACHED, BARE, FRESH = 8290, 8291, 8292, 8293
"""Ports: the site as configured by default, without its page memory, the limit, and servers that are timed."""
ROOT = Path(__file__).parent.parent.parent
_LEFT_OUT = "PYTHONDONTWRITEBYTECODE"
"""Whoever installs the site compiles it once; a machine that never does would time the compiler at each start."""
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("BAIQAU_") and name != _LEFT_OUT
} | {"PYTHONPATH": str(ROOT)}
