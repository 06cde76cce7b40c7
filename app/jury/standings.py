"""The ranking of a contest as it stands: sealed nominations only, computed anew from the sealed sheets each time."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TypeVar

from sqlmodel import Session, select

from app import journal
from app.contests.models import Contest, RankingMethod
from app.jury import agreement, queries, ranking_queries
from app.jury.ranking import Entry, Ranked, SheetMarks, Weight, full_points, points, rank
from app.jury.severity import Severity, severities
from app.jury.standardising import standardised_sheets
from app.jury.sureness import Sureness, sureness

Found = TypeVar("Found")


@dataclass(frozen=True)
class Standings:
    """`by_nomination`: nomination id → its applications in order; a nomination that is not sealed yet is absent."""

    by_nomination: dict[int, list[Ranked]]
    sealed: frozenset[int]


@dataclass(frozen=True)
class Examination:
    """What can be said of one nomination's ranking without changing it. `other`: application → what it would be by the
    method that the contest has not chosen. `alpha`: how far the experts agree. `sureness`: by application, of its place
    by the method that counts. `hashes`: of the sheets that all this rests on, sorted."""

    other: Mapping[int, Ranked]
    experts: Sequence[Severity]
    alpha: float | None
    sureness: Mapping[int, Sureness]
    hashes: Sequence[str]


KEPT = 12
"""Rankings and examinations that a process remembers."""
_kept: OrderedDict[tuple[int | None, int], tuple[str, object]] = OrderedDict()


def last_known(session: Session, contest: Contest) -> Standings:
    """As `standings`, for looking: computed again only after the contest's journal has grown. What changes a ranking
    is written there in the same transaction, so the head is read first. Decisions are made from `standings`."""
    return _remembered(session, contest, 0, partial(standings, session, contest))


def examined(session: Session, contest: Contest, nomination_id: int) -> Examination:
    """Of one sealed nomination, remembered as `last_known`; it only reads."""
    return _remembered(session, contest, nomination_id, partial(examination, session, contest, nomination_id))


def standings(session: Session, contest: Contest) -> Standings:
    """Four statements, whatever the number of applications."""
    sealed = queries.sealed_nominations(session, contest.id)
    found = _Material(session, contest, sealed)
    return Standings({nomination: found.ranked(nomination, contest.method) for nomination in sealed}, sealed)


def examination(session: Session, contest: Contest, nomination_id: int) -> Examination:
    """The caller has made sure that the nomination is sealed."""
    found = _Material(session, contest, [nomination_id])
    sheets = found.sheets_in[nomination_id]
    judged = points(sheets, found.weights)
    is_mean = contest.method is RankingMethod.MEAN
    other = found.ranked(nomination_id, RankingMethod.STANDARDISED if is_mean else RankingMethod.MEAN)
    counted = {one: [value for _, value in rows] for one, rows in judged.items()}
    hashes = sorted(sheet.sha256 for sheet in sheets)
    return Examination(
        other={one.entry.application_id: one for one in other},
        experts=severities(judged, full_points(found.weights, found.top)),
        alpha=agreement.alpha(counted.values()),
        sureness=sureness(counted if is_mean else standardised_sheets(judged), hashes),
        hashes=hashes,
    )


class _Material:
    """All that the rankings of some nominations are made of."""

    def __init__(self, session: Session, contest: Contest, nominations: Collection[int]) -> None:
        self._contest, self.top = contest, contest.scale_max
        self.weights = [Weight(one.position, one.weight_tenths) for one in queries.criteria(session, contest.id)]
        self._votes = ranking_queries.tie_votes(session, contest.id)
        self._entries_in: dict[int, list[Entry]] = defaultdict(list)
        self.sheets_in: dict[int, list[SheetMarks]] = defaultdict(list)
        nomination_of = {}
        for entry in ranking_queries.ranked_rows(session, contest.id, nominations):
            nomination_of[entry.application_id] = entry.nomination_id
            self._entries_in[entry.nomination_id].append(entry)
        for sheet in ranking_queries.sealed_marks(session, contest.id, nominations):
            if sheet.application_id in nomination_of:
                self.sheets_in[nomination_of[sheet.application_id]].append(sheet)

    def ranked(self, nomination: int, method: RankingMethod) -> list[Ranked]:
        contest = self._contest
        return rank(
            self._entries_in[nomination], self.sheets_in[nomination], self.weights,
            scale_max=self.top, threshold=Fraction(contest.threshold), min_sheets=contest.min_sheets,
            tie_break=contest.tie_break, votes=self._votes, is_standardised=method is RankingMethod.STANDARDISED,
        )  # fmt: skip


def _remembered(session: Session, contest: Contest, part: int, compute: Callable[[], Found]) -> Found:
    """`part`: 0 for the whole contest, else a nomination. Without a head there is nothing to hold an answer against."""
    head = session.exec(select(journal.Head.hash).where(journal.Head.chain == journal.chain_of(contest.id))).first()
    key = contest.id, part
    known, found = _kept.get(key, ("", None))
    if found is not None and known == head:
        return found  # type: ignore[return-value]
    made = compute()
    if head is not None:
        _kept[key] = head, made
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
