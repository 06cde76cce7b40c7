"""The code behind a paper's QR, checked by a real browser with nothing but our published key."""

from collections.abc import Callable

import pytest
from ceremony import NAMES, drawings
from playwright.sync_api import expect

from app.accounts import throttle
from app.papers import codes, issuing, signatures
from app.papers.models import Certificate, PaperKind
from app.routers import check
from journeys.installation import GoingClock, Site
from journeys.walker import Walker

pytestmark = pytest.mark.browser


def issued(site: Site, clock: GoingClock) -> list[Certificate]:
    with site.world() as session:
        ceremony = drawings(session, edition=2025)
        by = ceremony.staff["secretary"]
        made = issuing.issue_all(session, site.app.state.house.keys, ceremony.contest, by=by, now=clock.now)
    return [paper for paper in made if paper.kind is PaperKind.DIPLOMA]


def changed(code: str, place: int) -> str:
    return code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]


def test_the_browser_finds_every_altered_code(site: Site, clock: GoingClock, desk: Callable[[], Walker]) -> None:
    paper, other = issued(site, clock)
    keys = site.app.state.house.keys
    code = signatures.address(keys, site.url, paper).partition("#")[2]
    reader = desk()
    verdict = reader.page.locator("h1")

    reader.go(f"/check/{paper.number}#{code}")
    said = reader.page.locator("dd[data-field]:visible")
    expect(reader.page.locator("dd[data-field=recipient]")).to_have_text(NAMES[0])
    expect(reader.page.locator("dd[data-field=work]")).to_have_text(paper.printed["work"])
    expect(reader.page.locator("dd[data-field=reason]")).to_contain_text(paper.printed["reason"]["ru"])
    expect(said).to_have_count(len({*codes.FIELDS} & {*paper.printed}))
    expect(verdict).to_have_text("Диплом подлинный")

    middle = code.index(".")
    wrong = [changed(code, place) for place in (3, middle // 2, middle - 2, middle + 9)]
    wrong += [code[: middle + 40], code[:middle], "нет" + code, "A" * 60 + "." + "A" * 86]
    wrong.append(signatures.address(keys, site.url, other).partition("#")[2])
    for one in wrong:
        reader.page.goto("about:blank")
        reader.page.goto(f"{site.url}/check/{paper.number}#{one}")
        expect(verdict).to_have_text("Подпись не совпадает — документ изменён или поддельный")
        expect(said).to_have_count(0)


def test_a_browser_that_cannot_check_says_so_and_sends_the_code_only_when_asked(
    site: Site, clock: GoingClock, desk: Callable[[], Walker]
) -> None:
    paper = issued(site, clock)[0]
    code = signatures.address(site.app.state.house.keys, site.url, paper).partition("#")[2]
    reader = desk()
    reader.page.add_init_script("Object.defineProperty(crypto, 'subtle', {value: undefined})")

    reader.go(f"/check/{paper.number}#{code}")
    expect(reader.page.locator('[data-code="unknown"]')).to_be_visible()
    expect(reader.page.locator("h1")).to_have_text("Диплом подлинный")

    reader.page.locator('[data-code="unknown"] button').click()
    expect(reader.page.locator("dd[data-field=recipient]")).to_have_text(NAMES[0])
    expect(reader.page.locator('[data-code="true"]')).to_be_visible()


def test_a_number_that_is_being_guessed_is_opened_by_the_code_on_the_paper(
    site: Site, clock: GoingClock, desk: Callable[[], Walker]
) -> None:
    paper = issued(site, clock)[0]
    with site.world() as session:
        for _ in range(check.ENDINGS.most):
            throttle.note(session, check.ENDINGS, paper.number.rpartition("-")[0], now=clock.now)
    code = signatures.address(site.app.state.house.keys, site.url, paper).partition("#")[2]
    reader = desk()

    reader.page.goto(f"{site.url}/check/{paper.number}#{code}")
    expect(reader.page.locator("h1")).to_have_text("Покажите, что документ у вас")
    reader.page.get_by_role("button", name="Пусть проверит сайт").click()
    expect(reader.page.locator("dd[data-field=recipient]")).to_have_text(NAMES[0])
    expect(reader.page.locator("h1")).to_have_text("Диплом подлинный")
