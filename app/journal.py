"""The audit trail: hash-chained, append-only, written in the transaction of the change it tells of.

One chain per contest and one for the system. Entry hash = SHA-256(previous hash, every field of the entry, hash of the
payload). The payload stands apart with a random salt, so that personal data can be erased while the chain still
verifies. UPDATE and DELETE on entries are refused by triggers (see the migration).
"""

import hashlib
import json
import secrets
import unicodedata
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, select

GENESIS = "0" * 64


class Entry(SQLModel, table=True):
    __tablename__ = "journal_entry"

    id: int | None = Field(default=None, primary_key=True)
    chain: str = Field(index=True)
    seq: int
    at: datetime
    actor_id: int | None = None
    via: str = "web"
    action: str
    object_kind: str
    object_id: int | None = None
    payload_hash: str
    prev: str
    hash: str = Field(unique=True)


class Payload(SQLModel, table=True):
    __tablename__ = "journal_payload"

    entry_id: int = Field(primary_key=True, foreign_key="journal_entry.id")
    salt: str
    body: str


class Head(SQLModel, table=True):
    """The last link of each chain; its row is the lock under which the next one is forged."""

    __tablename__ = "journal_head"

    chain: str = Field(primary_key=True)
    seq: int = 0
    hash: str = GENESIS


SYSTEM = "system"


def chain_of(contest_id: int | None) -> str:
    return SYSTEM if contest_id is None else f"contest-{contest_id}"


def write(
    session: Session,
    action: str,
    *,
    of: tuple[str, int | None],
    by: int | None,
    now: datetime,
    contest_id: int | None = None,
    via: str = "web",
    **payload: Any,
) -> Entry:
    """Append `action` (for example ``application.submitted``) on the object `of` = (kind, id) by the person `by`."""
    chain = chain_of(contest_id)
    head = _locked_head(session, chain)
    salt = secrets.token_hex(16)
    body = canonical(payload)
    entry = Entry(
        chain=chain, seq=head.seq + 1, at=now, actor_id=by, via=via, action=action, object_kind=of[0],
        object_id=of[1], payload_hash=hash_of(salt, body), prev=head.hash, hash="",
    )  # fmt: skip
    entry.hash = link(entry)
    session.add(entry)
    session.flush()
    session.add(Payload(entry_id=entry.id or 0, salt=salt, body=body))
    head.seq, head.hash = entry.seq, entry.hash
    return entry


def _locked_head(session: Session, chain: str) -> Head:
    """The chain's last link, locked until the transaction ends; asked of the database once in a transaction."""
    transaction, held = session.info.get("journal", (None, frozenset()))
    here = session.get_transaction()
    if transaction is not None and transaction is here and chain in held:
        return session.get_one(Head, chain)
    head = session.get(Head, chain, with_for_update=True, populate_existing=True)
    if head is None:
        head = Head(chain=chain)
        session.add(head)
        session.flush()
    held = held if transaction is here else frozenset()
    session.info["journal"] = (session.get_transaction(), held | {chain})
    return head


def first_broken(session: Session, chain: str) -> int | None:
    """The sequence number of the first entry that does not fit its chain, or None when all do."""
    prev, expected, last_id = GENESIS, 1, 0
    for entry, payload in session.exec(
        select(Entry, Payload)
        .outerjoin(Payload, col(Payload.entry_id) == col(Entry.id))
        .where(Entry.chain == chain)
        .order_by(col(Entry.seq), col(Entry.id))
        .execution_options(yield_per=1000)
    ):
        tampered = payload is not None and hash_of(payload.salt, payload.body) != entry.payload_hash
        fits = entry.seq == expected and entry.prev == prev and (entry.id or 0) > last_id
        if tampered or not fits or entry.hash != link(entry):
            return min(entry.seq, expected)
        prev, expected, last_id = entry.hash, expected + 1, entry.id or 0
    head = session.get(Head, chain)
    if (head.seq, head.hash) != (expected - 1, prev) if head else expected > 1:
        return expected
    return None


def chains(session: Session) -> list[str]:
    """Every chain that has a head or entries."""
    return sorted({*session.exec(select(Head.chain)), *session.exec(select(Entry.chain).distinct())})


def erased(session: Session) -> int:
    """Entries whose payload was erased; the chain holds without it."""
    gone = select(func.count(col(Entry.id))).outerjoin(Payload, col(Payload.entry_id) == col(Entry.id))
    return session.exec(gone.where(col(Payload.entry_id).is_(None))).one()


def link(entry: Entry) -> str:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = (entry.prev, entry.chain, entry.seq, at, entry.actor_id, entry.via, entry.action, entry.object_kind,
              entry.object_id, entry.payload_hash)  # fmt: skip
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def hash_of(salt: str, body: str) -> str:
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def canonical(value: Any) -> str:
    """The one JSON spelling of a value: sorted keys, NFC text, no spaces; floats are refused."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        raise TypeError("the journal takes no floats: give integers or text")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if value is None or isinstance(value, bool | int):
        return value
    return unicodedata.normalize("NFC", value.isoformat() if isinstance(value, datetime) else str(value))
