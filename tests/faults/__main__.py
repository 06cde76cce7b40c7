"""`make faults`: a line of JSON for each fault; the exit status is 1 when anything was lost, corrupt or doubled.
`python -m faults F3 F18` tries these alone."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faults import disk, hangups, judging, kills, printing, races
from faults.checker import Found

FAULTS: dict[str, Callable[[Path], tuple[dict[str, Any], Found]]] = {
    "F1": kills.run,
    "F3": judging.run,
    "F4": disk.run,
    "F12": hangups.run,
    "F18": printing.run,
    "CO3": races.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="faults")
    parser.add_argument("names", nargs="*", metavar="FAULT", help=f"of {', '.join(FAULTS)}; all when none is named")
    asked, is_bad = parser.parse_args().names or list(FAULTS), False
    if unknown := set(asked) - set(FAULTS):
        parser.error(f"no fault is called {', '.join(sorted(unknown))}")
    for name in asked:
        with tempfile.TemporaryDirectory(prefix="baiqau-faults-") as folder:
            try:
                facts, found = FAULTS[name](Path(folder))
            except disk.NoMounts as refused:
                print(json.dumps({"fault": name, "runnable": False, "why": str(refused)}), flush=True)
                continue
        is_bad |= found.is_bad
        print(json.dumps(told(name, facts, found)), flush=True)
        for line in (*found.lost, *found.corrupt, *found.doubled):
            print(f"{name}: {line}", file=sys.stderr)
    return 1 if is_bad else 0


def told(name: str, facts: dict[str, Any], found: Found) -> dict[str, Any]:
    return {
        "fault": name, "acknowledged": found.acknowledged, "lost": len(found.lost), "corrupt": len(found.corrupt),
        "unknown": found.unknown, "doubled": len(found.doubled), "leftovers_swept": found.leftovers, **facts,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
