"""Texts may change with a trace; rules only until they are announced."""

from datetime import datetime

import pytest
from sqlmodel import Session, select
from world import make_contest, make_user, three

from app.contests import comparison, editing, queries, rulebook
from app.contests.models import ContestStatus, RulesText, StampKind
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


LONG = {"kk": "# 1. Жалпы\n1.1. Қабылдау аяқталады: {closes}.", "ru": "# 1. Общее\n1.1. Приём до {closes}."}
NOTES = {"kk": "Мерзім нақтыланды", "ru": "Уточнён срок"}


def test_a_change_after_the_announcement_is_a_version_in_force_with_a_note(session: Session, now: datetime) -> None:
    contest, user = make_contest(session), make_user(session)

    first = editing.change_rules(session, contest, LONG, NOTES, by=user, now=now)
    again = editing.change_rules(session, contest, LONG, NOTES, by=user, now=now)

    kept = queries.rules_of(session, contest.id, 1)
    assert (first, again) == (1, None)
    assert {text.note for text in kept.values()} == set(NOTES.values())
    assert all(text.frozen_at == now and "{closes}" not in text.body for text in kept.values())


@pytest.mark.parametrize("status", [ContestStatus.DRAFT, ContestStatus.PUBLISHED, ContestStatus.ARCHIVED])
def test_rules_change_with_a_note_only_while_the_contest_runs(
    session: Session, now: datetime, status: ContestStatus
) -> None:
    with pytest.raises(RuleBroken) as refused:
        editing.change_rules(session, make_contest(session, status=status), LONG, NOTES, by=make_user(session), now=now)
    assert refused.value.reason == "not-now"


def test_a_stamp_belongs_to_its_version_and_a_correction_replaces_it(session: Session, now: datetime) -> None:
    contest, user = make_contest(session, status=ContestStatus.DRAFT), make_user(session)
    said = {"authority": {}, "position": three("Director"), "name": three("Head"), "signed_on": now.date()}

    for number in ("7", "8"):
        editing.stamp_rules(session, contest, 2, StampKind.APPROVAL, number=number, by=user, now=now, **said)

    assert [(one.number, one.entered_by) for one in queries.stamps(session, contest.id, 2)] == [("8", user.id)]
    assert queries.stamps(session, contest.id, 1) == []


def test_texts_are_compared_paragraph_by_paragraph() -> None:
    found = comparison.changes("# 1. А\n1.1. Бір\n1.2. Екі", "# 1. А\n1.1. Үш\n1.2. Екі\n1.3. Төрт")

    assert [(one.kind, one.before, one.after) for one in found] == [
        ("same", "# 1. А", "# 1. А"), ("changed", "1.1. Бір", "1.1. Үш"), ("same", "1.2. Екі", "1.2. Екі"),
        ("new", "", "1.3. Төрт"),
    ]  # fmt: skip


def test_a_body_is_read_as_sections() -> None:
    found = rulebook.sections("Кіріспе\n\n# 1. Бірінші\n1.1. Сөйлем\nжалғасы.\n- тармақ\n\nЖаңа абзац\n# 2. Екінші")

    assert [(part.heading, [(line.text, line.is_item) for line in part.lines]) for part in found] == [
        ("", [("Кіріспе", False)]),
        ("1. Бірінші", [("1.1. Сөйлем жалғасы.", False), ("тармақ", True), ("Жаңа абзац", False)]),
        ("2. Екінші", []),
    ]


def test_unknown_marks_and_lone_braces_stay_as_typed() -> None:
    assert rulebook.filled("{a} {b} {c d} {", {"a": "1"}) == "1 {b} {c d} {"
