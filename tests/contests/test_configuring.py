"""What an organiser writes before the announcement, and that nobody writes it afterwards."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError
from sqlmodel import Session, select
from world import give_role, make_contest, make_programme, make_user, nominations_of, three

from app import journal
from app.contests import configuring, making, naming, presets, queries, readiness, roles
from app.contests.letter_models import LetterKind, LetterText, Reminder, ReminderKind
from app.contests.making import Called
from app.contests.models import Contest, ContestKind, ContestStatus, Nomination, Question, QuestionKind, RoleName
from app.contests.readiness import Gap
from app.contests.setup_forms import CriteriaForm, MethodForm, QuestionForm
from app.errors import RuleBroken
from app.programmes.models import Programme


def called(session: Session, **values: Any) -> Called:
    programme = session.exec(select(Programme)).first() or make_programme(session)
    return Called(**({"title": three("Таза қала"), "edition": 2027, "programme_id": programme.id or 0} | values))


def draft(session: Session, **values: Any) -> Contest:
    return make_contest(session, status=ContestStatus.DRAFT, announced_at=None, **values)


@pytest.mark.parametrize(
    ("kk", "slug", "prefix"),
    [
        ("Таза істер марафоны", "taza-ister-marafony-2026", "TIM"),
        ("Конкурс рисунков среди школьников области", "konkurs-risunkov-sredi-shkolnikov-2026", "KRSS"),
        ("Өзен", "ozen-2026", "OZEN"),
        ("«Щит» №5", "schit-5-2026", "SCHI"),
        ("水", "2026", "XX"),
    ],
)
def test_a_title_suggests_an_address_and_letters(kk: str, slug: str, prefix: str) -> None:
    assert naming.slug_of({"kk": kk}, 2026) == slug
    assert naming.prefix_of({"kk": kk}) == prefix


def test_a_taken_name_gets_a_number_and_a_chosen_one_is_refused(session: Session, now: datetime) -> None:
    user, names = make_user(session), []
    for _ in range(2):
        made = making.make(session, ContestKind.DRAWING, called(session), by=user, now=now)
        names.append((made.slug, made.number_prefix))
    assert names == [("taza-kala-kaz-2027", "TKK"), ("taza-kala-kaz-2027-2", "TKK2")]

    with pytest.raises(RuleBroken, match="address-taken-by-contest"):
        making.make(session, ContestKind.DRAWING, called(session, slug="taza-kala-kaz-2027"), by=user, now=now)
    with pytest.raises(RuleBroken, match="prefix-taken"):
        making.make(session, ContestKind.DRAWING, called(session, prefix="TKK"), by=user, now=now)


def test_a_contest_from_nothing_lacks_everything_and_its_maker_organises_it(session: Session, now: datetime) -> None:
    user = make_user(session)

    made = making.make(session, ContestKind.SMALL_GRANT, called(session), by=user, now=now)

    assert readiness.gaps(session, made) == [
        Gap.TEXTS, Gap.NOMINATIONS, Gap.CRITERIA, Gap.GRANT, Gap.PLACES, Gap.RULES,
    ]  # fmt: skip
    assert queries.roles_of(session, user.id or 0) == {(made.id, RoleName.ORGANISER)}


def test_the_next_edition_takes_over_everything_but_what_happened(session: Session, now: datetime) -> None:
    source = presets.make_contest(
        session, "clean-deeds", edition=2028, programme=make_programme(session), now=now,
        opens_at=datetime(2028, 2, 29, 4, tzinfo=UTC), closes_at=datetime(2028, 3, 20, 13, tzinfo=UTC),
    )  # fmt: skip
    question = Question(contest_id=source.id or 0, position=1, kind=QuestionKind.CHOICE, title=three("Неше?"),
                        options=[three("бір"), three("екі")], is_required=True, is_shown=True)  # fmt: skip
    session.add(question)
    mine, other = make_user(session), make_user(session)
    for user, name in ((mine, RoleName.ORGANISER), (other, RoleName.SECRETARY)):
        give_role(session, user, source, name)

    wanted = called(session, title=source.title, edition=2029)
    made = making.copy(session, source, wanted, same_people=True, by=mine, now=now)

    assert (made.status, made.edition, made.announced_at) == (ContestStatus.DRAFT, 2029, None)
    assert [getattr(made, name) for name in making.SETTINGS] == [getattr(source, name) for name in making.SETTINGS]
    assert (made.opens_at, made.closes_at) == (
        datetime(2029, 2, 28, 4, tzinfo=UTC), datetime(2029, 3, 20, 13, tzinfo=UTC),
    )  # fmt: skip
    for parts in (queries.nominations, queries.criteria, queries.questions):
        before, after = parts(session, source.id), parts(session, made.id)
        alike = [[one.model_dump(exclude={"id", "contest_id"}) for one in found] for found in (before, after)]
        assert alike[0] == alike[1] != []
    assert [(user.id, role.name) for role, user in roles.holders(session, made.id)] == [
        (mine.id, RoleName.ORGANISER), (other.id, RoleName.SECRETARY),
    ]  # fmt: skip
    assert "2029" in queries.rules(session, made.id)["kk"].body
    assert readiness.gaps(session, made) == []


def test_of_every_column_it_is_decided_whether_the_next_edition_takes_it_over() -> None:
    new = {"id", "programme_id", "slug", "status", "edition", "number_prefix", "title"}
    happened = {"announced_at", "published_at", "dates_changed_at", "dates_note"}
    assert set(Contest.model_fields) == {*making.SETTINGS, *making.DATES, *new, *happened}


def test_changed_letters_and_reminders_go_over_to_the_next_edition(session: Session, now: datetime) -> None:
    source, mine = make_contest(session), make_user(session)
    session.add(LetterText(contest_id=source.id or 0, kind=LetterKind.RECEIPT, language="kk", subject="Алдық",
                           body="Рақмет", changed_at=now, changed_by=mine.id or 0))  # fmt: skip
    session.add(Reminder(contest_id=source.id or 0, kind=ReminderKind.DRAFT, days=[5, 2]))

    made = making.copy(session, source, called(session), same_people=False, by=mine, now=now)

    texts = session.exec(select(LetterText).where(LetterText.contest_id == made.id)).all()
    assert [(one.subject, one.body) for one in texts] == [("Алдық", "Рақмет")]
    assert [one.days for one in session.exec(select(Reminder).where(Reminder.contest_id == made.id))] == [[5, 2]]


def test_without_the_same_people_only_the_maker_has_a_role(session: Session, now: datetime) -> None:
    source, mine = make_contest(session), make_user(session)
    give_role(session, make_user(session), source, RoleName.SECRETARY)

    made = making.copy(session, source, called(session), same_people=False, by=mine, now=now)

    assert [user.id for _, user in roles.holders(session, made.id)] == [mine.id]


def test_nominations_change_places_and_keep_a_row_of_numbers(session: Session, now: datetime) -> None:
    contest, user = draft(session, nominations=3), make_user(session)
    first, second, third = nominations_of(session, contest)

    configuring.arrange(session, contest, third, "up", by=user, now=now)
    configuring.arrange(session, contest, first, "up", by=user, now=now)
    configuring.arrange(session, contest, second, "remove", by=user, now=now)

    assert [(one.position, one.id) for one in nominations_of(session, contest)] == [(1, first.id), (2, third.id)]
    actions = [entry.action for entry in session.exec(select(journal.Entry)).all()]
    assert actions == ["nomination.moved", "nomination.removed"]


def test_the_order_of_tie_breaks_follows_its_criteria(session: Session, now: datetime) -> None:
    contest, user = draft(session, criteria=(30, 30, 40)), make_user(session)
    contest.tie_break = ["criterion:3", "criterion:1", "commission_vote"]
    session.flush()

    rows = [(3, 50, three("c")), (0, 20, three("new")), (2, 30, three("b"))]
    configuring.write_criteria(session, contest, rows, by=user, now=now)

    assert contest.tie_break == ["criterion:1", "commission_vote"]
    assert [one.weight_tenths for one in queries.criteria(session, contest.id)] == [50, 20, 30]


@pytest.mark.parametrize("state", [status for status in ContestStatus if status is not ContestStatus.DRAFT])
def test_nothing_of_an_announced_contest_can_be_rewritten(
    session: Session, now: datetime, state: ContestStatus
) -> None:
    contest, user = make_contest(session, status=state), make_user(session)
    nomination, verbs = nominations_of(session, contest)[0], {"by": user, "now": now}
    before = contest.model_dump()

    for attempt in (
        lambda: configuring.change(session, contest, {"threshold": 1}, **verbs),
        lambda: configuring.write_criteria(session, contest, [], **verbs),
        lambda: configuring.put(session, contest, nomination, {"title": three("x")}, **verbs),
        lambda: configuring.put(session, contest, Nomination(contest_id=contest.id or 0, position=0, title={}),
                                {"title": three("x")}, **verbs),
        lambda: configuring.arrange(session, contest, nomination, "remove", **verbs),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="settings-frozen"):
            attempt()

    assert contest.model_dump() == before
    assert session.exec(select(journal.Entry)).all() == []


def test_weights_make_ten(session: Session) -> None:
    row = {"title_kk": "Ой", "title_ru": "Идея"}
    for weights in (["6,5", "3.5"], ["10"], [" 9,9 ", "0,1"]):
        CriteriaForm.model_validate({"scale_max": "10", "criteria": [row | {"weight": one} for one in weights]})
    for weights in (["6,5", "3,4"], ["10,1"], ["0", "10"], ["ten"], ["3,25", "6,75"], []):
        with pytest.raises(ValidationError):
            CriteriaForm.model_validate({"scale_max": "10", "criteria": [row | {"weight": one} for one in weights]})


def test_the_vote_is_the_last_step_and_no_step_stands_twice() -> None:
    numbers = {"method": "mean", "threshold": "60", "min_sheets": "3", "spread_flag": "40"}
    for steps in (["commission_vote", "criterion:1"], ["criterion:1", "criterion:1"], []):
        with pytest.raises(ValidationError):
            MethodForm.model_validate(numbers | {"tie_break": [{"step": step} for step in steps]})


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"kind": "choice", "options_kk": "бір", "options_ru": "один"}, ["options_kk", "options_ru"]),
        ({"kind": "choice", "options_kk": "бір\nекі", "options_ru": "один\nдва\nтри"}, ["options_ru"]),
        ({"kind": "short", "most": "201"}, ["most"]),
        ({"kind": "essay"}, ["kind"]),
        ({"kind": "long", "most": "5000"}, []),
        ({"kind": "choice", "options_kk": "бір\n\nекі", "options_ru": "один\nдва"}, []),
    ],
)
def test_a_question_says_what_it_needs(typed: dict[str, str], wrong: list[str]) -> None:
    titles = {"title_kk": "Неше?", "title_ru": "Сколько?"}
    try:
        QuestionForm.model_validate(titles | typed)
        found = []
    except ValidationError as refused:
        found = [str(error["loc"][0]) for error in refused.errors()]
    assert found == wrong
