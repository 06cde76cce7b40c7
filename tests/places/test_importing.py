"""A list of schools says what it would do before it does it, and doing it twice changes nothing."""

from collections import Counter
from datetime import datetime

import pytest
from sqlmodel import Session
from world import make_territories, make_user

from app.applications import school_merging
from app.errors import RuleBroken
from app.places import importing, queries
from app.places.importing import COLUMNS, Row, Verdict
from app.spreadsheets import Line

HEADS = tuple(words[0] for words in COLUMNS.values())
ABAI = ("", "Абай мектебі", "Школа Абая", "Аксу (қаз)", "Қапал ауылы", "село Капал", "иә", "тізім 2026")
CITY = ("", "№ 5 мектеп", "Школа № 5", "алаколь (рус)", "Үшарал қаласы", "город Ушарал", "нет", "")


def lines(*rows: tuple[str, ...]) -> list[Line]:
    return [Line(number, row) for number, row in enumerate((HEADS, *rows), 1)]


def plan(session: Session, *rows: tuple[str, ...]) -> list[Row]:
    return importing.plan(lines(*rows), queries.territories(session), queries.standing(session))


def bring_in(session: Session, now: datetime, *rows: tuple[str, ...]) -> Counter[Verdict]:
    return school_merging.bring_in(session, plan(session, *rows), by=make_user(session).id or 0, now=now)


def changed(row: tuple[str, ...], **values: str) -> tuple[str, ...]:
    return tuple(values.get(name, text) for name, text in zip(COLUMNS, row, strict=True))


@pytest.fixture(autouse=True)
def _places(session: Session) -> None:
    make_territories(session, 2)


def test_new_schools_are_added_checked_and_with_their_source(session: Session, now: datetime) -> None:
    assert bring_in(session, now, ABAI, CITY) == {Verdict.NEW: 2}
    assert [
        (one.name["ru"], one.settlement["kk"], one.is_rural, one.rural_source, one.is_checked, one.rural_at)
        for one in queries.standing(session)
    ] == [
        ("Школа № 5", "Үшарал қаласы", False, "directory", True, now),
        ("Школа Абая", "Қапал ауылы", True, "тізім 2026", True, now),
    ]


def test_the_same_list_twice_changes_nothing(session: Session, now: datetime) -> None:
    bring_in(session, now, ABAI, CITY)
    assert bring_in(session, now, ABAI, CITY) == {Verdict.SAME: 2}
    assert len(queries.standing(session)) == 2


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"rural": "нет"}, ["is_rural"]),
        ({"source": "хат № 7"}, ["rural_source"]),
        ({"name_ru": "Школа имени Абая"}, ["name"]),
        ({"settlement_kk": "Капал"}, ["settlement"]),
    ],
)
def test_a_row_about_a_known_school_says_what_changes(
    session: Session, now: datetime, values: dict[str, str], names: list[str]
) -> None:
    bring_in(session, now, ABAI)
    [row] = plan(session, changed(ABAI, **values))
    assert (row.verdict, row.changed) == (Verdict.CHANGED, names)


def test_by_its_number_even_a_renamed_and_moved_school_is_known(session: Session, now: datetime) -> None:
    bring_in(session, now, ABAI)
    [school] = queries.standing(session)
    renamed = changed(ABAI, id=str(school.id), name_kk="Жамбыл", name_ru="Жамбыл", territory="T01")
    assert bring_in(session, now, renamed) == {Verdict.CHANGED: 1}
    assert (school.name["kk"], len(queries.standing(session))) == ("Жамбыл", 1)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"territory": "Атлантида"}, [("territory", "territory")]),
        ({"rural": "может быть"}, [("rural", "rural")]),
        ({"rural": ""}, [("missing", "rural")]),
        ({"name_ru": " ", "settlement_kk": ""}, [("missing", "name_ru"), ("missing", "settlement_kk")]),
        ({"id": "999"}, [("id", "id")]),
        ({"id": "5a"}, [("id", "id")]),
        ({"name_kk": "М" * 151}, [("long", "name_kk")]),
    ],
)
def test_a_wrong_row_says_why_and_the_others_come_in(
    session: Session, now: datetime, values: dict[str, str], wrong: list[tuple[str, str]]
) -> None:
    rows = plan(session, changed(ABAI, **values), CITY)
    assert ([row.verdict for row in rows], rows[0].wrong) == ([Verdict.WRONG, Verdict.NEW], wrong)
    assert bring_in(session, now, changed(ABAI, **values), CITY) == {Verdict.WRONG: 1, Verdict.NEW: 1}


def test_a_school_that_stands_in_the_list_twice_comes_in_once(session: Session, now: datetime) -> None:
    twice = changed(ABAI, name_kk="АБАЙ МЕКТЕБІ", name_ru="Абая, школа")
    assert bring_in(session, now, ABAI, twice) == {Verdict.NEW: 1, Verdict.WRONG: 1}
    assert [row.wrong for row in plan(session, ABAI, twice)] == [(), [("repeated", "name_kk")]]


def test_kinds_of_districts_and_look_alike_letters_do_not_matter(session: Session, now: datetime) -> None:
    queries.territories(session)[0].name = {"kk": "Ескелді ауданы", "ru": "Ескельдинский район"}
    for spelled in ("Ескелді", "ЕСКЕЛДІ АУДАНЫ", "Eскелдi", "ескельдинский  район"):
        [row] = plan(session, changed(ABAI, territory=spelled))
        assert row.verdict is Verdict.NEW, spelled


def test_a_list_without_the_columns_is_refused_as_a_whole(session: Session) -> None:
    with pytest.raises(RuleBroken, match="sheet-headings"):
        importing.plan([Line(1, ("Мектеп", "Адрес"))], queries.territories(session), [])
    with pytest.raises(RuleBroken, match="sheet-blank"):
        plan(session)
