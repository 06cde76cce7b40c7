"""The protocol's form and its file."""

from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.awards import minutes, protocols, queries, words
from app.awards.forms import ProtocolForm
from app.awards.models import DecisionStatus, Protocol
from app.awards.protocols import ABSENT
from app.contests import rules
from app.contests.models import Contest
from app.documents import fonts
from app.documents import protocol as paper
from app.errors import RuleBroken
from app.fields import Wrong
from app.i18n import gettext, local
from app.jury import queries as jury
from app.jury.models import Seat
from app.jury.words import POST
from app.programmes import queries as programmes
from app.web.desk import Desk
from app.web.forms import Form
from app.web.house import House
from app.web.page import Page


def show(page: Page, desk: Desk, now: datetime, form: Form[Any] | None = None, status: int = 200) -> Response:
    session, contest = page.session, desk.contest
    protocol, decision = queries.protocol(session, desk.contest_id), queries.decision(session, desk.contest_id)
    seats = protocols.voting(session, contest)
    return page(
        "office/protocol/show.html", status=status, desk=desk, protocol=protocol, seats=seats,
        form=form or Form(_typed(session, protocol, seats, now)), words=words, posts=POST,
        is_confirmed=decision is not None and decision.status is not DecisionStatus.PROPOSED,
        there=protocols.attendance(protocol, seats) if protocol else None,
        has_secretary=any(not seat.votes and seat.left_at is None for seat in jury.seats(session, desk.contest_id)),
        may_write=rules.may_propose(desk.roles), may_sign=rules.may_sign_protocol(desk.roles),
        may_publish=rules.may_publish(desk.roles),
    )  # fmt: skip


def _typed(session: Session, protocol: Protocol | None, seats: list[Seat], now: datetime) -> dict[str, Any]:
    """What the form begins with: what was saved, else today, the organisation's city and everybody in person."""
    if protocol is None:
        organisation = programmes.organisation(session)
        city = organisation.city if organisation else {}
        rows = _rows(seats, {}, {})
        return {"held_on": local(now).date().isoformat(), "mode": "in_person", "place_kk": city.get("kk", ""),
                "place_ru": city.get("ru", ""), "votes_for": str(len(seats)), **rows}  # fmt: skip
    return {
        "held_on": protocol.held_on.isoformat(), "starts": protocol.starts, "ends": protocol.ends,
        "mode": protocol.mode.value, "place_kk": protocol.place.get("kk", ""), "place_ru": protocol.place.get("ru", ""),
        "votes_for": str(protocol.votes_for), "votes_against": str(protocol.votes_against),
        "abstained": str(protocol.abstained), **_rows(seats, protocol.attendance, protocol.dissent),
    }  # fmt: skip


def _rows(seats: list[Seat], attendance: dict[str, str], dissent: dict[str, str]) -> dict[str, str]:
    typed: dict[str, str] = {}
    for seat in seats:
        how, _, why = attendance.get(str(seat.id), "in_person").partition(": ")
        row = {"seat": str(seat.id), "how": how, "why": why, "dissent": dissent.get(str(seat.id), "")}
        typed |= {f"seats-{seat.position}-{name}": value for name, value in row.items()}
    return typed


def examine(form: Form[ProtocolForm], seats: list[Seat], now: datetime) -> None:
    """What only the clock and the voting list know to be wrong."""
    if form.fields is None:
        return
    if form.fields.held_on > local(now).date():
        form.refuse("held_on", "date-ahead")
    known = {seat.id for seat in seats}
    present = sum(row.how != ABSENT and row.seat in known for row in form.fields.seats)
    said = form.fields.votes_for + form.fields.votes_against + form.fields.abstained
    if said != present:
        form.refuse("votes_for", Wrong("votes-differ", said=said, present=present))


def pdf(session: Session, house: House, contest: Contest) -> bytes:
    """The file as it was signed, else as it would be signed now. Raises RuleBroken ``decision-unconfirmed``,
    ``protocol-missing``, FileDamaged."""
    protocol = queries.protocol(session, contest.id)
    if protocol is not None and protocol.pdf_sha256:
        return house.shelf.read(protocol.pdf_sha256)
    decision = queries.decision(session, contest.id)
    if decision is None or decision.status is DecisionStatus.PROPOSED:
        raise RuleBroken("decision-unconfirmed")
    if protocol is None:
        raise RuleBroken("protocol-missing")
    fonts.prepare(house.settings.font_cache)
    return paper.draw(minutes.facts(session, contest, protocol))


def file_name(contest: Contest, protocol: Protocol | None, ending: str) -> str:
    number = protocol.number if protocol else 0
    return f"{gettext('Protocol')} {number} {contest.slug}.{ending}"
