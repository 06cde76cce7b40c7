"""Who says what about a child's work, in which order, and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from samples import jpeg, sent, work_answers
from sqlmodel import Session, select
from world import give_role, make_application, make_author, make_contest, make_school, make_territories, make_user

from app.accounts.models import User
from app.applications import (
    attachments,
    consent_links,
    consent_queries,
    file_queries,
    lifecycle,
    parents,
    queries,
)
from app.applications.answers import said
from app.applications.drawing_forms import DrawingForm
from app.applications.models import Application, Consent, ConsentKind, ConsentWay, Purpose, Status
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName
from app.errors import RuleBroken
from app.files import Shelf
from app.journal import Entry, Payload

TAKE, SHOW, PHOTO, AUTHOR = ConsentKind.TAKE_PART, ConsentKind.SHOW_NAME, ConsentKind.PHOTO, ConsentKind.AUTHOR
ALL = {TAKE: True, SHOW: True, PHOTO: False, AUTHOR: False}
NONE = dict.fromkeys(ALL, False)


@dataclass
class Case:
    session: Session
    contest: Contest
    teacher: User
    secretary: User
    work: Application
    now: datetime

    def standing(self) -> set[ConsentKind]:
        self.session.flush()
        rows = queries.consents(self.session, self.work.id).items()
        return {kind for kind, consent in rows if consent.withdrawn_at is None}

    def state(self, given: dict[ConsentKind, bool], name: str = "Сауле Сыдықова", **more: object) -> None:
        common = {"name": name, "relation": "mother", "signed_on": date(2026, 5, 19)} | more
        parents.state(self.session, self.work, given, by=self.teacher, now=self.now, **common)  # type: ignore[arg-type]

    def answer(self, given: dict[ConsentKind, bool], name: str = "Сауле Сыдықова") -> None:
        parents.answer(self.session, self.work, given, name=name, relation="mother", by=None, now=self.now)

    def rows(self) -> dict[ConsentKind, Consent]:
        self.session.flush()
        return queries.consents(self.session, self.work.id)


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    contest = make_contest(session, kind=ContestKind.DRAWING, nominations=1)
    school = make_school(session, make_territories(session, 1)[0])
    teacher, secretary = make_user(session, "Айгүл Мұғалімова"), make_user(session, "Хатшы Тестова")
    give_role(session, secretary, contest, RoleName.SECRETARY)
    nomination = contests.nominations(session, contest.id)[0]
    work = make_application(session, contest, teacher, nomination, Status.SUBMITTED)
    make_author(session, work, school, name_kk="Сыдықова Айым", name_ru="Сыдыкова Айым")
    return Case(session, contest, teacher, secretary, work, now)


def refusal(case: Case, given: dict[ConsentKind, bool], **more: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        case.state(given, **more)
    return broken.value.reason


def form(**changed: str) -> DrawingForm:
    return DrawingForm.model_validate(said(work_answers(**changed)))


NOTHING = {"representative_name": "", "representative_relation": "", "consent_on": "", "consent_take_part": "",
           "consent_show_name": ""}  # fmt: skip


def test_a_form_may_say_nothing_of_consents() -> None:
    assert form(**NOTHING).consents_said == (None, None, None, False, False, False)


@pytest.mark.parametrize("given", ["representative_name", "consent_on", "consent_photo", "consent_show_name"])
def test_one_part_of_a_consent_asks_for_the_others(given: str) -> None:
    value = {"representative_name": "Сауле", "consent_on": "2026-05-18"}.get(given, "yes")
    with pytest.raises(ValueError, match="validation errors") as wrong:
        form(**(NOTHING | {given: value}))

    needed = {"representative_name", "representative_relation", "consent_on", "consent_take_part"} - {given}
    assert {str(error["loc"][0]) for error in wrong.value.errors()} == needed  # type: ignore[attr-defined]


def test_what_was_signed_is_stated_before_admission_only(case: Case) -> None:
    case.state(ALL)
    assert case.standing() == {TAKE, SHOW}
    assert {row.way for row in case.rows().values()} == {ConsentWay.PAPER}
    assert {row.stated_by for row in case.rows().values()} == {case.teacher.id}

    for status in set(Status) - {Status.DRAFT, Status.SUBMITTED, Status.RETURNED}:
        case.work.status = status
        assert refusal(case, NONE) == "consents-late"
    case.work.status = Status.SUBMITTED
    assert case.standing() == {TAKE, SHOW}


def test_nothing_is_signed_tomorrow(case: Case) -> None:
    assert refusal(case, ALL, signed_on=date(2026, 5, 21)) == "date-ahead"


def test_a_sheet_stated_again_takes_the_place_of_the_first(case: Case) -> None:
    case.state(ALL)
    case.state(ALL | {SHOW: False, PHOTO: True}, name="Бауыржан Сыдықов", relation="father")

    assert case.standing() == {TAKE, PHOTO}
    assert (case.rows()[TAKE].given_by, case.rows()[TAKE].relation) == ("Бауыржан Сыдықов", "father")


def test_nobody_states_something_else_than_the_parents_said_themselves(case: Case) -> None:
    case.answer({TAKE: True, SHOW: False, PHOTO: True, AUTHOR: False})
    case.answer({TAKE: True, SHOW: False, PHOTO: False, AUTHOR: False})

    case.state({TAKE: False, SHOW: True, PHOTO: True, AUTHOR: False}, name="Басқа Адам")

    assert case.standing() == {TAKE, SHOW}, "what they never spoke of may be stated"
    assert case.rows()[TAKE].given_by == "Сауле Сыдықова"
    assert case.rows()[PHOTO].withdrawn_at == case.now


def test_an_answer_given_again_keeps_its_moment(case: Case) -> None:
    case.answer(ALL)
    first, case.now = case.now, case.now + timedelta(hours=1)

    case.answer(ALL)

    assert case.rows()[TAKE].given_at == first


def test_taking_part_taken_back_voids_the_admission_and_given_again_waits_for_the_check(case: Case) -> None:
    case.answer(ALL)
    lifecycle.admit(case.session, case.work, by=case.secretary, now=case.now)

    case.answer(NONE)

    assert (case.work.status, case.standing()) == (Status.SUBMITTED, set())
    assert consent_queries.missing(case.session, case.contest.id) == 1
    case.answer(ALL)
    assert (case.work.status, case.standing()) == (Status.SUBMITTED, {TAKE, SHOW})
    assert consent_queries.missing(case.session, case.contest.id) == 0


def test_the_name_alone_taken_back_leaves_the_admission(case: Case) -> None:
    case.answer(ALL)
    lifecycle.admit(case.session, case.work, by=case.secretary, now=case.now)

    case.answer(ALL | {SHOW: False})

    assert (case.work.status, case.standing()) == (Status.ADMITTED, {TAKE})


@pytest.mark.parametrize("status", [ContestStatus.DECIDING, ContestStatus.PUBLISHED, ContestStatus.ARCHIVED])
def test_once_the_commission_decides_the_work_stays_where_it_is_and_is_counted(
    case: Case, status: ContestStatus
) -> None:
    case.answer(ALL)
    lifecycle.admit(case.session, case.work, by=case.secretary, now=case.now)
    case.contest.status = status

    case.answer(NONE)

    assert (case.work.status, case.standing()) == (Status.ADMITTED, set())
    assert consent_queries.missing(case.session, case.contest.id) == 1


def test_the_office_notes_what_is_taken_back_and_nobody_states_it_again(case: Case) -> None:
    case.state(ALL)
    lifecycle.admit(case.session, case.work, by=case.secretary, now=case.now)

    changed = parents.take_back(case.session, case.work, {TAKE: True, PHOTO: True}, by=case.secretary, now=case.now)

    assert changed == {TAKE: False}, "what does not stand cannot be taken back"
    assert (case.work.status, case.rows()[TAKE].way) == (Status.SUBMITTED, ConsentWay.DEMAND)
    assert case.rows()[TAKE].given_by == "Сауле Сыдықова"
    case.state(ALL)
    assert case.standing() == {SHOW}


def test_the_journal_tells_which_and_how_but_nobodys_name(case: Case) -> None:
    case.state(ALL)
    case.answer(ALL | {SHOW: False})
    parents.renew_link(case.session, case.work, by=case.teacher, now=case.now)

    entries = case.session.exec(select(Entry).order_by(Entry.id)).all()  # type: ignore[arg-type]
    told = [(entry.action, case.session.get_one(Payload, entry.id).body) for entry in entries]
    assert told == [
        ("consents.changed", '{"given":["take-part","show-name"],"taken_back":[],"way":"paper"}'),
        ("consents.changed", '{"given":["take-part"],"taken_back":["show-name"],"way":"link"}'),
        ("consents.link-renewed", "{}"),
    ]
    assert [entry.actor_id for entry in entries] == [case.teacher.id, None, case.teacher.id]


def test_a_link_is_the_works_own_and_a_new_one_closes_the_old(case: Case) -> None:
    first = consent_links.token("secret", case.work)
    assert consent_links.application_id(first) == case.work.id
    assert first == consent_links.token("secret", case.work)
    assert consent_links.is_open("secret", case.work, first)
    assert not consent_links.is_open("another", case.work, first)
    assert first.replace("-", "").isalnum()
    assert first.isascii()
    assert len(first.partition("-")[2]) == 32

    parents.renew_link(case.session, case.work, by=case.teacher, now=case.now)

    assert not consent_links.is_open("secret", case.work, first)
    assert consent_links.is_open("secret", case.work, consent_links.token("secret", case.work))


def test_a_draft_that_was_given_the_same_id_has_another_link(case: Case) -> None:
    first = consent_links.token("secret", case.work)
    case.work.nonce = "of the next draft"

    assert not consent_links.is_open("secret", case.work, first)


@pytest.mark.parametrize("text", ["", "x", "-", "1", "1-", "²-a", "12345678901-a", "1-ä", "0x1-a", "-1-a"])
def test_no_other_text_opens_anything(case: Case, text: str) -> None:
    id_ = consent_links.application_id(text)
    assert id_ in (None, 1)
    assert not consent_links.is_open("secret", case.work, text)


def entered(session: Session, tmp_path: Path, case: Case, **changed: str) -> None:
    """The work handed in by its form."""
    if not file_queries.pictures(session, case.work.id):
        shelf = Shelf(tmp_path)
        attachments.add(session, shelf, case.work, sent(jpeg()), Purpose.PICTURE, by=case.teacher, now=case.now)
    case.work.answers = work_answers(**changed)
    lifecycle.submit(session, case.work, by=case.teacher, now=case.now)


def test_a_work_goes_in_without_consents_and_its_form_leaves_what_came_elsewhere(
    session: Session, tmp_path: Path, case: Case
) -> None:
    entered(session, tmp_path, case, **NOTHING)
    assert case.standing() == set()
    case.state(ALL)

    entered(session, tmp_path, case, **(NOTHING | {"title": "Таза көл"}))

    assert case.standing() == {TAKE, SHOW}


def test_the_form_states_only_what_it_says_anew(session: Session, tmp_path: Path, case: Case) -> None:
    entered(session, tmp_path, case)
    assert case.standing() == {TAKE, SHOW}
    case.state({TAKE: True, SHOW: False, PHOTO: True, AUTHOR: False})

    entered(session, tmp_path, case, title="Таза көл")
    assert case.standing() == {TAKE, PHOTO}

    entered(session, tmp_path, case, consent_photo="")
    assert case.standing() == {TAKE, PHOTO}
    entered(session, tmp_path, case, **NOTHING)
    assert case.standing() == set()


@pytest.mark.parametrize(
    ("changed", "stands"),
    [({"author_first_ru": "Айыма"}, True), ({"author_last_ru": "Сыдикова"}, True),
     ({"author_first_ru": "Дана", "author_last_ru": "Оспанова"}, False)],
    ids=["first name mended", "surname mended", "another child"],
)  # fmt: skip
def test_what_the_parents_gave_is_for_that_child(
    session: Session, tmp_path: Path, case: Case, changed: dict[str, str], stands: bool
) -> None:
    entered(session, tmp_path, case, **NOTHING)
    case.answer(ALL)

    entered(session, tmp_path, case, **(NOTHING | changed))

    assert (TAKE in case.standing()) is stands


def test_another_child_needs_another_paper_and_another_link(session: Session, tmp_path: Path, case: Case) -> None:
    entered(session, tmp_path, case, **NOTHING)
    case.state(ALL)
    case.answer(ALL)
    link = consent_links.token("secret", case.work)
    other = NOTHING | {"author_first_ru": "Дана", "author_last_ru": "Оспанова"}

    entered(session, tmp_path, case, **other)

    assert case.standing() == set()
    assert not consent_links.is_open("secret", case.work, link)
    fresh = consent_links.token("secret", case.work)
    entered(session, tmp_path, case, **(other | {"title": "Таза бұлақ"}))
    case.state(ALL)
    entered(session, tmp_path, case, **(other | {"title": "Таза көл"}))
    assert case.standing() == {TAKE, SHOW}
    assert consent_links.is_open("secret", case.work, fresh)


def test_a_paper_stands_for_the_child_that_it_names(session: Session, tmp_path: Path, case: Case) -> None:
    entered(session, tmp_path, case, **NOTHING)
    case.state(ALL)

    entered(session, tmp_path, case, **(NOTHING | {"author_first_ru": "Дана", "author_last_ru": "Оспанова"}))

    assert case.standing() == set()


def test_a_deleted_draft_takes_its_consents_along(session: Session, case: Case) -> None:
    nomination = contests.nominations(session, case.contest.id)[0]
    draft = make_application(session, case.contest, case.teacher, nomination, Status.DRAFT)
    parents.state(
        session, draft, ALL, name="Сауле", relation="mother", signed_on=date(2026, 5, 1), by=case.teacher, now=case.now
    )

    lifecycle.delete_draft(session, draft, by=case.teacher, now=case.now)

    assert session.exec(select(Consent)).all() == []
