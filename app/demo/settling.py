"""How the published editions of the demonstration world ended: decision, protocol, publication, papers, gifts."""

from datetime import datetime, timedelta

from app.applications import queries as applications
from app.awards import attendance, board, decisions, minutes, protocols, publication, queries
from app.awards.forms import ProtocolForm
from app.awards.models import Protocol
from app.ceremony import handovers
from app.ceremony.forms import GiftForm
from app.contests import lifecycle
from app.contests.models import Contest
from app.demo.stage import Stage
from app.documents import protocol as paper
from app.grants import opening
from app.i18n import local
from app.papers import issuing
from app.web.awards.protocol_page import COPIES

GIFTS = (
    ("Акварель бояулары жинағы", "Набор акварельных красок", 12_500),
    ("Этюдник және қағаз", "Этюдник и бумага", 21_000),
    ("Табиғат туралы энциклопедия", "Энциклопедия о природе", 9_800),
)
SAID = (
    "Төраға рейтинг бойынша ұсынымды номинациялар бойынша қарауды ұсынды.",
    "Председатель предложил рассмотреть предложение по рейтингу по номинациям.",
)
DEPARTURE = (
    "Комиссия осы аумақта сынақ алаңы бар жобаны қолдады. / Комиссия поддержала проект, у которого уже есть площадка."
)


def settle(stage: Stage, contest: Contest, now: datetime) -> None:
    """From the ranking to the published results and the papers, within three days."""
    session, organiser, secretary = stage.session, stage.cast["organizer"], stage.cast["secretary"]
    lifecycle.start_deciding(session, contest, unsealed=0, by=organiser, now=now)
    decisions.propose(session, contest, by=secretary, now=now + timedelta(hours=1))
    _vote_on_ties(stage, contest, now + timedelta(hours=3))
    _close_empty(stage, contest, now + timedelta(hours=3))
    for who in ("chair", "organizer"):
        decisions.confirm(session, contest, by=stage.cast[who], now=now + timedelta(hours=4))
    _sign_protocol(stage, contest, now + timedelta(hours=5))
    publication.publish(session, contest, by=organiser, now=now + timedelta(days=1))
    opening.open_grants(session, contest, by=organiser, now=now + timedelta(days=1))
    issuing.issue_all(session, stage.keys, contest, by=secretary, now=now + timedelta(days=2))


def _vote_on_ties(stage: Stage, contest: Contest, now: datetime) -> None:
    """Where no rule told level applications apart, the commission voted."""
    for card in board.board(stage.session, contest).cards:
        for level in card.open_ties:
            first, *others = sorted(level)
            votes = {first: 4} | dict.fromkeys(others, 0) | {others[0]: 1}
            decisions.vote(stage.session, contest, card.position, votes, by=stage.cast["secretary"], now=now)


def _close_empty(stage: Stage, contest: Contest, now: datetime) -> None:
    """A nomination whose applications all stay below the threshold awards nothing, and says so."""
    for card in board.board(stage.session, contest).cards:
        if card.is_open:
            decisions.choose(
                stage.session, contest, card.position, [], by=stage.cast["secretary"], now=now, reason=DEPARTURE
            )


def _sign_protocol(stage: Stage, contest: Contest, now: datetime) -> Protocol:
    """All but one member in the room, one of them remotely; unanimous; frozen, and its scan attached."""
    session, chair = stage.session, stage.cast["chair"]
    seats = attendance.voting(session, contest)
    there = {seat.id or 0 for seat in seats[:-1]}
    apart = [
        {"nomination": one.nomination.id, "votes_for": one.there.present}
        for one in attendance.by_item(session, contest, seats, there)
    ]
    rows = [{"seat": seat.id, "how": "in_person"} for seat in seats]
    rows[-2]["how"] = "remote"
    rows[-1] |= {"how": "absent", "why": "ауырып қалған / болезнь"}
    said = ProtocolForm.model_validate(
        {"held_on": local(now).date(), "starts": "15:00", "ends": "16:40", "mode": "mixed", "seats": rows,
         "place_kk": "Талдықорған қаласы", "place_ru": "город Талдыкорган", "votes_for": len(seats) - 1,
         "item_votes": apart, "on_winners_kk": SAID[0], "on_winners_ru": SAID[1]}
    )  # fmt: skip
    protocol = protocols.save(session, contest, said, by=stage.cast["secretary"], now=now)
    facts = minutes.facts(session, contest, protocol)
    pdf = stage.shelf.put([paper.draw(facts)])
    copies = {kind: (stage.shelf.put([make(facts)]).sha256, type_) for kind, (make, type_, _) in COPIES.items()}
    protocols.sign(session, contest, pdf.sha256, by=chair, now=now + timedelta(hours=1), copies=copies)
    return protocols.attach_scan(
        session, contest, pdf.sha256, "application/pdf", by=chair, now=now + timedelta(hours=2)
    )


def give_gifts(stage: Stage, contest: Contest, now: datetime) -> None:
    """Six winners, six acts: four handed over, one waiting for its signature, one being prepared."""
    secretary = stage.cast["secretary"]
    for number, award in enumerate(queries.awards(stage.session, contest.id)):
        kk, ru, price = GIFTS[number % len(GIFTS)]
        gift = GiftForm(name_kk=kk, name_ru=ru, quantity=1, price=price)
        handovers.add_gift(stage.session, award, gift, by=secretary, now=now)
        consent = next(iter(applications.consents(stage.session, award.application_id).values()))
        if number < 5:
            handovers.make_act(stage.session, award, consent.given_by, consent.relation, by=secretary, now=now)
        if number < 4:
            day = local(now).date() + timedelta(days=5)
            handovers.complete(stage.session, award, day, None, by=secretary, now=now + timedelta(days=5))
