"""How a decision is told, on the board and in the protocol; each function speaks the language that is being spoken."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from app.awards.allocation import Displaced
from app.awards.board import Board, Card, Line
from app.awards.correction_models import Change
from app.awards.models import DecisionStatus, MeetingMode
from app.awards.quotas import Conflict
from app.documents.bilingual import Both
from app.i18n import gettext, language, mark, moment, ngettext, pick, speaking
from app.jury.ranking import CRITERION, EARLIER, Compared, TieNote, shown

STATUS: dict[DecisionStatus | None, str] = {
    None: mark("Nothing is decided yet"),
    DecisionStatus.PROPOSED: mark("The commission is choosing"),
    DecisionStatus.CONFIRMED: mark("The decision is confirmed"),
    DecisionStatus.PUBLISHED: mark("Results are published"),
}
MODES = {
    MeetingMode.IN_PERSON: mark("In person"),
    MeetingMode.REMOTE: mark("Remotely"),
    MeetingMode.MIXED: mark("Some in person, some remotely"),
}
ROMAN = ("I", "II", "III")
HOW = {"in_person": mark("in person"), "remote": mark("remotely"), "absent": mark("absent")}


def both(write: Callable[[], str]) -> Both:
    """The same sentence in the two languages of official papers."""
    with speaking("kk"):
        kazakh = write()
    with speaking("ru"):
        return Both(kazakh, write())


def points(score: Fraction) -> str:
    """Two decimals, with a comma but in English."""
    return shown(score) if language() == "en" else shown(score).replace(".", ",")


def numbers(lines: Sequence[Line]) -> str:
    return ", ".join(line.entrant.number for line in lines)


def tie(card: Card, note: TieNote, criteria: Mapping[int, str]) -> str:
    """Which rule parted level applications, and by what."""
    if not note.resolved:
        return gettext("No rule parts them: the commission votes.")
    known = {line.id: line for line in card.lines}
    order = sorted(note.values, key=lambda one: note.values[one], reverse=note.rule != EARLIER)
    values = "; ".join(f"{known[one].entrant.number} – {_compared(note.values[one])}" for one in order if one in known)
    return gettext("%(rule)s: %(values)s") % {"rule": _rule(note.rule or "", criteria), "values": values}


def _rule(rule: str, criteria: Mapping[int, str]) -> str:
    if rule == EARLIER:
        return gettext("Decided by the earlier last submission")
    if rule.startswith(CRITERION):
        title = criteria.get(int(rule.removeprefix(CRITERION)), "")
        return gettext("Decided by the mean mark for «%(criterion)s»") % {"criterion": title}
    return gettext("Decided by the vote of the commission")


def tie_rule(note: TieNote) -> str:
    """The rule alone, for a cell of a table."""
    if note.rule == EARLIER:
        return gettext("earlier last submission")
    if (note.rule or "").startswith(CRITERION):
        return gettext("mark for criterion %(number)s") % {"number": (note.rule or "").removeprefix(CRITERION)}
    return gettext("vote of the commission")


def _compared(value: Compared) -> str:
    if isinstance(value, datetime):
        return moment(value, seconds=True)
    return points(value) if isinstance(value, Fraction) else str(value)


def level(card: Card, group: frozenset[int]) -> list[Line]:
    return [line for line in card.lines if line.id in group]


def displaced(board: Board, one: Displaced) -> str:
    """Why the leader of a nomination is not awarded, and what it would cost to award it all the same."""
    leader = board.entrants[one.application_id]
    facts = {"leader": leader.number, "by": ", ".join(board.entrants[rival].number for rival in one.by)}
    facts |= {"territory": _territory(board, leader.territory_id), "where": _positions(board, one.by)}
    reasons = {
        "territory": gettext("%(leader)s leads but gives way: %(territory)s goes to %(by)s (nomination %(where)s)."),
        "applicant": gettext("%(leader)s leads but gives way: the same applicant is awarded for %(by)s."),
        "kept": gettext("%(leader)s leads but gives way to %(by)s, which the commission chose."),
        "places": gettext("%(leader)s leads but gives way: all awards went to higher scores in other nominations."),
    }
    return reasons[one.reason] % facts


def cost(one: Displaced) -> str:
    if one.grants_lost > 0:
        lost = ngettext("To award it all the same would cost %(num)d award.",
                        "To award it all the same would cost %(num)d awards.", one.grants_lost)  # fmt: skip
        return lost % {"num": one.grants_lost}
    text = gettext("To award it all the same would lower the sum of scores by %(points)s.")
    return text % {"points": points(one.cost)}


def obstacle(board: Board, line: Line) -> str:
    if line.obstacle is None:
        return ""
    limit, by = line.obstacle
    where = {"position": board.card_of(by).position}
    if limit == "territory":
        return gettext("territory taken, nomination %(position)s") % where
    return gettext("same applicant, nomination %(position)s") % where


def conflict(board: Board, one: Conflict) -> str:
    facts = {"who": ", ".join(board.entrants[id_].number for id_ in one.applications), "allowed": one.allowed}
    if one.limit == "territory":
        facts["territory"] = _territory(board, one.key)
        return gettext("%(territory)s has more awards than the rules allow (%(allowed)s): %(who)s.") % facts
    sentences = {
        "applicant": gettext("One applicant has more awards than the rules allow (%(allowed)s): %(who)s."),
        "nomination": gettext("A nomination has more awards than the rules allow (%(allowed)s): %(who)s."),
        "places": gettext("More awards than the contest has places (%(allowed)s): %(who)s."),
    }
    return sentences[one.limit] % facts


def departure(card: Card) -> str:
    """Where the commission's choice differs from the proposal; empty where it does not."""
    if not card.moved:
        return ""
    facts = {"nomination": pick(card.nomination.title), "chosen": numbers(card.chosen), "reason": card.reason,
             "proposed": numbers(card.proposed)}  # fmt: skip
    if card.closed:
        text = gettext("Nomination «%(nomination)s»: nothing is awarded, %(proposed)s was proposed. Reason: %(reason)s")
    elif not card.own:
        return _moved(card) % facts
    elif not card.proposed:
        text = gettext("Nomination «%(nomination)s»: %(chosen)s is awarded, nothing was proposed. Reason: %(reason)s")
    else:
        text = gettext("Nomination «%(nomination)s»: %(chosen)s is awarded instead of %(proposed)s. Reason: %(reason)s")
    return text % facts


def places_of(awarded: Sequence[tuple[int, str]], *, has_places: bool) -> str:
    """Numbers of applications, each with its place where there are places."""
    return ", ".join(f"№ {number} ({place_name(place)})" if has_places else f"№ {number}" for place, number in awarded)


def place_name(place: int) -> str:
    return gettext("Place %(place)s") % {"place": ROMAN[place - 1] if place <= len(ROMAN) else place}


def corrected(change: Change, title: Mapping[str, str], *, has_places: bool) -> str:
    """What a correction did in one nomination."""
    facts = {"nomination": pick(title), "before": places_of(change.before, has_places=has_places),
             "after": places_of(change.after, has_places=has_places)}  # fmt: skip
    if not change.after:
        return gettext("Nomination «%(nomination)s»: %(before)s is no longer awarded; nothing is.") % facts
    if not change.before:
        return gettext("Nomination «%(nomination)s»: %(after)s is awarded.") % facts
    return gettext("Nomination «%(nomination)s»: %(after)s; before it was %(before)s.") % facts


def _moved(card: Card) -> str:
    """It follows from what the commission chose in other nominations."""
    if not card.chosen:
        return gettext("Nomination «%(nomination)s»: %(proposed)s gives way to decisions in other nominations.")
    if not card.proposed:
        return gettext("Nomination «%(nomination)s»: %(chosen)s follows from decisions in other nominations.")
    return gettext("Nomination «%(nomination)s»: %(chosen)s instead of %(proposed)s, as it follows from decisions in "
                   "other nominations.")  # fmt: skip


def why_empty(lines: Sequence[Line]) -> str:
    """Why a district or city gets nothing; `lines`: the applications from it."""
    if not lines:
        return gettext("No application from there was admitted.")
    if not any(line.is_eligible for line in lines):
        return gettext("No application from there reached the threshold.")
    return gettext("The awards of its nominations went to other applications: %(numbers)s stay without one.") % {
        "numbers": numbers([line for line in lines if line.is_eligible])
    }


def _territory(board: Board, territory_id: int | None) -> str:
    found = board.territories.get(territory_id or 0)
    return pick(found.name) if found else ""


def _positions(board: Board, ids: Sequence[int]) -> str:
    return ", ".join(str(board.card_of(one).position) for one in ids)
