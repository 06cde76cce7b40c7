"""Forty works of four megabytes are handed in by one browser while the line is cut three times in the middle."""

import hashlib
import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from journeys.installation import Site
from journeys.walker import DESK, PATIENCE, PHONE
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select
from world import make_contest, make_school, make_territories, make_user

from app.applications.models import Application, Attachment, Author, Status
from app.contests.models import ContestKind
from browsers.line import Line

pytestmark = pytest.mark.browser
SIZE = 4_000_000
HEADINGS = ("Имя файла", "Фамилия на казахском", "Имя на казахском", "Фамилия на русском", "Имя на русском",
            "Возраст", "Класс", "Номинация", "Вид работы", "Название работы")  # fmt: skip


def photos(folder: Path, count: int) -> list[Path]:
    """Photos of four megabytes, all different: one picture, and behind its end a few bytes of its own."""
    noise = Image.frombytes("RGB", (1200, 1000), random.Random(7).randbytes(3_600_000))
    out = BytesIO()
    noise.save(out, "JPEG", quality=98, subsampling=0)
    made = []
    for number in range(count):
        path = folder / f"IMG_{number:04}.jpg"
        path.write_bytes((out.getvalue() + number.to_bytes(4, "big")).ljust(SIZE, b"\0"))
        made.append(path)
    return made


def pupils(folder: Path, pictures: list[Path]) -> Path:
    path = folder / "pupils.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for row, picture in enumerate(pictures, 1):
            name = f"Оқушы{chr(1072 + row % 32)}{chr(1072 + row // 32)}"
            values = (picture.name, name, "Айым", name, "Айым", 11, 5, 1, "Рисунок", f"Өзен {row}")
            sheet.write_row(row, 0, values)
    return path


def begin(page: Page) -> None:
    """A batch with its school and teacher said."""
    page.locator("main form[action$='/batch'] button").click()
    page.wait_for_url("**/batch/*")
    with page.expect_response("**/schools"):
        page.locator("[name=school_territory]").select_option("T00")
    page.locator("#school").select_option(index=1)
    page.locator("[name=teacher_name]").fill("Гүлнар Әбенова")
    page.locator("[name=own_work]").check()
    page.locator("#f button.sec", has_text="Сохранить").click()
    page.wait_for_load_state()


def spills(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize(("window", "count"), [(DESK, 40), (PHONE, 8)], ids=["desk", "phone"])
def test_works_are_handed_in_over_a_line_that_is_cut_three_times(
    site: Site, line: Line, opened: Callable[..., BrowserContext], tmp_path: Path, window: dict[str, int], count: int
) -> None:
    with site.world() as session:
        make_school(session, make_territories(session)[0])
        make_contest(session, kind=ContestKind.DRAWING, slug="art")
        teacher = make_user(session, "Гүлнар Әбенова")
    pictures = photos(tmp_path, count)
    page = opened(teacher, viewport=window).new_page()
    page.goto(f"{line.url}/contests/art/batch")
    begin(page)
    page.locator("[data-full]").check()
    line.refusals, line.cut_after = 1, [count * SIZE // 5, count * SIZE // 4, count * SIZE // 4]

    page.locator("#pictures").set_input_files(pictures)
    expect(page.locator("#works > li[id^=work-]")).to_have_count(count, timeout=3 * PATIENCE)
    expect(page.locator("#works > li.file")).to_have_count(0)
    assert line.cuts == 3
    assert not spills(page)

    page.locator("details", has=page.locator("#pupils")).locator("summary").click()
    page.locator("#pupils").set_input_files(pupils(tmp_path, pictures))
    with page.expect_navigation():
        page.locator("form", has=page.locator("#pupils")).locator("button").click()
    page.goto(page.url.partition("?")[0].removesuffix("/pupils"))
    page.locator("#hand-in").click()
    page.wait_for_url("**/receipt*")
    assert not spills(page)

    with site.world() as session:
        works = session.exec(select(Application).order_by(Application.id)).all()  # type: ignore[arg-type]
        files = session.exec(select(Attachment)).all()
        authors = session.exec(select(Author)).all()
    assert [work.status for work in works] == [Status.SUBMITTED] * count
    assert sorted(work.number for work in works) == [f"{works[0].number[:-4]}{n:04}" for n in range(1, count + 1)]
    assert len({author.name_kk for author in authors}) == count
    arrived = sorted((file.name, file.sha256) for file in files)
    assert arrived == [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in pictures]
    shelf = site.app.state.house.shelf
    assert all(len(shelf.read(sha256)) == SIZE for _, sha256 in arrived)
