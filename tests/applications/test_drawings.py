"""What a pupil's work must say, and what its acceptance leaves in the tables."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from samples import jpeg, new_school, sent, work_answers
from sqlmodel import Session, select
from world import make_application, make_contest, make_school, make_territories, make_user

from app.applications import attachments, drawings, file_queries, school_choice, work_queries
from app.applications.answers import said
from app.applications.drawing_forms import DrawingForm
from app.applications.models import Application, Author, Consent, ConsentKind, Purpose, Status
from app.contests import queries as contests
from app.contests.models import ContestKind
from app.errors import RuleBroken
from app.files import Shelf
from app.places.models import School


@pytest.fixture
def draft(session: Session, tmp_path: Path, now: datetime) -> Application:
    """With a picture, in a contest of one nomination, beside a directory of one school."""
    contest = make_contest(session, kind=ContestKind.DRAWING, nominations=1)
    make_school(session, make_territories(session, 2)[0])
    owner = make_user(session)
    nomination = contests.nominations(session, contest.id)[0]
    draft = make_application(session, contest, owner, nomination, Status.DRAFT)
    attachments.add(session, Shelf(tmp_path), draft, sent(jpeg()), Purpose.PICTURE, by=owner, now=now)
    return draft


def form(answers: dict[str, str]) -> DrawingForm:
    return DrawingForm.model_validate(said(answers))


def test_a_work_is_accepted_with_author_and_consents(session: Session, draft: Application, now: datetime) -> None:
    drawings.accept(session, draft, form(work_answers()), now=now)
    session.flush()

    author = session.exec(select(Author)).one()
    assert (author.name_kk, author.name_ru, author.grade, author.sex) == ("Сыдықова Айым", "Сыдыкова Айым", 5, "female")
    assert (author.born_on, author.age, author.technique) == (date(2014, 3, 5), None, "гуашь")
    assert (author.teacher_name, author.teacher_phone) == ("Гүлнар Әбенова", "+77015554433")
    consents = session.exec(select(Consent).order_by(Consent.kind)).all()
    assert [(one.kind, one.given_by, one.relation) for one in consents] == [
        (ConsentKind.SHOW_NAME, "Сауле Сыдықова", "mother"),
        (ConsentKind.TAKE_PART, "Сауле Сыдықова", "mother"),
    ]
    assert consents[0].given_at == datetime(2026, 5, 18, 7, 0, tzinfo=UTC)
    school = session.exec(select(School)).one()
    assert (author.school_id, draft.territory_id) == (school.id, school.territory_id)
    assert (draft.title, draft.applicant_name) == ("Таза өзен", "Сыдыкова Айым")


@pytest.mark.parametrize(("language", "name"), [("kk", "Сыдықова Айым"), ("ru", "Сыдыкова Айым")])
def test_the_author_is_called_in_the_language_of_the_application(
    session: Session, draft: Application, now: datetime, language: str, name: str
) -> None:
    draft.language = language

    drawings.accept(session, draft, form(work_answers()), now=now)

    assert draft.applicant_name == name


def test_a_school_that_is_not_in_the_list_is_added_once(session: Session, draft: Application, now: datetime) -> None:
    for _ in range(2):
        drawings.accept(session, draft, form(new_school()), now=now)
        session.flush()

    added = session.exec(select(School).where(School.is_checked == False)).all()  # noqa: E712
    assert [(school.name, school.is_rural) for school in added] == [({"kk": "Жаңа мектеп", "ru": "Новая школа"}, True)]
    assert session.exec(select(Author)).one().school_id == added[0].id


def test_accepting_again_replaces_what_was_said(session: Session, draft: Application, now: datetime) -> None:
    drawings.accept(session, draft, form(work_answers()), now=now)
    session.flush()
    later = now + timedelta(hours=1)

    drawings.accept(session, draft, form(work_answers(grade="6", consent_show_name="", consent_photo="yes")), now=later)
    session.flush()

    assert session.exec(select(Author)).one().grade == 6
    consents = {one.kind: one.withdrawn_at for one in session.exec(select(Consent)).all()}
    assert consents == {ConsentKind.TAKE_PART: None, ConsentKind.SHOW_NAME: later, ConsentKind.PHOTO: None}


WRONG: list[tuple[Callable[..., dict[str, str]], dict[str, str], str]] = [
    (work_answers, {"author_last_kk": ""}, "author_last_kk"),
    (work_answers, {"author_first_ru": "<b>Айым</b>"}, "author_first_ru"),
    (work_answers, {"author_first_ru": "=1+1"}, "author_first_ru"),
    (work_answers, {"author_last_ru": "Я" * 61}, "author_last_ru"),
    (work_answers, {"born_on": "", "age": ""}, "age"),
    (work_answers, {"born_on": "31.02.2014"}, "born_on"),
    (work_answers, {"born_on": "", "age": "40"}, "age"),
    (work_answers, {"grade": "12"}, "grade"),
    (work_answers, {"grade": "-1"}, "grade"),
    (work_answers, {"sex": "other"}, "sex"),
    (work_answers, {"school": ""}, "school"),
    (new_school, {"school_name_ru": ""}, "school_name_ru"),
    (new_school, {"school_rural": ""}, "school_rural"),
    (new_school, {"school_territory": ""}, "school_territory"),
    (new_school, {"school_settlement": ""}, "school_settlement"),
    (work_answers, {"teacher_name": ""}, "teacher_name"),
    (work_answers, {"teacher_phone": "12"}, "teacher_phone"),
    (work_answers, {"work_kind": "sculpture"}, "work_kind"),
    (work_answers, {"title": "x" * 121}, "title"),
    (work_answers, {"title": "a\0b"}, "title"),
    (work_answers, {"own_work": ""}, "own_work"),
    (work_answers, {"consent_take_part": ""}, "consent_take_part"),
    (work_answers, {"representative_name": ""}, "representative_name"),
    (work_answers, {"representative_relation": "teacher"}, "representative_relation"),
    (work_answers, {"consent_on": ""}, "consent_on"),
]


@pytest.mark.parametrize(("kind", "changed", "field"), WRONG)
def test_the_form_names_the_field_that_is_wrong(
    kind: Callable[..., dict[str, str]], changed: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        form(kind(**changed))

    assert [error["loc"] for error in refused.value.errors()] == [(field,)]


ASKED = [
    ({"nomination": "9"}, {"nomination": "choice"}),
    ({"school": "999"}, {"school": "school-choice"}),
    ({"born_on": "1980-01-01"}, {"born_on": "birth-date"}),
    ({"born_on": "2026-05-19"}, {"born_on": "birth-date"}),
    ({"consent_on": "2026-05-21"}, {"consent_on": "date-ahead"}),
]


@pytest.mark.parametrize(("changed", "wrong"), ASKED)
def test_what_only_the_directory_and_the_clock_know_is_asked_too(
    session: Session, draft: Application, now: datetime, changed: dict[str, str], wrong: dict[str, str]
) -> None:
    found = form(work_answers(**changed))

    assert drawings.wrong(session, draft, found, now=now) == wrong
    with pytest.raises(RuleBroken, match="form-incomplete"):
        drawings.accept(session, draft, found, now=now)
    assert session.exec(select(Author)).all() == []


def test_a_work_without_its_picture_is_not_accepted(session: Session, draft: Application, now: datetime) -> None:
    picture = file_queries.attachments(session, draft.id)[0]
    picture.removed_at = now

    assert drawings.wrong(session, draft, form(work_answers()), now=now) == {"picture": "picture"}


def test_age_is_counted_by_the_birthday() -> None:
    born = form(work_answers(born_on="2014-05-21"))

    assert [born.age_on(date(2026, 5, day)) for day in (20, 21)] == [11, 12]
    assert form(work_answers(born_on="", age="9")).age_on(date(2026, 5, 20)) == 9


def test_the_next_work_begins_with_school_and_teacher_of_the_last(session: Session, draft: Application) -> None:
    draft.answers = work_answers()
    nomination = contests.nominations(session, draft.contest_id)[0]
    owner = draft.applicant_id
    following = Application(
        contest_id=draft.contest_id, applicant_id=owner, nonce="n2", code="C2222", language="ru",
        nomination_id=nomination.id, created_at=draft.created_at, saved_at=draft.saved_at,
    )  # fmt: skip
    session.add(following)
    session.flush()

    drawings.begin(session, following)

    assert following.answers == {
        "school_territory": "T00", "school": "1", "teacher_name": "Гүлнар Әбенова", "teacher_phone": "+7 701 555 44 33",
    }  # fmt: skip
    assert work_queries.last_answers(session, owner, but=following.id) == draft.answers


def test_schools_are_offered_by_district_or_by_name(session: Session) -> None:
    here, there = make_territories(session, 2)
    first, second = make_school(session, here, "Школа Абая"), make_school(session, there, "Школа Алтынсарина")

    by_district = school_choice.of(session, {"school_territory": here.code})
    by_name = school_choice.of(session, {"school_q": "АЛТЫНСАР"})
    kept = school_choice.of(session, {"school_q": "абая", "school": str(second.id)})
    nothing = school_choice.of(session, {"school": "; drop table", "school_territory": "??"})

    assert (by_district.schools, by_district.is_search) == ([first], False)
    assert (by_name.schools, by_name.is_search) == ([second], True)
    assert (kept.schools, kept.chosen) == ([second, first], second)
    assert (list(nothing.schools), nothing.chosen) == ([], None)


def test_a_search_that_finds_many_says_so(session: Session) -> None:
    here = make_territories(session, 1)[0]
    for number in range(school_choice.MOST + 1):
        make_school(session, here, f"Школа {number}")

    found = school_choice.of(session, {"school_q": "школа"})

    assert (len(found.schools), found.is_cut) == (school_choice.MOST, True)
