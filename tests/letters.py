"""What a test reads of the outbox."""

import re
from collections.abc import Callable

from sqlmodel import Session, col, select

from app.mail import Letter


def outbox(world: Callable[[], Session]) -> list[Letter]:
    with world() as session:  # type: ignore[attr-defined]
        return list(session.exec(select(Letter).order_by(col(Letter.id))).all())


def last_letter(world: Callable[[], Session]) -> Letter:
    return outbox(world)[-1]


def link_in(letter: Letter) -> str:
    """Path of the link that the letter's button leads to."""
    found = re.search(r"http://[^/\s]+(/\S+)", letter.text)
    assert found is not None, letter.text
    assert found[0] in letter.html.replace("&amp;", "&")
    return found[1]
