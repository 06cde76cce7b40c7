"""The protocol's form and its file."""

from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.awards import correction_papers, corrections, minutes, queries, words
from app.awards.attendance import ABSENT, attendance, by_item, present_ids, voting
from app.awards.forms import ProtocolForm
from app.awards.models import CopyKind, DecisionStatus, Protocol
from app.contests import rules
from app.contests.models import Contest
from app.documents import fonts, protocol_extract
from app.documents import protocol as paper
from app.errors import RuleBroken
from app.fields import Wrong
from app.i18n import gettext, local, mark
from app.jury import queries as jury
from app.jury.models import Seat
from app.jury.words import POST
from app.programmes import queries as programmes
from app.web.desk import Desk
from app.web.forms import Form
from app.web.house import House
from app.web.page import Page

FIRSTS = {"items": "title_kk", "tasks": "what_kk"}
"""Lists of the form, each with its first field."""
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COPIES = {
    CopyKind.EDITABLE: (paper.write, DOCX, "docx"), CopyKind.EXTRACT: (protocol_extract.draw, PDF, "pdf"),
    CopyKind.EXTRACT_EDITABLE: (protocol_extract.write, DOCX, "docx"),
    CopyKind.WINNERS: (protocol_extract.draw_winners, PDF, "pdf"),
    CopyKind.WINNERS_EDITABLE: (protocol_extract.write_winners, DOCX, "docx"),
}  # fmt: skip
"""What is made of a protocol besides: by what, its type, the ending of its name."""
TITLES = {
    CopyKind.EDITABLE: mark("Protocol"), CopyKind.EXTRACT: mark("Extract from the protocol"),
    CopyKind.EXTRACT_EDITABLE: mark("Extract from the protocol"), CopyKind.WINNERS: mark("List of winners"),
    CopyKind.WINNERS_EDITABLE: mark("List of winners"),
}  # fmt: skip


def show(
    page: Page, desk: Desk, now: datetime, form: Form[Any] | None = None, *, attaching: Form[Any] | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    session, contest = page.session, desk.contest
    protocol, decision = queries.protocol(session, desk.contest_id), queries.decision(session, desk.contest_id)
    seats = voting(session, contest)
    return page(
        "office/protocol/show.html", status=status, desk=desk, protocol=protocol, seats=seats,
        form=form or Form(_typed(session, protocol, seats, now)), words=words, posts=POST, attaching=attaching,
        is_confirmed=decision is not None and decision.status is not DecisionStatus.PROPOSED,
        there=attendance(protocol, seats) if protocol else None,
        by_item=by_item(session, contest, seats, present_ids(protocol, seats)) if protocol else [],
        asked=by_item(session, contest, seats, {seat.id or 0 for seat in seats}),
        copies=queries.copies(session, protocol), old_scans=queries.old_scans(session, protocol), titles=TITLES,
        has_secretary=any(not seat.votes and seat.left_at is None for seat in jury.seats(session, desk.contest_id)),
        corrections=corrections.applied(session, desk.contest_id),
        papers=correction_papers.of_contest(session, desk.contest_id),
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
        "abstained": str(protocol.abstained), **_rows(seats, protocol.attendance, protocol.dissent), **_more(protocol),
    }  # fmt: skip


def _more(protocol: Protocol) -> dict[str, str]:
    """What was said, voted and ordered besides."""
    typed = {"invited": "\n".join(protocol.invited)}
    for name, said in (("on_ranking", protocol.on_ranking), ("on_winners", protocol.on_winners)):
        typed |= _both(name, said)
    for number, (nomination, votes) in enumerate(protocol.item_votes.items()):
        typed |= {f"item_votes-{number}-nomination": nomination} | _votes(f"item_votes-{number}", votes)
    for number, item in enumerate(protocol.items):
        for part in ("title", "heard", "spoke", "decided"):
            typed |= _both(f"items-{number}-{part}", item[part])
        typed |= _votes(f"items-{number}", item["votes"])
    for number, task in enumerate(protocol.tasks):
        row = f"tasks-{number}"
        typed |= _both(f"{row}-what", task["what"]) | {f"{row}-who": task["who"], f"{row}-until": task["until"]}
    return typed


def _both(name: str, said: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{code}": said.get(code, "") for code in ("kk", "ru")}


def _votes(row: str, votes: list[int]) -> dict[str, str]:
    names = ("votes_for", "votes_against", "abstained")
    return {f"{row}-{name}": str(count) for name, count in zip(names, votes, strict=True)}


def _rows(seats: list[Seat], attendance: dict[str, str], dissent: dict[str, str]) -> dict[str, str]:
    typed: dict[str, str] = {}
    for seat in seats:
        how, _, why = attendance.get(str(seat.id), "in_person").partition(": ")
        row = {"seat": str(seat.id), "how": how, "why": why, "dissent": dissent.get(str(seat.id), "")}
        typed |= {f"seats-{seat.position}-{name}": value for name, value in row.items()}
    return typed


def examine(form: Form[ProtocolForm], session: Session, contest: Contest, now: datetime) -> None:
    """What only the clock and the voting list know to be wrong."""
    if form.fields is None:
        return
    seats = voting(session, contest)
    if form.fields.held_on > local(now).date():
        form.refuse("held_on", "date-ahead")
    known = {seat.id for seat in seats}
    present = sum(row.how != ABSENT and row.seat in known for row in form.fields.seats)
    said = form.fields.votes_for + form.fields.votes_against + form.fields.abstained
    if said != present:
        form.refuse("votes_for", Wrong("votes-differ", said=said, present=present))
    there = {row.seat for row in form.fields.seats if row.how != ABSENT}
    counted = {row.nomination: row.votes_for + row.votes_against + row.abstained for row in form.fields.item_votes}
    for number, one in enumerate(by_item(session, contest, seats, there)):
        said = counted.get(one.nomination.id or 0, 0)
        if said != one.there.present:
            facts = {"said": said, "present": one.there.present}
            form.refuse(f"item_votes-{number}-votes_for", Wrong("votes-differ", **facts))


def pdf(session: Session, house: House, contest: Contest) -> bytes:
    """The file as it was signed, else as it would be signed now. Raises RuleBroken ``decision-unconfirmed``,
    ``protocol-missing``, FileDamaged."""
    protocol = queries.protocol(session, contest.id)
    if protocol is not None and protocol.pdf_sha256:
        return house.shelf.read(protocol.pdf_sha256)
    return paper.draw(_facts(session, house, contest, protocol))


def copy(session: Session, house: House, contest: Contest, kind: CopyKind) -> bytes:
    """As `pdf`, of what is made of the protocol besides."""
    protocol = queries.protocol(session, contest.id)
    frozen = queries.copies(session, protocol).get(kind)
    if frozen is not None:
        return house.shelf.read(frozen.sha256)
    return COPIES[kind][0](_facts(session, house, contest, protocol))


def freeze(session: Session, house: House, contest: Contest) -> dict[CopyKind, tuple[str, str]]:
    """Everything that is made of the protocol besides, put onto the shelf: kind → hash and media type."""
    facts = _facts(session, house, contest, queries.protocol(session, contest.id))
    return {kind: (house.shelf.put([make(facts)]).sha256, media_type) for kind, (make, media_type, _) in COPIES.items()}


def _facts(session: Session, house: House, contest: Contest, protocol: Protocol | None) -> paper.Protocol:
    decision = queries.decision(session, contest.id)
    if decision is None or decision.status is DecisionStatus.PROPOSED:
        raise RuleBroken("decision-unconfirmed")
    if protocol is None:
        raise RuleBroken("protocol-missing")
    fonts.prepare(house.settings.font_cache)
    return minutes.facts(session, contest, protocol)


def file_name(contest: Contest, protocol: Protocol | None, ending: str, kind: CopyKind = CopyKind.EDITABLE) -> str:
    number = protocol.number if protocol else 0
    return f"{gettext(TITLES[kind])} {number} {contest.slug}.{ending}"
