"""Texts may change with a trace; rules only until they are announced."""

from datetime import datetime

import pytest
from sqlmodel import Session, select
from world import make_contest, make_user, three

from app.contests import editing, queries, rulebook
from app.contests.models import ContestStatus, RulesText
from app.errors import RuleBroken


def test_new_texts_replace_the_old_ones(session: Session, now: datetime) -> None:
    contest, user = make_contest(session), make_user(session)

    assert editing.change_texts(session, contest, {"title": three("New")}, by=user, now=now) is True
    assert editing.change_texts(session, contest, {"title": three("New")}, by=user, now=now) is False
    assert contest.title == three("New")


def test_rules_are_kept_version_by_version(session: Session, now: datetime) -> None:
    contest, user = make_contest(session, status=ContestStatus.DRAFT), make_user(session)

    changed = [
        editing.write_rules(session, contest, bodies, by=user, now=now)
        for bodies in ({"kk": "бір", "ru": "раз"}, {"kk": "бір", "ru": "раз"}, {"kk": "бір", "ru": "два"})
    ]

    kept = session.exec(select(RulesText.version, RulesText.language, RulesText.body)).all()
    assert changed == [True, False, True]
    assert sorted(kept) == [(1, "kk", "бір"), (1, "ru", "раз"), (2, "kk", "бір"), (2, "ru", "два")]
    assert {text.body for text in queries.rules(session, contest.id).values()} == {"бір", "два"}


@pytest.mark.parametrize("status", [status for status in ContestStatus if status is not ContestStatus.DRAFT])
def test_announced_rules_are_frozen(session: Session, now: datetime, status: ContestStatus) -> None:
    contest = make_contest(session, status=status)

    with pytest.raises(RuleBroken) as refused:
        editing.write_rules(session, contest, {"kk": "x", "ru": "y"}, by=make_user(session), now=now)
    assert refused.value.reason == "rules-frozen"


def test_a_body_is_read_as_sections() -> None:
    found = rulebook.sections("Кіріспе\n\n# 1. Бірінші\n1.1. Сөйлем\nжалғасы.\n- тармақ\n\nЖаңа абзац\n# 2. Екінші")

    assert [(part.heading, [(line.text, line.is_item) for line in part.lines]) for part in found] == [
        ("", [("Кіріспе", False)]),
        ("1. Бірінші", [("1.1. Сөйлем жалғасы.", False), ("тармақ", True), ("Жаңа абзац", False)]),
        ("2. Екінші", []),
    ]


def test_unknown_marks_and_lone_braces_stay_as_typed() -> None:
    assert rulebook.filled("{a} {b} {c d} {", {"a": "1"}) == "1 {b} {c d} {"
