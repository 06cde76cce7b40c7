"""What is said about an event, by its guests, and at its door."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from app.ceremony.event_models import Coming, EventKind, Way
from app.ceremony.forms import bare
from app.contests.forms import Moment
from app.fields import Fields, Line, Name, Prose

Place = Annotated[Line, StringConstraints(min_length=3)]
TIME = re.compile(r"(\d{1,2}[:.]\d{2}(?:\s?[-–]\s?\d{1,2}[:.]\d{2})?)[\s–-]+(\S.*)")
Lines = Annotated[Prose, StringConstraints(max_length=5000)]


class EventForm(Fields):
    kind: EventKind
    starts_at: Moment
    ends_at: Moment | None = None
    place_kk: Place
    place_ru: Place
    programme_kk: Lines = ""
    programme_ru: Lines = ""

    @property
    def place(self) -> dict[str, str]:
        return {"kk": self.place_kk, "ru": self.place_ru}

    @property
    def programme(self) -> dict[str, str]:
        return {"kk": self.programme_kk, "ru": self.programme_ru}


class AnswerForm(Fields):
    """Who comes; with whom only where somebody comes."""

    answer: Coming
    people: Annotated[Annotated[int, Field(ge=1, le=200)], BeforeValidator(bare)] = 1


class ReceiptForm(Fields):
    """Who took a paper, or all of a school; empty: its owner."""

    to: Name | None = None


class LaterForm(Fields):
    way: Way
    note: Line = ""


def programme_lines(text: str) -> list[tuple[str, str]]:
    """«10:00 Ашылуы» → («10:00», «Ашылуы»); a line that begins without a time has none."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    found = [(TIME.match(row), row) for row in rows]
    return [(match[1], match[2]) if match else ("", row) for match, row in found]
