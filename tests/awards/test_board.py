"""What the board shows: candidates in their order, who gave way to whom, ties in words, nothing before the seals."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session
from world import Judged, make_judged

from app.awards import decisions, selection, words
from app.awards.allocation import Candidate, Quota, Quotas
from app.awards.board import board
from app.contests.models import QuotaMode
from app.i18n import speaking
from app.web.jury.dots import floor_of, plot


def ids(judged: Judged, *indexes: int) -> list[int]:
    return [judged.works[index].id or 0 for index in indexes]


@pytest.fixture
def displaced(session: Session) -> Judged:
    """Nomination 1: territory 0 with 90, territory 1 with 80; nomination 2: only territory 0 with 70."""
    return make_judged(session, [(1, 0, 9), (1, 1, 8), (2, 0, 7)])


def test_a_leader_who_gives_way_is_explained_with_its_cost(session: Session, displaced: Judged) -> None:
    found = board(session, displaced.contest)
    card = found.cards[0]
    first, _, third = (work.number for work in displaced.works)

    assert [line.id for line in card.lines] == ids(displaced, 0, 1)
    assert [(line.is_chosen, line.is_proposed) for line in card.lines] == [(False, False), (True, True)]
    assert [line.obstacle for line in card.lines] == [("territory", ids(displaced, 2)[0]), None]
    with speaking("en"):
        assert [words.displaced(found, one) for one in card.displaced] == [
            f"{first} leads but gives way: Аксу goes to {third} (nomination 2)."
        ]
        assert words.cost(card.displaced[0]) == "To award it all the same would cost 1 award."
        assert words.obstacle(found, card.lines[0]) == "territory taken, nomination 2"


def test_what_the_commission_chose_itself_locks_its_place(session: Session, displaced: Judged, now: datetime) -> None:
    decisions.choose(session, displaced.contest, 2, ids(displaced, 2), reason="Так", by=displaced.chair, now=now)
    lines = board(session, displaced.contest).cards[0].lines
    assert [(line.obstacle is not None, line.is_locked) for line in lines] == [(True, True), (False, False)]


def test_departures_are_told_for_the_protocol(session: Session, displaced: Judged, now: datetime) -> None:
    decisions.choose(session, displaced.contest, 1, ids(displaced, 0), reason="Лучшая", by=displaced.chair, now=now)
    found = board(session, displaced.contest)
    first, second, third = (work.number for work in displaced.works)
    with speaking("en"):
        assert [words.departure(card) for card in found.cards] == [
            f"Nomination «Nomination 1»: {first} is awarded instead of {second}. Reason: Лучшая",
            f"Nomination «Nomination 2»: {third} gives way to decisions in other nominations.",
        ]
    assert [card.is_open for card in found.cards] == [False, True]


@pytest.mark.parametrize(
    ("rules", "values", "told"),
    [
        (["criterion:1"], {}, "No rule parts them: the commission votes."),
        (["earlier_final_submission"], {"earlier": True},
         "Decided by the earlier last submission: {0} – 18 May 2026, 12:00:00 (UTC+5); "
         "{1} – 19 May 2026, 12:00:00 (UTC+5)"),
        (["commission_vote"], {"votes": (2, 1)}, "Decided by the vote of the commission: {0} – 2; {1} – 1"),
    ],
)  # fmt: skip
def test_a_tie_says_which_rule_decided_and_by_what(
    session: Session, now: datetime, rules: list[str], values: dict[str, Any], told: str
) -> None:
    judged = make_judged(session, [(1, 0, 8), (1, 1, 8)], tie_break=rules, territory_mode=QuotaMode.OFF)
    if "earlier" in values:
        judged.works[0].final_submitted_at = now - timedelta(days=2)
        session.flush()
    if "votes" in values:
        votes = dict(zip(ids(judged, 0, 1), values["votes"], strict=True))
        decisions.vote(session, judged.contest, 1, votes, by=judged.chair, now=now)
    card = board(session, judged.contest).cards[0]
    note = card.lines[0].ranked.tie
    assert note is not None
    with speaking("en"):
        assert words.tie(card, note, {1: "Criterion 1"}) == told.format(*(work.number for work in judged.works))


def test_scores_are_written_with_a_comma_but_in_english() -> None:
    said = []
    for code in ("kk", "ru", "en"):
        with speaking(code):
            said.append(words.points(Fraction(17, 2)))
    assert said == ["8,50", "8,50", "8.50"]


def test_the_board_reads_as_much_for_three_nominations_as_for_one(session: Session) -> None:
    small = make_judged(session, [(1, 0, 9), (1, 1, 8)])
    large = make_judged(session, [(1, 0, 9), (2, 1, 8), (3, 2, 7), (3, 3, 7), (1, 4, 8)], territories=small.territories)

    assert statements_of(session, large) == statements_of(session, small)


def statements_of(session: Session, judged: Judged) -> int:
    seen: list[str] = []

    def note(*about: Any) -> None:
        seen.append(about[2])

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    board(session, judged.contest)
    event.remove(connection, "before_cursor_execute", note)
    return len(seen)


# pure


def pool(*rows: tuple[int, int, int, int]) -> list[Candidate]:
    return [Candidate(number, nomination, territory, number, Fraction(score), place)
            for place, (number, nomination, territory, score) in enumerate(rows, 1)]  # fmt: skip


def test_the_reserve_is_the_next_who_could_step_in() -> None:
    found = pool((1, 1, 1, 90), (2, 1, 2, 80), (3, 1, 3, 70), (4, 2, 2, 90))
    assert selection.reserve(found, [1, 4], Quotas()) == [3]  # the next one's territory is the other winner's
    assert selection.reserve(found, [1, 4], Quotas(per_territory=Quota(1, "off"))) == [2]
    assert selection.reserve(found, [4], Quotas()) == []


def test_dots_stand_where_the_scores_are() -> None:
    found = plot([Fraction(60), Fraction(100), Fraction(100), Fraction(80)], Fraction(85), 60)
    assert found.dots == [("2", 14), ("82", 14), ("162", 14), ("162", 8)]
    assert (found.mean, found.least, found.most) == ("101.2", 60, 100)
    assert (floor_of([]), floor_of([Fraction(75)]), floor_of([Fraction(43)])) == (60, 60, 40)
