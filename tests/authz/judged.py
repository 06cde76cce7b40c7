"""The world while it is judged and decided: sheets, seals, the decision, its protocol."""

from sqlmodel import select
from world import mark_all

from app import checkpoints
from app.applications import lifecycle
from app.applications.models import Application, RejectionReason, Status
from app.awards import attendance, decisions, protocols
from app.awards import queries as awards
from app.awards.board import board
from app.awards.forms import ProtocolForm
from app.checkpoints import Cause
from app.contests import lifecycle as contest_lifecycle
from app.contests import witnesses
from app.contests.witnesses import WitnessForm
from app.i18n import local
from app.jury import exposures, queries, sealing, seats, sheets, unsealing
from app.jury.models import Seat, Sheet
from authz import shortlisted
from authz.making import SIDES, Making

HIGH, LOW = 9, 7
PDF = b"%PDF-1.4\n% signed\n%%EOF\n"


def settle(making: Making) -> None:
    """Nothing waits for admission any more."""
    for side in SIDES:
        _settle_the_rest(making, side)


def begin(making: Making) -> None:
    """JUR has marked everything and stepped back from the stranger's work; JURX has begun."""
    for side in SIDES:
        contest = making.contest(side)
        contest_lifecycle.start_judging(making.session, contest, waiting=0, by=making.user("ORG"), now=making.now)
        seats.deal(making.session, contest, by=None, now=making.now)
        _sheets(making, side)
        _mark(making, side)


def judge(making: Making) -> None:
    """The same, and JUR has sealed nomination 3."""
    begin(making)
    contest, seat = making.contest("grant"), _seat(making, "grant", "JUR")
    third = making.nominations("grant")[2]
    sealing.seal(making.session, seat, third, contest, by=seat.user_id, now=making.now)
    ask_to_open(making, "grant", "sealed_sheet", "loser")
    note(making)
    shortlisted.ask(making)


def note(making: Making) -> None:
    """The donor keeps a checkpoint of the journal."""
    contest, by = making.contest("grant"), making["user.ORG"]
    donor = witnesses.name(
        making.session, contest, WitnessForm(address="donor@fund.example"), by=by, now=making.now
    )  # fmt: skip
    made = checkpoints.note(making.session, contest.id, Cause.SEALED, now=making.now)
    making.name("grant", witness=donor.id, checkpoint=checkpoints.signed(making.keys, made) if made else "")


def ask_to_open(making: Making, side: str, name: str, work: str) -> None:
    """Somebody who is neither organiser nor chair any more has asked to open the sealed sheet `name` about `work`."""
    sheet = making.session.get_one(Sheet, making[f"{side}.{name}"])
    by = making["user.OPR"]
    asked = unsealing.propose(making.session, making.contest(side), sheet, "Қате", by=by, now=making.now)
    making.name(side, unsealing=asked.id, sealed_code=making.application(side, work).code)


def expose(making: Making) -> None:
    """The chair, who judges too, has seen whose the stranger's drawing is."""
    seat = _seat(making, "art", "CHR")
    own = {one.application_id: one for one in queries.sheets_of(making.session, seat.id)}
    exposures.tell(making.session, own[making["art.other_work"]], seat, making.contest("art"), "Бұрышта",
                   by=seat.user_id, now=making.now)  # fmt: skip


def _settle_the_rest(making: Making, side: str) -> None:
    waiting = select(Application).where(Application.contest_id == making[f"{side}.contest_id"])
    for one in making.session.exec(waiting).all():
        if one.status in (Status.SUBMITTED, Status.RETURNED):
            by = making.user("SEC")
            lifecycle.reject(making.session, one, RejectionReason.INCOMPLETE, "Толық емес", by=by, now=making.now)


def _seat(making: Making, side: str, persona: str) -> Seat:
    user = making["user." + persona]
    found = [one for one in queries.seats(making.session, making[f"{side}.contest_id"]) if one.user_id == user]
    return found[0]


def _sheets(making: Making, side: str) -> None:
    """`sheet`: of JUR for the owner's work; under "side/PERSONA" everybody's own."""
    for persona in ("JUR", "JURX", *(["CHR"] if side == "art" else [])):
        own = {one.application_id: one.id for one in queries.sheets_of(making.session, _seat(making, side, persona).id)}
        work = own.get(making[f"{side}.work"]) or own[making[f"{side}.elsewhere"]]
        making.name(f"{side}/{persona}", own_sheet=work)
        if persona == "JURX":
            making.name(side, foreign_sheet=work)
        if persona == "JUR":
            making.name(f"{side}/JURX", foreign_sheet=work)
            making.name(side, sheet=work, own_sheet=work, recused_sheet=own[making[f"{side}.other_work"]])
            if side == "grant":
                making.name(side, sealed_sheet=own[making["grant.third"]], sealed_position=3)


def _mark(making: Making, side: str) -> None:
    contest, now = making.contest(side), making.now
    works = {making[f"{side}.{name}"]: HIGH for name in ("work", "other_work", "elsewhere")}
    if side == "grant":
        works |= {making["grant.third"]: HIGH, making["grant.loser"]: LOW}
    for persona in ("JUR", *(["CHR"] if side == "art" else [])):
        mark_all(making.session, contest, _seat(making, side, persona), works)
    recused = making.session.get_one(Sheet, making[f"{side}.recused_sheet"])
    seat = _seat(making, side, "JUR")
    sheets.recuse(making.session, recused, seat, contest, "Туысым", by=seat.user_id, now=now)


def seal(making: Making) -> None:
    """Everybody has sealed."""
    for side in SIDES:
        contest = making.contest(side)
        if side == "art":
            _seal_all(making, side, _seat(making, side, "CHR"))
        mark_all(making.session, contest, _seat(making, side, "JURX"), {making[f"{side}.elsewhere"]: HIGH})
        for persona in ("JUR", "JURX"):
            _seal_all(making, side, _seat(making, side, persona))


def seal_one(making: Making) -> None:
    """JUR has sealed the drawings of nomination 1; the chair, who judges them too, has not. Everybody has said a word
    about each sheet."""
    _mark_the_rest(making)
    for sheet in making.session.exec(select(Sheet)).all():
        sheet.comment = f"comment {sheet.id}"
    seat, contest = _seat(making, "art", "JUR"), making.contest("art")
    sealing.seal(making.session, seat, making.nominations("art")[0], contest, by=seat.user_id, now=making.now)


def _mark_the_rest(making: Making) -> None:
    for side in SIDES:
        mark_all(making.session, making.contest(side), _seat(making, side, "JURX"), {making[f"{side}.elsewhere"]: HIGH})


def propose(making: Making) -> None:
    """The commission may decide, the proposal is on the board."""
    for side in SIDES:
        contest, by = making.contest(side), making.user("ORG")
        contest_lifecycle.start_deciding(making.session, contest, unsealed=0, by=by, now=making.now)
        decisions.propose(making.session, contest, by=by, now=making.now)
        making.name(side, seen=decisions.digest(board(making.session, contest)))


def _seal_all(making: Making, side: str, seat: Seat) -> None:
    contest = making.contest(side)
    for nomination in making.nominations(side):
        judges = any(one[1] == nomination.id for one in queries.sheets_with_nominations(making.session, seat.id))
        if judges and queries.seal(making.session, seat.id, nomination.id) is None:
            sealing.seal(making.session, seat, nomination, contest, by=seat.user_id, now=making.now)


def overfill(making: Making) -> None:
    """More is chosen than the contest may give."""
    contest = making.contest("grant")
    contest.places = 1
    making.session.add(contest)
    making.session.flush()
    making.name("grant", seen=decisions.digest(board(making.session, contest)))


def confirm(making: Making) -> None:
    """Decided, the protocol written down and not signed."""
    making.name("", editable="editable", pdf="pdf")
    for side in SIDES:
        contest, by = making.contest(side), making.user("CHR")
        for one in (making.user("ORG"), by):
            decisions.confirm(making.session, contest, by=one, now=making.now)
        protocols.save(making.session, contest, meeting(making, side), by=making.user("SEC"), now=making.now)


def meeting(making: Making, side: str) -> ProtocolForm:
    contest = making.contest(side)
    members = attendance.voting(making.session, contest)
    apart = attendance.by_item(making.session, contest, members, {one.id or 0 for one in members})
    making.name(side, recused_in=apart[0].nomination.id if apart else 0,
                item_voters=apart[0].there.present if apart else 0)  # fmt: skip
    said = {
        "held_on": local(making.now).date(), "starts": "10:00", "ends": "11:00", "place_kk": "Талдықорған",
        "place_ru": "Талдыкорган", "mode": "in_person", "votes_for": len(members),
        "seats": [{"seat": one.id, "how": "in_person"} for one in members],
        "item_votes": [{"nomination": one.nomination.id, "votes_for": one.there.present} for one in apart],
    }  # fmt: skip
    making.name(side, voters=len(members), **{f"voter_{index}": one.id for index, one in enumerate(members)})
    return ProtocolForm.model_validate(said)


def sign(making: Making) -> None:
    """The protocol is signed; a scan lies there in the contest of drawings only."""
    for side in SIDES:
        stored = making.shelf.put([PDF]).sha256
        contest, by = making.contest(side), making.user("CHR")
        protocols.sign(making.session, contest, stored, by=by, now=making.now)
        if side == "art":
            act = {"by": by, "now": making.now}
            protocols.attach_scan(making.session, contest, stored, "application/pdf", **act)
            found = protocols.attach_scan(making.session, contest, stored, "application/pdf", reason="Басқа бет", **act)
            making.name(side, old_scan=awards.old_scans(making.session, found)[0].id or 0)
