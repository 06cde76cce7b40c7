"""Files are looked through by a few at a time. Whoever waits holds no thread and no lock, and is told to come back
when it takes too long."""

from asyncio import AbstractEventLoop, Semaphore, get_running_loop, timeout
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from app.errors import RuleBroken

AT_ONCE = 4
"""In one process. Two of them may decode (`pictures`), while the others write to the disk."""
PATIENCE = 60.0
"""Seconds."""
_places: WeakKeyDictionary[AbstractEventLoop, Semaphore] = WeakKeyDictionary()


@asynccontextmanager
async def turn() -> AsyncIterator[None]:
    """One of the places, in the order of arrival. Raises RuleBroken("server-busy")."""
    places = _places.setdefault(get_running_loop(), Semaphore(AT_ONCE))
    try:
        async with timeout(PATIENCE):
            await places.acquire()
    except TimeoutError as late:
        raise RuleBroken("server-busy") from late
    try:
        yield
    finally:
        places.release()
