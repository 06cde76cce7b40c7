"""F3: the server and its workers are killed while ten experts mark works and seal their nominations."""

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any
from urllib.parse import urlencode

from sqlmodel import Session, col, select
from world import make_application, make_contest, make_seat, make_user, nominations_of

from app import checkpoints, invariants
from app.accounts import sessions
from app.accounts.models import User
from app.contests.models import ContestStatus, Criterion
from app.db import make_engine, transaction
from app.files import Shelf
from app.journal import Entry
from app.jury import queries, seats
from app.jury.models import Mark, Seal, Sheet, SheetStatus
from app.mail import Letter
from faults import place as places
from faults.checker import Found
from faults.clients import FAIL, FORM, OK, UNKNOWN
from faults.place import HOST, Place, ask

NOMINATIONS, WORKS, CRITERIA, TOP = 3, 4, (30, 30, 40), 10


@dataclass(frozen=True)
class Sitting:
    """One expert with the sheets of each nomination, by position."""

    token: str
    seat: int
    slug: str
    sheets: dict[int, list[int]]


@dataclass
class Evening:
    """What one expert did and was told."""

    sitting: Sitting
    marks: dict[tuple[int, int], list[tuple[int, str]]] = field(default_factory=dict)
    """(sheet, criterion's position) → each value that was sent, with what was answered."""
    seals: dict[int, str] = field(default_factory=dict)

    @property
    def acknowledged(self) -> int:
        said = [told for sent in self.marks.values() for _, told in sent] + list(self.seals.values())
        return said.count(OK)

    @property
    def unknown(self) -> int:
        return sum(told == UNKNOWN for sent in self.marks.values() for _, told in sent) + sum(
            told == UNKNOWN for told in self.seals.values()
        )


def build(folder: Path, contests: int, experts: int) -> tuple[Place, list[list[Sitting]]]:
    """So many contests that are being judged, each with a commission of its own."""
    place = places.build(folder, 1)
    engine, now = make_engine(place.settings.url), datetime.now(UTC)
    with transaction(engine) as session:
        panels = [_contest(session, experts, now) for _ in range(contests)]
    engine.dispose()
    return place, panels


def _contest(session: Session, experts: int, now: datetime) -> list[Sitting]:
    contest = make_contest(session, nominations=NOMINATIONS, criteria=CRITERIA, status=ContestStatus.JUDGING,
                           scale_max=TOP)  # fmt: skip
    nominations, applicant = nominations_of(session, contest), make_user(session)
    for nomination in nominations:
        for _ in range(WORKS):
            make_application(session, contest, applicant, nomination)
    panel = [make_seat(session, contest, nominations) for _ in range(experts)]
    seats.deal(session, contest, by=None, now=now)
    made = []
    for seat in panel:
        user = session.get_one(User, seat.user_id)
        token = sessions.start(session, user, now=now, address=HOST, agent="faults", how="password")
        found = {
            one.position: [sheet.id or 0 for sheet, _ in queries.open_sheets(session, seat.id or 0, one.id or 0)]
            for one in nominations
        }  # fmt: skip
        made.append(Sitting(token, seat.id or 0, contest.slug, found))
    return made


class Commission:
    """One expert a thread: every mark of a nomination, some of them twice, then the seal, until told to stop."""

    def __init__(self, place: Place, panel: list[Sitting], chance: Random) -> None:
        self.place = place
        self.evenings = [Evening(one) for one in panel]
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._judge, args=(one, Random(chance.random()))) for one in self.evenings
        ]  # fmt: skip

    def __enter__(self) -> "Commission":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, acknowledged: int, *, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and sum(one.acknowledged for one in self.evenings) < acknowledged:
            time.sleep(0.02)

    def _judge(self, evening: Evening, chance: Random) -> None:
        for position, sheets in evening.sitting.sheets.items():
            for sheet in sheets:
                for criterion in (*range(1, len(CRITERIA) + 1), 1):
                    if self._stop.is_set() or not mark(self.place, evening, sheet, criterion, chance.randint(0, TOP)):
                        return
            if self._stop.is_set() or not seal(self.place, evening, position):
                return


def mark(place: Place, evening: Evening, sheet: int, criterion: int, value: int) -> bool:
    told = _send(place, evening, f"/sheets/{sheet}/marks", {f"c{criterion}": str(value)}, http.client.OK, htmx=True)
    evening.marks.setdefault((sheet, criterion), []).append((value, told))
    return told == OK


def seal(place: Place, evening: Evening, position: int) -> bool:
    path = f"/jury/{evening.sitting.slug}/{position}/seal"
    evening.seals[position] = _send(place, evening, path, {}, http.client.SEE_OTHER)
    return evening.seals[position] == OK


def _send(place: Place, evening: Evening, path: str, data: dict[str, str], good: int, *, htmx: bool = False) -> str:
    try:
        status, _, _ = ask(
            place.port, "POST", path, token=evening.sitting.token, body=urlencode(data).encode(), kind=FORM, htmx=htmx
        )
    except (OSError, http.client.HTTPException):
        return UNKNOWN
    return OK if status == good else FAIL


def check(place: Place, evenings: list[Evening]) -> Found:
    """What was answered with yes is there, a nomination is sealed whole or not at all, and all of it holds."""
    found = Found(sum(one.acknowledged for one in evenings), sum(one.unknown for one in evenings))
    engine = make_engine(place.settings.url)
    with transaction(engine, reads_only=True) as session:
        for evening in evenings:
            _marks(session, evening, found)
            _seals(session, evening, found)
        _traces(session, found)
        found.corrupt += invariants.broken(session, Shelf(place.settings.data / "files"))
        found.corrupt += [str(one) for one in checkpoints.breaks(session)]
    engine.dispose()
    return found


def _marks(session: Session, evening: Evening, found: Found) -> None:
    """The last value that was acknowledged, or one that was sent after it and whose answer was lost."""
    rows = select(Mark, Criterion.position).join(Criterion, col(Criterion.id) == Mark.criterion_id)
    sheets = {sheet for sheet, _ in evening.marks}
    there = {
        (one.sheet_id, position): one.value
        for one, position in session.exec(rows.where(col(Mark.sheet_id).in_(sheets))).all()
    }  # fmt: skip
    for key, sent in evening.marks.items():
        known = [index for index, (_, told) in enumerate(sent) if told == OK]
        may_be = [value for value, told in sent[known[-1] if known else 0 :] if told != FAIL]
        if known and there.get(key) not in may_be:
            found.lost.append(f"mark {key}: {there.get(key)} of {may_be}")
        if not known and key in there and there[key] not in may_be:
            found.corrupt.append(f"mark {key} was refused and is there")


def _seals(session: Session, evening: Evening, found: Found) -> None:
    for position, sheets in evening.sitting.sheets.items():
        rows = session.exec(select(Sheet).where(col(Sheet.id).in_(sheets))).all()
        states = Counter(one.status for one in rows)
        is_sealed = states[SheetStatus.SEALED] == len(sheets)
        if evening.seals.get(position) == OK and not is_sealed:
            found.lost.append(f"seal of {position} by seat {evening.sitting.seat}")
        if states[SheetStatus.SEALED] not in (0, len(sheets)):
            found.corrupt.append(f"nomination {position} of seat {evening.sitting.seat} is half sealed")
        if is_sealed and len({one.seal_id for one in rows}) != 1:
            found.doubled.append(f"nomination {position} of seat {evening.sitting.seat} has two seals")


def _traces(session: Session, found: Found) -> None:
    """Each seal has its entry in the journal and its letter."""
    seals = session.exec(select(Seal)).all()
    entries = len(session.exec(select(Entry.id).where(Entry.action == "nomination.sealed")).all())
    letters = {key for key in session.exec(select(Letter.key)).all() if key.startswith("seal-")}
    if entries != len(seals) or letters != {f"seal-{one.receipt}" for one in seals}:
        found.corrupt.append(f"{len(seals)} seals, {entries} entries, {len(letters)} letters")


def run(folder: Path, *, kills: int = 10, experts: int = 10) -> tuple[dict[str, Any], Found]:
    """Kill −9 in a random moment, start again, go on in the next contest, look at everything in the end."""
    place, panels = build(folder, kills, experts)
    chance, restarts, evenings = Random(3), [], list[Evening]()
    marks = NOMINATIONS * WORKS * (len(CRITERIA) + 1) * experts
    with places.served(place) as first:
        for panel in panels:
            with Commission(place, panel, chance) as commission:
                commission.wait_for(int(marks * chance.uniform(0.3, 0.9)), seconds=60)
                time.sleep(chance.uniform(0, 0.3))
                places.kill(place)
            evenings += commission.evenings
            restarts.append(places.start(place))
        found = check(place, evenings)
    told = [told for one in evenings for told in one.seals.values()]
    facts = {"kills": kills, "marks": found.acknowledged - told.count(OK), "seals": told.count(OK),
             "seals_unknown": told.count(UNKNOWN), "restart_ratio": round(median(restarts) / first, 2)}  # fmt: skip
    return facts, found
