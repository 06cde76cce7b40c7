"""The small-grant form: what must be said, how amounts add up, and what bad input is told."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import Session
from world import grant_answers, make_contest, make_territories

from app.applications import queries, steps
from app.applications.answers import as_text, said, stored
from app.applications.forms import Frame, Group
from app.applications.steps import BY_SLUG
from app.errors import RuleBroken
from app.i18n import speaking
from app.web.applications import grant_form, reading

ORGANISATION = {
    "kind": "organisation", "org_name_kk": "«Көктем» қоры", "org_name_ru": "Фонд «Весна»", "bin": "240540000016",
    "head": "Тестов Ерлан", "head_position": "Директор",
}  # fmt: skip
GROUP = {
    "kind": "group", "group_name": "Жастар",
    "members": [{"name": "Тестов Ерлан", "born": "1999", "role": "Волонтёр"}],
}  # fmt: skip


@pytest.fixture
def frame(session: Session, now: datetime) -> Frame:
    make_territories(session)
    return queries.frame(session, make_contest(session), now)


def errors(frame: Frame, step: str, **values: Any) -> dict[str, str]:
    with speaking("en"):
        found = grant_form.checked(BY_SLUG[step], grant_answers(**values), frame).errors
    return {name: sentence.replace("\u00a0", " ") for name, sentence in found.items()}


def cost(**values: str) -> dict[str, str]:
    return {**grant_answers()["costs"][0], **values}


@pytest.mark.parametrize("applicant", [{}, GROUP, ORGANISATION], ids=["person", "group", "organisation"])
def test_a_complete_application_is_complete_for_every_kind_of_applicant(
    frame: Frame, applicant: dict[str, Any]
) -> None:
    form = steps.read_for(grant_answers(**applicant), frame)

    assert form.budget.requested == 200_000
    assert form.applicant.phone == "+77010000001"
    assert str(form.project.results[0].number) == "1200.5"
    assert getattr(form.applicant, "born_on", None) == (None if "bin" in applicant else date(1990, 2, 3))


@pytest.mark.parametrize("step", [*BY_SLUG])
def test_a_step_with_nothing_in_it_names_every_field_that_is_missing(frame: Frame, step: str) -> None:
    found = grant_form.checked(BY_SLUG[step], {}, frame).errors

    expected = {
        "applicant": {"kind", "name", "phone", "email", "settlement", "address", "born_on"},
        "project": {"nomination", "territory", "place", "title", "problem", "goal", "target", "results", "volunteers",
                    "sustainability", "risks", "publicity"},
        "plan": {"activities"}, "budget": {"costs", "requested"},
        "check": {"truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data"},
    }  # fmt: skip
    assert set(found) == expected[step]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"costs": [], "requested": "200000"}, {"costs": "Add at least 1 row"}),
        ({"requested": "200 001"}, {"requested": "The lines make 200 000 ₸: 1 ₸ are missing to the sum you ask for"}),
        ({"requested": "150000"}, {"requested": "The lines make 200 000 ₸: 50 000 ₸ more than the sum you ask for"}),
        ({"costs": [cost(own="0")], "requested": "250 000 ₸"},
         {"requested": "The grant is at most 200 000 ₸: take off 50 000 ₸ or write them as your own contribution"}),
        ({"costs": [cost(own="250 001")]},
         {"costs-0-own": "Your contribution is more than the line costs: 250 000 ₸"}),
        ({"costs": [cost(price="100 000 000", quantity="2")]},
         {"costs-0-own": "One line may be at most 100 000 000 ₸"}),
        ({"costs": [cost(price="99999999999999999999")]},
         {"costs-0-price": "Write whole tenge in digits, for example 200 000"}),
        ({"costs": [cost(price="2 500,50")]}, {"costs-0-price": "Write whole tenge in digits, for example 200 000"}),
        ({"costs": [cost(price="-5")]}, {"costs-0-price": "Write whole tenge in digits, for example 200 000"}),
        ({"costs": [cost(price="0")]}, {"costs-0-price": "Not less than 1"}),
        ({"costs": [cost(quantity="1,5")]}, {"costs-0-quantity": "Write a whole number"}),
        ({"costs": [cost(quantity="0")]}, {"costs-0-quantity": "Not less than 1"}),
        ({"costs": [cost(quantity="١٢")]}, {"costs-0-quantity": "Write a whole number"}),
        ({"costs": [cost(group="wages")]}, {"costs-0-group": "Choose one of the options"}),
        ({"costs": [cost(), cost(name="")]}, {"costs-1-name": "Please fill in this field"}),
    ],
)  # fmt: skip
def test_the_budget_says_what_is_wrong_to_the_tenge(
    frame: Frame, values: dict[str, Any], expected: dict[str, str]
) -> None:
    assert errors(frame, "budget", **values) == expected


def test_a_blank_row_is_no_row(frame: Frame) -> None:
    blank = dict.fromkeys(cost(), "  ")

    assert errors(frame, "budget", costs=[blank, cost()]) == {}
    assert errors(frame, "budget", costs=[blank, cost(price="?")]) == {
        "costs-1-price": "Write whole tenge in digits, for example 200 000"
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"phone": "12345"}, {"phone": "Write the phone as +7 7XX XXX XX XX"}),
        ({"phone": "+1 202 555 01 23"}, {"phone": "Write the phone as +7 7XX XXX XX XX"}),
        ({"email": "a@b"}, {"email": "Check the e-mail address, for example name@mail.kz"}),
        ({"born_on": "2008-05-21"}, {"born_on": "The applicant has to be 18 years old or older"}),
        ({"born_on": "2008-05-20"}, {}),
        ({"born_on": "31.02.1990"}, {"born_on": "Write a real date: day, month, year"}),
        ({"born_on": "0001-01-01"}, {"born_on": "Write a real date: day, month, year"}),
        ({"name": "А"}, {"name": "A little short: 1 characters of 2"}),
        ({"name": "А" * 1_000_000}, {"name": "At most 150 characters (now 1 000 000)"}),
        ({"name": "Аа\u0000"}, {"name": "The text contains a character that cannot be stored"}),
        ({"kind": "king"}, {"kind": "Choose one of the options"}),
        ({"sex": "x"}, {"sex": "Choose one of the options"}),
        (ORGANISATION | {"bin": "240540000017"}, {"bin": "Check the digits of the BIN: the last one does not fit"}),
        (ORGANISATION | {"bin": "12"}, {"bin": "The BIN has 12 digits"}),
        (GROUP | {"members": []}, {"members": "Add at least 1 row"}),
        (GROUP | {"members": [{"name": "Тестов", "born": "19999", "role": "а"}]},
         {"members-0-born": "Not more than 2 100", "members-0-role": "A little short: 1 characters of 2"}),
    ],
)  # fmt: skip
def test_the_applicant_is_told_what_is_wrong(frame: Frame, values: dict[str, Any], expected: dict[str, str]) -> None:
    assert errors(frame, "applicant", **values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": "Т" * 91}, {"title": "At most 90 characters (now 91)"}),
        ({"title": "Т" * 90}, {}),
        ({"goal": "Г" * 64}, {"goal": "A little short: 64 characters of 100"}),
        ({"goal": "Г" * 5001}, {"goal": "At most 5 000 characters (now 5 001)"}),
        ({"nomination": "3"}, {"nomination": "Choose one of the options"}),
        ({"nomination": "x"}, {"nomination": "Write a whole number"}),
        ({"territory": "ALM", "nomination": "99"},
         {"territory": "Choose one of the options", "nomination": "Choose one of the options"}),
        ({"volunteers": "много"}, {"volunteers": "Write a whole number"}),
        ({"results": [{"what": "Берег", "number": "NaN", "unit": "м"}]},
         {"results-0-number": "Write a number, for example 120 or 1,5"}),
        ({"results": [{"what": "Берег", "number": "0", "unit": "м"}]},
         {"results-0-number": "Write a number, for example 120 or 1,5"}),
    ],
)  # fmt: skip
def test_the_project_is_told_what_is_wrong(frame: Frame, values: dict[str, Any], expected: dict[str, str]) -> None:
    assert errors(frame, "project", **values) == expected


def test_a_forged_field_is_not_stored() -> None:
    text = {"title": "А", "status": "admitted", "requested": "1", "costs-0-name": "x", "results-0-what": "y"}

    assert stored(text, BY_SLUG["project"].names) == {"title": "А", "results": [{"what": "y"}]}


def test_rows_close_up_when_one_was_taken_out_between() -> None:
    text = {"costs-0-name": "а", "costs-7-name": "б", "costs-7-price": "", "requested": ["1", "2"]}

    answers = stored(text, BY_SLUG["budget"].names)

    assert answers == {"costs": [{"name": "а"}, {"name": "б", "price": ""}], "requested": "1"}
    assert as_text(answers) == {
        "costs-0-name": "а", "costs-1-name": "б", "costs-1-price": "", "requested": "1"
    }  # fmt: skip
    assert said(answers) == {"costs": [{"name": "а"}, {"name": "б"}], "requested": "1"}


def test_another_kinds_fields_are_neither_asked_nor_read(frame: Frame) -> None:
    answers = grant_answers(**GROUP | {"bin": "wrong", "head": ""})

    form = steps.read_for(answers, frame)

    assert isinstance(form.applicant, Group)
    assert "wrong" not in str(reading.sections(answers, frame))


def test_an_incomplete_form_is_refused_by_the_domain_too(frame: Frame) -> None:
    for wrong in ({"truthful": ""}, {"requested": "1"}, {"nomination": "9"}, {"born_on": "2020-01-01"}):
        with pytest.raises(RuleBroken, match="form-incomplete"):
            steps.read_for(grant_answers(**wrong), frame)


def test_those_who_judge_read_no_applicant(frame: Frame) -> None:
    answers = grant_answers(name="Канарейкина", address="Тайная, 7", phone="8 701 999 88 77")

    open_text, blind = str(reading.sections(answers, frame)), str(reading.sections(answers, frame, blind=True))

    assert "Канарейкина" in open_text
    assert "Чистый берег" in blind
    assert [word for word in ("Канарейкина", "Тайная", "999") if word in blind] == []


def test_totals_count_what_can_be_read_so_far(frame: Frame) -> None:
    rows = [cost(), {"name": "?"}, {"quantity": "2", "price": "500"}]
    found = grant_form.totals({"costs": rows, "requested": "1 0"}, 5)

    assert (found.amount, found.own, found.granted, found.requested, found.unread) == (251_000, 50_000, 201_000, 10, 1)
