"""A school is found however its name is spelled, and one that is missing is added by whoever needs it."""

from datetime import datetime

from sqlmodel import Session
from world import make_school, make_territories, make_user, three

from app.places import directory, queries, twins
from app.places.models import School
from app.places.queries import Filters


def add(session: Session, territory_id: int | None, kk: str, ru: str, now: datetime) -> School:
    return directory.add_school(
        session, territory_id=territory_id or 0, name={"kk": kk, "ru": ru}, settlement={"kk": "Үшарал", "ru": "Ушарал"},
        is_rural=True, by=make_user(session).id, now=now,
    )  # fmt: skip


def test_a_school_is_found_by_any_spelling_of_its_name(session: Session, now: datetime) -> None:
    first, second = make_territories(session, 2)
    school = add(session, first.id, "Сарыөзек орта мектебі", "Сарыозекская средняя школа", now)
    add(session, second.id, "Көкжиде мектебі", "Школа Кокжиде", now)

    for text in ("сарыозек", "САРЫӨЗЕК", "орта сары", "ушарал сарыозек"):
        assert [found.id for found in queries.find_schools(session, text)] == [school.id], text
    assert queries.find_schools(session, "100%") == []
    assert queries.find_schools(session, "сарыозек", territory_id=second.id) == []


def test_schools_stand_in_the_order_of_the_kazakh_alphabet(session: Session, now: datetime) -> None:
    [territory] = make_territories(session, 1)
    for name in ("Үштөбе мектебі", "Қапал мектебі", "Ақсу мектебі", "Кербұлақ мектебі", "Әлмерек мектебі"):
        add(session, territory.id, name, name, now)

    assert [school.name["kk"].split()[0] for school in queries.schools(session, territory.id or 0)] == [
        "Ақсу", "Әлмерек", "Кербұлақ", "Қапал", "Үштөбе",
    ]  # fmt: skip
    assert len(queries.find_schools(session, "", territory.id, limit=3)) == 3


def test_what_a_teacher_adds_waits_to_be_checked(session: Session, now: datetime) -> None:
    [territory] = make_territories(session, 1)

    typed = add(session, territory.id, "Жаңа мектеп", "Новая школа", now)
    known = directory.add_school(
        session, territory_id=territory.id or 0, name=three("Known"), settlement=three("Town"), is_rural=False,
        by=None, now=now, source=directory.DIRECTORY,
    )  # fmt: skip

    assert (typed.is_checked, typed.rural_source, known.is_checked) == (False, "teacher", True)


def test_a_school_is_found_across_the_alphabets(session: Session, now: datetime) -> None:
    [territory] = make_territories(session, 1)
    school = add(session, territory.id, "Жетісу мектебі", "Школа «Жетысу»", now)
    add(session, territory.id, "Һәйкел үңгір өткелі", "Ключ", now)

    for text in ("жетісу", "жетысу", "ЖЕТИСУ", "Жетicу", "Жeтісу"):  # the last two with Latin letters
        assert [found.id for found in queries.find_schools(session, text)] == [school.id], text
    assert len(queries.find_schools(session, "хайкел унгир откели")) == 1


def test_the_directory_is_filtered_counted_and_paged(session: Session, now: datetime) -> None:
    first, second = make_territories(session, 2)
    for place in range(60):
        make_school(session, first, f"Мектеп {place}", is_rural=place % 2 == 0, sort_key=f"{place:03}")
    typed = add(session, second.id, "Жаңа мектеп", "Новая школа", now)

    assert queries.total(session, Filters()) == 61
    assert queries.total(session, Filters(rural=True)) == 31
    assert queries.directory(session, Filters(checked=False)) == [typed]
    assert [school.name["en"] for school in queries.directory(session, Filters(territory_id=first.id, page=2))] == [
        f"Мектеп {place}" for place in range(50, 60)
    ]


def test_doubles_are_suggested_within_a_district_and_never_across_numbers(session: Session) -> None:
    first, second = make_territories(session, 2)
    one = make_school(session, first, "Абай атындағы орта мектеп")
    other = make_school(session, first, "Абай атындагы орта мектебі")
    make_school(session, second, "Абай атындағы орта мектеп")
    make_school(session, first, "№ 5 орта мектеп")
    make_school(session, first, "№ 6 орта мектеп")
    make_school(session, first, "Қаракемер негізгі мектебі")

    assert twins.pairs(queries.standing(session)) == [(one, other)]
