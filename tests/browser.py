"""A test's browser: loads pages, fills in forms as they stand, and reads every page critically."""

import re
from typing import Any
from urllib.parse import urljoin

import html5lib
from bs4 import BeautifulSoup, Tag
from fastapi import FastAPI
from sqlalchemy import event
from starlette.testclient import TestClient

INLINE = re.compile(r"^on[a-z]+$")


class Browser:
    """`htmx`: every POST is sent as htmx sends it. Redirects (303 or HX-Redirect) are followed by `follow`."""

    def __init__(self, client: TestClient, *, htmx: bool) -> None:
        self.client, self.htmx = client, htmx
        self.response: Any = None

    def get(self, path: str, status: int = 200, **options: Any) -> BeautifulSoup:
        return self._read(self.client.get(path, **options), status)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 303, **options: Any) -> BeautifulSoup:
        """POST as a form of ours; 303 also stands for htmx's 200 + HX-Redirect."""
        headers = {"Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        if self.htmx:
            headers["HX-Request"] = "true"
        response = self.client.post(path, data=data or {}, headers=headers, **options)
        if status == 303 and self.htmx:
            assert response.status_code == 200, (response.status_code, response.text[:2000])
            assert "HX-Redirect" in response.headers, response.text[:500]
            status = 200
        return self._read(response, status)

    def submit(self, selector: str, values: dict[str, Any] | None = None, status: int = 303, files: Any = None,
               button: str = "") -> BeautifulSoup:  # fmt: skip
        """Fill in the form that the last page shows under `selector` and send it; what is not named stays as it is.
        `button`: name=value of the button that is pressed."""
        form = self.page.select_one(selector)
        assert form is not None, f"no {selector} on {self.response.url}"
        data = filled(form) | (values or {})
        if button:
            name, _, value = button.partition("=")
            data[name] = value
        target = urljoin(str(self.response.url), str(form.get("action", "")))
        return self.post(target.replace("http://127.0.0.1:8000", ""), data, status, files=files)

    def follow(self) -> BeautifulSoup:
        return self.get(self.location)

    @property
    def location(self) -> str:
        headers = self.response.headers
        return str(headers.get("HX-Redirect") or headers["Location"])

    @property
    def page(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "html.parser")

    @property
    def words(self) -> str:
        """What a person reads on the page, spaces folded."""
        return " ".join(self.page.get_text(" ").split())

    def _read(self, response: Any, status: int) -> BeautifulSoup:
        self.response = response
        assert response.status_code == status, (response.status_code, response.text[:3000])
        if response.headers.get("content-type", "").startswith("text/html") and response.text:
            lint(response.text)
        return self.page


def filled(form: Tag) -> dict[str, Any]:
    """What a browser would send of this form untouched."""
    data: dict[str, Any] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(field["name"]), field.get("type", "text")
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            value: Any = chosen.get("value", chosen.get_text()) if chosen else ""
        elif field.name == "textarea":
            value = field.get_text()
        elif kind in ("checkbox", "radio"):
            if not field.has_attr("checked"):
                continue
            value = field.get("value", "on")
        elif kind in ("file", "submit", "button"):
            continue
        else:
            value = field.get("value", "")
        data[name] = [*data[name], value] if isinstance(data.get(name), list) else value
    return data


def lint(text: str) -> None:
    """What must hold on every page and fragment of ours."""
    is_page = text.lstrip().lower().startswith("<!doctype")
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(text) if is_page else None
    soup = BeautifulSoup(text, "html.parser")
    for tag in soup.find_all(True):
        loud = [name for name in tag.attrs if INLINE.match(name) or name.startswith("hx-on")]
        assert not loud, f"inline handler {loud} on {tag.name}"
        assert "style" not in tag.attrs, f"inline style on <{tag.name}>"
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    for script in soup.select("script"):
        assert script.get("src"), "inline script"
    _lint_fields(soup)
    _lint_htmx(soup)
    visible = " ".join(soup.get_text(" ").split())
    assert not re.search(r"\bNone\b|\bUndefined\b|%\(\w+\)s|\{\{|\}\}", visible.replace("None of", "")), re.findall(
        r".{30}(?:\bNone\b|Undefined|%\(\w+\)s|\{\{|\}\}).{30}", visible
    )
    if is_page:
        headings = soup.select("h1")
        assert len(headings) == 1, f"{len(headings)} h1"
        assert soup.title is not None
        assert soup.html is not None
        assert soup.html.get("lang") in ("kk", "ru", "en")


def _lint_fields(soup: BeautifulSoup) -> None:
    for field in soup.select("input:not([type=hidden]), select, textarea"):
        wrapped = field.find_parent("label") is not None
        labelled = field.get("id") and soup.select_one(f'label[for="{field["id"]}"]')
        assert wrapped or labelled or field.get("aria-label") or field.get("aria-labelledby"), f"no label: {field}"


def _lint_htmx(soup: BeautifulSoup) -> None:
    """Every htmx attribute has its twin that works without JavaScript."""
    for tag in soup.select("[hx-post]"):
        owner = tag if tag.name == "form" else tag.find_parent("form")
        assert owner is not None, f"hx-post outside a form: {tag.name}"
        assert owner.get("method", "").lower() == "post", f"hx-post without a POST form: {tag['hx-post']}"
    for tag in soup.select("[hx-get]"):
        twin = tag.get("href") or tag.get("action") or tag.has_attr("data-poll")
        assert twin, f"hx-get without a link: {tag['hx-get']}"


class statements:
    """`with statements(app) as seen:` collects the SQL that the application runs."""

    def __init__(self, app: FastAPI) -> None:
        self.engine = app.state.house.engine

    def __enter__(self) -> list[str]:
        self.seen: list[str] = []
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self.seen

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        self.seen.append(statement)
