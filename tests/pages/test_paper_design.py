"""The office's pages on how papers look, what they say, who is thanked, and the register as a file."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from browser import Browser
from ceremony import NAMES, Ceremony, drawings
from fastapi import FastAPI
from PIL import Image
from pypdf import PdfReader
from sqlmodel import Session, select

from app.papers import issuing
from app.papers import queries as paper_queries
from app.papers.models import Addressee, Certificate, Orientation, PaperKind, Printing, PrintRun, RunStatus
from app.web.papers import printer

World = Callable[[], AbstractContextManager[Session]]
Opener = Callable[..., Browser]


@pytest.fixture
def ceremony(world: World) -> Ceremony:
    with world() as session:
        return drawings(session)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def secretary(request: pytest.FixtureRequest, ceremony: Ceremony, signed_in: Opener) -> Browser:
    return signed_in(ceremony.staff["secretary"], htmx=request.param)


@pytest.fixture
def paper(ceremony: Ceremony, world: World, app: FastAPI, now: datetime) -> Certificate:
    with world() as session:
        by = ceremony.staff["secretary"]
        made = issuing.issue_all(session, app.state.house.keys, ceremony.contest, by=by, now=now)
    return next(one for one in made if one.kind is PaperKind.DIPLOMA)


def test_a_text_is_looked_at_saved_and_put_back(secretary: Browser, ceremony: Ceremony, world: World) -> None:
    here = f"{ceremony.path}/paper-design"
    secretary.get(here)
    assert "Diploma of the I degree" not in secretary.words, "one winner of a nomination has no degrees"
    page = secretary.get(f"{here}/texts/diploma_winner")
    assert page.select_one("#heading_kk")["value"] == "I ДӘРЕЖЕЛІ ДИПЛОМ"  # type: ignore[index]
    form = f'form[action="{here}/texts/diploma_winner"]'
    wrong = 200 if secretary.htmx else 422

    secretary.submit(form, {"reason_kk": "{nomination}ның жеңімпазы", "go": "save"}, status=wrong)
    assert "A name in braces takes no ending and touches no letter: {nomination}н" in secretary.words
    secretary.get(f"{here}/texts/diploma_winner")
    secretary.submit(form, {"reason_kk": "{name} үшін", "go": "look"}, status=wrong)
    assert "This is not among the names below: {name}" in secretary.words
    secretary.get(f"{here}/texts/diploma_winner")
    secretary.submit(form, {"reason_kk": "{nomination} номинациясы бойынша озғаны үшін", "go": "look"}, status=200)
    picture = secretary.page.select_one("#sample img")
    assert picture is not None
    source = str(picture["src"])
    secretary.client.get(source.partition("?")[0])
    shown = secretary.client.get(source.replace("sample.jpg", "sample.pdf"))
    text = PdfReader(BytesIO(shown.content)).pages[0].extract_text()
    assert "озғаны үшін" in " ".join(text.split())
    with world() as session:
        assert paper_queries.design(session, ceremony.contest.id) is None

    secretary.get(f"{here}/texts/diploma_winner")
    secretary.submit(form, {"heading_kk": "АЛҒЫ", "go": "save"})
    secretary.follow()
    assert "own text" in secretary.words
    secretary.post(f"{here}/texts/diploma_winner/usual")
    with world() as session:
        design = paper_queries.design(session, ceremony.contest.id)
        assert design is not None
        assert (design.version, design.texts) == (2, {})
    secretary.get(f"{here}/texts/certificate_winner", status=404)


@pytest.mark.parametrize(("kind", "knows"), [("diploma_winner", True), ("letter_of_thanks", False)])
def test_the_advice_names_only_what_this_text_knows(
    secretary: Browser, ceremony: Ceremony, kind: str, knows: bool
) -> None:
    secretary.get(f"{ceremony.path}/paper-design/texts/{kind}")
    assert "A name takes no ending" in secretary.words
    assert ("{nomination}" in secretary.words) is knows


def test_the_sample_is_a_picture_of_the_page(secretary: Browser, ceremony: Ceremony) -> None:
    answer = secretary.client.get(f"{ceremony.path}/paper-design/texts/merit/sample.jpg?name=longest")
    if answer.status_code == 404:  # no certificates of merit where one of a nomination wins
        answer = secretary.client.get(f"{ceremony.path}/paper-design/texts/thanks_partner/sample.jpg?name=longest")
    assert answer.headers["content-type"] == "image/jpeg"
    assert Image.open(BytesIO(answer.content)).size == (1400, 990)


def test_format_signatories_and_pictures_are_kept(secretary: Browser, ceremony: Ceremony, world: World) -> None:
    here = f"{ceremony.path}/paper-design"
    secretary.get(here)
    form = f'form[action="{here}"]'
    secretary.submit(form, {"orientation": "portrait", "signatories-0-name_kk": "Б"}, status=422)
    secretary.submit(
        form,
        {"orientation": "portrait", "signatories-0-name_kk": "Бекова Гүл", "signatories-0-position_kk": "Төрайым"},
    )
    out = BytesIO()
    Image.new("RGBA", (2000, 500), (20, 80, 50, 128)).save(out, "PNG")
    logo = ("file", ("logo.png", out.getvalue(), "image/png"))
    assert secretary.client.post(f"{here}/pictures/logo", files=[logo]).status_code in (200, 303)
    with world() as session:
        design = paper_queries.design(session, ceremony.contest.id)
        assert design is not None
        assert (design.version, design.orientation) == (2, Orientation.PORTRAIT)
        assert design.signatories[0]["name"] == {"kk": "Бекова Гүл", "ru": "Бекова Гүл"}
        assert design.logo_sha256
    broken = ("file", ("logo.png", b"MZ not a picture", "image/png"))
    assert secretary.client.post(f"{here}/pictures/logo", files=[broken]).status_code == 415
    secretary.post(f"{here}/pictures/logo/removal")
    with world() as session:
        design = paper_queries.design(session, ceremony.contest.id)
        assert design is not None
        assert (design.version, design.logo_sha256) == (3, None)
    secretary.post(f"{here}/pictures/else/removal", status=404)


def test_people_are_thanked_from_a_pasted_list(
    secretary: Browser, ceremony: Ceremony, world: World, app: FastAPI
) -> None:
    here = f"{ceremony.path}/addressees"
    secretary.get(here)
    form = f'form[action="{here}"]'
    secretary.submit(form, {"role": "partner", "people": "Асанов Үсен; «Жер» қоры\nX"}, status=422)
    assert "Lines without a name of 2 to 150 letters: 2" in secretary.words
    secretary.submit(form, {"role": "partner", "people": "Асанов Үсен; «Жер» қоры\nЛи Анна"})
    secretary.follow()
    assert "2 people are added." in secretary.words
    secretary.post(f"{here}/known/experts")
    secretary.follow()
    assert "1 person is added." in secretary.words
    with world() as session:
        first, second = session.exec(select(Addressee).where(Addressee.role == "partner")).all()
    secretary.post(f"{here}/{second.id}/removal")
    secretary.post(f"{ceremony.path}/papers/issue", {"go": "print"})
    assert printer.round_trip(app.state.house) == 1
    secretary.get(here)
    assert secretary.page.select_one(f"#addressee-{first.id} a.mono") is not None
    secretary.post(f"{here}/{first.id}/removal", status=409)
    secretary.post(f"{here}/known/strangers", status=404)


def test_the_run_says_how_far_it_is_and_is_found_again(
    secretary: Browser, ceremony: Ceremony, paper: Certificate, app: FastAPI, world: World
) -> None:
    secretary.post(f"{ceremony.path}/paper-runs", {"order": "school"})
    secretary.follow()
    assert "0 of 5" in secretary.words
    here = str(secretary.response.url).partition("?")[0]
    secretary.get(f"{here}/file", status=404)
    assert printer.round_trip(app.state.house) == 1
    assert printer.round_trip(app.state.house) == 0
    secretary.get(here)
    assert "The file is ready." in secretary.words
    answer = secretary.client.get(f"{here}/file")
    reader = PdfReader(BytesIO(answer.content))
    assert len(reader.pages) == 5
    assert reader.trailer["/Root"]["/Lang"] == "kk"
    with world() as session:
        assert len(session.exec(select(Printing)).all()) == 5


def test_a_file_with_a_paper_that_was_replaced_meanwhile_says_so(
    secretary: Browser, ceremony: Ceremony, paper: Certificate, app: FastAPI, world: World
) -> None:
    secretary.post(f"{ceremony.path}/paper-runs")
    secretary.post(f"{ceremony.path}/papers/{paper.number}/replacement", {"reason": "lost", "recipient": NAMES[0]})
    printer.round_trip(app.state.house)
    with world() as session:
        run = session.exec(select(PrintRun)).one()
    secretary.get(f"{ceremony.path}/paper-runs/{run.id}")
    assert "This paper was replaced or revoked: it is not printed any more." in secretary.words
    assert run.status is RunStatus.FAILED


def test_a_paper_is_printed_once_more_for_a_reason(secretary: Browser, ceremony: Ceremony, paper: Certificate) -> None:
    here = f"{ceremony.path}/papers/{paper.number}"
    assert secretary.client.post(f"{here}/print").headers["content-type"] == "application/pdf"
    secretary.post(f"{here}/print", status=422)
    assert secretary.client.post(f"{here}/print", data={"reason": "spoiled"}).status_code == 200
    secretary.get(here)
    assert "printed for the first time" in secretary.words
    assert "the sheet was spoiled" in secretary.words


def test_the_register_is_a_file_with_every_print_and_every_text(
    secretary: Browser, ceremony: Ceremony, paper: Certificate
) -> None:
    secretary.client.post(f"{ceremony.path}/papers/{paper.number}/print")
    secretary.client.post(f"{ceremony.path}/papers/{paper.number}/print", data={"reason": "lost"})
    answer = secretary.client.post(f"{ceremony.path}/papers/register?kind=diploma")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    heads, first = rows[0], rows[1]
    said = dict(zip(heads, first, strict=True))

    assert len(rows) == 3
    assert (said["Number"], said["To whom"], said["Printed"]) == (paper.number, NAMES[0], 2)
    assert str(said["Text in Kazakh"]).startswith("I ДӘРЕЖЕЛІ ДИПЛОМ. марапатталады. ")
    assert said["Why printed again"] == "20.05.2026: the sheet was lost"
    assert said["Issued by"] == ceremony.staff["secretary"].name
