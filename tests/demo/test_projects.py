from datetime import date
from random import Random

import pytest

from app.applications.models import BudgetGroup
from app.demo.applicants import bin_number
from app.demo.projects import VARIANTS, Project, project
from app.identifiers import check_bin

TERRITORIES = ("AKS", "ALA", "ESK", "KAR", "KER", "KOK", "PAN", "SAR", "TAL", "TEK")
LONG_FIELDS = ("problem", "goal", "sustainability", "safety", "publicity")


@pytest.fixture(scope="module")
def projects() -> list[Project]:
    rng = Random(5)
    return [
        project(nomination, TERRITORIES[(nomination + variant) % 10], rng, variant=variant)
        for nomination in range(1, 11)
        for variant in range(VARIANTS)
    ]


def test_the_same_seed_invents_the_same_application() -> None:
    assert project(3, "TEK", Random(1)) == project(3, "TEK", Random(1))
    assert project(3, "TEK", Random(1)) != project(3, "TEK", Random(2))


def test_the_grant_share_of_every_budget_is_exactly_the_grant(projects: list[Project]) -> None:
    for one in projects:
        assert one.requested == sum(line.amount for line in one.budget) - one.own == 200_000
        assert 4 <= len(one.budget) <= 7
        for line in one.budget:
            assert line.quantity > 0
            assert 0 <= line.own <= line.amount
            assert BudgetGroup(line.group)


def test_long_fields_are_neither_a_line_nor_a_lecture(projects: list[Project]) -> None:
    lengths = [len(getattr(one, field)) for one in projects for field in LONG_FIELDS]
    assert min(lengths) >= 170
    assert max(lengths) <= 900


def test_no_slot_of_a_template_is_left_open(projects: list[Project]) -> None:
    assert [one.title for one in projects if "{" in repr(one) or "|" in repr(one)] == []


def test_both_languages_are_used_and_titles_differ_within_a_nomination(projects: list[Project]) -> None:
    assert {one.language for one in projects} == {"kk", "ru"}
    for nomination in range(1, 11):
        titles = [one.title for one in projects if one.nomination_order == nomination]
        assert len(set(titles)) == VARIANTS


def test_no_two_problems_are_the_same(projects: list[Project]) -> None:
    assert len({one.problem for one in projects}) == len(projects)


def test_no_text_that_an_expert_reads_names_the_applicant(projects: list[Project]) -> None:
    for one in projects:
        read = repr((one.title, *(getattr(one, field) for field in LONG_FIELDS), one.partners, one.activities))
        leader = one.applicant.leader
        for name in (leader.name_kk, leader.name_ru, f"{leader.last_ru} ", f"{leader.last_kk} "):
            assert name not in read
        assert not one.applicant.group_name or one.applicant.group_name not in read


def test_results_can_be_measured_and_plans_run_forward(projects: list[Project]) -> None:
    for one in projects:
        assert all(result.value > 0 and result.unit for result in one.results)
        days = [day for step in one.activities for day in (step.first_day, step.last_day)]
        assert days == sorted(days)
        assert 3 <= len(one.activities) <= 5
    first = projects[0].activities[0]
    assert first.when(date(2026, 5, 1)).startswith(f"{1 + first.first_day:02d}.05.2026")


@pytest.mark.parametrize("kind", ["person", "group", "organisation"])
def test_each_kind_of_applicant_brings_what_belongs_to_it(kind: str) -> None:
    one = project(1, "ALA", Random(6), kind=kind).applicant  # type: ignore[arg-type]
    assert (bool(one.members), bool(one.group_name), one.organisation is not None) == (
        kind == "group",
        kind == "group",
        kind == "organisation",
    )


def test_every_invented_bin_passes_the_check_of_its_control_digit() -> None:
    rng = Random(7)
    numbers = [bin_number(rng) for _ in range(500)]
    assert [check_bin(number) for number in numbers] == numbers


def test_a_river_in_the_text_is_a_river_of_the_territory() -> None:
    texts = {code: project(1, code, Random(8), variant=0).problem for code in ("ALA", "KOK")}
    assert "Алакөл көлінің" in texts["ALA"]
    assert "Көксу өзенінің" in texts["KOK"]
