"""The admission as a whole, and what the organiser overrules: every form as a page and with htmx."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from browser import Browser
from docx import Document
from sqlmodel import Session, col, select
from world import give_role, make_application, make_contest, make_seat, make_user, nominations_of

from app.accounts.models import Language, User
from app.applications import checklist, extensions
from app.applications.models import Application, RejectionReason, Status
from app.contests.models import Contest, ContestStatus, LookMode, RoleName
from app.jury import sealing, seats
from app.jury.models import Seat, Sheet
from app.mail import Letter

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
BOTH = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
WHY = {"reason": "Қате анықталды"}


class Office:
    contest: Contest
    organiser: User
    secretary: User
    colleague: User
    applicant: User
    sent: Application
    admitted: Application
    rejected: Application
    gone: Application

    def path(self, application: Application) -> str:
        return f"/office/{self.contest.slug}/applications/{application.id}"

    @property
    def hub(self) -> str:
        return f"/office/{self.contest.slug}/admission"


@pytest.fixture
def office(world: World) -> Office:
    """A contest that closed a minute ago, with one application in each state that admission knows."""
    made = Office()
    with world() as session:
        closed = datetime.now(UTC) - timedelta(minutes=1)
        made.contest = make_contest(session, slug="closed", closes_at=closed, second_look=LookMode.BEFORE)
        for name, role in (("organiser", "organiser"), ("secretary", "secretary"), ("colleague", "secretary")):
            user = make_user(session, f"{name} Тестова")
            give_role(session, user, made.contest, RoleName(role))
            setattr(made, name, user)
        made.applicant = make_user(session, "Марат Иесі", language=Language.RU)
        nomination = nominations_of(session, made.contest)[0]
        for name, status in (("sent", "submitted"), ("admitted", "admitted"), ("rejected", "rejected"),
                             ("gone", "disqualified")):  # fmt: skip
            reason = RejectionReason.LATE if status == "rejected" else None
            one = make_application(session, made.contest, made.applicant, nomination, Status(status), rejection=reason)
            setattr(made, name, one)
    return made


def state(world: World, application: Application) -> Application:
    with world() as session:
        return session.get_one(Application, application.id)


def subjects(world: World) -> list[str]:
    with world() as session:
        return list(session.exec(select(Letter.subject).order_by(col(Letter.id))).all())


@BOTH
def test_a_rejection_waits_until_another_person_agrees(
    office: Office, world: World, signed_in: SignedIn, htmx: bool
) -> None:
    first, other = signed_in(office.secretary, htmx=htmx), signed_in(office.colleague, htmx=htmx)
    first.post(f"{office.path(office.sent)}/rejection", {"reason": "late", "reject_remark": "Кеш берілді"})

    assert (state(world, office.sent).status, subjects(world)) == (Status.SUBMITTED, [])
    page = first.get(office.path(office.sent))
    assert "You have decided this yourself" in page.get_text()
    assert page.select_one("form[action$=second-look]") is None
    first.post(f"{office.path(office.sent)}/second-look", {"verdict": "agree"}, status=409)
    assert office.sent.number in other.get(office.hub).select_one("section[aria-labelledby=looks]").get_text()

    other.get(office.path(office.sent))
    other.submit("form[action$=second-look]", {"verdict": "agree"})
    assert state(world, office.sent).status is Status.REJECTED
    assert len(subjects(world)) == 1
    assert "Nothing waits." in other.get(office.hub).get_text()


@BOTH
def test_sending_back_needs_words(office: Office, world: World, signed_in: SignedIn, htmx: bool) -> None:
    signed_in(office.secretary).post(
        f"{office.path(office.sent)}/rejection", {"reason": "late", "reject_remark": "Кеш берілді"}
    )
    other = signed_in(office.colleague, htmx=htmx)

    page = other.post(f"{office.path(office.sent)}/second-look", {"verdict": "send-back"}, status=422)
    assert page.select_one("#look_comment-e").get_text(strip=True) == "Please fill in this field"
    other.post(f"{office.path(office.sent)}/second-look", {"verdict": "send-back", "look_comment": "Уақытында келген"})

    assert state(world, office.sent).status is Status.SUBMITTED
    page = other.get(office.path(office.sent))
    assert "Sent back by the second look" in page.get_text()
    assert "Уақытында келген" in page.get_text()
    assert subjects(world) == []


@BOTH
@pytest.mark.parametrize(
    ("name", "verb", "expected"),
    [("admitted", "disqualification", Status.DISQUALIFIED), ("gone", "readmission", Status.ADMITTED),
     ("rejected", "reconsideration", Status.SUBMITTED), ("admitted", "reconsideration", Status.SUBMITTED)],
)  # fmt: skip
def test_the_organiser_overrules_with_a_reason_and_the_applicant_is_told(
    office: Office, world: World, signed_in: SignedIn, name: str, verb: str, expected: Status, htmx: bool
) -> None:
    application = getattr(office, name)
    browser = signed_in(office.organiser, htmx=htmx)
    browser.get(f"{office.path(application)}/overruling")
    page = browser.post(f"{office.path(application)}/{verb}", {"reason": ""}, status=422)
    assert page.select_one("#reason-e").get_text(strip=True) == "Please fill in this field"

    browser.post(f"{office.path(application)}/{verb}", WHY)

    assert state(world, application).status is expected
    assert application.number in subjects(world)[0]


@BOTH
def test_an_extension_of_one_application_is_told_and_used(
    office: Office, world: World, signed_in: SignedIn, htmx: bool
) -> None:
    until = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    browser = signed_in(office.organiser, htmx=htmx)
    browser.get(f"{office.path(office.sent)}/overruling")
    said = {"extended_until": until, "extension_reason": "Жарық болмады"}
    browser.submit("form[action$=extension]", said)

    assert "The deadline is extended." in browser.follow().get_text()
    assert "Жарық болмады" in browser.get(office.hub).select_one("section[aria-labelledby=extensions]").get_text()
    assert len(subjects(world)) == 1
    applicant = signed_in(office.applicant)
    applicant.get(f"/applications/{office.sent.id}/edit")
    applicant.get(f"/applications/{office.admitted.id}/edit", status=409)


@BOTH
def test_a_person_without_anything_begun_is_extended_by_address(
    office: Office, world: World, signed_in: SignedIn, htmx: bool
) -> None:
    with world() as session:
        late = make_user(session, "Кешіккен", email="late@mail.example")
    browser = signed_in(office.organiser, htmx=htmx)
    until = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    said = {"extended_until": until, "extension_reason": "Жарық болмады"}
    page = browser.post(f"{office.hub}/extensions", said | {"email": "nobody@mail.example"}, status=422)
    assert page.select_one("#email-e").get_text(strip=True) == "Nobody with this address has an account"
    page = browser.post(
        f"{office.hub}/extensions", {**said, "email": "late@mail.example", "extended_until": "2020-01-01T10:00"},
        status=422,
    )  # fmt: skip
    error = page.select_one("#extended_until-e").get_text(strip=True)
    assert error == "The extension has to end after applications close"

    browser.post(f"{office.hub}/extensions", said | {"email": "late@mail.example"})

    applicant = signed_in(late)
    applicant.get("/contests/closed/applications/new")
    applicant.post("/contests/closed/applications/new", {"nonce": "n1"})
    with world() as session:
        draft = session.exec(select(Application).where(Application.applicant_id == late.id)).one()
        assert draft.extended_until == extensions.until(session, office.contest.id, late.id)
    browser.post("/office/closed/judging", status=409)


def test_the_check_list_is_reworded_reordered_and_added_to(office: Office, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(office.organiser)
    browser.get(f"{office.hub}/list")
    browser.submit(
        "form[action$=list]",
        {"items-0-question_kk": "", "items-0-question_ru": "", "items-1-place": "9", "items-8-question_kk": "Мөрі бар",
         "items-8-question_ru": "Есть печать", "items-8-is_required": "yes"},
    )  # fmt: skip

    with world() as session:
        found = checklist.items(session, session.get_one(Contest, office.contest.id))
    assert [one.name for one in found] == [
        "complete", "limit", "topic", "consents", "single", "permits", "territory", "own-1",
    ]  # fmt: skip
    page = signed_in(office.secretary).get(office.path(office.sent))
    assert [legend.get_text(strip=True) for legend in page.select("section[aria-labelledby=check] legend")][-1] == (
        "Мөрі бар*"
    )


def test_a_line_in_one_language_only_comes_back(office: Office, signed_in: SignedIn) -> None:
    page = signed_in(office.organiser).post(f"{office.hub}/list", {"items-0-question_kk": "Мөрі бар"}, status=422)

    assert page.select_one("#items-0-question_ru-e").get_text(strip=True) == "Write it in Kazakh and in Russian"
    assert page.select_one("#items-0-question_kk")["value"] == "Мөрі бар"


def test_the_second_look_is_set_up(office: Office, world: World, signed_in: SignedIn) -> None:
    browser = signed_in(office.organiser)
    browser.get(f"{office.hub}/list")
    browser.submit("form[action$=looks]", {"second_look": "after", "sample_percent": "15"})

    with world() as session:
        contest = session.get_one(Contest, office.contest.id)
    assert (contest.second_look, contest.sample_percent) == (LookMode.AFTER, 15)


@BOTH
def test_a_closed_conclusion_never_changes(office: Office, world: World, signed_in: SignedIn, htmx: bool) -> None:
    browser = signed_in(office.secretary, htmx=htmx)
    browser.post(f"{office.hub}/conclusion", status=409)
    with world() as session:
        session.get_one(Application, office.sent.id).status = Status.WITHDRAWN
    browser.get(office.hub)
    browser.submit("form[action$=conclusion]")
    assert "Conclusion № 1" in browser.follow().get_text()
    browser.get(f"{office.hub}/conclusion.docx?number=1")
    before = browser.response.content
    with world() as session:
        session.get_one(Application, office.admitted.id).status = Status.DISQUALIFIED

    browser.get(f"{office.hub}/conclusion.docx?number=1")
    assert browser.response.content == before
    text = "\n".join(one.text for one in Document(io.BytesIO(before)).paragraphs).replace("\u00a0", " ")
    assert "Поступило заявок – 4, допущено – 1, отклонено – 2, отозвано – 1." in text
    browser.get(f"{office.hub}/conclusion.docx?number=2", status=404)
    browser.get(f"{office.hub}/conclusion.pdf?number=1")
    assert browser.response.content.startswith(b"%PDF-")


def test_the_check_sheet_is_a_pdf(office: Office, signed_in: SignedIn) -> None:
    browser = signed_in(office.secretary)
    browser.get(f"{office.path(office.sent)}/check-sheet.pdf")

    assert browser.response.headers["content-type"] == "application/pdf"


def _judge(session: Session, office: Office) -> tuple[Seat, Contest]:
    contest = session.get_one(Contest, office.contest.id)
    session.get_one(Application, office.sent.id).status = Status.WITHDRAWN
    contest.status = ContestStatus.JUDGING
    session.flush()
    return make_seat(session, contest, nominations_of(session, contest)[:1]), contest


def test_a_disqualified_work_neither_blocks_the_seal_nor_comes_back_behind_it(
    office: Office, world: World, signed_in: SignedIn
) -> None:
    browser = signed_in(office.organiser)
    with world() as session:
        seat, contest = _judge(session, office)
        seats.deal(session, contest, by=None, now=datetime.now(UTC))
    browser.post(f"{office.path(office.admitted)}/disqualification", WHY)
    with world() as session:
        contest = session.get_one(Contest, office.contest.id)
        seat = session.get_one(Seat, seat.id)
        nomination = nominations_of(session, contest)[0]
        sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=datetime.now(UTC))
        assert sealing.is_sealed(session, nomination)

    browser.post(f"{office.path(office.admitted)}/readmission", WHY, status=409)
    assert "Experts have closed their sheets in this nomination without it" in browser.words


def test_a_work_that_is_readmitted_while_it_is_judged_gets_its_sheets(
    office: Office, world: World, signed_in: SignedIn
) -> None:
    with world() as session:
        _judge(session, office)

    signed_in(office.organiser).post(f"{office.path(office.gone)}/readmission", WHY)

    with world() as session:
        assert session.exec(select(Sheet).where(Sheet.application_id == office.gone.id)).one().seat_id
