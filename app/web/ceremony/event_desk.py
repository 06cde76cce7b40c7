"""The office's place for one event."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from app.ceremony import event_queries
from app.ceremony.event_models import Event, EventKind
from app.contests import rules
from app.contests.models import Contest
from app.errors import NotYours
from app.i18n import mark
from app.web.current import SessionDep
from app.web.desk import Desk, DeskDep

KINDS = {EventKind.CEREMONY: mark("Ceremony"), EventKind.EXHIBITION: mark("Exhibition")}


@dataclass(frozen=True)
class Hall:
    """An event on the desk of those who arrange it."""

    desk: Desk
    event: Event

    @property
    def contest(self) -> Contest:
        return self.desk.contest

    @property
    def path(self) -> dict[str, Any]:
        """What its routes are called with."""
        return {"slug": self.contest.slug, "event_id": self.event.id}


def get_event_desk(desk: DeskDep) -> Desk:
    desk.require_sight(rules.may_hand_over)
    return desk


EventDesk = Annotated[Desk, Depends(get_event_desk, scope="function")]


def get_hall(event_id: int, desk: EventDesk, session: SessionDep) -> Hall:
    found = event_queries.event(session, event_id, desk.contest_id)
    if found is None:
        raise NotYours
    return Hall(desk, found)


HallDep = Annotated[Hall, Depends(get_hall, scope="function")]
