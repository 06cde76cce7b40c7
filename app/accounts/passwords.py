"""Passwords: how they are spelled, which are refused, how they are kept.

Argon2id with OWASP's least cost (19 MiB, two passes, 34 ms on one core). Two hashes run at a time and twenty wait: more
would only take the processor and the threads from everybody else. They run in two threads of their own, since the C
library keeps those 19 MiB for each thread that ever made one.
"""

import unicodedata
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.accounts.common_passwords import is_common
from app.alphabet import has_forbidden
from app.errors import RuleBroken

Answer = TypeVar("Answer")
SHORTEST, LONGEST = 10, 128
"""Characters, after normalisation."""
_places = BoundedSemaphore(22)
_hands = ThreadPoolExecutor(2, thread_name_prefix="password")


def _hasher(memory_kib: int, passes: int) -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory_kib, parallelism=1),))


class _Cost:
    """What hashing costs now, and the hash that stands in for people who do not exist, equally dear."""

    def __init__(self, memory_kib: int, passes: int) -> None:
        self.hasher = _hasher(memory_kib, passes)
        self.nobody = self.hasher.hash("nobody has this password")


_cost: list[_Cost] = []


def use_cost(memory_kib: int = 19_456, passes: int = 2) -> None:
    """Set the cost of every later hash; tests make it small."""
    _cost[:] = [_Cost(memory_kib, passes)]


def _now() -> _Cost:
    if not _cost:
        use_cost()
    return _cost[0]


def normalise(password: str) -> str:
    """The spelling that is compared: NFKC, blank ends gone, so that every keyboard and paste gives the same one."""
    return unicodedata.normalize("NFKC", password).strip()


def check(password: str, about: Collection[str] = ()) -> str:
    """The normalised password, fit for use. `about`: the person's name, address and the like, which it may not be.
    Raises ValueError with a slug: password-short, password-long, password-common, forbidden-character."""
    if has_forbidden(password):
        raise ValueError("forbidden-character")
    spelled = normalise(password)
    if len(spelled) < SHORTEST:
        raise ValueError("password-short")
    if len(spelled) > LONGEST:
        raise ValueError("password-long")
    if is_common(spelled, about):
        raise ValueError("password-common")
    return spelled


def hash_of(password: str) -> str:
    """Raises RuleBroken("server-busy") when too many wait already."""
    return _in_turn(lambda: _now().hasher.hash(normalise(password)))


def verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether `password` is the one `stored`, and its hash at today's cost where that has changed. Without `stored`
    (no such person, no password) it is wrong after the same time. Raises RuleBroken("server-busy") as `hash_of`."""
    spelled = "" if has_forbidden(password) else normalise(password)
    asked = spelled if len(spelled) <= LONGEST else ""
    right, better = _in_turn(lambda: _now().hasher.verify_and_update(asked, stored or _now().nobody))
    return (right, better) if stored else (False, None)


def _in_turn(work: Callable[[], Answer]) -> Answer:
    if not _places.acquire(blocking=False):
        raise RuleBroken("server-busy")
    try:
        return _hands.submit(work).result()
    finally:
        _places.release()
