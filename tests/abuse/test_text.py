"""What people may type: markup, programs, signs that no one sees, more than fits. The catalogue's rows IN1 to IN16."""

import csv
import io
import json
import logging
import unicodedata
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from samples import jpeg, work_answers
from sqlmodel import select
from world import grant_answers, make_application, nominations_of

from abuse.born import SIGN, STRINGS, assert_nothing_was_born
from abuse.house import Site, unchanged
from app.applications.drawing_forms import DrawingForm
from app.applications.forms import Budget, Person, Project
from app.applications.models import Application, Attachment, Status
from app.applications.steps import STEPS
from app.documents import sheets
from app.documents.sheets import Table
from app.fields import Fields, Link
from app.grants.forms import PersonDetails
from app.mail import Letter, message
from app.web.forms import bind

STORY = "Берег озера завален бутылками и пакетами, дети режут ноги о стекло. " * 2


def hostile_grant(text: str) -> dict[str, Any]:
    """Every text field of the small-grant form says `text`, with so much around it that it is long enough."""
    deed = dict.fromkeys(("what", "when", "where", "responsible", "result"), text)
    cost = {"group": "inventory", "name": text, "unit": text, "quantity": "1", "price": "200 000", "reason": text}
    prose = dict.fromkeys(("problem", "goal"), f"{STORY} {text}")
    sentence = dict.fromkeys(
        ("target", "sustainability", "risks", "publicity", "partners", "experience"), f"Жители двух сёл {text}"
    )
    line = dict.fromkeys(("settlement", "address", "place", "title", "workplace", "name", "name_ru"), text)
    results = [{"what": text, "number": "1", "unit": text}]
    return grant_answers(**prose, **sentence, **line, results=results, activities=[deed], costs=[cost])


def hostile_work(text: str, territory: str) -> dict[str, str]:
    """The same for a pupil's work at a school that nobody knows yet; the names of the pupil are letters only."""
    typed = dict.fromkeys(("title", "technique", "teacher_name", "representative_name", "school_name_kk",
                           "school_name_ru", "school_settlement", "school_q"), text)  # fmt: skip
    new = {"school": "", "school_is_new": "yes", "school_rural": "yes", "school_territory": territory}
    return work_answers(**typed, **new)


def drafts(site: Site, *, works: bool) -> list[Application]:
    contest = site.drawings if works else site.grants
    with site.world() as session:
        nomination = nominations_of(session, contest)[0]
        return [
            make_application(session, contest, site.owner, nomination, Status.DRAFT,
                             answers=hostile_work(text, "T00") if works else hostile_grant(text))
            for text in STRINGS
        ]  # fmt: skip


@pytest.mark.parametrize("works", [False, True], ids=["grant", "work"])
def test_in1_no_text_becomes_part_of_a_page(site: Site, works: bool) -> None:
    """Twenty strings in every text field and in file names; every page on which they stand."""
    made, contest = drafts(site, works=works), site.drawings if works else site.grants
    owner, office = site.browser(), site.browser(site.secretary)
    seen = 0

    def look(browser: Any, path: str) -> None:
        nonlocal seen
        browser.get(path)
        assert_nothing_was_born(browser.response.text)
        seen += SIGN in browser.words or SIGN in str(browser.page)

    for index, one in enumerate(made):
        files = {"file": (f"{STRINGS[index]}.jpg", jpeg(index))}
        owner.post(f"/applications/{one.id}/attachments", files=files)
        step = STEPS[index % len(STEPS)].slug
        look(owner, f"/applications/{one.id}/edit" + ("" if works else f"?step={step}"))
        look(owner, f"/applications/{one.id}/preview")
        owner.post(f"/applications/{one.id}/submission", {})
        look(owner, f"/applications/{one.id}")
        look(office, f"/office/{contest.slug}/applications/{one.id}")
    last, desk = f"/applications/{made[-1].id}", f"/office/{contest.slug}"
    for path in (f"{last}/receipt", f"{last}/withdrawal", "/applications"):
        look(owner, path)
    for path in (f"{desk}/applications", f"{desk}/mail", f"{desk}/journal"):
        look(office, path)

    assert {site.fresh(one).status for one in made} == {Status.SUBMITTED}
    assert [site.fresh(one).title for one in made] == list(STRINGS), "stored as typed"
    assert seen > 3 * len(made), "the strings stood on the pages"


def test_in1_what_is_refused_is_shown_escaped(site: Site) -> None:
    browser = site.browser()
    for text in STRINGS:
        form = {"step": "applicant", "page": "p", "name": text, "phone": text, "email": text, "born_on": text}
        browser.post(f"/applications/{site.grant.id}/edit?step=applicant", form | {"go": "next"}, status=422)
        assert_nothing_was_born(browser.response.text)
        assert text in [field.get("value") for field in browser.page.select("input")]


PROGRAMS = ("{{7*7}}", "{% import os %}", "${7*7}", "{0.__class__}", "%(name)s", "#{7*7}", "<%= 7*7 %>", "{имя}")


@pytest.mark.parametrize("text", PROGRAMS)
def test_in2_a_program_is_words(site: Site, text: str) -> None:
    browser = site.browser()
    title = f"Проект {text}"
    with site.world() as session:
        session.get_one(Application, site.grant.id).answers = grant_answers(title=title, name=f"Асель {text}")

    browser.post(f"/applications/{site.grant.id}/submission")
    page = browser.client.get(f"/applications/{site.grant.id}").text
    receipt = browser.client.get(f"/applications/{site.grant.id}/receipt.pdf").content

    assert title in " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())
    words = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(receipt)).pages).split())
    assert "".join(title.split()) in words
    (letter,) = site.rows(Letter)
    assert "49" not in letter.subject.replace(site.fresh(site.grant).number or "", "")


def test_in4_too_long_a_text_is_told_with_numbers_and_kept(site: Site) -> None:
    browser = site.browser()
    text = "x" * 1_000_000
    form = {
        "step": "project",
        "page": "p",
        "go": "next",
        **{k: v for k, v in grant_answers().items() if isinstance(v, str)},
    }

    browser.post(f"/applications/{site.grant.id}/edit?step=project", form | {"problem": text}, status=422)

    assert "Не больше 5 000 знаков (сейчас 1 000 000)" in browser.words.replace("\u00a0", " ")
    assert site.fresh(site.grant).answers["problem"] == text
    browser.post(f"/applications/{site.grant.id}/submission", status=422)
    assert site.fresh(site.grant).status is Status.DRAFT


def test_in4_a_word_of_five_thousand_letters_is_taken_and_printed(site: Site) -> None:
    browser = site.browser()
    with site.world() as session:
        answers = grant_answers(problem="я" * 5000, title="ш" * 90)
        session.get_one(Application, site.grant.id).answers = answers

    browser.post(f"/applications/{site.grant.id}/submission")
    pdf = browser.client.get(f"/applications/{site.grant.id}/receipt.pdf")

    assert pdf.headers["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) >= 1


def test_in5_a_nul_is_refused_where_it_is_judged_and_dropped_where_it_is_kept(site: Site) -> None:
    browser = site.browser()
    form = bind(Project, {"title": "Таза\0 жаға"})
    assert form.errors["title"] in ("The text contains a character that cannot be stored",
                                    "Мәтінде сақтауға жарамсыз таңба бар")  # fmt: skip

    browser.post(f"/applications/{site.grant.id}/edit?step=project", {"page": "p", "title": "Таза\0 жаға"})

    assert site.fresh(site.grant).answers["title"] == "Таза жаға"


INVISIBLE = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u00ad\ufeff\U000e0041\u2060"


def test_in7_signs_that_nobody_sees_go(site: Site) -> None:
    browser = site.browser()
    hidden = INVISIBLE.join("Таза жаға")
    family = "семья 👨\u200d👩\u200d👧"
    with site.world() as session:
        answers = grant_answers(title=hidden, name=INVISIBLE.join("Тестова Асель"), problem=STORY + family)
        session.get_one(Application, site.grant.id).answers = answers

    browser.post(f"/applications/{site.grant.id}/submission")

    sent = site.fresh(site.grant)
    assert (sent.title, sent.applicant_name) == ("Таза жаға", "Тестова Асель")
    read = Project.model_validate(answers | {"costs": []})
    assert family in read.problem, "joiners stay in long text"


KAZAKH = ("Ұлттық Үміт Һәм Қыстау", "и\u0306гілік", "Әсем")


@pytest.mark.parametrize("title", KAZAKH)
def test_in8_kazakh_letters_are_found_in_any_case(site: Site, title: str) -> None:
    with site.world() as session:
        session.get_one(Application, site.grant.id).answers = grant_answers(title=f"{title} жобасы")
    site.browser().post(f"/applications/{site.grant.id}/submission")
    office = site.browser(site.secretary)

    for asked in (title.upper(), title.lower(), unicodedata.normalize("NFC", title)):
        office.get(f"/office/{site.grants.slug}/applications", params={"q": asked})
        assert unicodedata.normalize("NFC", title) in office.words

    assert unicodedata.is_normalized("NFC", site.fresh(site.grant).title)
    office.get(f"/office/{site.grants.slug}/applications", params={"q": "мұндай жоқ"})
    assert unicodedata.normalize("NFC", title) not in office.words


@pytest.mark.parametrize("title", ["Сурет 🎨🇰🇿", "مشروع", "\ufdfa", "а" + "\u0301" * 50, "𝕋𝕒𝕫𝕒", "👩\u200d🎨 жоба"])
def test_in9_every_sign_of_the_world_is_taken_and_printed(site: Site, title: str) -> None:
    browser = site.browser()
    with site.world() as session:
        session.get_one(Application, site.grant.id).answers = grant_answers(title=f"{title} жаға")

    browser.post(f"/applications/{site.grant.id}/submission")

    assert browser.client.get(f"/applications/{site.grant.id}/receipt.pdf").status_code == 200
    assert "жаға" in site.fresh(site.grant).title


FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://x.example")',
    "+7 701 000 00 01",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_in10_a_formula_is_text_in_every_table(text: str) -> None:
    table = Table("Лист", ["Название"], [[text]])

    cell = openpyxl.load_workbook(io.BytesIO(sheets.xlsx(table))).worksheets[0].cell(2, 1)
    (row,) = list(csv.reader(io.StringIO(sheets.csv(table).decode("utf-8-sig")), delimiter=";"))[1:] or [[""]]

    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_in11_signs_that_no_table_can_hold_do_not_break_it() -> None:
    table = Table("Лист\x00[]:*?/\\", ["a\x07b"], [["x\x01y\x0bz"]])

    book = openpyxl.load_workbook(io.BytesIO(sheets.xlsx(table)))

    assert "x" in str(book.worksheets[0].cell(2, 1).value)
    assert sheets.csv(table)


WRONG: list[tuple[type[Fields], str, str, str]] = [
    (PersonDetails, "iin", "900203300002", "ЖСН цифрларын тексеріңіз"),
    (PersonDetails, "iin", "993203300001", "ЖСН цифрларын тексеріңіз"),
    (PersonDetails, "iban", "KZ86125KZT5004100101", "тексеріңіз"),
    (Budget, "requested", "-1", "цифрмен жазыңыз"),
    (Budget, "requested", "1e309", "цифрмен жазыңыз"),
    (Budget, "requested", "NaN", "цифрмен жазыңыз"),
    (Budget, "requested", "200 000,50", "цифрмен жазыңыз"),
    (Person, "born_on", "31.02.1990", "Дұрыс күнді жазыңыз"),
    (Person, "born_on", "0001-01-01", "Дұрыс күнді жазыңыз"),
    (Person, "email", "a" * 100_000 + "@mail.example", "пошта"),
    (Person, "email", ("a." * 50 + "@") * 900, "пошта"),
    (Person, "phone", "+" * 5000, "Телефон"),
    (DrawingForm, "grade", "9" * 5000, ""),
    (DrawingForm, "born_on", "2014-02-30", "Дұрыс күнді жазыңыз"),
]


@pytest.mark.parametrize(("model", "name", "typed", "words"), WRONG, ids=[f"{row[1]} {row[2][:20]}" for row in WRONG])
def test_in12_in13_what_is_wrong_is_named_beside_its_field(
    model: type[Fields], name: str, typed: str, words: str
) -> None:
    form = bind(model, {name: typed})

    assert words.casefold() in form.errors[name].casefold()
    assert form.text[name] == typed, "what was typed comes back"


def test_in12_a_sum_as_people_write_it_is_understood() -> None:
    assert "requested" not in bind(Budget, {"requested": "200 000,00"}).errors


def test_in13_a_link_that_goes_on_for_ever_is_refused() -> None:
    class Page(Fields):
        link: Link

    assert "link" in bind(Page, {"link": "https://" + "a" * 100_000}).errors


def test_in16_a_request_is_one_line_of_the_log_whatever_is_in_it(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    from app.cli import _Lines

    browser = site.browser()
    caplog.set_level(logging.INFO, logger="baiqau.requests")
    caplog.clear()
    browser.client.get(
        "/applications/1%0d%0aFAKE%1b[31m", params={"q": "\r\nFAKE\x1b[31m"},
        headers={"User-Agent": "x\x1b[31mFAKE", "Referer": "/FAKE"},
    )  # fmt: skip

    lines = [
        _Lines("%(levelname)s %(name)s: %(message)s").format(one)
        for one in caplog.records
        if one.name == "baiqau.requests"
    ]
    assert len([line for line in lines if line.startswith("{")]) == 1
    for line in lines:
        assert "\n" not in line
        assert "FAKE" not in line
    assert set(json.loads(lines[-1])) == {"at", "request", "method", "route", "status", "ms"}


def test_em1_em3_a_name_is_text_in_every_letter(site: Site) -> None:
    """Line breaks in a name are gone before a letter is written; markup and addresses in it stay words."""
    with site.world() as session:
        answers = grant_answers(
            title="Проект\u2028Bcc: x@y.example\r\nSubject: z <a href=//x.example>http://x.example</a>"
        )
        session.get_one(Application, site.grant.id).answers = answers

    site.browser().post(f"/applications/{site.grant.id}/submission")

    (letter,) = site.rows(Letter)
    made = message(letter, "baiqau@mail.example")
    assert made["Bcc"] is None
    assert "\n" not in letter.subject
    links = [str(link["href"]) for link in BeautifulSoup(letter.html, "html.parser").select("a")]
    assert [link for link in links if "x.example" in link] == []
    assert made.as_bytes()


def test_em1_a_name_that_no_header_can_carry_is_cleaned_at_sign_up(site: Site) -> None:
    from app.accounts.forms import SignUp  # the name of a person is one line everywhere

    form = bind(SignUp, {"name": "Асель\r\nBcc: a@b.example", "email": "a@b.example", "password": "correct horse 9"})

    assert form.fields is None or "\n" not in form.valid.name


def test_nothing_of_a_refused_text_is_stored(site: Site) -> None:
    browser = site.browser()
    with unchanged(site.app):
        browser.post(f"/applications/{site.work.id}/submission", status=422)
    assert site.rows(Attachment) == []
    with site.world() as session:
        assert session.exec(select(Application.number).where(Application.id == site.work.id)).one() is None
