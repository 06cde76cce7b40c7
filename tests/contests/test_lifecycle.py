"""A contest moves on only along its table, and every move needs what it needs."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from world import make_contest, make_user

from app import journal
from app.accounts.models import User
from app.contests import lifecycle, queries
from app.contests.models import Contest, ContestStatus, RulesText
from app.contests.phases import Phase, phase, time_left
from app.errors import RuleBroken

NEXT = {
    (ContestStatus.DRAFT, "announce"): ContestStatus.ANNOUNCED,
    (ContestStatus.ANNOUNCED, "start_judging"): ContestStatus.JUDGING,
    (ContestStatus.JUDGING, "start_deciding"): ContestStatus.DECIDING,
    (ContestStatus.DECIDING, "publish"): ContestStatus.PUBLISHED,
    (ContestStatus.PUBLISHED, "archive"): ContestStatus.ARCHIVED,
}


def with_rules(session: Session, contest: Contest, languages: tuple[str, ...] = ("kk", "ru")) -> Contest:
    for language in languages:
        body = "# 1\n1.1. {opens} / {closes} / {results} / {period}"
        session.add(
            RulesText(
                contest_id=contest.id or 0, version=1, language=language, body=body, created_at=contest.announced_at
            )
        )
    session.flush()
    return contest


def act(session: Session, contest: Contest, verb: str, by: User, now: datetime) -> Contest:
    dates = {"opens_at": now, "closes_at": now + timedelta(days=21), "results_at": now + timedelta(days=40)}
    extra: dict[str, dict[str, Any]] = {"announce": dates, "start_judging": {"waiting": 0},
                                        "start_deciding": {"unsealed": 0}}  # fmt: skip
    made: Contest = getattr(lifecycle, verb)(session, contest, **extra.get(verb, {}), by=by, now=now)
    return made


@pytest.mark.parametrize("verb", ["announce", "start_judging", "start_deciding", "publish", "archive"])
@pytest.mark.parametrize("state", list(ContestStatus))
def test_only_the_moves_of_the_table_are_made(session: Session, now: datetime, state: ContestStatus, verb: str) -> None:
    closed = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=1)}
    contest, user = with_rules(session, make_contest(session, status=state, **closed)), make_user(session)

    if (state, verb) in NEXT:
        assert act(session, contest, verb, user, now).status is NEXT[state, verb]
        assert [entry.action for entry in entries(session, contest)] == [lifecycle.DONE[verb]]
        return
    with pytest.raises(RuleBroken) as refused:
        act(session, contest, verb, user, now)
    assert refused.value.reason == "not-now"
    assert contest.status is state
    assert entries(session, contest) == []


def test_the_announcement_freezes_the_rules_with_the_dates_in_them(session: Session, now: datetime) -> None:
    contest = with_rules(session, make_contest(session, status=ContestStatus.DRAFT))
    closes = now + timedelta(days=21)

    lifecycle.announce(
        session, contest, opens_at=now, closes_at=closes, results_at=closes, by=make_user(session), now=now
    )

    texts = queries.rules(session, contest.id)
    assert texts["ru"].body == (
        "# 1\n1.1. 20 мая 2026, 12:00 (UTC+5) / 10 июня 2026, 12:00 (UTC+5) / 10 июня 2026 / указывается в договоре"
    )
    assert {text.frozen_at for text in texts.values()} == {now}
    assert contest.announced_at == now


@pytest.mark.parametrize("languages", [(), ("kk",), ("ru",)])
def test_without_rules_in_both_languages_nothing_is_announced(
    session: Session, now: datetime, languages: tuple[str, ...]
) -> None:
    contest = with_rules(session, make_contest(session, status=ContestStatus.DRAFT), languages)

    with pytest.raises(RuleBroken) as refused:
        act(session, contest, "announce", make_user(session), now)
    assert refused.value.reason == "rules-missing"


@pytest.mark.parametrize(
    ("opens", "closes", "results", "reason"),
    [
        (5, 5, 9, "dates-out-of-order"),
        (5, 4, 9, "dates-out-of-order"),
        (1, 5, 4, "dates-out-of-order"),
        (-9, -1, 4, "closes-in-past"),
    ],
)
def test_dates_have_to_make_sense(
    session: Session, now: datetime, opens: int, closes: int, results: int, reason: str
) -> None:
    contest = with_rules(session, make_contest(session, status=ContestStatus.DRAFT))
    opens_at, closes_at, results_at = (now + timedelta(days=days) for days in (opens, closes, results))

    with pytest.raises(RuleBroken) as refused:
        lifecycle.announce(session, contest, opens_at=opens_at, closes_at=closes_at, results_at=results_at,
                           by=make_user(session), now=now)  # fmt: skip
    assert refused.value.reason == reason


def test_judging_waits_for_the_deadline_and_for_admission(session: Session, now: datetime) -> None:
    contest, user = make_contest(session), make_user(session)

    with pytest.raises(RuleBroken) as too_early:
        lifecycle.start_judging(session, contest, waiting=0, by=user, now=contest.closes_at - timedelta(milliseconds=1))
    with pytest.raises(RuleBroken) as waiting:
        lifecycle.start_judging(session, contest, waiting=3, by=user, now=contest.closes_at)
    assert (too_early.value.reason, waiting.value.reason) == ("still-open", "admission-waits")
    assert waiting.value.facts == {"count": 3}
    assert lifecycle.start_judging(session, contest, waiting=0, by=user, now=contest.closes_at).status == "judging"


def test_the_commission_meets_when_every_nomination_is_sealed(session: Session, now: datetime) -> None:
    contest, user = make_contest(session, status=ContestStatus.JUDGING), make_user(session)

    with pytest.raises(RuleBroken) as refused:
        lifecycle.start_deciding(session, contest, unsealed=2, by=user, now=now)
    assert (refused.value.reason, refused.value.facts) == ("judging-goes-on", {"count": 2})


def moved(contest: Contest, **change: Any) -> dict[str, Any]:
    assert contest.closes_at is not None
    dates = {"opens_at": contest.opens_at, "closes_at": contest.closes_at,
             "results_at": contest.closes_at + timedelta(days=30)}  # fmt: skip
    return dates | change


def test_a_moved_deadline_says_why_and_leaves_a_trace(session: Session, now: datetime) -> None:
    contest, user = make_contest(session), make_user(session)
    later = contest.closes_at + timedelta(days=7)

    lifecycle.change_dates(session, contest, **moved(contest, closes_at=later, results_at=later), reason="Паводок",
                           by=user, now=now)  # fmt: skip

    assert (contest.closes_at, contest.dates_note, contest.dates_changed_at) == (later, "Паводок", now)
    assert [entry.action for entry in entries(session, contest)] == ["contest.dates-changed"]
    assert journal.first_broken(session, journal.chain_of(contest.id)) is None


@pytest.mark.parametrize(
    ("status", "change", "reason"),
    [
        (ContestStatus.ANNOUNCED, {"opens_at": timedelta(days=1)}, "already-open"),
        (ContestStatus.ANNOUNCED, {"closes_at": timedelta(seconds=-1)}, "closes-in-past"),
        (ContestStatus.JUDGING, {"closes_at": timedelta(days=9)}, "judging-began"),
        (ContestStatus.DECIDING, {"closes_at": timedelta(days=9)}, "judging-began"),
        (ContestStatus.DRAFT, {}, "not-now"),
        (ContestStatus.PUBLISHED, {}, "not-now"),
        (ContestStatus.ARCHIVED, {}, "not-now"),
    ],
)
def test_what_has_passed_stays_as_it_was(
    session: Session, now: datetime, status: ContestStatus, change: dict[str, timedelta], reason: str
) -> None:
    contest = make_contest(session, status=status)
    dates = moved(contest, results_at=now + timedelta(days=90), **{name: now + by for name, by in change.items()})

    with pytest.raises(RuleBroken) as refused:
        lifecycle.change_dates(session, contest, **dates, reason="Потому что", by=make_user(session), now=now)
    assert refused.value.reason == reason


def test_the_phase_changes_at_the_very_instant(session: Session, now: datetime) -> None:
    contest = make_contest(session, opens_at=now, closes_at=now + timedelta(days=1))
    instant = timedelta(microseconds=1)

    assert [
        phase(contest, at) for at in (now - instant, now, contest.closes_at - instant, contest.closes_at)
    ] == [Phase.ANNOUNCED, Phase.OPEN, Phase.OPEN, Phase.CLOSED]  # fmt: skip


def test_time_left_never_promises_more(now: datetime) -> None:
    assert time_left(now + timedelta(days=12, hours=3, minutes=40, seconds=59), now) == (12, 3, 40)
    assert time_left(now + timedelta(seconds=59), now) == (0, 0, 0)
    assert time_left(now - timedelta(days=1), now) == (0, 0, 0)


def entries(session: Session, contest: Contest) -> list[journal.Entry]:
    return list(session.exec(select(journal.Entry).where(journal.Entry.chain == f"contest-{contest.id}")))
