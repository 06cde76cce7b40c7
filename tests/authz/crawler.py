"""Follows everything that a page offers: links, pictures, files, addresses of htmx, forms of both kinds. Where to go is
read from the pages alone, so what somebody adds tomorrow is looked at tomorrow.

A POST is sent as the form stands; then the world is put back as it was.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from browser import filled
from bs4 import BeautifulSoup, Tag

from authz.asking import Answer, Asker

ADDRESS = re.compile(r"""["'\s(](/[a-z0-9][^"'\s<>()\\]*)""")
KIN = {"GET": 6, "POST": 2}
"""Of requests that differ in the values of their query or their form only, so many are sent."""
MOST = 2500


@dataclass(frozen=True)
class Step:
    method: str
    path: str
    data: tuple[tuple[str, str], ...] = ()
    htmx: bool = False

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        parts = urlsplit(self.path)
        return self.method, parts.path, tuple(sorted(name for name, _ in parse_qsl(parts.query)))


@dataclass
class Crawl:
    """`settle` puts the world back. `within`: only what matches is followed; without `posts` nothing is sent."""

    asker: Asker
    token: str
    settle: Callable[[], None]
    within: re.Pattern[str] = re.compile("")
    posts: bool = True
    kin: Mapping[str, int] = field(default_factory=lambda: KIN)
    seen: dict[Step, Answer] = field(default_factory=dict)
    told: dict[Step, str] = field(default_factory=dict)
    """From where."""

    def run(self, *starts: str) -> Iterator[tuple[Step, Answer]]:
        """Every answer, each as soon as it is there."""
        waiting = deque(Step("GET", start) for start in starts)
        kin: Counter[Any] = Counter()
        while waiting:
            step = waiting.popleft()
            kin[step.kind] += step not in self.seen
            if step in self.seen or kin[step.kind] > self.kin[step.method]:
                continue
            assert len(self.seen) < MOST, f"the way has no end: {step.path}"
            for one, answer in self._take(step):
                yield one, answer
                for found in steps(one, answer):
                    if found not in self.seen and self._may(found):
                        self.told.setdefault(found, one.path)
                        waiting.append(found)

    def _may(self, step: Step) -> bool:
        return (self.posts or step.method == "GET") and self.within.search(step.path) is not None

    def _take(self, step: Step) -> Iterator[tuple[Step, Answer]]:
        answer = self._ask(step)
        yield step, answer
        if step.method == "POST":
            target = answer.header("location") or answer.header("hx-redirect")
            if target.startswith("/"):  # what the page says after the change
                after = Step("GET", target.partition("#")[0], (("after", step.path),))
                yield after, self._ask(after)
            self.settle()

    def _ask(self, step: Step) -> Answer:
        data: Mapping[str, Any] = _gathered(step.data) if step.method == "POST" else {}
        answer = self.asker(step.method, step.path, token=self.token, htmx=step.htmx, data=data)
        self.seen[step] = answer
        return answer


def _gathered(pairs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def steps(step: Step, answer: Answer) -> Iterator[Step]:
    """What this answer leads to."""
    target = answer.header("location") or answer.header("hx-redirect")
    if target.startswith("/"):
        yield _get(step, target)
    kind = answer.header("content-type")
    if kind.startswith("text/css"):
        named = re.findall(r"url\(['\"]?(?!data:)([^'\")]+)", answer.body.decode())
        yield from (_get(step, one) for one in named)
    if kind.startswith("text/html"):
        yield from _of_page(step.path, answer.body)


@lru_cache(maxsize=2048)
def _of_page(path: str, body: bytes) -> tuple[Step, ...]:
    """Read once: whoever crawls again meets most pages as they were."""
    step, text = Step("GET", path), body.decode()
    tags = BeautifulSoup(text, "html.parser").find_all(True)
    sent = {str(tag.get(name)) for tag in tags for name in ("action", "hx-post")}
    """Addresses of forms and of htmx, which are asked as they mean it."""
    found = [one for tag in tags for one in _of_tag(step, tag)]
    found += [_get(step, one) for one in ADDRESS.findall(text) if one not in sent]
    return tuple(dict.fromkeys(found))


def _of_tag(step: Step, tag: Tag) -> Iterator[Step]:
    for name in ("href", "src", "poster", "hx-get"):
        if tag.has_attr(name) and str(tag[name]).startswith(("/", "?")):
            yield _get(step, str(tag[name]), htmx=name.startswith("hx"))
    if tag.name == "form":
        yield from _sent(step, tag, str(tag.get("action") or step.path), str(tag.get("method", "get")).upper())
    if tag.has_attr("hx-post"):
        form = tag if tag.name == "form" else tag.find_parent("form")
        yield Step("POST", _path(step, str(tag["hx-post"])), _pairs(filled(form)) if form else (), htmx=True)


def _sent(step: Step, form: Tag, action: str, method: str) -> Iterator[Step]:
    pairs = _pairs(filled(form))
    buttons = form.select("button[name], input[type=submit][name], button[formaction]") or [None]
    for button in buttons:
        path = str(button["formaction"]) if button is not None and button.has_attr("formaction") else action
        pressed = (
            ((str(button["name"]), str(button.get("value", ""))),)
            if button is not None and button.has_attr("name")
            else ()
        )
        if method == "POST":
            yield Step("POST", _path(step, path), pairs + pressed)
        else:
            yield _get(step, f"{path.partition('?')[0]}?{urlencode(pairs + pressed)}")
            typed = [(name, "a") for name, _ in pairs]
            yield _get(step, f"{path.partition('?')[0]}?{urlencode(typed)}")


def _pairs(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, str(one)) for name, value in data.items() for one in (value if isinstance(value, list) else [value])
    )


def _get(step: Step, address: str, *, htmx: bool = False) -> Step:
    return Step("GET", _path(step, address), htmx=htmx)


def _path(step: Step, address: str) -> str:
    """Without a fragment, and without the language, in which a page says the same."""
    whole = urljoin(step.path, address.replace("&amp;", "&"))
    parts = urlsplit(whole)
    query = urlencode(
        [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "lang"]
    )
    return parts.path + (f"?{query}" if query else "")
