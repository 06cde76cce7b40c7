"""The winner's pages: details, contract, report, expenses; each form plain and with htmx."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from browser import Browser
from bs4 import BeautifulSoup
from documents import reading
from fastapi import FastAPI
from granted import BIN, IBAN, IIN, ORGANISATION, PERSON, TEXTS, Granted, lead, make_granted, terminate
from samples import changed_pdf, drawing, encoded, jpeg, pdf, tattling_jpeg
from sqlmodel import Session, select
from world import make_user

from app.accounts.models import User
from app.applications.answers import as_text
from app.applications.models import ApplicantKind
from app.grants import contracts, evidence, queries, reports
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.checking import Said
from app.grants.models import Evidence, Expense, Report, ReportStatus

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]


class Case:
    """One grant of a published contest; `until` leads it on."""

    def __init__(self, world: World, app: FastAPI) -> None:
        self.world, self.keys, self.root = world, app.state.house.keys, app.state.house.shelf.root
        with world() as session:
            self.granted: Granted = make_granted(session)
            lead(session, self.granted, self.keys, "taken")
            self.stranger: User = make_user(session, "Бөтен Адам")
        self.id = self.granted.grant.id
        self.path = f"/grants/{self.id}"

    def until(self, step: str) -> None:
        with self.world() as session:
            grant = session.get_one(type(self.granted.grant), self.id)
            lead(session, self.granted, self.keys, step, grant)

    def report(self) -> Report:
        with self.world() as session:
            return queries.report(session, self.id)

    def shelf(self) -> set[str]:
        """Of all stored files, the names."""
        return {path.name for path in self.root.glob("??/*")}

    def evidence(self) -> list[Evidence]:
        with self.world() as session:
            return list(queries.evidence(session, queries.report(session, self.id).id))

    def expenses(self) -> list[Expense]:
        with self.world() as session:
            return list(queries.expenses(session, queries.report(session, self.id).id))

    def line_id(self) -> str:
        with self.world() as session:
            return str(queries.granted_lines(session, self.granted.grant.application_id)[0].id)


@pytest.fixture
def case(world: World, app: FastAPI) -> Case:
    return Case(world, app)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def winner(case: Case, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(case.granted.winner, htmx=request.param)


def fields(page: BeautifulSoup) -> dict[str, str]:
    return {str(one["name"]): str(one.get("value", "")) for one in page.select("main form input[name]")}


def errors(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in page.select("#errors a")]


@pytest.mark.parametrize(
    ("until", "asked"),
    [
        ("", "Fill in your details"), ("details", "We are preparing the contract"),
        ("drafted", "We are preparing the contract"), ("sent", "Read the contract, print and sign it"),
        ("signed", "The money is on its way"), ("paid", "Carry out the project"),
        ("submitted", "The organiser checks the report"), ("content", "The organiser checks the report"),
        ("accepted", "Everything is done"),
    ],
)  # fmt: skip
def test_the_winner_reads_what_is_asked_now(case: Case, signed_in: SignedIn, until: str, asked: str) -> None:
    if until:
        case.until(until)
    browser = signed_in(case.granted.winner)
    page = browser.get(case.path)

    assert asked in browser.words
    assert len(page.select(".flow li")) == 8
    done = {"": 1, "details": 2, "drafted": 2, "sent": 3, "signed": 4, "paid": 5, "submitted": 7, "content": 7}
    assert len(page.select(".flow .done")) == done.get(until, 8)


def test_an_overdue_report_is_said_by_the_clock(case: Case, signed_in: SignedIn, clock: object) -> None:
    case.until("paid")
    with case.world() as session:
        report = queries.report(session, case.id)
        report.due_on -= timedelta(days=30)
        session.add(report)
    browser = signed_in(case.granted.winner)

    browser.get(case.path)
    assert "The report was due by" in browser.words
    browser.get(f"{case.path}/report")
    assert "Report overdue" in browser.words


def test_a_person_fills_in_the_details(case: Case, winner: Browser) -> None:
    page = winner.get(f"{case.path}/details")
    assert fields(page)["full_name"] == "Тестова Асель Маратовна"
    assert fields(page)["kbe"] == "19"

    winner.submit("main form", PERSON)

    assert winner.location == case.path
    winner.follow()
    assert "•••• 0001" in winner.words
    assert IBAN not in winner.response.text


def test_an_organisation_fills_in_its_own(world: World, app: FastAPI, signed_in: SignedIn) -> None:
    with world() as session:
        granted = make_granted(session, kind=ApplicantKind.ORGANISATION)
        lead(session, granted, app.state.house.keys, "taken")
    browser = signed_in(granted.winner)
    page = browser.get(f"/grants/{granted.grant.id}/details")
    assert (fields(page)["bin"], fields(page)["head_name"], fields(page)["kbe"]) == (BIN, "Ахметов Болат", "18")

    browser.submit("main form", ORGANISATION)

    page = browser.get(f"/grants/{granted.grant.id}/details")
    assert fields(page)["bin"] == ""
    assert "•••• 0016" in str(page.select_one("#bin")["placeholder"])  # type: ignore[index]


def test_wrong_details_come_back_as_typed_with_a_reason_each(case: Case, winner: Browser) -> None:
    winner.get(f"{case.path}/details")
    typed = {**PERSON, "iin": "850101300006", "iban": "KZ699990000000000002", "bic": "X", "kbe": "17", "phone": "1"}

    page = winner.submit("main form", typed, status=422)

    assert errors(page) == ["#iin", "#phone", "#iban", "#bic", "#kbe"]
    assert fields(page)["iin"] == "850101300006"
    assert "Check the digits of the IIN: the last one does not fit" in winner.words
    assert "The Kbe of a person ends in 9" in winner.words


def test_nothing_typed_names_every_field(case: Case, winner: Browser) -> None:
    winner.get(f"{case.path}/details")

    page = winner.submit("main form", dict.fromkeys(PERSON, ""), status=422)

    assert errors(page) == [f"#{name}" for name in fields(page) if name in PERSON]
    assert len(errors(page)) == len(PERSON)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "<script>alert(1)</script>" * 50, "a\0b"])
def test_monstrous_details_are_refused_in_words(case: Case, winner: Browser, text: str) -> None:
    winner.get(f"{case.path}/details")

    page = winner.submit("main form", {**PERSON, "bank": text}, status=422)

    assert errors(page) == ["#bank"]
    assert not page.select("main script")


def test_stored_details_stay_hidden_and_blank_keeps_them(case: Case, winner: Browser) -> None:
    case.until("details")
    page = winner.get(f"{case.path}/details")
    assert (fields(page)["iin"], fields(page)["iban"]) == ("", "")

    winner.submit("main form", {"bank": "Другой банк"})

    page = winner.post(f"{case.path}/details/values", status=200)
    assert [one.get_text() for one in page.select("#values dd")] == [IIN, "KZ69 9990 0000 0000 0001"]


def test_details_are_frozen_after_the_signatures(case: Case, winner: Browser) -> None:
    case.until("signed")

    winner.get(f"{case.path}/details", status=409)
    winner.post(f"{case.path}/details", PERSON, status=409)
    assert "Contract № 1/2026 is signed" in winner.words


def test_there_is_no_report_before_the_signatures(case: Case, winner: Browser) -> None:
    case.until("sent")
    for path in ("report", "expenses"):
        winner.get(f"{case.path}/{path}", status=409)
    for path in ("report", "report/submission", "report/videos", "report/publications"):
        winner.post(f"{case.path}/{path}", status=409)
    for path, name in (("report/photos", "file"), ("expenses", "receipt")):
        winner.post(f"{case.path}/{path}", files={name: ("a.jpg", jpeg())}, status=409)


TYPED = as_text(TEXTS | {"outcomes": [{"fact": "1 250"}]})
"""The whole report as a form sends it."""


def test_the_report_saves_as_one_types(case: Case, winner: Browser) -> None:
    case.until("signed")
    page = winner.get(f"{case.path}/report")
    assert "Субботник" in winner.words

    page = winner.post(
        f"{case.path}/report", {"deeds-0-fact": "Начали", "page": "a", "revision": "0", "autosave": "1"}, status=200
    )

    assert "Saved at 12:00" in page.get_text()
    assert page.select_one("#checklist[hx-swap-oob]") is not None
    assert page.select_one("#revision[hx-swap-oob]")["value"] == "1"  # type: ignore[index]
    page = winner.get(f"{case.path}/report")
    assert page.select_one("#deeds-0-fact").get_text().strip() == "Начали"  # type: ignore[union-attr]
    winner.submit("#f", {"story": "История"})
    typed = case.report().answers
    assert (typed["deeds"][0]["fact"].strip(), typed["story"]) == ("Начали", "История")


def test_what_is_typed_is_counted_at_once(case: Case, winner: Browser) -> None:
    case.until("signed")

    page = winner.post(f"{case.path}/report", TYPED | {"page": "a", "autosave": "1"}, status=200)

    assert "Now: 5." in page.select_one("#sentences").get_text()  # type: ignore[union-attr]
    assert "Women and men: 64. Ages: 64." in page.select_one("#people-sum").get_text()  # type: ignore[union-attr]


def test_a_report_of_a_megabyte_is_kept_and_named_as_too_long(case: Case, winner: Browser) -> None:
    case.until("signed")
    winner.get(f"{case.path}/report")

    winner.submit("#f", {"story": "я" * 500_000})

    assert len(case.report().answers["story"]) == 500_000
    page = winner.post(f"{case.path}/report/submission", status=422)
    assert "#story" in errors(page)


KASPI = "KZ84722C000012345678"


def test_the_bank_is_known_by_the_account(case: Case, winner: Browser) -> None:
    page = winner.get(f"{case.path}/details")
    told = winner.post(f"{case.path}/details/bank", {"iban": KASPI, "bic": "HSBKKZKX"}, status=200)
    assert "CASPKZKA" in told.get_text()
    assert winner.post(f"{case.path}/details/bank", {"iban": KASPI[:-1]}, status=200).get_text(strip=True) == ""

    winner.get(f"{case.path}/details")
    said = PERSON | {"iban": KASPI, "bank": "", "bic": "HSBKKZKX"}
    page = winner.submit("main form", said, status=422)
    assert [one.get_text(strip=True) for one in page.select("#errors a")] == [
        "BIC: By its account the bank is АО «Kaspi Bank», with the BIC CASPKZKA"
    ]
    assert page.select_one("#sure") is not None
    winner.submit("main form", said | {"bank": "АО «Народный Банк Казахстана»", "bic": ""}, status=422)
    winner.submit("main form", said | {"bic": ""})

    with case.world() as session:
        kept = queries.details(session, case.id)
        assert kept is not None
        assert (kept.bank, kept.bic, kept.account_tail) == ("АО «Kaspi Bank»", "CASPKZKA", "5678")
    winner.get(f"{case.path}/details")
    winner.submit("main form", {"bank": "", "bic": ""})  # the account is kept, and tells them again
    with case.world() as session:
        kept = queries.details(session, case.id)
        assert kept is not None
        assert kept.bic == "CASPKZKA"


def test_whoever_says_that_account_and_bic_are_both_right_is_believed(case: Case, winner: Browser) -> None:
    winner.get(f"{case.path}/details")
    said = PERSON | {"iban": KASPI, "bic": "HSBKKZKX"}
    winner.submit("main form", said, status=422)
    winner.submit("main form", {"sure": "CASPKZKA", "iban": KASPI, "iin": PERSON["iin"]})

    with case.world() as session:
        kept = queries.details(session, case.id)
        assert kept is not None
        assert kept.bic == "HSBKKZKX"


def test_whoever_was_sure_of_the_bank_is_not_asked_again_for_another_mistake(case: Case, winner: Browser) -> None:
    winner.get(f"{case.path}/details")
    said = PERSON | {"iban": KASPI, "bic": "HSBKKZKX"}
    page = winner.submit("main form", said | {"phone": "1"}, status=422)
    assert errors(page) == ["#phone", "#bic"]
    page = winner.submit("main form", {"sure": "CASPKZKA"}, status=422)
    assert errors(page) == ["#phone"]
    winner.submit("main form", {"phone": PERSON["phone"]})

    with case.world() as session:
        kept = queries.details(session, case.id)
        assert kept is not None
        assert kept.bic == "HSBKKZKX"


def test_two_windows_show_both_texts_and_the_winner_chooses(case: Case, winner: Browser) -> None:
    case.until("signed")
    first = {"page": "a", "revision": "0"}
    winner.post(f"{case.path}/report", first | {"story": "Первая", "partners": "Акимат"})

    winner.post(f"{case.path}/report", {"page": "b", "revision": "0", "story": "Вторая"}, status=409)
    assert "Первая" in winner.words
    assert "Вторая" in winner.words
    assert case.report().answers["story"] == "Первая"

    choice = {"keep-story": "mine", "keep-partners": "stored"}
    winner.submit(f'main form[action="{case.path}/report"]', choice)
    assert case.report().answers == {"story": "Вторая", "partners": "Акимат"}
    winner.post(f"{case.path}/report", {"page": "b", "revision": "0", "story": "x", "autosave": "1"}, status=409)
    assert winner.response.headers["HX-Retarget"] == "#alerts"


def test_a_field_that_the_report_does_not_ask_stands_as_it_was_called(case: Case, winner: Browser) -> None:
    case.until("signed")
    strange = {"deeds-0-zzz": "Первая", "outcomes-9-x": "Девять"}
    winner.post(f"{case.path}/report", {"page": "a", "revision": "0"} | strange)

    winner.post(f"{case.path}/report", {"page": "b", "revision": "0", "deeds-0-zzz": "Вторая"}, status=409)
    assert ", zzz" in winner.words
    winner.get(f"{case.path}/report")


def test_a_winner_asks_for_a_later_day(case: Case, winner: Browser) -> None:
    case.until("paid")
    winner.get(f"{case.path}/report")
    before = case.report().due_on
    page = winner.submit("#later form", {"until": str(before), "reason": "Река разлилась"}, status=422)
    assert errors(page) == ["#until"]

    winner.submit("#later form", {"until": str(before + timedelta(days=7)), "reason": "Река разлилась"})

    winner.follow()
    assert "You have asked for a later day" in winner.words
    assert case.report().due_on == before


def test_photos_arrive_one_by_one_and_leave(case: Case, winner: Browser) -> None:
    case.until("signed")
    winner.get(f"{case.path}/report")
    for seed in range(2):
        page = winner.post(
            f"{case.path}/report/photos", files={"file": ("a.jpg", jpeg(seed))}, status=200 if winner.htmx else 303
        )
    if winner.htmx:
        assert len(page.select("li.file img")) == 1
        assert page.select_one("[hx-get]")["hx-get"] == f"{case.path}/report/checklist"  # type: ignore[index]
    first, _ = case.evidence()

    winner.get(f"{case.path}/report")
    winner.submit(f"#evidence-{first.id} form", {"caption": "До уборки"})
    winner.get(f"{case.path}/report/checklist")
    assert "photos 2/5" in winner.words
    winner.get(f"{case.path}/report")
    winner.submit(f'form[action$="/{first.id}/removal"]')

    assert [one.caption for one in case.evidence()] == [""]
    winner.post(f"{case.path}/report/evidence/{first.id}/removal", status=404)


def test_a_caption_saves_by_itself(case: Case, signed_in: SignedIn) -> None:
    case.until("filled")
    item, browser = case.evidence()[0], signed_in(case.granted.winner, htmx=True)

    page = browser.post(f"{case.path}/report/evidence/{item.id}/caption", {"caption": "После", "autosave": "1"}, 200)

    assert page.select_one("#saved") is not None
    assert case.evidence()[0].caption == "После"
    browser.post(f"{case.path}/report/evidence/{item.id}/caption", {"caption": "x" * 201, "autosave": "1"}, 422)


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [("a.jpg", b"", 422), ("a.jpg", b"not a picture", 415), ("a.pdf", pdf(), 415), ("a.heic", b"x", 415),
     ("a.jpg", jpeg()[:3000], 422), ("a.png", jpeg(), 415)],
)  # fmt: skip
def test_what_is_no_photo_is_refused_in_words(case: Case, winner: Browser, name: str, data: bytes, status: int) -> None:
    case.until("signed")

    winner.post(f"{case.path}/report/photos", files={"file": (name, data)}, status=status)

    assert case.evidence() == []
    assert winner.page.select_one(".note.bad, h1") is not None


def test_the_picture_on_the_page_tells_no_place_and_the_original_is_a_download(case: Case, winner: Browser) -> None:
    case.until("signed")
    sent = tattling_jpeg()
    winner.post(f"{case.path}/report/photos", files={"file": ("a.jpg", sent)}, status=200 if winner.htmx else 303)
    item = case.evidence()[0]
    path = f"{case.path}/report/evidence/{item.id}"

    for kind in ("picture", "thumb"):
        response = winner.client.get(f"{path}/{kind}")
        assert response.headers["content-type"] == "image/jpeg"
        assert b"CANARY" not in response.content
    original = winner.client.get(path)
    assert original.content == sent
    assert original.headers["content-disposition"] == f"attachment; filename*=UTF-8''photo-{item.id}.jpg"
    assert original.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in original.headers["content-security-policy"]


MP4 = b"\0\0\0\x18ftypmp42" + bytes(64)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("a.mp4", MP4, "video/mp4"), ("IMG_1.MOV", b"\0\0\0\x14ftypqt  " + bytes(64), "video/quicktime"),
     ("a.webm", b"\x1aE\xdf\xa3" + bytes(64), "video/webm"),
     ("a.3gp", b"\0\0\0\x18ftyp3gp5" + bytes(64), "video/3gpp")],
)  # fmt: skip
def test_a_video_may_come_as_a_file(case: Case, winner: Browser, name: str, data: bytes, kind: str) -> None:
    case.until("signed")

    winner.post(f"{case.path}/report/films", files={"file": (name, data)}, status=200 if winner.htmx else 303)

    film = case.evidence()[0]
    assert (film.kind, film.media_type, film.size) == ("video", kind, len(data))
    response = winner.client.get(f"{case.path}/report/evidence/{film.id}")
    assert response.content == data
    assert response.headers["content-disposition"].startswith("attachment")
    winner.get(f"{case.path}/report/evidence/{film.id}/picture", status=404)
    winner.get(f"{case.path}/report/checklist")
    assert "video 1/1" in winner.words


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.mp4", b""), ("a.mp4", b"MZ" + bytes(64)), ("a.exe", MP4), ("a.webm", MP4), ("a.html", MP4), ("a.mp4", jpeg()),
     ("a.mp4", b"\0\0\0\x18ftypheic" + bytes(64))],
)  # fmt: skip
def test_what_is_no_video_is_refused(case: Case, winner: Browser, name: str, data: bytes) -> None:
    case.until("signed")

    winner.post(f"{case.path}/report/films", files={"file": (name, data)}, status=422)

    assert case.evidence() == []


def test_the_page_of_a_publication_is_kept_as_a_picture(case: Case, winner: Browser) -> None:
    case.until("signed")
    winner.get(f"{case.path}/report")
    said = {"title": "Жетісу", "link": "https://news.example/7", "dated": "2026-05-19"}
    winner.submit('form[action$="/publications"]', said, files={"screen": ("page.png", encoded(drawing(), "PNG"))})
    first = case.evidence()[0]
    assert first.clean_sha256 is not None
    assert winner.client.get(f"{case.path}/report/evidence/{first.id}/picture").headers["content-type"] == "image/jpeg"

    winner.get(f"{case.path}/report")
    winner.submit(f'form[action$="/{first.id}/page"]', files={"screen": ("page.pdf", pdf())})
    second = case.evidence()[0]
    assert (second.id, second.media_type, second.clean_sha256) == (first.id, "application/pdf", None)
    winner.get(f"{case.path}/report")
    winner.submit(f'form[action$="/{first.id}/page"]', status=415, files={"screen": ("page.jpg", b"nothing")})
    assert case.evidence()[0].sha256 == second.sha256


def test_links_are_added_and_removed(case: Case, winner: Browser) -> None:
    case.until("signed")
    winner.get(f"{case.path}/report")
    winner.submit('form[action$="/videos"]', {"video": "https://video.example/7"})
    winner.follow()
    winner.submit(
        'form[action$="/publications"]',
        {"title": "Жетісу", "link": "https://news.example/7", "dated": "2026-05-19"},
    )
    winner.follow()

    assert [(one.kind, one.url) for one in case.evidence()] == [
        ("video", "https://video.example/7"), ("publication", "https://news.example/7"),
    ]  # fmt: skip
    for item in case.evidence():
        winner.get(f"{case.path}/report")
        winner.submit(f'form[action$="/{item.id}/removal"]')
    assert case.evidence() == []


@pytest.mark.parametrize(
    ("form", "typed", "wrong"),
    [
        ("videos", {"video": "javascript:alert(1)"}, ["#video"]),
        ("videos", {}, ["#video"]),
        ("videos", {"video": "news"}, ["#video"]),
        ("publications", {"title": "", "link": "x", "dated": "31.02.2026"}, ["#title", "#link", "#dated"]),
        ("publications", {"title": "Газета", "link": "https://a.example", "dated": "2026-05-21"}, ["#dated"]),
    ],
)
def test_wrong_links_come_back(case: Case, winner: Browser, form: str, typed: dict[str, str], wrong: list[str]) -> None:
    case.until("signed")
    winner.get(f"{case.path}/report")

    page = winner.submit(f'form[action$="/{form}"]', typed, status=422)

    assert errors(page) == wrong
    for name, text in typed.items():
        assert page.select_one(f"#{name}")["value"] == text  # type: ignore[index]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("news.example/7", "https://news.example/7"), ("www.instagram.com", "https://www.instagram.com"),
     ("http://news.example:8080/a?b=1", "http://news.example:8080/a?b=1")],
)  # fmt: skip
def test_a_link_may_be_typed_without_its_beginning(case: Case, winner: Browser, typed: str, kept: str) -> None:
    case.until("signed")
    winner.get(f"{case.path}/report")

    winner.submit('form[action$="/videos"]', {"video": typed})

    assert [one.url for one in case.evidence()] == [kept]


PUBLICATION = {"title": "Газета", "link": "news.example/7", "dated": "2026-05-19"}
SCREEN = {"screen": ("page.png", encoded(drawing(), "PNG"))}


def test_details_before_the_answer_lead_the_winner_to_the_answer(case: Case, winner: Browser) -> None:
    with case.world() as session:
        for answer in session.exec(select(WinnerAnswer)):
            answer.status, answer.settled_at = AnswerStatus.WAITING, None
    winner.get(f"{case.path}/details", status=303)
    assert winner.location == f"{case.path}/answer"
    page = winner.follow()
    assert "say here whether you take the grant" in winner.words
    assert page.select_one('form[action$="/acceptance"]') is not None

    winner.post(f"{case.path}/details", {"full_name": "Асель"}, status=409)
    assert "First say on the page of your grant whether you take it" in winner.words


def test_a_refused_publication_says_what_became_of_its_picture(case: Case, winner: Browser) -> None:
    """With scripts the file stays in its field; without them it waits, and the page says so."""
    case.until("signed")
    winner.get(f"{case.path}/report")

    page = winner.submit('form[action$="/publications"]', PUBLICATION | {"dated": ""}, status=422, files=SCREEN)

    assert errors(page) == ["#dated"]
    assert ("«page.png» is here already" in winner.words) is not winner.htmx
    field = page.select_one("#screen")
    assert field is not None
    assert field["hx-preserve"] == "true"
    assert bool(case.shelf()) is not winner.htmx
    winner.submit('form[action$="/publications"]', PUBLICATION, files=SCREEN if winner.htmx else None)
    assert [(one.url, one.thumb_sha256 != "") for one in case.evidence()] == [("https://news.example/7", True)]
    assert len(case.shelf()) == 3


def test_a_link_that_is_there_already_is_said_beside_its_field(case: Case, winner: Browser) -> None:
    case.until("signed")
    for path, typed, field in (
        ("videos", {"video": "video.example/7"}, "#video"), ("publications", PUBLICATION, "#link"),
    ):  # fmt: skip
        winner.post(f"{case.path}/report/{path}", typed)
        assert errors(winner.post(f"{case.path}/report/{path}", typed, status=422)) == [field]


def test_no_file_stays_whose_row_was_refused(case: Case, winner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    case.until("signed")
    monkeypatch.setattr(evidence, "MOST", dict.fromkeys(evidence.MOST, 0))
    monkeypatch.setattr(evidence, "MOST_EXPENSES", 0)
    for path, typed, file in (
        ("report/photos", {}, ("a.jpg", jpeg())), ("report/films", {}, ("a.mp4", MP4)),
        ("report/publications", PUBLICATION, ("page.jpg", jpeg())), ("expenses", expense(case), ("r.pdf", pdf())),
    ):  # fmt: skip
        winner.post(f"{case.path}/{path}", typed, files={"file": file}, status=409)

    assert case.shelf() == set()


def test_two_equal_photos_at_once_leave_none(case: Case, winner: Browser) -> None:
    case.until("signed")
    headers = {"Sec-Fetch-Site": "same-origin"}

    sent = [("file", ("a.jpg", jpeg())), ("file", ("b.jpg", jpeg()))]
    response = winner.client.post(f"{case.path}/report/photos", files=sent, headers=headers)

    assert (response.status_code, case.evidence(), case.shelf()) == (409, [], set())


def expense(case: Case, **values: str) -> dict[str, str]:
    said = {"amount": "45 000", "budget_line_id": case.line_id(), "supplier": "ИП Пример", "paper": "Чек 17",
            "spent_on": "2026-05-18"}  # fmt: skip
    return said | values


def test_an_expense_is_added_with_its_receipt_and_removed(case: Case, winner: Browser) -> None:
    case.until("signed")
    winner.get(f"{case.path}/expenses")

    winner.submit("#add form", expense(case), files={"receipt": ("r.pdf", pdf())})

    winner.follow()
    assert "45 000 ₸" in winner.words.replace("\u00a0", " ")
    item = case.expenses()[0]
    receipt = winner.client.get(f"{case.path}/expenses/{item.id}/receipt")
    assert receipt.content == pdf()
    assert receipt.headers["content-disposition"].endswith(f"receipt-{item.id}.pdf")
    assert winner.client.get(f"{case.path}/expenses/{item.id}/thumb").headers["content-type"] == "image/jpeg"
    winner.submit(f"#expense-{item.id} form")
    assert case.expenses() == []


@pytest.mark.parametrize(
    ("typed", "file", "wrong"),
    [
        ({"amount": "0", "spent_on": "2026-05-21"}, ("r.jpg", jpeg()), ["#amount"]),
        ({"spent_on": "2026-05-21", "budget_line_id": "999"}, ("r.jpg", jpeg()), ["#budget_line_id", "#spent_on"]),
        ({"supplier": "", "paper": ""}, ("r.jpg", jpeg()), ["#supplier", "#paper"]),
        ({}, None, ["#receipt"]),
        ({"paper": "", "amount": "x"}, None, ["#receipt", "#amount", "#paper"]),
        ({}, ("r.pdf", changed_pdf("script")), ["#receipt"]),
        ({}, ("r.jpg", b"nothing"), ["#receipt"]),
    ],
)
def test_a_wrong_expense_comes_back_as_typed(
    case: Case, winner: Browser, typed: dict[str, str], file: tuple[str, bytes] | None, wrong: list[str]
) -> None:
    case.until("signed")
    winner.get(f"{case.path}/expenses")

    page = winner.submit("#add form", expense(case, **typed), 422, files={"receipt": file} if file else None)

    is_waiting = file is not None and "#receipt" not in wrong and not winner.htmx
    assert errors(page) == wrong
    assert ("is here already" in page.get_text()) is is_waiting
    assert page.select_one("#amount")["value"] == typed.get("amount", "45 000")  # type: ignore[index]
    assert case.expenses() == []
    assert bool(case.shelf()) is is_waiting


def test_an_unfinished_report_lists_what_is_missing_each_with_its_place(case: Case, winner: Browser) -> None:
    case.until("signed")
    typed = TYPED | {"page": "a", "deeds-0-fact": "Мало", "women": "33"}

    page = winner.post(f"{case.path}/report/submission", typed, status=422)

    assert errors(page) == [
        "#deeds-0-fact", "#age_under_14", "#photos", "#videos", "#publications", f"{case.path}/expenses",
    ]  # fmt: skip
    for anchor in errors(page)[:-1]:
        assert page.select_one(anchor) is not None, anchor
    assert (case.report().status, case.report().answers["story"]) == (ReportStatus.DUE, TEXTS["story"])


def test_every_place_that_an_empty_report_names_is_there(case: Case, winner: Browser) -> None:
    case.until("signed")

    page = winner.post(f"{case.path}/report/submission", {"page": "a"}, status=422)

    assert len(errors(page)) == 12
    for anchor in errors(page)[:-1]:
        assert page.select_one(anchor) is not None, anchor


def test_a_complete_report_is_sent_and_can_only_be_read(case: Case, winner: Browser) -> None:
    case.until("filled")
    winner.get(f"{case.path}/report")

    winner.post(f"{case.path}/report/submission", TYPED | {"page": "a"})

    assert case.report().status is ReportStatus.SUBMITTED
    page = winner.get(f"{case.path}/report")
    assert not page.select("main form")
    assert "150 000 of 200 000 ₸" in winner.words.replace("\u00a0", " ")
    for path in ("report", "report/submission", "report/later"):
        winner.post(f"{case.path}/{path}", TYPED, status=409)
    winner.post(f"{case.path}/report/photos", files={"file": ("a.jpg", jpeg())}, status=409)
    winner.post(f"{case.path}/report/films", files={"file": ("a.mp4", MP4)}, status=409)


def test_a_winner_asks_how_far_the_check_is_once_a_day(case: Case, winner: Browser) -> None:
    case.until("submitted")
    winner.get(case.path)
    for said in ("The organiser has a letter that you are waiting.", "They were reminded already."):
        winner.submit('form[action$="/report/reminder"]')
        winner.follow()
        assert said in winner.words


def test_a_returned_report_says_at_each_item_what_to_do(case: Case, winner: Browser) -> None:
    case.until("submitted")
    with case.world() as session:
        grant = session.get_one(type(case.granted.grant), case.id)
        said = {"deeds-0": Said(False, "Сколько мешков?"), "people": Said(True)}
        reports.judge(session, grant, said, by=case.granted.secretary, now=datetime.now(UTC))
        reports.send_back(session, grant, "", by=case.granted.secretary, now=datetime.now(UTC))

    page = winner.get(f"{case.path}/report")

    link = page.select_one(".note.warn li a")
    assert link is not None
    assert (link["href"], link.get_text()) == ("#deeds-0-how", "Субботник")
    assert "Сколько мешков?" in page.select_one("#deeds-0").get_text()  # type: ignore[union-attr]
    winner.submit("#f", {"deeds-0-fact": "Провели два субботника, вывезли 40 мешков."})
    page = winner.get(f"{case.path}/report")
    assert "Changed since the remark" in page.select_one("#deeds-0").get_text()  # type: ignore[union-attr]
    assert "You have changed everything that was asked for." in winner.words


def test_a_contract_is_the_winners_to_read(case: Case, app: FastAPI, signed_in: SignedIn) -> None:
    case.until("details")
    browser = signed_in(case.granted.winner)
    browser.get(f"{case.path}/contract", status=404)
    with case.world() as session:
        grant = session.get_one(type(case.granted.grant), case.id)
        contracts.create(session, grant, dated=grant.created_at.date(), by=case.granted.organiser, now=grant.created_at)

    response = browser.client.get(f"{case.path}/contract")

    assert response.headers["content-type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert 'attachment; filename="contract-1-2026.pdf"' in response.headers["content-disposition"]
    browser.get(f"{case.path}/contract/scan", status=404)


def test_a_stranger_finds_nothing(case: Case, signed_in: SignedIn) -> None:
    case.until("filled")
    browser, item, spent = signed_in(case.stranger), case.evidence()[0], case.expenses()[0]
    for path in ("", "/details", "/contract", "/contract/scan", "/report", "/report/checklist", "/expenses",
                 f"/report/evidence/{item.id}", f"/report/evidence/{item.id}/thumb",
                 f"/report/evidence/{item.id}/picture", f"/expenses/{spent.id}/receipt",
                 f"/expenses/{spent.id}/thumb"):  # fmt: skip
        browser.get(f"{case.path}{path}", status=404)
        there = browser.response.text.replace(case.path, "")
        browser.get(f"/grants/99999{path}", status=404)
        assert browser.response.text.replace("/grants/99999", "") == there
    for path in ("/details", "/details/values", "/report", "/report/submission", "/report/videos",
                 "/report/publications", f"/report/evidence/{item.id}/removal",
                 f"/report/evidence/{item.id}/caption", f"/expenses/{spent.id}/removal"):  # fmt: skip
        browser.post(f"{case.path}{path}", status=404)
    for path in ("/report/photos", "/expenses"):
        browser.post(f"{case.path}{path}", files={"file": ("a.jpg", jpeg())}, status=404)
    assert len(case.evidence()) == 7


def test_one_grants_files_are_not_found_under_another(world: World, app: FastAPI, signed_in: SignedIn) -> None:
    with world() as session:
        granted = make_granted(session, 2)
        for grant in granted.grants:
            lead(session, granted, app.state.house.keys, "filled", grant)
        other = queries.evidence(session, queries.report(session, granted.grants[1].id).id)[0].id
    browser = signed_in(granted.winners[0])

    browser.get(f"/grants/{granted.grants[0].id}/report/evidence/{other}", status=404)
    browser.post(f"/grants/{granted.grants[0].id}/report/evidence/{other}/removal", status=404)


def test_a_guest_is_asked_to_sign_in(case: Case, plain: Browser) -> None:
    assert plain.client.get(case.path).status_code == 303
    plain.post(f"{case.path}/details", PERSON, status=401)
    plain.post(f"{case.path}/report/photos", files={"file": ("a.jpg", jpeg())}, status=401)


def test_details_without_their_numbers_are_refused_however_they_are_sent(case: Case, winner: Browser) -> None:
    winner.get(f"{case.path}/details")

    page = winner.post(
        f"{case.path}/details", {name: text for name, text in PERSON.items() if name[0] != "i"}, status=422
    )

    assert errors(page) == ["#iin", "#iban"]


def test_the_report_is_a_paper_from_its_first_sending_on(case: Case, signed_in: SignedIn) -> None:
    case.until("filled")
    browser = signed_in(case.granted.winner)
    browser.get(f"{case.path}/report.pdf", status=404)
    with case.world() as session:
        grant = session.get_one(type(case.granted.grant), case.id)
        reports.submit(session, grant, by=case.granted.winner, now=datetime.now(UTC))
    browser.get(case.path)
    assert browser.page.select_one(f'a[href="{case.path}/report.pdf"]') is not None

    pdf_file = browser.client.get(f"{case.path}/report.pdf")
    word_file = browser.client.get(f"{case.path}/report/word")

    assert pdf_file.content.startswith(b"%PDF-")
    assert "report-1-2026.pdf" in pdf_file.headers["content-disposition"]
    shown = " ".join(reading.text(pdf_file.content).replace("\u00a0", " ").split())
    for part in ("Провели два субботника", "Две урны пришли с браком.", "1 200,5", "Дети сами следят за чистотой.",
                 "Чек 100000", "150 000", "https://news.example/1"):  # fmt: skip
        assert part in shown, part
    assert word_file.content.startswith(b"PK")
    office = signed_in(case.granted.secretary)
    office.get(f"/office/{case.granted.contest.slug}/grants/{case.id}")
    assert office.page.select_one(f'a[href="{case.path}/report.pdf?inline"]') is not None
    assert office.client.get(f"{case.path}/report.pdf").content == pdf_file.content


def test_a_report_that_was_handed_in_is_read_when_the_contract_has_ended(case: Case, signed_in: SignedIn) -> None:
    case.until("submitted")
    with case.world() as session:
        terminate(session, case.granted, session.get_one(type(case.granted.grant), case.id))
    winner, office = signed_in(case.granted.winner), signed_in(case.granted.organiser)
    winner.get(case.path)
    office.get(f"/office/{case.granted.contest.slug}/grants/{case.id}")

    assert winner.client.get(f"{case.path}/report.pdf").content.startswith(b"%PDF-")
    assert winner.client.get(f"{case.path}/report/word").content.startswith(b"PK")
    links = {str(one.get("href")) for one in winner.page.select("main a")}
    assert links & {f"{case.path}/report.pdf", f"{case.path}/report", f"{case.path}/expenses"} == {
        f"{case.path}/report.pdf"
    }
    assert office.page.select_one("#check") is None


def test_the_estimate_of_an_application_is_a_paper(case: Case, signed_in: SignedIn) -> None:
    browser, number = signed_in(case.granted.winner), case.granted.grant.application_id
    browser.get(f"/applications/{number}")
    assert browser.page.select_one(f'a[href="/applications/{number}/estimate.pdf"]') is not None

    mine = browser.client.get(f"/applications/{number}/estimate.pdf")

    shown = " ".join(reading.text(mine.content).replace("\u00a0", " ").split())
    for part in ("Перчатки", "150 000", "120 000", "200 000 (двести тысяч) тенге 00 тиын"):
        assert part in shown, part
    address = f"/office/{case.granted.contest.slug}/applications/{number}/estimate.pdf"
    assert signed_in(case.granted.secretary).client.get(address).content == mine.content
    signed_in(case.stranger).get(f"/applications/{number}/estimate.pdf", status=404)
