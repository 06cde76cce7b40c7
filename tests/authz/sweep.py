"""The verdict on a cell: what this person has to get for this request, and what must not be in it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from authz.asking import Answer, Asker
from authz.making import Names
from authz.people import BLIND, INSIDERS, PUBLIC_TOKENS, secrets_in, seen
from authz.rows import Ask, Row
from authz.worlds import SEALED, Worlds

MATRIX = Path(__file__).parent / "authz_matrix.csv"
ALLOWED = frozenset({"A", "R", "P"})
"""R (sign in again first) and P (a second person) count as A until they are built."""
STATUS = {"N": 404, "F": 403, "C": 409}


def matrix() -> dict[str, dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


@dataclass
class Tally:
    cells: int = 0
    wrong: int = 0
    requests: int = 0


@dataclass
class Sweep:
    worlds: Worlds
    asker: Asker
    tally: Tally
    unknown: dict[tuple[object, ...], Answer] = field(default_factory=dict)
    """What a thing that does not exist answers, asked once for each kind of address."""

    def run(self, row: Row, cells: dict[str, str], *, htmx: bool) -> Iterator[str]:
        """A line for everything that is not as the matrix says."""
        for persona in row.personas:
            for ask in row.asked_by(persona):
                cell = cells[persona]
                if not self.worlds.store.can_change and ask.method == "POST" and cell in ALLOWED:
                    continue
                self.worlds.use(row.state)
                with self.worlds.at(row.state):
                    wrong = list(self._judge(row, ask, persona, cell, htmx))
                self.tally.cells += 1
                self.tally.wrong += bool(wrong)
                how = "htmx" if htmx else "plain"
                yield from (f"{row.side} {row.state} {persona}={cell} {how} {ask.method} {ask.route}: {one}"
                            for one in wrong)  # fmt: skip

    def _judge(self, row: Row, ask: Ask, persona: str, cell: str, htmx: bool) -> Iterator[str]:
        names = self.worlds.lookup(row.state, row.side, persona)
        answer = self._send(row, ask, ask.path(self.worlds.app, names), names, persona, htmx)
        yield from _status(answer, ask, cell, htmx)
        if cell == "N" and answer.status == 404:
            yield from self._same_as_unknown(row, ask, names, persona, htmx, answer)
        yield from _leaks(answer, row, ask, persona, cell, "\n".join(ask.form(names).values()))
        yield from self._writes(ask, cell, htmx)

    def _send(self, row: Row, ask: Ask, path: str, names: Names, persona: str, htmx: bool) -> Answer:
        self.tally.requests += 1
        token = self.worlds.tokens[row.state].get(persona, "")
        return self.asker(ask.method, path, token=token, htmx=htmx, data=ask.form(names), files=ask.files)

    def _same_as_unknown(self, row: Row, ask: Ask, names: Names, persona: str, htmx: bool,
                         answer: Answer) -> Iterator[str]:  # fmt: skip
        path = ask.missing_path(self.worlds.app, names)
        kind = (persona, htmx, ask.method, path, *sorted(ask.form(names).items()))
        if kind not in self.unknown:
            self.unknown[kind] = self._send(row, ask, path, names, persona, htmx)
        if self.unknown[kind] != answer:
            yield f"differs from what {path} answers ({self.unknown[kind].status})"

    def _writes(self, ask: Ask, cell: str, htmx: bool) -> Iterator[str]:
        store = self.worlds.store
        may = ask.method == "POST" and cell in ALLOWED
        if not may and store.can_change and self.worlds.is_changed():
            yield "changed a table"
        is_quiet = ask.quiet is True or (ask.quiet == "htmx" and htmx)
        if may and not is_quiet and not store.is_touched():
            yield "committed nothing"


def _status(answer: Answer, ask: Ask, cell: str, htmx: bool) -> Iterator[str]:
    target = answer.header("location") or answer.header("hx-redirect")
    to_sign_in = target.startswith("/sign-in?next=")
    if cell in ALLOWED or cell in ("B", "M"):
        is_moved = bool(target) and not to_sign_in
        fine = answer.status == (200 if htmx else 303) if is_moved else answer.status == 200 and not target
    elif cell == "L":
        fine = (answer.status == 401) if htmx or ask.method == "POST" else (answer.status == 303 and to_sign_in)
    else:
        fine = answer.status == STATUS[cell]
    if not fine:
        yield f"answers {answer.status} {target}".strip()


def _leaks(answer: Answer, row: Row, ask: Ask, persona: str, cell: str, sent: str) -> Iterator[str]:
    """`sent`: what the request said itself; who has to sign in first gets it back, to go on with."""
    text = answer.text
    is_allowed = cell in ALLOWED or cell == "M"
    knows = persona in INSIDERS or (persona == "CHR" and row.state in SEALED) or ask.shows == "all"
    if not (is_allowed and knows and persona not in BLIND):
        found = seen(text, persona)
        if is_allowed and ask.shows:
            found = [one for one in found if one not in PUBLIC_TOKENS]
        if found:
            yield f"names {', '.join(found)}"
    shown = [one for one in secrets_in(text) if not (cell == "L" and one in secrets_in(sent))]
    if shown and not (ask.reveals and is_allowed):
        yield f"shows {', '.join(shown)}"
