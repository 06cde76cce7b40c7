"""A small grant, from the announcement to the accepted report, as its people click it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from letters import last_letter, link_in
from playwright.sync_api import expect
from samples import jpeg, pdf
from world import grant_answers

from app.contests import roles
from app.contests.models import RoleName
from journeys import staff
from journeys.installation import GoingClock, Site
from journeys.walker import PASSWORD, Walker, text_of

SLUG, EMAIL, NAME = "clean-deeds-2026", "asel@mail.example", "Тестова Әсел Маратқызы"
TITLE, STORY = "Таза жаға", "Былтыр ауылда екі сенбілік өткіздік."
ANSWERS = grant_answers(name=NAME, email=EMAIL, title=TITLE, territory="AKS")
STEPS = {
    "applicant": ("kind", "name", "phone", "email", "settlement", "address", "born_on"),
    "project": ("title", "nomination", "territory", "place", "problem", "goal", "target", "results", "volunteers",
                "sustainability", "risks", "publicity"),
    "plan": ("activities",),
    "budget": ("requested", "costs"),
    "check": ("truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data"),
}  # fmt: skip
DETAILS = {
    "full_name": NAME, "iin": "850101300005", "address": "Жансүгіров ауылы, Абай көшесі, 1", "phone": "8 701 000 00 01",
    "iban": "KZ699990000000000001", "bank": "«Үлгі Банк» АҚ", "bic": "HSBKKZKX", "kbe": "19",
}  # fmt: skip
REPORT = {
    "deeds-0-how": "as_planned", "deeds-0-fact": "Жағада екі сенбілік өткіздік, қоқысты шығардық.",
    "outcomes-0-fact": "1 250", "women": "34", "men": "30", "age_from_14": "24",
    "age_from_18": "40", "volunteers": "30",
    "story": "Жаға қоқысқа толы еді. Ешкім серуендемейтін. Біз бүкіл ауыл болып сенбілікке шықтық. Енді онда жәшіктер "
             "мен қалқандар тұр. Балалар тазалықты өздері қадағалайды.",
}  # fmt: skip


@pytest.mark.browser
def test_a_grant_goes_from_the_announcement_to_an_accepted_report(
    site: Site, clock: GoingClock, phone: Callable[[], Walker], desk: Callable[[], Walker]
) -> None:
    site.organiser(staff.ORGANISER, "Төлегенова Гүлнар")
    applicant, organiser, secretary = phone(), desk(), desk()
    organiser.sign_in(staff.ORGANISER)
    staff.announce(organiser, SLUG, starts_on="2026-06-06", ends_on="2026-06-20")
    staff.name_secretary(organiser, secretary, SLUG)

    number = _apply(applicant)
    staff.admit(secretary, SLUG, number)
    staff.seat_commission(site, organiser, SLUG)

    clock.set(staff.AFTERWARDS)
    organiser.sign_in(staff.ORGANISER)
    staff.start_judging(organiser, SLUG)
    _judge(phone())
    staff.judge_quietly(site, SLUG, 8)
    staff.decide(site, organiser, SLUG, TITLE)
    assert number in text_of(staff.write_protocol(organiser, SLUG))
    staff.publish(organiser)
    paper = staff.issue_papers(organiser, SLUG)

    applicant.sign_in(EMAIL)
    _take_certificate(applicant, paper)
    _check(phone(), paper)
    _fill_in_details(applicant)
    _make_contract(organiser)
    _pay(site, desk())
    _report(applicant)
    _accept(organiser)
    applicant.go("/applications")
    applicant.follow("Status and receipt")
    applicant.follow("My grant")
    applicant.expect_text(applicant.said("Report accepted"))


def _apply(applicant: Walker) -> str:
    """Returns the number on the receipt."""
    applicant.go("/")
    applicant.follow("About the contest")
    applicant.page.locator('a[href$="/applications/new"]').first.wait_for()
    applicant.follow_to(f"/contests/{SLUG}/applications/new")
    applicant.follow("Register")
    applicant.answer({"name": NAME, "email": EMAIL, "password": PASSWORD, "agree": "yes"})
    applicant.press("Register")
    applicant.go(link_in(last_letter(applicant.world)))
    applicant.press("Confirm the address")
    applicant.go(f"/contests/{SLUG}/applications/new")
    applicant.press("Begin the application")
    _sees_it_saved(applicant)
    for step, names in STEPS.items():
        applicant.answer({name: ANSWERS[name] for name in names})
        if step == "project":
            applicant.attach("file", ("place.jpg", "image/jpeg", jpeg()))
            expect(applicant.page.locator("#files-annex [id^=file-]")).to_have_count(1)
        if step != "check":
            applicant.press("Next", ".dock")
    applicant.answer({"publish": "yes"})
    applicant.press("Send the application", ".dock")
    applicant.expect_text(applicant.said("The application is accepted"))
    number = applicant.page.locator("main .big.mono").inner_text()
    assert number == "MCD-2026-0001"
    receipt = text_of(applicant.download(applicant.find("link", "Receipt, PDF", "main")))
    assert number in receipt
    assert TITLE in receipt
    return number


def _sees_it_saved(applicant: Walker) -> None:
    """What is typed is there again after the page was loaded anew."""
    applicant.answer({"experience": STORY})
    expect(applicant.page.locator("#saved")).to_contain_text("сақталды")
    applicant.page.reload()
    expect(applicant.page.locator('[name="experience"]')).to_have_value(STORY)


def _judge(expert: Walker) -> None:
    staff.open_sheet(expert)
    expert.expect_text(TITLE)
    assert NAME not in expert.page.locator("body").inner_text()
    marks = (9, 8, 9, 7, 8, 10)
    for position, mark in enumerate(marks, 1):
        with expert.saving("/marks"):
            expert.page.locator(f'label[for="c{position}-{mark}"]').click()
    expect(expert.page.locator("[data-marked]")).to_have_text("6")
    staff.seal(expert)


def _take_certificate(applicant: Walker, paper: str) -> None:
    applicant.follow("Status and receipt")
    applicant.go(applicant.page.url.removeprefix(applicant.url) + "/papers")
    certificate = text_of(applicant.download(applicant.page.locator(f'a[href$="{paper}.pdf"]')))
    assert paper in certificate
    assert NAME in certificate


def _check(anybody: Walker, paper: str) -> None:
    """The winner stands in the results, and the paper is genuine."""
    anybody.go(f"/contests/{SLUG}/results")
    anybody.expect_text(TITLE)
    anybody.go("/check")
    anybody.answer({"number": paper})
    anybody.press("Check")
    anybody.expect_text(paper)
    expect(anybody.page.locator("#paper .seal.ok, #paper .seal:not(.bad):not(.warn)")).to_be_visible()
    assert NAME not in anybody.page.locator("body").inner_text()


def _fill_in_details(winner: Walker) -> None:
    winner.go("/applications")
    winner.follow("Status and receipt")
    winner.follow("My grant")
    winner.follow("Answer")
    winner.press("I take the grant")
    winner.answer(DETAILS)
    winner.press("Save the details")
    winner.expect_text(winner.said("Contract being prepared"))


def _make_contract(organiser: Walker) -> None:
    organiser.go(f"/office/{SLUG}/grants")
    organiser.page.locator("main table a").first.wait_for()
    organiser.follow_to(organiser.page.locator("main table a").first.get_attribute("href") or "")
    organiser.press("Make the contract")
    contract = text_of(organiser.download(organiser.find("link", "Download PDF", "main")))
    assert NAME in contract
    assert DETAILS["iin"] in contract
    assert DETAILS["iban"] in contract.replace(" ", "")
    organiser.press("Send the contract to the winner")
    organiser.attach("scan", ("contract.pdf", "application/pdf", pdf(text="Signed")))
    organiser.press("Note the signing")


def _pay(site: Site, accountant: Walker) -> None:
    user = site.person("accountant@ngo.example", "Садықова Раушан")
    with site.world() as session:
        roles.grant(session, site.contest(session, SLUG), user, RoleName.ACCOUNTANT, by=None, now=datetime.now(UTC))
    accountant.sign_in("accountant@ngo.example")
    accountant.go(f"/office/{SLUG}/grants")
    accountant.follow_to(accountant.page.locator("main table a").first.get_attribute("href") or "")
    accountant.answer({"order_number": "15", "amount": "200 000"})
    accountant.press("Note the payment")
    accountant.expect_text("№ 15")


def _report(winner: Walker) -> None:
    winner.go("/applications")
    winner.follow("Status and receipt")
    winner.follow("My grant")
    winner.follow("Go on with the report")
    winner.page.get_by_text(winner.said("Add a link to a video")).click()
    winner.answer({"video": "https://video.example/1", "about": "Сенбілік"})
    winner.press("Add the video")
    winner.answer({"title": "«Жетісу» газеті", "link": "https://news.example/1", "dated": "2026-06-01"})
    winner.attach("screen", ("page.jpg", "image/jpeg", jpeg(seed=9)))
    winner.press("Add the publication")
    photos = [(f"photo{index}.jpg", "image/jpeg", jpeg(seed=index)) for index in range(5)]
    taken = [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in photos]
    winner.page.locator("#photo-list-file").set_input_files(taken)  # type: ignore[arg-type]
    winner.page.locator("#checklist", has_text="5/5").wait_for()
    _spend(winner)
    winner.answer(REPORT)
    winner.press("Send the report", "body")
    winner.expect_text(winner.said("Report being checked"))


def _spend(winner: Walker) -> None:
    """One receipt over the whole sum."""
    report = winner.page.url.removeprefix(winner.url)
    winner.follow_to("/expenses")
    winner.attach("receipt", ("receipt.pdf", "application/pdf", pdf(text="Receipt")))
    line = winner.page.locator('[name="budget_line_id"] option').nth(1).get_attribute("value") or ""
    winner.answer({
        "amount": "200 000", "budget_line_id": line, "supplier": "«Үлгі» ЖК", "paper": "Чек 7",
        "spent_on": "2026-06-02",
    })  # fmt: skip
    winner.press("Add the expense")
    winner.expect_text("Чек 7")
    winner.go(report.partition("#")[0])


def _accept(organiser: Walker) -> None:
    organiser.page.reload()
    organiser.look()
    organiser.press("Accept the content")
    organiser.press("Accept the money: the report is accepted")
    organiser.expect_text(organiser.said("Report accepted"), "#report")
