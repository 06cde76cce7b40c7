"""How the journal of what came on paper calls things."""

from app.accounts.models import User
from app.applications.intake_models import Way
from app.applications.intake_queries import Row, State
from app.documents.intake_journal import Line
from app.i18n import gettext, mark, moment
from app.identifiers import show_phone

WAYS = {Way.HAND: mark("Brought in person"), Way.POST: mark("By post")}
STATES = {
    State.FREE: ("", mark("free")),
    State.OPEN: ("warn", mark("to be filled in")),
    State.DONE: ("ok", mark("handed in")),
}


def ways() -> list[tuple[str, str]]:
    return [(way.value, gettext(words)) for way, words in WAYS.items()]


def known_as(sender: User) -> str:
    """The name and what tells two of one name apart."""
    return " · ".join(part for part in (sender.name, show_phone(sender.phone), sender.email) if part)


def line(row: Row) -> Line:
    """Of a registered paper, as it is printed."""
    said, work = row.intake, row.application
    way = gettext(WAYS[said.way]) if said.way else ""
    return Line(
        serial=said.serial, received=moment(said.received_at) if said.received_at else "", taken_by=said.taken_by,
        sender=known_as(row.sender) if row.sender else "", note=said.note,
        brought=", ".join(part for part in (said.brought_by, way) if part),
        work=" ".join(part for part in (work.number or "", work.title) if part) if work else "",
    )  # fmt: skip
