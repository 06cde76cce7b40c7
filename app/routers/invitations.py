"""An invitation: when and where, whether one comes, and with how many."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.ceremony import event_queries, events
from app.ceremony.event_forms import AnswerForm, programme_lines
from app.ceremony.event_models import Event, Guest
from app.contests.models import Contest
from app.errors import NotYours
from app.i18n import gettext, language, pick
from app.web.current import CurrentViewer, Now, SessionDep, Viewer
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()


@dataclass(frozen=True)
class Invitation:
    event: Event
    guest: Guest
    contest: Contest
    viewer: Viewer


def get_invitation(event_id: int, session: SessionDep, viewer: CurrentViewer) -> Invitation:
    """Nobody knows of an event but those who were invited."""
    found = event_queries.invitation(session, event_id, viewer.id)
    if found is None:
        raise NotYours
    return Invitation(*found, viewer)


InvitationDep = Annotated[Invitation, Depends(get_invitation, scope="function")]


@router.get("/invitations/{event_id:int}", name="invitations.show")
def show(found: InvitationDep, page: PageDep, now: Now) -> Response:
    guest = found.guest
    typed = {"answer": guest.answer.value, "people": str(guest.people or 1)} if guest.answer else {"people": "1"}
    return _show(page, found, Form(typed), now)


@router.post("/invitations/{event_id:int}", name="invitations.answer")
def answer(found: InvitationDep, form: Annotated[Form[AnswerForm], Depends(submitted(AnswerForm))], page: PageDep,
           session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _show(page, found, form, now, status=422)
    said = form.valid
    events.answer(session, found.event, found.guest, said.answer, said.people, by=found.viewer.user, now=now)
    page.say(gettext("Thank you, your answer is written down."))
    return page.see("invitations.show", event_id=found.event.id)


def _show(page: Page, found: Invitation, form: Form[AnswerForm], now: Now, *, status: int = 200) -> Response:
    event = found.event
    programme = pick(event.programme, "ru" if language() == "ru" else "kk")
    return page(
        "invitations/show.html", status=status, event=event, guest=found.guest, contest=found.contest, form=form,
        is_over=event.starts_at <= now, programme=programme_lines(programme),
    )  # fmt: skip
