from collections import Counter
from random import Random

from email_validator import validate_email

from app.demo.people import child, guardian, person
from app.demo.schools import SCHOOLS
from app.identifiers import check_phone

TERRITORIES = {"AKS", "ALA", "ESK", "KAR", "KER", "KOK", "PAN", "SAR", "TAL", "TEK"}


def test_the_same_seed_invents_the_same_people() -> None:
    def crowd(seed: int) -> list[object]:
        rng = Random(seed)
        return [make(rng) for make in (person, child) for _ in range(50)]

    assert crowd(7) == crowd(7)
    assert crowd(7) != crowd(8)


def test_a_full_contest_of_pupils_does_not_look_copied() -> None:
    rng = Random(1)
    names = Counter(child(rng).name_kk for _ in range(337))
    assert len(names) > 310
    assert max(names.values()) <= 3


def test_endings_agree_with_the_sex_in_both_languages() -> None:
    rng = Random(2)
    for _ in range(300):
        someone = person(rng)
        female = someone.sex == "female"
        assert someone.patronymic_ru.endswith("вна" if female else "вич")
        if someone.people == "kazakh":
            assert someone.patronymic_kk.endswith("қызы" if female else "ұлы")
            assert [name.endswith("а") for name in (someone.last_kk, someone.last_ru)] == [female, female]


def test_a_guardian_has_the_childs_surname_and_is_grown_up() -> None:
    rng = Random(3)
    for _ in range(100):
        pupil = child(rng)
        parent = guardian(pupil, rng)
        assert parent.last_ru.removesuffix("а") == pupil.last_ru.removesuffix("а")
        assert parent.age - pupil.age >= 22
        assert pupil.age - pupil.grade in (5, 6)


def test_contacts_are_valid_and_reach_nobody() -> None:
    rng = Random(4)
    for _ in range(200):
        someone = person(rng)
        assert check_phone(someone.phone) == someone.phone
        assert someone.phone.startswith("+7700000")
        validate_email(someone.email, check_deliverability=False)
        assert someone.email.endswith(".example")


def test_there_are_schools_enough_for_the_contest_in_every_territory() -> None:
    assert {school.territory_code for school in SCHOOLS} == TERRITORIES
    assert sum(school.is_rural for school in SCHOOLS) >= 104
    assert sum(not school.is_rural for school in SCHOOLS) >= 60


def test_school_names_are_unique_in_each_language() -> None:
    assert len({school.name_kk for school in SCHOOLS}) == len(SCHOOLS)
    assert len({school.name_ru for school in SCHOOLS}) == len(SCHOOLS)


def test_towns_inside_districts_are_urban_and_villages_of_a_city_are_rural() -> None:
    for school in SCHOOLS:
        assert school.is_rural == school.settlement_kk.endswith(" ауылы") == school.settlement_ru.startswith("село ")
        assert school.is_rural != school.settlement_kk.endswith(" қаласы")
    urban = {school.settlement_ru for school in SCHOOLS if not school.is_rural}
    assert urban == {f"город {name}" for name in ("Талдыкорган", "Текели", "Жаркент", "Ушарал", "Уштобе", "Сарканд")}
    assert any(school.is_rural for school in SCHOOLS if school.territory_code == "TAL")
