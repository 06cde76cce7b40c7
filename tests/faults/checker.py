"""After the fault: what was acknowledged is there and whole, what was refused is not, what nobody knows is wholly there
or wholly not and one more try settles it; and the installation as a whole holds."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from app import invariants
from app.accounts import sessions
from app.accounts.models import SignIn
from app.applications.models import Application, Attachment, Rendition, Status
from app.db import make_engine, transaction
from app.files import FileDamaged, Shelf
from app.journal import Entry
from app.mail import Letter
from app.main import create_app
from app.settings import Settings
from app.tables import files_named
from app.web import janitor
from faults.clients import FAIL, OK, STEPS, UNKNOWN, Work, hand_in
from faults.place import Place

RENDITIONS = {"thumb", "judged"}


@dataclass
class Found:
    acknowledged: int = 0
    """Steps that were answered with yes."""
    unknown: int = 0
    """Steps whose answer was lost; whether they were done turned out afterwards."""
    lost: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    leftovers: int = 0
    """Files without a row, which the janitor took away."""

    @property
    def is_bad(self) -> bool:
        return bool(self.lost or self.corrupt or self.doubled)


def check(place: Place, history: list[Work]) -> Found:
    """The server has to be up: what is unknown is tried once more."""
    found = Found()
    found.acknowledged = sum(told == OK for one in history for told in one.told.values())
    unknown = [one for one in history if UNKNOWN in one.told.values()]
    found.unknown = len(unknown)
    engine = make_engine(place.settings.url)
    with transaction(engine, reads_only=True) as session:
        _acknowledged(session, place.settings, history, found)
        before = {one.nonce: _row(session, one) for one in unknown}
    for one in unknown:
        hand_in(place, one, STEPS[STEPS.index(next(step for step in STEPS if one.told.get(step) == UNKNOWN)) :])
    with transaction(engine, reads_only=True) as session:
        _tried_again(session, unknown, before, found)
        _doubled(session, found)
        _traces(session, found)
        found.corrupt += invariants.broken(session, Shelf(place.settings.data / "files"))
    _whole(engine, found)
    _files(place.settings, found)
    engine.dispose()
    return found


def _row(session: Session, one: Work) -> Application | None:
    return session.exec(select(Application).where(Application.nonce == one.nonce, _is_of(one))).first()


def _is_of(one: Work) -> object:
    mine = select(SignIn.user_id).where(SignIn.token_hash == sessions.token_hash(one.token))
    return col(Application.applicant_id).in_(mine)


def _acknowledged(session: Session, settings: Settings, history: Iterable[Work], found: Found) -> None:
    """Points 1 to 3: everything said yes to is there with its bytes, nothing said no to is, an upload is whole."""
    shelf = Shelf(settings.data / "files")
    for one in history:
        row = _row(session, one)
        if one.told.get("begin") == OK and (row is None or row.id != one.application):
            found.lost.append(f"draft {one.application}")
            continue
        files = session.exec(select(Attachment).where(Attachment.sha256 == one.sha256)).all()
        if one.told.get("upload") == OK and not files:
            found.lost.append(f"picture of {one.application}")
        if one.told.get("upload") == FAIL and files:
            found.corrupt.append(f"picture of {one.application} was refused and is there")
        for file in files:
            _is_whole(session, shelf, file, found)
        if one.told.get("submit") == OK and (row is None or row.number is None or one.number not in ("", row.number)):
            found.lost.append(f"submission of {one.application}")
        if one.told.get("submit") == FAIL and row is not None and row.number is not None:
            found.corrupt.append(f"submission of {one.application} was refused and is there")


def _is_whole(session: Session, shelf: Shelf, file: Attachment, found: Found) -> None:
    copies = session.exec(select(Rendition).where(Rendition.attachment_id == file.id)).all()
    if {copy.kind.value for copy in copies} != RENDITIONS:
        found.corrupt.append(f"attachment {file.id} has not all its copies")
    for sha256 in (file.sha256, *(copy.sha256 for copy in copies)):
        try:
            shelf.read(sha256)
        except FileDamaged:
            found.lost.append(f"file {sha256} of attachment {file.id}")


def _tried_again(
    session: Session, unknown: Iterable[Work], before: dict[str, Application | None], found: Found
) -> None:
    """Point 3: the same form once more gives the same draft and the same number, or says that the file is there."""
    for one in unknown:
        row, earlier = _row(session, one), before[one.nonce]
        if row is None or (earlier is not None and earlier.id != row.id):
            found.lost.append(f"draft of nonce {one.nonce}, tried again")
            continue
        if earlier is not None and earlier.number not in (None, row.number):
            found.doubled.append(f"number {row.number} after {earlier.number}")


def _doubled(session: Session, found: Found) -> None:
    """Point 4. Numbers and letters are unique by the database's own word; a file could be there twice."""
    rows = session.exec(
        select(Attachment.application_id, Attachment.sha256).where(col(Attachment.removed_at).is_(None))
    )
    found.doubled += [f"file twice in {place}" for (place, _), times in Counter(rows).items() if times > 1]
    nonces = session.exec(select(Application.applicant_id, Application.nonce)).all()
    found.doubled += [f"nonce twice: {nonce}" for (_, nonce), times in Counter(nonces).items() if times > 1]
    numbers = Counter(session.exec(select(Application.number)).all())
    found.doubled += [f"number twice: {number}" for number, times in numbers.items() if number and times > 1]


def _traces(session: Session, found: Found) -> None:
    """Point 5: each version handed in has one entry of the journal and one letter; numbers have no gap."""
    done = session.exec(select(Application).where(Application.status == Status.SUBMITTED)).all()
    entries = Counter(session.exec(select(Entry.object_id).where(Entry.action == "application.submitted")).all())
    letters = Counter(key.split("-")[1] for key in session.exec(select(Letter.key)).all() if key.startswith("receipt-"))
    for one in done:
        if entries[one.id] != one.version or letters[str(one.id)] != one.version:
            found.corrupt.append(f"application {one.id}: {entries[one.id]} entries, {letters[str(one.id)]} letters")
    serials = sorted(int((one.number or "0").rpartition("-")[2]) for one in done)
    if serials != list(range(1, len(serials) + 1)):
        found.corrupt.append("the numbers have a gap")


def _whole(engine: Engine, found: Found) -> None:
    """Point 8."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        verdict = connection.execute(text("PRAGMA integrity_check")).scalar_one()
    if verdict != "ok":
        found.corrupt.append(f"integrity_check: {verdict}")


def _files(settings: Settings, found: Found) -> None:
    """Points 9 and 10: a file is what its name says; the janitor, two days later, takes the rest and nothing else."""
    house = create_app(settings).state.house
    for path in _stored(house.shelf.root):
        if path.parent != house.shelf.incoming and hashlib.sha256(path.read_bytes()).hexdigest() != path.name:
            found.corrupt.append(f"file {path.name} is something else")
    found.leftovers = janitor.sweep_files(house, datetime.now(UTC) + timedelta(days=2))
    with transaction(house.engine, reads_only=True) as session:
        named = files_named(session)
    left = {path.name for path in _stored(house.shelf.root)}
    house.engine.dispose()
    if left - named:
        found.corrupt.append(f"{len(left - named)} files are left over")
    with transaction(house.engine, reads_only=True) as session:
        found.lost += [f"swept away: {line}" for line in invariants.broken(session, house.shelf)]
    house.engine.dispose()


def _stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]
