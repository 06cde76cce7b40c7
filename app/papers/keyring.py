"""The key that signs papers, replaced: the journal keeps which one followed which."""

from datetime import date, datetime

from sqlmodel import Session

from app import journal
from app.keys import Keys
from app.papers import codes


def replace(session: Session, keys: Keys, on: date, *, now: datetime) -> tuple[str, str]:
    """A new key signs from now on; `on` is the last day of the old one. Returns the fingerprints of both."""
    old = codes.key_id(keys.public_key)
    keys.replace_signing(on)
    new = codes.key_id(keys.public_key)
    journal.write(session, "key.replaced", of=("key", None), by=None, now=now, via="cli", old=old, new=new, last_day=on)
    return old, new
