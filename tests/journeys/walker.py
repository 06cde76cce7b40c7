"""Somebody in front of a real browser. Every page that they pass is looked at as a whole."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, expect
from pypdf import PdfReader
from sqlmodel import Session

from app import i18n

PASSWORD = "көк терек жапырағы"
PATIENCE = 150_000
"""Milliseconds that a busy machine may take for one step."""
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]\b|\{\{|\}\}|__i__|\bNone\b|\bUndefined\b|\bundefined\b")
ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?: [a-z]+){2,}")
"""Three English words in a row: a sentence that nobody translated."""
AXE = Axe()


class Walker:
    """One person with a browser window of their own, reading in `language`."""

    def __init__(self, context: BrowserContext, world: Callable[[], Session], url: str, language: str) -> None:
        self.context, self.world, self.url, self.language = context, world, url, language
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.passed = 0
        self.noise: list[str] = []
        self.page.on("console", lambda told: self.noise.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))

    def said(self, words: str, **facts: object) -> str:
        """How the interface says it to this person."""
        with i18n.speaking(self.language):
            found = i18n.gettext(words)
        assert found != words or self.language == "en", f"not translated into {self.language}: {words}"
        return found % facts if facts else found

    def go(self, path: str) -> None:
        answer = self.page.goto(self.url + path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        self.look()

    def follow(self, words: str, within: str = "main", **facts: object) -> None:
        """Take the first link that says so."""
        self._leave(self.find("link", words, within, **facts))

    def press(self, words: str, within: str = "main", **facts: object) -> None:
        """Press the first button that says so."""
        self._leave(self.find("button", words, within, **facts))

    def follow_to(self, path: str) -> None:
        """Take the first link that leads to an address ending so."""
        self._leave(self.page.locator(f'a[href$="{path}"]').filter(visible=True).first)

    def press_at(self, selector: str) -> None:
        """Press the button that is there, where two say nearly the same."""
        self._leave(self.page.locator(selector).filter(visible=True).first)

    def find(self, role: Any, words: str, within: str, **facts: object) -> Locator:
        box = self.page.locator(within)
        return box.get_by_role(role, name=self.said(words, **facts)).filter(visible=True).first

    def _leave(self, target: Locator) -> None:
        with self.page.expect_navigation(wait_until="load", timeout=PATIENCE):
            target.click()
        self.look()

    def answer(self, answers: Mapping[str, Any], within: str = "main") -> None:
        """Fill in the fields of these names; lists of rows are named `list-0-field`, their rows are added."""
        for name, value in answers.items():
            if isinstance(value, list):
                for index, row in enumerate(value):
                    self.answer({f"{name}-{index}-{field}": text for field, text in row.items()}, within)
            elif value != "":
                self._fill(self.page.locator(within).locator(f'[name="{name}"]'), value)

    def _fill(self, fields: Locator, value: str) -> None:
        kind = fields.first.evaluate("field => field.tagName === 'SELECT' ? 'select' : field.type")
        if kind == "select":
            fields.first.select_option(value)
        elif kind in ("radio", "checkbox"):
            fields.and_(self.page.locator(f'[value="{value}"]')).first.check()
        else:
            fields.first.fill(value)

    @contextmanager
    def saving(self, path: str) -> Iterator[None]:
        """What is done inside makes the page save something at an address that has `path` in it."""
        with self.page.expect_response(
            lambda answer: path in answer.url and answer.request.method == "POST", timeout=PATIENCE
        ) as told:
            yield
        assert told.value.status == 200, (told.value.url, told.value.status)

    def attach(self, name: str, *files: tuple[str, str, bytes]) -> None:
        """Choose files, (name, media type, bytes) each, for the field of this name."""
        payload = [{"name": called, "mimeType": kind, "buffer": data} for called, kind, data in files]
        self.page.locator(f'input[type="file"][name="{name}"]').first.set_input_files(payload)  # type: ignore[arg-type]

    def download(self, link: Locator) -> bytes:
        with self.page.expect_download(timeout=PATIENCE) as arriving:
            link.click()
        return arriving.value.path().read_bytes()

    def fetch(self, link: Locator) -> bytes:
        """What the link leads to, without going there: a file that the browser would show by itself."""
        answer = self.context.request.get(self.url + (link.get_attribute("href") or ""))
        assert answer.status == 200, (answer.url, answer.status)
        return answer.body()

    def expect_text(self, text: str, within: str = "main") -> None:
        expect(self.page.locator(within).first).to_contain_text(text, timeout=PATIENCE)

    def sign_in(self, email: str) -> None:
        self.context.clear_cookies(name="sid")
        self.go(f"/sign-in?lang={self.language}")
        self.answer({"email": email, "password": PASSWORD})
        self.press("Sign in")

    def look(self) -> None:
        """Nothing spills over, nothing is left untranslated, nothing failed, and axe finds nothing."""
        self.passed += 1
        here = self.page.url
        assert self.page.locator("html").get_attribute("lang") == self.language, here
        spill = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert spill <= 0, f"{here} is {spill} px wider than the window"
        words = " ".join(self.page.locator("body").inner_text().split())
        assert not PLACEHOLDER.findall(words), (here, PLACEHOLDER.findall(words))
        assert self.language == "en" or not ENGLISH.findall(words), (here, ENGLISH.findall(words))
        assert not self.noise, (here, self.noise)
        found = AXE.run(self.page)
        assert found.violations_count == 0, f"{here}\n{found.generate_report()}"


def text_of(pdf: bytes) -> str:
    """What stands in it, spaces folded."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
