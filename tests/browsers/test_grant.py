"""A grant from the winner's yes to the accepted report: the winner on a cheap phone in Kazakh, the office at a desk."""

from collections.abc import Callable
from random import Random

import pytest
from granted import PERSON, STORY, Granted, lead, make_granted
from journeys.conftest import chromium, clock, site  # noqa: F401 - fixtures
from journeys.installation import Site
from journeys.walker import DESK, PHONE, Walker, text_of
from PIL import Image
from playwright.sync_api import APIResponse, Route
from samples import drawing, encoded, pdf

from app.accounts.models import User
from app.grants import queries, report_queries
from app.grants.models import Grant, ReportStatus
from browsers.conftest import Opened

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def granted(site: Site) -> Granted:  # noqa: F811
    with site.world() as session:
        return make_granted(session, slug="clean-deeds")


@pytest.fixture
def walk(opened: Opened, site: Site) -> Callable[[User, dict[str, int], str], Walker]:  # noqa: F811
    def begin(user: User, window: dict[str, int], language: str) -> Walker:
        return Walker(opened(user, language=language, viewport=window), site.world, site.url, language)

    return begin


def photos(number: int) -> list[tuple[str, str, bytes]]:
    """From a camera: 12 megapixels, several megabytes each."""
    made = []
    for seed in range(number):
        grain = Image.frombytes("L", (2000, 1500), Random(seed).randbytes(3_000_000)).resize((4000, 3000))
        made.append((f"IMG_{seed}.jpg", "image/jpeg", encoded(grain.convert("RGB"), "JPEG", quality=80)))
    return made


def test_the_winner_takes_the_grant_and_accounts_for_it(
    granted: Granted,
    walk: Callable[[User, dict[str, int], str], Walker],
    site: Site,  # noqa: F811
) -> None:
    winner, office = walk(granted.winner, PHONE, "kk"), walk(granted.organiser, DESK, "ru")
    accountant = walk(granted.accountant, DESK, "ru")
    mine, desk = f"/grants/{granted.grant.id}", f"/office/clean-deeds/grants/{granted.grant.id}"
    _signed_and_paid(winner, office, accountant, mine, desk)

    _report(winner, mine)
    with site.world() as session:
        assert queries.report(session, granted.grant.id).status is ReportStatus.SUBMITTED

    office.go(desk)
    office.page.locator('input[name="do.story"][value="return"]').check()
    office.page.locator('input[name="say.story"]').fill("Назовите, кто теперь следит за урнами")
    office.press("Return the report")

    winner.go(f"{mine}/report")
    winner.expect_text("Назовите, кто теперь следит за урнами")
    winner.answer({"story": f"{STORY} Дежурят по очереди три семьи."})
    winner.press("Send the report", within="body")
    office.go(desk)
    office.press("Accept the content")
    accountant.go(desk)
    accountant.press("Accept the money: the report is accepted")

    winner.go(mine)
    act = winner.fetch(winner.page.locator(f'a.lg[href="{mine}/act"]'))
    assert "145 000 (сто сорок пять тысяч) тенге 00 тиын" in text_of(act)
    office.go(desk)
    office.attach("act_scan", ("act.pdf", "application/pdf", pdf()))
    office.press("Keep the signed act")
    with site.world() as session:
        made = report_queries.act(session, granted.grant.id)
        assert made is not None
        assert made.scan_sha256 is not None
    assert min(one.passed for one in (winner, office, accountant)) >= 3


def _signed_and_paid(winner: Walker, office: Walker, accountant: Walker, mine: str, desk: str) -> None:
    winner.go(f"{mine}/answer")
    winner.press("I take the grant")
    winner.go(f"{mine}/details")
    winner.answer(PERSON)
    winner.press("Save the details")
    office.go(desk)
    office.press("Make the contract")
    office.press("Send the contract to the winner")
    winner.go(mine)
    assert "ИИН 850101300005" in text_of(winner.fetch(winner.page.locator(f'a[href="{mine}/contract"]').first))
    office.attach("scan", ("contract.pdf", "application/pdf", pdf(2)))
    signed_on = office.page.locator("#signed_on").input_value()
    office.page.fill("#signed_on", "2020-01-01")
    office.page.click("#scan-signing button")
    office.page.locator("#signed_on[aria-invalid]").wait_for()
    office.noise.clear()
    office.page.fill("#signed_on", signed_on)
    office.press("Note the signing")  # the refused form has kept the scan
    accountant.go(desk)
    accountant.answer({"order_number": "15", "amount": "200 000"})
    accountant.press("Note the payment")


def _report(winner: Walker, mine: str) -> None:
    """Filled in over days: what was typed is there again, files come from the camera."""
    winner.go(f"{mine}/report")
    for typed in ({"deeds-0-how": "as_planned"}, {"deeds-0-fact": "Провели два субботника на берегу."}):
        with winner.saving(f"{mine}/report"):
            winner.answer(typed)
    winner.go(f"{mine}/report")
    assert winner.page.locator("#deeds-0-fact").input_value() == "Провели два субботника на берегу."
    winner.answer({"deeds-1-how": "otherwise", "deeds-1-fact": "Поставили восемь урн.",
                   "deeds-1-why": "Две урны пришли с браком.", "outcomes-0-fact": "1 250",
                   "women": "34", "men": "30", "age_from_14": "24", "age_from_18": "40",
                   "volunteers": "30", "story": STORY})  # fmt: skip
    taken = [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in photos(5)]
    winner.page.locator("#photo-list-file").set_input_files(taken)  # type: ignore[arg-type]
    winner.page.locator("#photo-list img").nth(4).wait_for()
    winner.page.locator("#checklist", has_text="5/5").wait_for()
    film = {"name": "VID.mp4", "mimeType": "video/mp4", "buffer": b"\0\0\0\x18ftypmp42" + bytes(300_000)}
    winner.page.locator("#video-list-file").set_input_files(film)  # type: ignore[arg-type]
    winner.page.locator("#checklist", has_text="1/1").wait_for()
    winner.answer({"title": "«Жетісу» газеті", "link": "https://news.example/7", "dated": "2026-05-19"},
                  within="#publications")  # fmt: skip
    winner.attach("screen", ("page.jpg", "image/jpeg", encoded(drawing())))
    winner.press("Add the publication")
    winner.go(f"{mine}/expenses")
    for sum_, line in (("95 000", 1), ("50 000", 2)):
        winner.page.locator("#budget_line_id").select_option(index=line)
        winner.answer({"amount": sum_, "supplier": "ЖК Үлгі", "paper": f"Чек {line}", "spent_on": "2026-05-19"})
        winner.attach("receipt", photos(1)[0])
        winner.press("Add the expense")
    winner.go(f"{mine}/report")
    winner.press("Send the report", within="body")


def test_a_refused_row_keeps_its_file_and_every_word(
    granted: Granted,
    walk: Callable[[User, dict[str, int], str], Walker],
    site: Site,  # noqa: F811
) -> None:
    """On a phone: what is wrong with one row is said there, and nothing has to be chosen or typed twice."""
    with site.world() as session:
        lead(session, granted, site.app.state.house.keys, "paid", session.get_one(Grant, granted.grant.id))
    winner, mine = walk(granted.winner, PHONE, "kk"), f"/grants/{granted.grant.id}"
    chosen = "element => [...element.files].map(file => file.name)"
    winner.go(f"{mine}/report")
    winner.page.locator("#partners").fill("Ауыл әкімдігі")
    winner.answer({"title": "«Жетісу» газеті", "link": "news.example/7"}, within="#publications")
    winner.attach("screen", ("page.jpg", "image/jpeg", encoded(drawing())))
    winner.find("button", "Add the publication", "main").click()
    winner.page.locator("#add-publication #errors").wait_for()
    winner.noise.clear()  # the browser's own word for a refusal
    assert winner.page.locator("#screen").evaluate(chosen) == ["page.jpg"]
    assert winner.page.locator("#link").input_value() == "news.example/7"
    assert winner.page.locator("#partners").input_value() == "Ауыл әкімдігі"
    winner.answer({"dated": "2026-05-19"}, within="#publications")
    winner.press("Add the publication")
    winner.page.locator("#publications img").wait_for()

    winner.go(f"{mine}/expenses")
    winner.attach("receipt", ("receipt.jpg", "image/jpeg", encoded(drawing())))
    winner.answer({"supplier": "ЖК Үлгі", "paper": "Чек 1", "spent_on": "2026-05-19"})
    winner.find("button", "Add the expense", "main").click()
    winner.page.locator("#add #errors").wait_for()
    winner.noise.clear()
    assert winner.page.locator("#receipt").evaluate(chosen) == ["receipt.jpg"]
    winner.page.locator("#budget_line_id").select_option(index=1)
    winner.answer({"amount": "95 000"})
    winner.press("Add the expense")
    winner.page.locator("#list img").wait_for()
    with site.world() as session:
        report = queries.report(session, granted.grant.id)
        assert [one.url for one in queries.evidence(session, report.id)] == ["https://news.example/7"]
        assert [one.amount for one in queries.expenses(session, report.id)] == [95_000]


def test_the_checklist_counts_the_last_photo_though_an_older_answer_comes_late(
    granted: Granted,
    walk: Callable[[User, dict[str, int], str], Walker],
    site: Site,  # noqa: F811
) -> None:
    with site.world() as session:
        lead(session, granted, site.app.state.house.keys, "paid", session.get_one(Grant, granted.grant.id))
    winner, late = walk(granted.winner, PHONE, "kk"), list[tuple[Route, APIResponse]]()
    winner.go(f"/grants/{granted.grant.id}/report")
    answered = list[str]()

    def hold(route: Route) -> None:
        answer = route.fetch()
        if late:
            answered.append(answer.text())
            route.fulfill(response=answer)
        else:
            late.append((route, answer))

    winner.page.route("**/checklist", hold)
    pictures = [encoded(drawing(seed=seed), "JPEG") for seed in (1, 2)]
    taken = [{"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": data} for seed, data in enumerate(pictures)]
    winner.page.locator("#photo-list-file").set_input_files(taken)  # type: ignore[arg-type]
    winner.page.locator("#photo-list img").nth(1).wait_for()
    assert answered == []  # the second question waits for the first
    [(route, answer)] = late
    route.fulfill(response=answer)

    winner.page.locator("#checklist", has_text="2/5").wait_for()
    assert len(answered) == 1
