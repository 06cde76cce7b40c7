"""Messages about an application, on the pages of both sides."""

from collections.abc import Callable
from typing import Any

import pytest
from browser import Browser
from conftest import Clock
from fastapi import FastAPI
from letters import link_in, outbox
from samples import drawing, encoded
from sqlmodel import select
from world import give_role, make_application, make_contest, make_user, nominations_of

from app.accounts.models import Language, User
from app.applications.message_models import Message, MessageFile
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus, RoleName

World = Callable[[], Any]
Opener = Callable[..., Browser]
FORM = '#messages form[enctype="multipart/form-data"]'


class Desk:
    def __init__(self, world: World, signed_in: Opener, *, htmx: bool) -> None:
        self.world, self.signed_in, self.htmx = world, signed_in, htmx
        with world() as session:
            self.contest: Contest = make_contest(session)
            self.people: dict[str, User] = {
                name: make_user(session, f"Person {name}", language=Language.EN)
                for name in ("applicant", "secretary", "organiser", "chair", "stranger")
            }
            for name in ("secretary", "organiser", "chair"):
                give_role(session, self.people[name], self.contest, RoleName(name))
            nomination = nominations_of(session, self.contest)[0]
            self.application: Application = make_application(
                session, self.contest, self.people["applicant"], nomination, Status.SUBMITTED, title="Clean shore"
            )
        self.mine = f"/applications/{self.application.id}"
        self.theirs = f"/office/{self.contest.slug}/applications/{self.application.id}"

    def browser(self, who: str) -> Browser:
        return self.signed_in(self.people[who], htmx=self.htmx)

    def say(self, who: str, body: str, files: Any = None) -> Browser:
        browser = self.browser(who)
        browser.get(self.mine if who == "applicant" else self.theirs)
        browser.submit(FORM, {"body": body}, files=files)
        return browser

    def said(self) -> list[tuple[str, bool]]:
        with self.world() as session:
            rows = session.exec(select(Message).order_by(Message.id)).all()
            return [(row.body, row.read_at is not None) for row in rows]


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def desk(request: pytest.FixtureRequest, world: World, signed_in: Opener) -> Desk:
    return Desk(world, signed_in, htmx=request.param)


def test_a_question_is_asked_read_and_answered(desk: Desk) -> None:
    applicant = desk.say("applicant", "May the budget <b> be changed?")
    assert applicant.location == f"{desk.mine}#messages"
    applicant.get(desk.mine)
    assert "May the budget <b> be changed?" in applicant.words

    clerk = desk.browser("secretary")
    clerk.get(f"/office/{desk.contest.slug}")
    assert "1 applicant waits for an answer" in clerk.words
    clerk.get(f"/office/{desk.contest.slug}/messages")
    assert "1 new" in clerk.words
    clerk.get(desk.theirs)
    clerk.submit(FORM, {"body": "Yes, until Friday."})
    assert desk.said() == [("May the budget <b> be changed?", True), ("Yes, until Friday.", False)]

    applicant.get("/applications")
    assert "1 new message" in applicant.words
    applicant.get(desk.mine)
    applicant.submit(f'form[action="{desk.mine}/messages/read"]', status=200 if desk.htmx else 303)
    assert desk.said()[1] == ("Yes, until Friday.", True)
    applicant.get("/applications")
    assert "new message" not in applicant.words


def test_one_letter_goes_for_a_conversation_that_waits(desk: Desk) -> None:
    for body in ("First", "Second", "Third"):
        desk.say("secretary", body)
    (letter,) = outbox(desk.world)
    assert (letter.address, letter.subject) == (
        desk.people["applicant"].email, f"Message about {desk.application.number}")  # fmt: skip
    assert "First" in letter.text
    assert link_in(letter) == f"{desk.mine}#messages"

    desk.say("applicant", "Answer")
    to_office = outbox(desk.world)[-1]
    assert (to_office.address, link_in(to_office)) == (desk.people["secretary"].email, f"{desk.theirs}#messages")
    desk.say("secretary", "Fourth")
    assert len(outbox(desk.world)) == 3


def test_a_file_goes_with_the_message_and_leaves_as_a_download(desk: Desk) -> None:
    picture = encoded(drawing(160, 120, seed=3))
    desk.say("applicant", "", files={"files": ("page two.jpg", picture, "image/jpeg")})
    clerk = desk.browser("secretary")
    page = clerk.get(desk.theirs)
    link = page.select_one('#messages a[href*="/messages/files/"]')
    assert link is not None
    assert "page two.jpg" in link.get_text()
    clerk.get(str(link["href"]))
    assert clerk.response.content == picture
    assert clerk.response.headers["Content-Disposition"].startswith("attachment")
    for who in ("chair", "stranger"):
        desk.browser(who).get(str(link["href"]), status=404)


def test_nothing_typed_is_lost_when_a_file_is_refused(desk: Desk) -> None:
    applicant = desk.browser("applicant")
    applicant.get(desk.mine)
    applicant.submit(
        FORM, {"body": "Here it is"}, status=422, files={"files": ("a.exe", b"MZ not a picture", "image/jpeg")}
    )
    assert "a.exe" in applicant.words
    assert applicant.page.select_one("textarea").get_text().strip() == "Here it is"  # type: ignore[union-attr]
    assert desk.said() == []
    with desk.world() as session:
        assert session.exec(select(MessageFile)).all() == []
    applicant.submit(FORM)
    assert desk.said() == [("Here it is", False)]


def test_good_files_wait_until_the_message_can_be_said(desk: Desk) -> None:
    applicant, pictures = desk.browser("applicant"), [encoded(drawing(60, 40, seed=seed)) for seed in (1, 2, 3)]
    applicant.get(desk.mine)
    applicant.submit(FORM, {"body": "Here they are"}, status=422, files=[
        ("files", ("бір.jpg", pictures[0], "image/jpeg")), ("files", ("a.exe", b"MZ not a picture", "image/jpeg")),
        ("files", ("екі.jpg", pictures[1], "image/jpeg")),
    ])  # fmt: skip
    assert [box.parent.get_text(strip=True) for box in applicant.page.select(f"{FORM} [checked]")] == [
        "бір.jpg",
        "екі.jpg",
    ]
    assert desk.said() == []

    left_out = {"files-0_waiting": ""}
    applicant.submit(FORM, left_out, status=422, files={"files": ("b.exe", b"MZ not a picture", "image/jpeg")})
    applicant.submit(FORM, files={"files": ("үш.jpg", pictures[2], "image/jpeg")})

    assert desk.said() == [("Here they are", False)]
    with desk.world() as session:
        assert [one.name for one in session.exec(select(MessageFile)).all()] == ["екі.jpg", "үш.jpg"]


def test_a_file_that_waited_for_too_long_is_asked_for_again(desk: Desk, app: FastAPI) -> None:
    applicant, picture = desk.browser("applicant"), encoded(drawing(60, 40, seed=1))
    applicant.get(desk.mine)
    applicant.submit(FORM, {"body": "Here"}, status=422, files=[
        ("files", ("бір.jpg", picture, "image/jpeg")), ("files", ("a.exe", b"MZ not a picture", "image/jpeg")),
    ])  # fmt: skip
    for kept in app.state.house.shelf.root.glob("??/*"):
        kept.unlink()
    applicant.submit(FORM, status=422)
    assert "The file that waited here is gone" in applicant.words
    assert desk.said() == []
    applicant.submit(FORM)
    assert desk.said() == [("Here", False)]


def test_a_file_that_waits_for_somebody_else_goes_with_no_message(desk: Desk) -> None:
    applicant, picture = desk.browser("applicant"), encoded(drawing(60, 40, seed=1))
    applicant.get(desk.mine)
    applicant.submit(FORM, status=422, files=[
        ("files", ("бір.jpg", picture, "image/jpeg")), ("files", ("a.exe", b"MZ not a picture", "image/jpeg")),
    ])  # fmt: skip
    ticket = applicant.page.select_one(f"{FORM} [checked]")["value"]  # type: ignore[index]
    secretary = desk.browser("secretary")
    secretary.get(desk.theirs)
    secretary.submit(FORM, {"body": "Ours", "files-0_waiting": ticket}, status=422)

    with desk.world() as session:
        assert session.exec(select(MessageFile)).all() == []


def test_an_empty_message_is_not_sent(desk: Desk) -> None:
    applicant = desk.browser("applicant")
    applicant.get(desk.mine)
    applicant.submit(FORM, {"body": "  "}, status=422)
    assert "Write something or choose a file" in applicant.words


def test_pressing_twice_says_it_once(desk: Desk) -> None:
    applicant = desk.browser("applicant")
    applicant.get(desk.mine)
    applicant.submit(FORM, {"body": "Once"})
    applicant.get(desk.mine)
    nonce = {"body": "Once", "nonce": "same"}
    applicant.post(f"{desk.mine}/messages", nonce)
    applicant.post(f"{desk.mine}/messages", nonce)
    assert desk.said() == [("Once", False), ("Once", False)]


@pytest.mark.parametrize("who", ["chair", "stranger"])
def test_nobody_else_reads_or_writes(desk: Desk, who: str) -> None:
    desk.say("applicant", "Secret question")
    browser = desk.browser(who)
    for path in (f"{desk.mine}/messages", f"{desk.theirs}/messages", f"/office/{desk.contest.slug}/messages"):
        browser.get(path, status=404)
    for path in (f"{desk.mine}/messages", f"{desk.mine}/messages/read", f"{desk.theirs}/messages",
                 f"{desk.theirs}/messages/read"):  # fmt: skip
        browser.post(path, {"body": "x"}, status=404)
    assert desk.said() == [("Secret question", False)]


def test_the_archive_is_read_only(desk: Desk, clock: Clock, app: FastAPI) -> None:
    desk.say("applicant", "Thank you")
    with desk.world() as session:
        session.get_one(Contest, desk.contest.id).status = ContestStatus.ARCHIVED
    applicant = desk.browser("applicant")
    applicant.get(desk.mine)
    assert "Thank you" in applicant.words
    assert "The contest is in the archive: nothing more can be written here." in applicant.words
    assert applicant.page.select_one(FORM) is None
    applicant.post(f"{desk.mine}/messages", {"body": "More"}, status=409)


def test_a_draft_has_no_conversation(desk: Desk) -> None:
    with desk.world() as session:
        draft = make_application(session, session.get_one(Contest, desk.contest.id), desk.people["applicant"],
                                 nominations_of(session, desk.contest)[0], Status.DRAFT)  # fmt: skip
    applicant = desk.browser("applicant")
    applicant.get(f"/applications/{draft.id}/messages", status=404)
    applicant.post(f"/applications/{draft.id}/messages", {"body": "x"}, status=409)
