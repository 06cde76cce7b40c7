"""Every way of changing the journal behind its back is found, and the first entry that was not written so is named.

A chain that was cut short, put back from a copy or forged anew as a whole fits itself: those kinds are found against a
checkpoint only, one of ours or one that somebody has kept.
"""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from app import checkpoints, cli, journal
from app.checkpoints import Break, Cause, Point
from app.db import transaction
from app.journal import Entry, Head, Payload
from app.keys import Keys
from app.settings import Settings

LENGTH, BAD = 9, 4
CHAIN = journal.chain_of(7)
ENTRY = f"(SELECT id FROM journal_entry WHERE seq = {BAD} AND chain = 'contest-7')"
COLUMNS = {
    "id": "id = id + 1000",
    "chain": "chain = 'contest-8'",
    "seq": "seq = 40",
    "at": "at = '2026-01-01 00:00:00'",
    "actor_id": "actor_id = 9",
    "via": "via = 'cli'",
    "action": "action = 'else'",
    "object_kind": "object_kind = 'else'",
    "object_id": "object_id = NULL",
    "payload_hash": "payload_hash = 'else'",
    "prev": "prev = 'else'",
    "hash": "hash = 'else'",
}


def fill(session: Session, now: datetime, number: int = LENGTH) -> None:
    for index in range(number):
        journal.write(session, "thing.done", of=("thing", index), by=1, now=now, contest_id=7, note=f"№ {index} ә")


@pytest.fixture
def unguarded(engine: Engine, now: datetime) -> Engine:
    """A journal whose triggers somebody with the database's password has taken away."""
    with transaction(engine) as session:
        fill(session, now)
    with transaction(engine) as session:
        if engine.dialect.name == "sqlite":
            for table, verb in (("entry", "update"), ("entry", "delete"), ("payload", "update")):
                session.execute(text(f"DROP TRIGGER journal_{table}_no_{verb}"))
        else:
            for table in ("journal_entry", "journal_payload"):
                session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    return engine


def found(engine: Engine, *given: Point) -> list[tuple[str, int]]:
    with transaction(engine, reads_only=True) as session:
        return [(one.chain, one.first) for one in checkpoints.breaks(session, given)]


def do(engine: Engine, *statements: str) -> None:
    with transaction(engine) as session:
        for statement in statements:
            session.execute(text(statement))


def kept(engine: Engine, now: datetime) -> Point:
    """A checkpoint, as the donor has it in a letter; nothing of it is left in the database."""
    with transaction(engine) as session:
        head = session.get_one(Head, CHAIN)
        return Point(CHAIN, head.seq, head.hash, now)


def test_what_nobody_touched_holds(unguarded: Engine, now: datetime) -> None:
    assert found(unguarded, kept(unguarded, now)) == []


def test_every_column_of_an_entry_is_tried(unguarded: Engine) -> None:
    assert set(COLUMNS) == {column.name for column in Entry.__table__.columns}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_changed_column_is_found(unguarded: Engine, name: str) -> None:
    erased = (f"DELETE FROM journal_payload WHERE entry_id = {ENTRY}",) if name == "id" else ()
    do(unguarded, *erased, f"UPDATE journal_entry SET {COLUMNS[name]} WHERE id = {ENTRY}")

    # Renumbered, an entry stands where it stood; the next one shows that it was not written in this order.
    assert (CHAIN, BAD + (name == "id")) in found(unguarded)


@pytest.mark.parametrize("change", ["body = '{}'", "salt = 'else'"])
def test_a_changed_payload_is_found(unguarded: Engine, change: str) -> None:
    do(unguarded, f"UPDATE journal_payload SET {change} WHERE entry_id = {ENTRY}")

    assert found(unguarded) == [(CHAIN, BAD)]


def test_an_erased_payload_breaks_nothing_and_is_counted(unguarded: Engine) -> None:
    do(unguarded, f"DELETE FROM journal_payload WHERE entry_id = {ENTRY}")

    assert found(unguarded) == []
    with transaction(unguarded, reads_only=True) as session:
        assert journal.erased(session) == 1


def test_a_deleted_entry_is_found(unguarded: Engine) -> None:
    do(unguarded, f"DELETE FROM journal_payload WHERE entry_id = {ENTRY}",
       f"DELETE FROM journal_entry WHERE id = {ENTRY}")  # fmt: skip

    assert found(unguarded) == [(CHAIN, BAD)]


def test_an_inserted_entry_is_found(unguarded: Engine, now: datetime) -> None:
    with transaction(unguarded) as session:
        forged = _copy(session, BAD)
        forged.action = "thing.forged"
        forged.hash = journal.link(forged)
        session.add(forged)

    assert found(unguarded) == [(CHAIN, BAD)]


def test_two_swapped_entries_are_found(unguarded: Engine) -> None:
    do(unguarded, f"UPDATE journal_entry SET seq = 1000 WHERE seq = {BAD} AND chain = '{CHAIN}'",
       f"UPDATE journal_entry SET seq = {BAD} WHERE seq = {BAD + 1} AND chain = '{CHAIN}'",
       f"UPDATE journal_entry SET seq = {BAD + 1} WHERE seq = 1000 AND chain = '{CHAIN}'")  # fmt: skip

    assert found(unguarded) == [(CHAIN, BAD)]


def test_a_cut_tail_is_found_by_the_head(unguarded: Engine) -> None:
    _cut(unguarded, BAD)

    assert found(unguarded) == [(CHAIN, BAD + 1)]


def test_a_head_that_was_taken_away_or_moved_is_found(unguarded: Engine) -> None:
    do(unguarded, f"UPDATE journal_head SET seq = {LENGTH + 1} WHERE chain = '{CHAIN}'")
    assert found(unguarded) == [(CHAIN, LENGTH + 1)]

    do(unguarded, f"DELETE FROM journal_head WHERE chain = '{CHAIN}'")
    assert found(unguarded) == [(CHAIN, LENGTH + 1)]


def test_a_cut_tail_with_a_head_to_fit_is_found_against_a_checkpoint_only(unguarded: Engine, now: datetime) -> None:
    letter = kept(unguarded, now)
    _cut(unguarded, BAD)
    _fit_head(unguarded)

    assert found(unguarded) == []
    assert found(unguarded, letter) == [(CHAIN, BAD + 1)]


def test_a_chain_that_is_gone_altogether_is_found_against_a_checkpoint_only(unguarded: Engine, now: datetime) -> None:
    letter = kept(unguarded, now)
    _cut(unguarded, 0)
    do(unguarded, f"DELETE FROM journal_head WHERE chain = '{CHAIN}'")

    assert found(unguarded) == []
    assert found(unguarded, letter) == [(CHAIN, 1)]


def test_yesterdays_copy_that_went_on_since_is_found_against_a_checkpoint_only(
    unguarded: Engine, now: datetime
) -> None:
    """As after a restore: cut back, and other things done since."""
    before = kept(unguarded, now - timedelta(days=1))
    with transaction(unguarded) as session:
        fill(session, now, 3)
    letter = kept(unguarded, now)
    _cut(unguarded, LENGTH)
    _fit_head(unguarded)
    with transaction(unguarded) as session:
        journal.write(session, "thing.undone", of=("thing", 1), by=1, now=now, contest_id=7)
        fill(session, now, 5)

    assert found(unguarded, before) == []
    assert found(unguarded, before, letter) == [(CHAIN, LENGTH + 1)]


def test_a_chain_forged_anew_is_found_between_two_checkpoints(unguarded: Engine, now: datetime) -> None:
    with transaction(unguarded) as session:
        first = session.exec(select(Entry).where(Entry.chain == CHAIN, Entry.seq == BAD - 1)).one()
        early = Point(CHAIN, BAD - 1, first.hash, now)
    letter = kept(unguarded, now)
    _forge(unguarded)

    assert found(unguarded) == []
    assert found(unguarded, letter) == [(CHAIN, 1)]
    with transaction(unguarded, reads_only=True) as session:
        assert checkpoints.breaks(session, [early, letter]) == [Break(CHAIN, BAD, LENGTH, letter)]


def test_our_own_checkpoints_tell_too(unguarded: Engine, now: datetime) -> None:
    with transaction(unguarded) as session:
        made = checkpoints.note(session, 7, Cause.SEALED, now=now)
        assert made is not None
        assert (made.seq, checkpoints.note(session, 7, Cause.WEEKLY, now=now)) == (LENGTH, None)
    _forge(unguarded)

    assert found(unguarded) == [(CHAIN, 1)]


@pytest.mark.parametrize("table", ["journal_entry", "journal_payload", "journal_checkpoint"])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "REPLACE"])
def test_the_database_itself_refuses(engine: Engine, now: datetime, table: str, verb: str) -> None:
    with transaction(engine) as session:
        fill(session, now, 2)
        checkpoints.note(session, 7, Cause.WEEKLY, now=now)
    column = "salt" if table == "journal_payload" else "hash"
    statement = {"UPDATE": f"UPDATE {table} SET {column} = 'else'", "DELETE": f"DELETE FROM {table}",
                 "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"}[verb]  # fmt: skip
    if verb == "REPLACE" and engine.dialect.name != "sqlite":
        statement = f"TRUNCATE {table} CASCADE"
    if table == "journal_payload" and verb in ("DELETE", "REPLACE") and "TRUNCATE" not in statement:
        do(engine, statement)  # to erase is allowed, and the same row put back is the same row
        assert found(engine) == []
        return

    with pytest.raises(Exception, match="append-only"):
        do(engine, *(["DELETE FROM journal_payload"] if table == "journal_entry" else []), statement)


def test_a_line_is_read_from_a_letter_whose_lines_were_broken(tmp_path: Path, now: datetime) -> None:
    keys, point = Keys(tmp_path), Point(CHAIN, 12, "ab" * 32, now)
    line = checkpoints.signed(keys, point)

    (read,) = checkpoints.read(f"Сәлем!\r\n\r\n> {line.replace(' ', chr(10))}\r\n--\r\nБайқау, contest-7 13")

    assert (read.chain, read.seq, read.hash, read.at) == (CHAIN, 12, point.hash, now)
    assert checkpoints.is_ours(keys, read)
    assert not checkpoints.is_ours(Keys(tmp_path / "other"), read)
    assert checkpoints.read("contest-7 13 abc 2026") == []


def test_the_command_names_the_entry_and_takes_letters(
    unguarded: Engine, config: Settings, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(cli, "settings", lambda: config)
    letter, empty = tmp_path / "letter.txt", tmp_path / "empty.txt"
    letter.write_text(checkpoints.signed(Keys(config.data / "keys"), kept(unguarded, now)))
    empty.write_text("Сәлем!")

    assert cli.main(["verify"]) == 0
    assert "1 chains hold" in capsys.readouterr().out
    assert cli.main(["verify", "--against", str(letter)]) == 0
    assert (cli.main(["verify", "--against", str(empty)]), "no checkpoint" in capsys.readouterr().err) == (1, True)
    _cut(unguarded, BAD)
    _fit_head(unguarded)
    assert cli.main(["verify"]) == 0
    assert cli.main(["verify", "--against", str(letter)]) == 1
    assert f"chain {CHAIN} breaks at entry {BAD + 1}" in capsys.readouterr().err


def _copy(session: Session, seq: int) -> Entry:
    found = session.exec(select(Entry).where(Entry.chain == CHAIN, Entry.seq == seq)).one()
    return Entry(**found.model_dump(exclude={"id"}))


def _cut(engine: Engine, last: int) -> None:
    where = f"chain = '{CHAIN}' AND seq > {last}"
    do(engine, f"DELETE FROM journal_payload WHERE entry_id IN (SELECT id FROM journal_entry WHERE {where})",
       f"DELETE FROM journal_entry WHERE {where}")  # fmt: skip


def _fit_head(engine: Engine) -> None:
    with transaction(engine) as session:
        newest = select(Entry).where(Entry.chain == CHAIN).order_by(Entry.seq.desc())  # type: ignore[attr-defined]
        last, head = session.exec(newest).first(), session.get_one(Head, CHAIN)
        head.seq, head.hash = (last.seq, last.hash) if last else (0, journal.GENESIS)


def _forge(engine: Engine) -> None:
    """The whole chain anew with other words in one entry, head and payloads to fit."""
    with transaction(engine) as session:
        prev = journal.GENESIS
        for entry in session.exec(select(Entry).where(Entry.chain == CHAIN).order_by("seq")).all():
            payload = session.get_one(Payload, entry.id)
            if entry.seq == BAD:
                payload.body = '{"note":"forged"}'
            entry.prev = prev
            entry.payload_hash = journal.hash_of(payload.salt, payload.body)
            entry.hash = prev = journal.link(entry)
            session.add_all([entry, payload])
    _fit_head(engine)
