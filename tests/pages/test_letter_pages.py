"""Words of letters, letters to many, reminders and the outbox, on the office's pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from browser import Browser
from conftest import Clock
from letters import last_letter, outbox
from sqlmodel import select
from world import give_role, make_application, make_contest, make_user, nominations_of

from app.accounts.models import Language, User
from app.applications.models import Application, Status
from app.contests.letter_models import LetterText, Mailing
from app.contests.models import Contest, RoleName
from app.journal import Entry
from app.mail import Letter, LetterStatus

World = Callable[[], Any]
Opener = Callable[..., Browser]
WORDS = {"subject_kk": "Маңызды", "body_kk": "Сәлем, {name}!", "subject_ru": "Важно", "body_ru": "Привет, {name}!"}


class Desk:
    def __init__(self, world: World, signed_in: Opener, *, htmx: bool) -> None:
        self.world, self.signed_in, self.htmx = world, signed_in, htmx
        with world() as session:
            self.contest: Contest = make_contest(session)
            self.secretary, self.chair = make_user(session, "Secretary"), make_user(session, "Chair")
            give_role(session, self.secretary, self.contest, RoleName.SECRETARY)
            give_role(session, self.chair, self.contest, RoleName.CHAIR)
        self.mail = f"/office/{self.contest.slug}/mail"

    def browser(self) -> Browser:
        return self.signed_in(self.secretary, htmx=self.htmx)

    def enter(self, name: str, language: Language, *statuses: Status, nomination: int = 1, **who: Any) -> User:
        with self.world() as session:
            user: User = make_user(session, name, language=language, **who)
            place = nominations_of(session, self.contest)[nomination - 1]
            for status in statuses:
                make_application(session, self.contest, user, place, status)
            return user

    def stored(self, model: type[Any]) -> list[Any]:
        with self.world() as session:
            return list(session.exec(select(model).order_by(model.id)).all())


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def desk(request: pytest.FixtureRequest, world: World, signed_in: Opener) -> Desk:
    return Desk(world, signed_in, htmx=request.param)


def test_a_letter_gets_the_organisers_words_and_ours_back(desk: Desk) -> None:
    browser = desk.browser()
    browser.get(f"{desk.mail}/texts")
    here = f"{desk.mail}/texts/receipt/ru"
    browser.get(here)
    assert "{number}" in browser.page.select_one("#body").get_text()  # type: ignore[union-attr]
    browser.submit("#f", {"subject": "Принята {number}", "body": "Спасибо за «{title}»"}, 200, button="go=look")
    assert "Спасибо за «Чистый берег»" in browser.words
    assert desk.stored(LetterText) == []

    browser.submit("#f", button="go=save")
    (text,) = desk.stored(LetterText)
    assert (text.kind, text.language, text.subject, text.body) == (
        "receipt",
        "ru",
        "Принята {number}",
        "Спасибо за «{title}»",
    )
    browser.get(f"{desk.mail}/texts")
    assert browser.words.count("your text") == 1
    browser.get(here)
    browser.submit(f'form[action="{here}/default"]')
    assert desk.stored(LetterText) == []


@pytest.mark.parametrize("body", ["{ 7*7 }", "{nam}", "{name.__class__}", "{0}", "{number"])
def test_a_name_that_means_nothing_is_refused_beside_its_field(desk: Desk, body: str) -> None:
    browser = desk.browser()
    browser.get(f"{desk.mail}/texts/receipt/kk")
    browser.submit("#f", {"body": body}, 422, button="go=save")
    assert "This is not among the names below" in browser.page.select_one("#body-e").get_text()  # type: ignore[union-attr]
    assert browser.page.select_one("#body").get_text().strip() == body  # type: ignore[union-attr]
    assert desk.stored(LetterText) == []


def test_there_are_no_texts_of_unknown_kinds(desk: Desk) -> None:
    for path in ("nothing/ru", "receipt/de", "receipt/../ru"):
        desk.browser().get(f"{desk.mail}/texts/{path}", status=404)


def test_a_letter_to_many_is_looked_at_with_its_readers_and_goes_once_to_each(desk: Desk) -> None:
    twice = desk.enter("Иван", Language.RU, Status.SUBMITTED, Status.SUBMITTED)
    once = desk.enter("Әсел", Language.KK, Status.SUBMITTED)
    desk.enter("Other", Language.RU, Status.ADMITTED)
    desk.enter("On paper", Language.KK, Status.SUBMITTED, email="")
    browser = desk.browser()
    browser.get(f"{desk.mail}/new")
    browser.submit("#f", WORDS | {"audience": "submitted"}, 200, button="go=look")
    assert "2 people get this letter." in browser.words
    assert "On paper" in browser.words
    assert "Сәлем, Әсел Үлгіқызы!" in browser.words
    assert desk.stored(Letter) == []

    nonce = str(browser.page.select_one("[name=nonce]")["value"])  # type: ignore[index]
    browser.submit("#f", button="go=send")
    browser.post(f"{desk.mail}/new", WORDS | {"audience": "submitted", "nonce": nonce, "go": "send"})
    found = [(one.user_id, one.subject, one.text.split("\n\n")[2].strip()) for one in outbox(desk.world)]
    assert sorted(found) == sorted([(twice.id, "Важно", "Привет, Иван!"), (once.id, "Маңызды", "Сәлем, Әсел!")])
    (mailing,) = desk.stored(Mailing)
    assert (mailing.audience, mailing.recipients) == ("submitted", 2)


@pytest.mark.parametrize(
    ("audience", "people"),
    [("drafts", ["D"]), ("returned", ["R"]), ("admitted", ["A"]), ("rejected", []), ("all", ["A", "R", "S"]),
     ("no-consent", [])],
)  # fmt: skip
def test_whom_each_group_means(desk: Desk, audience: str, people: list[str], clock: Clock) -> None:
    for name, status in (("D", Status.DRAFT), ("S", Status.SUBMITTED), ("A", Status.ADMITTED)):
        desk.enter(name, Language.RU, status)
    with desk.world() as session:
        make_application(session, desk.contest, make_user(session, "R"), nominations_of(session, desk.contest)[0],
                         Status.RETURNED, cure_until=clock.now + timedelta(days=1))  # fmt: skip
    browser = desk.browser()
    browser.post(f"{desk.mail}/new", WORDS | {"audience": audience, "go": "look"}, 200)
    assert [tag.get_text() for tag in browser.page.select("details li span:first-child")] == people


def test_a_nomination_narrows_the_group(desk: Desk) -> None:
    desk.enter("First", Language.RU, Status.ADMITTED)
    desk.enter("Second", Language.RU, Status.ADMITTED, nomination=2)
    browser = desk.browser()
    browser.post(f"{desk.mail}/new", WORDS | {"audience": "admitted", "nomination": "2", "go": "look"}, 200)
    assert [tag.get_text() for tag in browser.page.select("details li span:first-child")] == ["Second"]


def test_both_languages_are_asked_for(desk: Desk) -> None:
    browser = desk.browser()
    browser.get(f"{desk.mail}/new")
    browser.submit("#f", {"audience": "all", "subject_ru": "Важно", "body_ru": "{x}"}, 422, button="go=send")
    assert {str(tag["id"]) for tag in browser.page.select("p.err")} == {"subject_kk-e", "body_kk-e", "body_ru-e"}
    assert desk.stored(Letter) == []


def test_reminders_are_set_and_shown_ahead(desk: Desk) -> None:
    with desk.world() as session:
        contest = session.get_one(Contest, desk.contest.id)
        make_application(session, contest, make_user(session), nominations_of(session, contest)[0], Status.DRAFT)
    browser = desk.browser()
    browser.get(f"{desk.mail}/reminders")
    browser.submit("main form", {"draft": "5 2", "cure": ""})
    browser.follow()
    assert browser.page.select_one("#draft")["value"] == "5, 2"  # type: ignore[index]
    assert browser.page.select_one("#cure")["value"] == ""  # type: ignore[index]
    browser.get(desk.mail)
    assert browser.words.count("1 letter, as it stands now") == 2
    for nonsense in ("0", "x", "7, -1", "61", "1 2 3 4 5 6 7", "²"):
        browser.get(f"{desk.mail}/reminders")
        browser.submit("main form", {"draft": nonsense}, 422)
        assert browser.page.select_one("#draft-e") is not None


def test_what_waits_is_held_and_let_go(desk: Desk, clock: Clock) -> None:
    with desk.world() as session:
        session.add_all(
            Letter(key=f"k{number}", contest_id=desk.contest.id, address="a@mail.example", language="ru", subject="s",
                   text="t", html="h", created_at=clock.now, next_try_at=clock.now)
            for number in range(3)
        )  # fmt: skip
    browser = desk.browser()
    browser.get(desk.mail)
    assert "3 letters wait to be sent. At most 60 leave in a minute." in browser.words
    browser.submit(f'form[action="{desk.mail}/hold"]')
    browser.get(desk.mail)
    assert "The letters of this contest are held" in browser.words
    browser.submit(f'form[action="{desk.mail}/release"]')
    browser.get(desk.mail)
    assert "are held" not in browser.words
    actions = [entry.action for entry in desk.stored(Entry) if entry.action.startswith("mail.")]
    assert actions == ["mail.held", "mail.released"]


def test_a_letter_is_shown_as_it_arrives_and_as_a_message(desk: Desk, clock: Clock) -> None:
    with desk.world() as session:
        text = "Тақырып\n\nСәлем!\n\nАшу:\nhttp://127.0.0.1:8000/applications/7\n\n-- \nҰйым, қала"
        letter = Letter(key="k", contest_id=desk.contest.id, address="a@mail.example", language="kk", subject="Тақырып",
                        text=text, html='<p style="color:red">Сәлем!</p>', created_at=clock.now,
                        next_try_at=clock.now)  # fmt: skip
        secret = Letter(key="p", contest_id=desk.contest.id, address="a@mail.example", language="kk", subject="Сілтеме",
                        text="t", html="<p>link</p>", is_private=True, created_at=clock.now,
                        next_try_at=clock.now)  # fmt: skip
        session.add_all([letter, secret])
    browser = desk.browser()
    browser.get(f"{desk.mail}/{letter.id}")
    copy = browser.page.select_one("#copy")
    assert copy is not None
    assert copy.get_text().strip() == text.partition("\n\n-- ")[0]
    assert copy.has_attr("readonly")
    answer = browser.client.get(f"{desk.mail}/{letter.id}/look")
    assert answer.text == '<p style="color:red">Сәлем!</p>'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    browser.get(f"{desk.mail}/{secret.id}/look", status=404)


def test_a_refused_address_is_corrected_and_named_on_the_application(desk: Desk, clock: Clock) -> None:
    user = desk.enter("Иван", Language.RU, Status.SUBMITTED)
    (application,) = desk.stored(Application)
    with desk.world() as session:
        letter = Letter(key="k", contest_id=desk.contest.id, user_id=user.id, address=user.email, language="ru",
                        subject="s", text="t", html="h", created_at=clock.now, next_try_at=clock.now,
                        status=LetterStatus.REFUSED, tries=1, tried_at=clock.now, error="550 no such user",
                        address_refused=True)  # fmt: skip
        session.add(letter)
    browser = desk.browser()
    browser.get(f"/office/{desk.contest.slug}/applications/{application.id}")
    assert "The address does not accept mail" in browser.words
    browser.get(f"{desk.mail}/{letter.id}")
    browser.submit("main form", {"address": "nonsense"}, 422)
    browser.submit("main form", {"address": "right@mail.example"})
    again = last_letter(desk.world)
    assert (again.status, again.address, again.address_refused, again.tries) == (
        "waiting", "right@mail.example", False, 0)  # fmt: skip
    browser.get(f"/office/{desk.contest.slug}/applications/{application.id}")
    assert "The address does not accept mail" not in browser.words


def test_the_chair_writes_and_reads_no_letters(desk: Desk) -> None:
    browser = desk.signed_in(desk.chair, htmx=desk.htmx)
    for path in ("new", "texts", "texts/receipt/ru", "reminders"):
        browser.get(f"{desk.mail}/{path}", status=404)
    for path in ("new", "texts/receipt/ru", "texts/receipt/ru/default", "reminders", "hold", "release"):
        browser.post(f"{desk.mail}/{path}", WORDS | {"audience": "all", "go": "send", "subject": "x", "body": "y"}, 404)
    assert (desk.stored(Letter), desk.stored(LetterText)) == ([], [])
