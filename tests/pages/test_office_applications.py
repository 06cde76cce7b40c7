"""The office: the list, one application, the check list, admitting, returning, rejecting, releasing pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from browser import Browser
from fastapi import FastAPI
from samples import jpeg, pdf, sent, work_answers
from sqlalchemy import event
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_school, make_territories, make_user, take_seat

from app.accounts.models import Language, User
from app.applications import admission, admission_queries, attachments, checklist
from app.applications.admission_models import Check
from app.applications.models import (
    Application,
    Consent,
    ConsentKind,
    Purpose,
    RejectionReason,
    Rendition,
    Status,
    Version,
)
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind, RoleName
from app.mail import Letter

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
BOTH = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
GRANT = pytest.mark.parametrize("case", [ContestKind.SMALL_GRANT], indirect=True)
WORK = pytest.mark.parametrize("case", [ContestKind.DRAWING], indirect=True)


class Case:
    owner: User
    stranger: User
    secretary: User
    organiser: User
    chair: User
    expert: User
    accountant: User
    contest: Contest
    application: Application

    @property
    def list(self) -> str:
        return f"/office/{self.contest.slug}/applications"

    @property
    def one(self) -> str:
        return f"{self.list}/{self.application.id}"

    def checked(self, **but: str) -> dict[str, str]:
        """The check list with «yes» to everything, except what is named."""
        answers = {}
        for index, item in enumerate(checklist.USUAL[self.contest.kind]):
            answers |= {f"checks-{index}-item": item.name, f"checks-{index}-answer": but.get(item.name, "yes")}
        return answers


@pytest.fixture(params=tuple(ContestKind))
def case(world: World, request: pytest.FixtureRequest) -> Case:
    """An application that waits for its check, with everything that admits it but the answers."""
    case = Case()
    with world() as session:
        school = make_school(session, make_territories(session, 1)[0])
        case.contest = make_contest(session, kind=request.param, slug="contest")
        case.owner = make_user(session, "Марат Иесі", language=Language.KK)
        case.stranger = make_user(session, "Stranger")
        for name in RoleName:
            user = make_user(session, name.value)
            give_role(session, user, case.contest, name)
            setattr(case, name.value, user)
        take_seat(session, case.contest, case.expert)
        nomination = contests.nominations(session, case.contest.id)[0]
        is_work = request.param is ContestKind.DRAWING
        answers = work_answers(school=str(school.id)) if is_work else {"title": "Таза жаға", "name": "Марат"}
        case.application = make_application(
            session, case.contest, case.owner, nomination, Status.SUBMITTED, title=answers["title"], answers=answers,
            search_key="марат таза жага", language="kk",
        )  # fmt: skip
        _complete(session, case, answers)
    return case


def _complete(session: Session, case: Case, answers: dict[str, str]) -> None:
    now, id_ = datetime.now(UTC), case.application.id or 0
    kind = admission.NEEDED[case.contest.kind]
    session.add(Consent(application_id=id_, kind=kind, given_by="Сауле", given_at=now))
    session.add(Version(application_id=id_, number=1, submitted_at=now, answers=answers, sha256="a" * 64))


def state(world: World, case: Case) -> Application:
    with world() as session:
        return session.get_one(Application, case.application.id)


def letters(world: World) -> list[Letter]:
    with world() as session:
        return list(session.exec(select(Letter)).all())


@BOTH
def test_the_secretary_admits(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.secretary, htmx=htmx)
    browser.get(case.one)
    assert case.application.title in browser.words

    browser.post(f"{case.one}/admission", case.checked())

    assert browser.location == case.one
    assert state(world, case).status is Status.ADMITTED
    browser.follow()
    assert "is admitted. The applicant gets a letter." in browser.words
    assert "Admit to the contest" not in browser.words
    letter = letters(world)[0]
    assert (letter.user_id, letter.language, letter.contest_id) == (case.owner.id, "kk", case.contest.id)
    assert case.application.number in letter.subject  # type: ignore[operator]
    assert f"/applications/{case.application.id}" in letter.text


@BOTH
def test_open_points_are_marked_and_the_answers_kept(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.secretary, htmx=htmx)

    browser.post(f"{case.one}/admission", case.checked(topic="no", single="") | {"checks-0-comment": "ок"}, status=422)

    names = [item.name for item in checklist.USUAL[case.contest.kind]]
    marked = [str(a["href"]) for a in browser.page.select("#errors a")]
    assert marked == [f"#checks-{names.index(name)}-answer" for name in ("topic", "single")]
    assert all(browser.page.select_one(anchor) for anchor in marked)
    assert state(world, case).status is Status.SUBMITTED
    with world() as session:
        kept = {row.item: (row.answer, row.comment) for row in session.exec(select(Check)).all()}
    assert (kept["topic"], kept[names[0]]) == (("no", ""), ("yes", "ок"))
    assert letters(world) == []


@pytest.mark.parametrize("decision", ["admission", "return", "rejection"])
def test_nobody_decides_on_what_was_handed_in_anew_since_the_page_was_opened(
    case: Case, world: World, signed_in: SignedIn, decision: str
) -> None:
    browser = signed_in(case.secretary)
    browser.get(case.one)
    [shown] = browser.page.select("input[name=version]")
    with world() as session:
        session.get_one(Application, case.application.id).version += 1
    said = {"return_remark": "Түзетіңіз", "until": "2026-05-25", "reason": "late", "reject_remark": "Кеш"}

    browser.post(f"{case.one}/{decision}", case.checked() | said | {"version": str(shown["value"])}, status=409)

    with world() as session:
        assert session.get_one(Application, case.application.id).status is Status.SUBMITTED
        assert session.exec(select(Check)).all() == []


def test_without_the_consent_nothing_is_admitted(case: Case, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        session.exec(select(Consent)).one().withdrawn_at = datetime.now(UTC)
    browser = signed_in(case.secretary)

    browser.post(f"{case.one}/admission", case.checked(), status=422)

    assert "The consent without which nothing is admitted is missing" in browser.words
    assert state(world, case).status is Status.SUBMITTED


@BOTH
def test_the_secretary_returns_it_with_a_remark_and_a_date(
    case: Case, world: World, signed_in: SignedIn, htmx: bool
) -> None:
    browser = signed_in(case.secretary, htmx=htmx)
    browser.get(case.one)
    assert browser.page.select_one("#until")["value"] == "2026-05-25"  # type: ignore[index]

    said = {"return_remark": "Суретті толық түсіріңіз.", "until": "2026-05-26"}
    browser.post(f"{case.one}/return", case.checked(topic="no") | said)

    returned = state(world, case)
    assert (returned.status, returned.remark) == (Status.RETURNED, "Суретті толық түсіріңіз.")
    assert returned.cure_until == datetime(2026, 5, 26, 13, tzinfo=UTC)
    letter = letters(world)[0]
    assert "Суретті толық түсіріңіз." in letter.text
    assert "2026 жылғы 26 мамыр, 18:00-ге дейін (UTC+5)" in letter.text
    assert f"/applications/{case.application.id}/edit" in letter.text
    with world() as session:
        assert session.exec(select(Check).where(Check.item == "topic")).one().answer == "no"


@BOTH
def test_a_return_needs_words_and_a_day_ahead(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.secretary, htmx=htmx)

    browser.post(f"{case.one}/return", {"return_remark": "Толықтырыңыз", "until": "2026-05-19"}, status=422)
    assert [str(a["href"]) for a in browser.page.select("#errors a")] == ["#until"]
    assert "Толықтырыңыз" in browser.page.select_one("#return_remark").get_text()  # type: ignore[union-attr]
    browser.post(f"{case.one}/return", {"until": "2026-05-26"}, status=422)
    assert [str(a["href"]) for a in browser.page.select("#errors a")] == ["#return_remark"]

    assert state(world, case).status is Status.SUBMITTED
    assert letters(world) == []


@BOTH
def test_the_secretary_rejects_for_a_reason(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.secretary, htmx=htmx)

    browser.post(f"{case.one}/rejection", {"reject_remark": "Басқа облыс"}, status=422)
    browser.post(f"{case.one}/rejection", {"reason": "because", "reject_remark": "Басқа облыс"}, status=422)
    browser.post(f"{case.one}/rejection", {"reason": "territory", "reject_remark": "Басқа облыс"})

    rejected = state(world, case)
    assert (rejected.status, rejected.rejection) == (Status.REJECTED, RejectionReason.TERRITORY)
    assert "Басқа облыс" in letters(world)[0].text
    browser.post(f"{case.one}/admission", case.checked(), status=409)
    assert state(world, case).status is Status.REJECTED


@BOTH
def test_the_check_list_is_saved_without_a_decision(case: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(case.organiser, htmx=htmx)

    browser.post(f"{case.one}/checks", case.checked(topic="no") | {"checks-1-comment": "Сверено"})
    browser.follow()

    assert browser.page.select_one("input[name=checks-1-comment]")["value"] == "Сверено"  # type: ignore[index]
    assert len(browser.page.select("input[type=radio][checked]")) == 8
    assert state(world, case).status is Status.SUBMITTED


SIGHT = {"owner": 404, "stranger": 404, "secretary": 200, "organiser": 200, "chair": 404, "expert": 404,
         "accountant": 404}  # fmt: skip
DECIDE = {"owner": 403, "stranger": 404, "chair": 403, "expert": 403, "accountant": 404}


@pytest.mark.parametrize("who", SIGHT)
def test_who_sees_list_and_identity(case: Case, signed_in: SignedIn, who: str) -> None:
    browser = signed_in(getattr(case, who))

    browser.get(case.list, SIGHT[who])
    browser.get(case.one, SIGHT[who])


@BOTH
@pytest.mark.parametrize("who", DECIDE)
def test_who_may_not_decide(case: Case, world: World, signed_in: SignedIn, who: str, htmx: bool) -> None:
    browser = signed_in(getattr(case, who), htmx=htmx)
    said = case.checked() | {"return_remark": "Толықтырыңыз", "until": "2026-05-26", "reason": "late",
                             "reject_remark": "Кеш"}  # fmt: skip
    for action in ("checks", "admission", "return", "rejection", "pages"):
        browser.post(f"{case.one}/{action}", said, status=DECIDE[who])

    assert state(world, case).status is Status.SUBMITTED
    with world() as session:
        assert session.exec(select(Check)).all() == []
    assert letters(world) == []


def test_a_draft_is_nobodys_business_in_the_office(case: Case, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        session.get_one(Application, case.application.id).status = Status.DRAFT
    browser = signed_in(case.secretary)

    browser.get(case.one, 404)
    browser.post(f"{case.one}/admission", case.checked(), status=404)
    browser.get(case.list)
    assert case.application.title not in browser.words


def test_an_application_of_another_contest_is_not_found_here(case: Case, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        other = make_contest(session, slug="other")
        give_role(session, session.get_one(User, case.secretary.id), other, RoleName.SECRETARY)
    browser = signed_in(case.secretary)

    browser.get(f"/office/other/applications/{case.application.id}", 404)
    browser.post(f"/office/other/applications/{case.application.id}/admission", case.checked(), status=404)


@pytest.fixture
def annexed(case: Case, world: World, app: FastAPI) -> Case:
    with world() as session:
        application, owner = session.get_one(Application, case.application.id), session.get_one(User, case.owner.id)
        for file in (sent(pdf(2), "Хат.pdf"), sent(jpeg(), "Жаға.jpg")):
            now = datetime.now(UTC)
            attachments.add(session, app.state.house.shelf, application, file, Purpose.ANNEX, by=owner, now=now)
    return case


@GRANT
@BOTH
def test_the_secretary_releases_pages_one_by_one(annexed: Case, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(annexed.secretary, htmx=htmx)
    browser.get(annexed.one)
    boxes = [str(box["value"]) for box in browser.page.select("input[name=page]")]
    assert (len(boxes), len(browser.page.select("input[name=page][checked]"))) == (3, 0)

    browser.post(f"{annexed.one}/pages", {"page": [boxes[0], boxes[2]]})
    browser.get(annexed.one)
    assert [str(box["value"]) for box in browser.page.select("input[name=page][checked]")] == [boxes[0], boxes[2]]
    browser.post(f"{annexed.one}/pages", {"page": boxes[1]})

    with world() as session:
        pages = admission_queries.pages(session, annexed.application.id)
    assert [page.released_at is not None for _, page in pages] == [False, True, False]


@GRANT
def test_pages_are_shown_to_those_who_check_only(annexed: Case, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        page = admission_queries.pages(session, annexed.application.id)[0][1]
    address = f"{annexed.one}/pages/{page.id}"

    secretary = signed_in(annexed.secretary)
    secretary.get(address)
    assert secretary.response.headers["Content-Type"] == "image/jpeg"
    secretary.get(f"{annexed.one}/pages/{(page.id or 0) + 999}", 404)
    for who in ("owner", "stranger", "chair", "expert", "accountant"):
        signed_in(getattr(annexed, who)).get(address, 404)


@WORK
def test_the_picture_of_a_work_stands_beside_the_list(
    case: Case, world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    with world() as session:
        application, owner = session.get_one(Application, case.application.id), session.get_one(User, case.owner.id)
        shelf, now = app.state.house.shelf, datetime.now(UTC)
        attachments.add(session, shelf, application, sent(jpeg()), Purpose.PICTURE, by=owner, now=now)
        judged = session.exec(select(Rendition).where(Rendition.kind == "judged")).one()
    browser = signed_in(case.secretary)
    browser.get(case.one)

    assert browser.page.select_one(f"img[src='{case.one}/pages/{judged.id}']") is not None
    for words in ("Сыдықова", "Сауле", "Mother"):
        assert words in browser.words


@GRANT
def test_the_same_file_in_another_application_is_pointed_out(
    annexed: Case, world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    with world() as session:
        nomination = contests.nominations(session, annexed.contest.id)[0]
        owner = session.get_one(User, annexed.stranger.id)
        twin = make_application(session, session.get_one(Contest, annexed.contest.id), owner, nomination)
        shelf, now = app.state.house.shelf, datetime.now(UTC)
        attachments.add(session, shelf, twin, sent(jpeg(), "x.jpg"), Purpose.ANNEX, by=owner, now=now)
    browser = signed_in(annexed.secretary)

    browser.get(annexed.one)

    assert f"{twin.number} : the same file" in browser.words


def test_earlier_versions_can_be_read(case: Case, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        answers = case.application.answers | {"title": "Жаңа атау"}
        session.add(Version(
            application_id=case.application.id or 0, number=2, submitted_at=datetime.now(UTC), answers=answers,
            sha256="b" * 64,
        ))  # fmt: skip
    browser = signed_in(case.secretary)

    browser.get(case.one)
    assert "Жаңа атау" in browser.words
    browser.get(f"{case.one}?version=1")
    assert "Жаңа атау" not in browser.words
    browser.get(f"{case.one}?version=99999999999")
    assert "Жаңа атау" in browser.words


def test_the_list_is_filtered_and_searched(case: Case, signed_in: SignedIn) -> None:
    browser = signed_in(case.secretary)
    number = str(case.application.number)
    for query, is_found in {
        "": True, "?status=submitted": True, "?status=admitted": False, "?status=nonsense": True, "?status=draft": True,
        "?nomination=1": True, "?nomination=2": False, "?q=ЖАҒА": True, "?q=өзге": False, f"?q={number.lower()}": True,
        "?territory=T00": False, "?sort=name": True, "?sort=nonsense&page=-4": True, "?page=7": False, "?q=%25": False,
    }.items():  # fmt: skip
        browser.get(case.list + query)
        assert (number in [a.get_text() for a in browser.page.select("table a")]) is is_found, query


@contextmanager
def statements(app: FastAPI) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    engine = app.state.house.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_list_asks_the_same_questions_however_long_it_is(
    case: Case, world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    browser = signed_in(case.secretary)
    browser.get(case.list)
    with statements(app) as few:
        browser.get(case.list)
    with world() as session:
        nomination = contests.nominations(session, case.contest.id)[0]
        owner = session.get_one(User, case.owner.id)
        contest = session.get_one(Contest, case.contest.id)
        for _ in range(60):
            make_application(session, contest, owner, nomination, Status.SUBMITTED)
    with statements(app) as many:
        browser.get(case.list)

    assert len(browser.page.select("table a")) == 50
    assert len(many) == len(few)
    browser.get(f"{case.list}?page=2")
    assert len(browser.page.select("table a")) == 11


def test_consents_are_shown_as_they_stand(case: Case, world: World, signed_in: SignedIn) -> None:
    with world() as session:
        now = datetime.now(UTC)
        session.add(Consent(
            application_id=case.application.id or 0, kind=ConsentKind.PHOTO, given_by="Сауле", given_at=now,
            withdrawn_at=now,
        ))  # fmt: skip
    browser = signed_in(case.secretary)

    browser.get(case.one)

    assert "Photos of the child: taken back" in browser.words
