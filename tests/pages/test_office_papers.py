from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from io import BytesIO

import pytest
from browser import Browser, statements
from ceremony import NAMES, Ceremony, drawings, grants
from fastapi import FastAPI
from pypdf import PdfReader
from sqlmodel import Session, col, select
from world import make_application, make_author, nominations_of

from app.applications.models import Application, Author, Status
from app.contests.models import ContestStatus
from app.papers import issuing
from app.papers.models import Certificate, CertificateStatus, PaperKind, PaperReason, PrintRun
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
def issued(ceremony: Ceremony, world: World, app: FastAPI, now: datetime) -> dict[PaperKind, Certificate]:
    with world() as session:
        by = ceremony.staff["secretary"]
        made = issuing.issue_all(session, app.state.house.keys, ceremony.contest, by=by, now=now)
        return {paper.kind: paper for paper in reversed(made)}


@pytest.fixture
def diploma(issued: dict[PaperKind, Certificate]) -> Certificate:
    return issued[PaperKind.DIPLOMA]


def stored(world: World, number: str) -> Certificate:
    with world() as session:
        return session.exec(select(Certificate).where(Certificate.number == number)).one()


def file(browser: Browser) -> PdfReader:
    assert browser.response.headers["content-type"] == "application/pdf"
    return PdfReader(BytesIO(browser.response.content))


def test_all_that_is_due_is_issued_at_one_press(secretary: Browser, ceremony: Ceremony, world: World) -> None:
    secretary.get(f"{ceremony.path}/papers")
    assert "5 papers are due and not issued yet." in secretary.words
    assert "4 names are not confirmed." in secretary.words
    assert secretary.page.select_one(f'form.note a[href="{ceremony.path}/proof?show=open"]') is not None
    secretary.submit("form.note", {"go": ""})
    secretary.follow()

    assert "5 papers are issued." in secretary.words
    assert secretary.page.select("form.note") == []
    assert len(secretary.page.select("tr[id^=paper-]")) == 5
    secretary.post(f"{ceremony.path}/papers/issue")
    secretary.follow()
    assert "Everything that is due was issued already." in secretary.words
    with world() as session:
        assert len(session.exec(select(Certificate)).all()) == 5


def test_one_school_is_issued_and_printed_from_the_same_place(
    secretary: Browser, ceremony: Ceremony, world: World
) -> None:
    here, school = f"{ceremony.path}/papers", str(ceremony.schools[1].id)
    page = secretary.get(here)
    schools = [(one["value"], one.get_text()) for one in page.select("#due_school option")]
    assert schools == [("", "All"), (school, "Арай мектебі – 1"), (str(ceremony.schools[0].id), "Қарлығаш мектебі – 4")]

    chosen = {"due_school": school, "due_nomination": "1"}
    secretary.get(here, params=chosen)
    assert "Nothing of this is due." in secretary.words
    assert secretary.page.select("form.note button[name=go]") == []
    part = secretary.get(here, params=chosen | {"due_nomination": "2"}, headers={"hx-request": "true"})
    assert part.select_one("h1") is None, "only what was counted anew"
    assert "1 paper is due and not issued yet." in secretary.words
    assert "1 name is not confirmed." in secretary.words

    secretary.get(here, params=chosen | {"due_nomination": "2"})
    secretary.submit("form.note", {"go": "print"})
    secretary.follow()
    assert "1 paper" in secretary.words
    with world() as session:
        assert [one.printed["recipient"] for one in session.exec(select(Certificate)).all()] == [NAMES[3]]
        assert [run.total for run in session.exec(select(PrintRun)).all()] == [1]
    secretary.post(f"{here}/issue", {"due_school": school})
    secretary.follow()
    assert "Everything that is due was issued already." in secretary.words
    for strange in ("x", "999999", "9" * 30):
        secretary.post(f"{here}/issue", {"due_school": strange})
    with world() as session:
        assert len(session.exec(select(Certificate)).all()) == 1
    page = secretary.get(here)
    assert "4 papers are due and not issued yet." in secretary.words
    assert page.select("#due_school") == [], "one school is no choice"


def test_before_the_publication_there_is_nothing_to_issue(world: World, signed_in: Opener) -> None:
    with world() as session:
        ceremony = drawings(session, status=ContestStatus.DECIDING)
    secretary = signed_in(ceremony.staff["secretary"])

    secretary.get(f"{ceremony.path}/papers")
    assert "They are issued after the results are published." in secretary.words
    assert [name for name in NAMES if name in secretary.words] == []
    secretary.post(f"{ceremony.path}/papers/issue", status=409)


def test_the_list_is_filtered_by_kind_and_searched_however_names_are_spelled(
    secretary: Browser, ceremony: Ceremony, issued: dict[PaperKind, Certificate]
) -> None:
    here = f"{ceremony.path}/papers"

    def numbers(query: str) -> list[str]:
        page = secretary.get(f"{here}?{query}")
        return [row.get_text() for row in page.select("tr[id^=paper-] th a")]

    assert numbers("kind=diploma")[0] == issued[PaperKind.DIPLOMA].number
    assert len(numbers("kind=diploma")) == 2
    assert len(numbers("q=ТОЛЕУОВА")) == 1
    assert len(numbers("nomination=2&state=issued")) == 2
    assert len(numbers("unprinted=yes")) == 5
    assert numbers("state=revoked") == []
    assert numbers(f"q={issued[PaperKind.THANKS].number}") == [issued[PaperKind.THANKS].number]
    assert numbers("q=%25") == []
    assert "Nothing is found" in secretary.words
    assert len(numbers("kind=nonsense&number=-3")) == 5


def test_a_long_list_comes_in_pages_with_the_same_statements(
    ceremony: Ceremony, world: World, app: FastAPI, signed_in: Opener, now: datetime
) -> None:
    secretary = signed_in(ceremony.staff["secretary"])
    seen = []
    for more in (0, 60):
        with world() as session:
            nomination = nominations_of(session, ceremony.contest)[0]
            for i in range(more):
                work = make_application(session, ceremony.contest, ceremony.owner, nomination, title=f"Гүл {i}")
                make_author(session, work, ceremony.schools[0])
            issuing.issue_all(session, app.state.house.keys, ceremony.contest, by=ceremony.owner, now=now)
        secretary.get(f"{ceremony.path}/papers")
        with statements(app) as ran:
            secretary.get(f"{ceremony.path}/papers")
        seen.append(len(ran))
    assert len(secretary.page.select("tr[id^=paper-]")) == 50
    secretary.get(f"{ceremony.path}/papers?number=2")
    assert len(secretary.page.select("tr[id^=paper-]")) == 15
    assert seen[0] == seen[1]


def test_one_file_and_all_in_one(secretary: Browser, ceremony: Ceremony, diploma: Certificate, app: FastAPI) -> None:
    secretary.get(f"/papers/{diploma.number}.pdf")
    text = " ".join(file(secretary).pages[0].extract_text().split())
    assert NAMES[0] in text
    assert f"№ {diploma.number}" in text
    assert f'filename="{diploma.number}.pdf"' in secretary.response.headers["content-disposition"]

    for asked, count in (
        ({}, 5), ({"of_kind": "diploma"}, 2), ({"of_nomination": "2"}, 2),
        ({"of_school": str(ceremony.schools[1].id)}, 1),
        ({"order": "school"}, 5), ({"of_kind": "", "of_nomination": "", "of_school": "", "order": "calling"}, 5),
    ):  # fmt: skip
        secretary.post(f"{ceremony.path}/paper-runs", asked | {"reason": "copy"})
        printer.round_trip(app.state.house)
        secretary.follow()
        assert f"{count} of {count}" in secretary.words
        secretary.get(f"{str(secretary.response.url).partition('?')[0]}/file")
        assert len(file(secretary).pages) == count
    for nonsense in ({"of_kind": "other"}, {"of_nomination": "99"}, {"of_school": "x"}, {"of_school": "999999"}):
        secretary.post(f"{ceremony.path}/paper-runs", nonsense | {"reason": "copy"}, status=422)


def test_a_file_that_cannot_be_made_says_why_and_keeps_what_was_chosen(
    secretary: Browser, ceremony: Ceremony, diploma: Certificate
) -> None:
    form, first = f'form[action="{ceremony.path}/paper-runs"]', "All of these were printed before."
    secretary.post(f"{ceremony.path}/paper-runs", {"of_kind": "diploma"})
    for values, place, words in (
        ({"of_kind": "diploma", "order": "school"}, "#is_first-e", first),
        ({"of_kind": "diploma", "order": "school", "is_first": ""}, "#reason-e", "Papers that were printed before: 2."),
        ({"of_kind": "letter_of_thanks", "of_nomination": "2", "order": "school"}, "#of_kind-e", "no paper to print"),
    ):
        secretary.get(f"{ceremony.path}/papers")
        page = secretary.submit(form, values, status=422)
        error = page.select_one(place)
        assert error is not None
        assert words in error.get_text()
        assert [str(one["value"]) for one in page.select(f"{form} option[selected]")][-1] == "school"
        assert page.select_one("details[open] form") is not None


def test_a_paper_is_handed_over_once(
    secretary: Browser, diploma: Certificate, ceremony: Ceremony, world: World
) -> None:
    here = f"{ceremony.path}/papers/{diploma.number}"
    secretary.get(here)
    form = f'form[action="{here}/delivery"]'
    secretary.submit(form, {"to": "", "on": "2026-05-20"}, status=422)
    assert secretary.page.select_one("#to-e") is not None
    secretary.submit(form, {"to": "Төлеуова Сәуле, анасы", "on": "2026-05-21"}, status=422)
    assert "This day is still ahead" in secretary.words
    secretary.submit(form, {"on": "2026-05-19"}, status=422)
    assert "The paper was issued later than that" in secretary.words
    assert secretary.page.select_one("#to")["value"] == "Төлеуова Сәуле, анасы"  # type: ignore[index]
    secretary.submit(form, {"on": "20.05.2026"})
    secretary.follow()

    assert "20 May 2026, Төлеуова Сәуле, анасы" in secretary.words
    assert secretary.page.select(form) == []
    secretary.post(f"{here}/delivery", {"to": "Басқа", "on": "2026-05-20"}, status=409)
    assert stored(world, diploma.number).handed_over_to == "Төлеуова Сәуле, анасы"


def test_a_handing_over_noted_by_mistake_is_taken_back(
    secretary: Browser, diploma: Certificate, ceremony: Ceremony, world: World
) -> None:
    here = f"{ceremony.path}/papers/{diploma.number}"
    secretary.post(f"{here}/delivery/mistake", {"why": "Қате"}, status=409)
    secretary.post(f"{here}/delivery", {"to": "Анасы", "on": "2026-05-20"})
    secretary.get(here)
    form = f'form[action="{here}/delivery/mistake"]'
    secretary.submit(form, {"why": ""}, status=422)
    assert secretary.page.select_one("#why-e") is not None
    secretary.submit(form, {"why": "Басқа адам еді"})
    secretary.follow()

    assert "Noted: the paper is not handed over." in secretary.words
    assert secretary.page.select_one(f'form[action="{here}/delivery"]') is not None
    assert stored(world, diploma.number).status is CertificateStatus.ISSUED


def test_a_paper_with_an_error_is_replaced(
    secretary: Browser, diploma: Certificate, ceremony: Ceremony, world: World
) -> None:
    here = f"{ceremony.path}/papers/{diploma.number}/replacement"
    page = secretary.get(here)
    assert page.select_one("#recipient")["value"] == NAMES[0]  # type: ignore[index]
    for values in ({"recipient": ""}, {"recipient": "x" * 1_000_000}, {"reason": "by-mistake"}, {"remark": "x" * 2001}):
        secretary.submit("main form", values, status=422)
        secretary.get(here)
    secretary.submit("main form", {"reason": "name-wrong", "recipient": "Төлеуова <b>Аруана</b>", "work": "Бұлақ"})
    secretary.follow()

    number = str(secretary.response.url).rpartition("/")[2]
    assert "Төлеуова <b>Аруана</b>" in secretary.words
    assert stored(world, number).printed["work"] == "Бұлақ"
    assert stored(world, diploma.number).status is CertificateStatus.REPLACED
    secretary.get(f"{ceremony.path}/papers/{diploma.number}")
    assert "an error in the name" in secretary.words
    secretary.get(f"/papers/{diploma.number}.pdf", status=409)
    secretary.post(here, {"reason": "lost", "recipient": "Төлеуова"}, status=409)

    secretary.get(f"{ceremony.path}/proof?show=reprint")
    assert secretary.page.select('li[id^="name-"]') == [], "what the new paper says holds"
    secretary.get(f"{ceremony.path}/proof?show=corrected")
    assert "Төлеуова <b>Аруана</b>" in secretary.words


def test_a_paper_is_replaced_with_the_names_that_hold_now(
    secretary: Browser, diploma: Certificate, ceremony: Ceremony
) -> None:
    secretary.post(
        f"{ceremony.path}/proof/{diploma.application_id}",
        {"recipient": "Төлеуова Аруана", "work": "Бұлақ", "teacher": "Әбілова Сәуле", "remark": "телефонмен"},
    )
    page = secretary.get(f"{ceremony.path}/papers/{diploma.number}/replacement")
    typed = [page.select_one(f"#{name}")["value"] for name in ("recipient", "work")]  # type: ignore[index]
    assert typed == ["Төлеуова Аруана", "Бұлақ"]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_the_organiser_revokes_with_a_reason(
    ceremony: Ceremony, diploma: Certificate, signed_in: Opener, world: World, htmx: bool
) -> None:
    organiser = signed_in(ceremony.staff["organiser"], htmx=htmx)
    organiser.get(f"{ceremony.path}/papers/{diploma.number}")
    organiser.get(f"{ceremony.path}/papers/{diploma.number}/revocation")
    organiser.submit("main form", {"remark": "Екі рет басылған"}, status=422)
    assert organiser.page.select_one("#reason-e") is not None
    organiser.submit("main form", {"reason": "by-mistake"})
    organiser.follow()

    assert "it was issued by mistake" in organiser.words
    assert stored(world, diploma.number).remark == "Екі рет басылған"


def test_a_name_corrected_after_the_issue_is_marked_in_the_register(
    secretary: Browser, diploma: Certificate, ceremony: Ceremony
) -> None:
    def marked() -> list[str]:
        return [
            str(row["id"]) for row in secretary.page.select("tr[id^=paper-]") if row.select('a[href$="/replacement"]')
        ]

    secretary.get(f"{ceremony.path}/papers")
    assert marked() == []
    said = {"recipient": "Төлеуова Аруана", "work": diploma.printed["work"], "remark": "телефонмен"}
    secretary.post(f"{ceremony.path}/proof/{diploma.application_id}", said | {"teacher": diploma.printed["teacher"]})
    secretary.get(f"{ceremony.path}/papers")
    assert marked() == [f"paper-{diploma.id}"]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_paper_revoked_by_mistake_is_found_and_issued_anew(
    ceremony: Ceremony, issued: dict[PaperKind, Certificate], signed_in: Opener, world: World, now: datetime, htmx: bool
) -> None:
    with world() as session:
        for kind in (PaperKind.DIPLOMA, PaperKind.CERTIFICATE_PARTICIPANT):
            paper = session.get_one(Certificate, issued[kind].id)
            issuing.revoke(session, paper, PaperReason.BY_MISTAKE, "", by=session.merge(ceremony.owner), now=now)
        session.get_one(Application, paper.application_id).status = Status.WITHDRAWN
    old = issued[PaperKind.DIPLOMA]
    here, register = f"{ceremony.path}/papers/{old.number}", f"{ceremony.path}/papers?missed=yes"
    secretary = signed_in(ceremony.staff["secretary"], htmx=htmx)
    secretary.get(register)
    assert [row["id"] for row in secretary.page.select("tr[id^=paper-]")] == [f"paper-{old.id}"], "the other one left"
    assert "nothing took its place" in secretary.words
    assert secretary.page.select_one('a[href$="/reissue"]') is None
    secretary.get(here)
    assert "An organiser of the contest can issue it anew on this page." in secretary.words

    organiser = signed_in(ceremony.staff["organiser"], htmx=htmx)
    organiser.get(register)
    link = organiser.page.select_one('tr a[href$="/reissue"]')
    assert link is not None
    organiser.get(str(link["href"]))
    organiser.submit("main form", {"why": ""}, status=422)
    assert organiser.page.select_one("#why-e") is not None
    assert NAMES[0] in organiser.words
    organiser.submit("main form", {"why": "Отозвали по ошибке"})
    organiser.follow()

    number = str(organiser.response.url).rpartition("/")[2]
    facts = organiser.page.select_one("dl.facts")
    assert facts is not None
    assert facts.select_one(f'dd a[href="{here}"]') is not None
    assert {one.name for one in facts.find_all(recursive=False)[::2]} == {"dt"}, "each is beside its own words"
    assert stored(world, number).status is CertificateStatus.ISSUED
    assert stored(world, old.number).status is CertificateStatus.REVOKED
    organiser.get(here)
    assert organiser.page.select_one(f'.note a[href$="/{number}"]') is not None
    assert organiser.page.select_one('a[href$="/reissue"]') is None
    assert organiser.get(f"{here}/reissue").select("main form") == []
    organiser.post(f"{here}/reissue", {"why": "Тағы да"}, status=409)
    assert organiser.get(register).select("tr[id^=paper-]") == []
    rows = organiser.get(f"{ceremony.path}/papers?kind=diploma").select("tr[id^=paper-]")
    assert [number in str(row) and old.number in str(row) for row in rows].count(True) == 2, "each names the other"


ROWS = {
    "cert.issue": {"secretary": 200, "organiser": 200, "chair": 403, "accountant": 404, "expert": 404, "elsewhere": 404,
                   "stranger": 404, "operator": 404, "owner": 404},
    "cert.own.get": {"secretary": 200, "organiser": 200, "chair": 404, "accountant": 404, "expert": 404,
                     "elsewhere": 404, "stranger": 404, "operator": 404, "owner": 200},
    "cert.revoke": {"secretary": 403, "organiser": 200, "chair": 404, "accountant": 404, "expert": 404,
                    "elsewhere": 404, "stranger": 404, "operator": 404, "owner": 403},
}  # fmt: skip


@pytest.mark.parametrize("who", ROWS["cert.issue"])
def test_who_may_do_what_with_papers(who: str, ceremony: Ceremony, diploma: Certificate, signed_in: Opener) -> None:
    browser = signed_in(ceremony.owner if who == "owner" else ceremony.staff[who])
    paper = f"{ceremony.path}/papers/{diploma.number}"

    def refused(row: str) -> int:
        return 422 if ROWS[row][who] == 200 else ROWS[row][who]

    browser.get(f"{ceremony.path}/papers", status=ROWS["cert.issue"][who])
    browser.get(paper, status=ROWS["cert.issue"][who])
    for place in ("paper-design", "addressees"):
        browser.get(f"{ceremony.path}/{place}", status=ROWS["cert.issue"][who])
    browser.get(f"{paper}/replacement", status=ROWS["cert.issue"][who])
    browser.get(f"/papers/{diploma.number}.pdf", status=ROWS["cert.own.get"][who])
    for place in ("revocation", "reissue"):
        browser.get(f"{paper}/{place}", status=ROWS["cert.revoke"][who])
    browser.post(f"{paper}/delivery", status=refused("cert.issue"))
    browser.post(f"{paper}/replacement", status=refused("cert.issue"))
    for place in ("revocation", "reissue"):
        browser.post(f"{paper}/{place}", status=refused("cert.revoke"))
    issue = ROWS["cert.issue"][who]
    browser.post(f"{ceremony.path}/papers/issue", status=303 if issue == 200 else issue)


def test_whoever_is_not_signed_in_is_asked_to(plain: Browser, ceremony: Ceremony, diploma: Certificate) -> None:
    for path in (
        f"{ceremony.path}/papers",
        f"/papers/{diploma.number}.pdf",
        f"{ceremony.path}/papers/{diploma.number}",
    ):
        plain.get(path, status=303)
        assert plain.location.startswith("/sign-in")


def test_a_paper_of_another_contest_is_not_here(
    ceremony: Ceremony, diploma: Certificate, world: World, signed_in: Opener
) -> None:
    with world() as session:
        other = grants(session)
    organiser = signed_in(other.staff["organiser"])
    for rest in ("", "/replacement", "/revocation"):
        organiser.get(f"{other.path}/papers/{diploma.number}{rest}", status=404)


def test_the_owner_finds_the_papers_of_a_work(
    ceremony: Ceremony, issued: dict[PaperKind, Certificate], signed_in: Opener, app: FastAPI
) -> None:
    owner = signed_in(ceremony.owner)
    page = owner.get(f"/applications/{ceremony.works[0].id}/papers")
    assert [link["href"] for link in page.select("main li a")] == [
        address for kind in (PaperKind.DIPLOMA, PaperKind.THANKS)
        for address in (f"/papers/{issued[kind].number}.pdf", f"/check/{issued[kind].number}")
    ]  # fmt: skip
    counts = []
    for work in (ceremony.works[0], ceremony.works[2]):
        with statements(app) as ran:
            owner.get(f"/applications/{work.id}/papers")
        counts.append(len(ran))
    assert counts[0] == counts[1]
    signed_in(ceremony.staff["stranger"]).get(f"/applications/{ceremony.works[0].id}/papers", status=404)


def test_without_papers_the_owner_reads_when_they_come(ceremony: Ceremony, signed_in: Opener) -> None:
    owner = signed_in(ceremony.owner)
    owner.get(f"/applications/{ceremony.works[0].id}/papers")
    assert "They are issued after the results are published." in owner.words


def test_the_secretary_corrects_the_name_before_issuing_and_the_paper_says_it(
    ceremony: Ceremony, world: World, app: FastAPI, signed_in: Opener, now: datetime
) -> None:
    with world() as session:
        author = session.exec(select(Author).where(col(Author.application_id) == ceremony.works[2].id)).one()
        author.name_kk = "Ли Әнна"
    secretary = signed_in(ceremony.staff["secretary"])
    secretary.post(f"{ceremony.path}/papers/issue")
    secretary.get(f"{ceremony.path}/papers?kind=certificate_participant")
    assert "Ли Әнна" in secretary.words
