"""The canary sweep: a crawler goes wherever it is let, as everybody who must not know whose the works are, and finds no
word that an applicant said about themselves, in no byte, header or file. Then leaks are planted, and it finds each.

Before the seal nobody is told a mark either: with other marks every page is the same, byte for byte.
"""

import io
import random
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter
from sqlalchemy import text
from starlette.responses import Response

from app.contests import trail
from app.db import transaction
from app.web import page
from app.web.applications import list_columns
from authz import inside
from authz.asking import Answer, Asker
from authz.crawler import Crawl, Step
from authz.drivers import ROWS
from authz.planting import LONG_AGO, Canaries, _jpeg, _pdf, _png
from authz.routes import name_of
from authz.rows import Ask
from authz.sweep import ALLOWED, matrix
from authz.worlds import Worlds

STATE = "canaries"
BLINDED = ("JUR", "JURX", "EXJ", "CHR", "ACC", "OPR")
UNTOLD = ("JUR", "CHR", "ORG", "SEC", "ACC", "OPR")
"""Who gets no mark of anybody else before the seal."""
CONTESTS = ("deeds", "drawings", "short")
STARTS = (
    "/", "/account", "/jury/drawings/seal", "/office/deeds/appeals", "/office/deeds/grants/letters",
    "/office/deeds/payments", "/office/deeds/terms", "/office/deeds/terms/clauses",
    *(f"{house}{rest}" for house in ("/office", "/jury") for rest in ("", *(f"/{one}" for one in CONTESTS))),
    "/sign-up", "/sign-up/sent", "/password", "/.well-known/contest-keys.json", "/healthz", "/readyz",
)  # fmt: skip
"""What pages lead to is found; beside them, what they lead to only later or only those who are signed out."""
WORD = re.compile(r"zq\d{4}vx|7?09\d{7,8}")
YEAR = re.compile(rf"(?<![\w.]){LONG_AGO}(?![\w.])|\b{LONG_AGO}-\d\d-\d\d|\d\d\.\d\d\.{LONG_AGO}")
Touring = Callable[..., "Tour"]


@dataclass
class Tour:
    answers: int = 0
    files: set[str] = field(default_factory=set)
    """Kinds of what was not a page."""
    heard: set[str] = field(default_factory=set)
    reached: set[tuple[str, str]] = field(default_factory=set)
    """Method and route of everything that was there."""
    leaks: list[str] = field(default_factory=list)


@pytest.fixture
def tour(worlds: Worlds, asker: Asker) -> Iterator[Touring]:
    def go(persona: str, *, within: str = "", starts: tuple[str, ...] = STARTS, posts: bool = True) -> Tour:
        worlds.use(STATE)
        planted = worlds.names[STATE][""]["canaries"]
        crawl = Crawl(asker, worlds.tokens[STATE][persona], lambda: worlds.use(STATE), re.compile(within), posts)
        made = Tour()
        with worlds.at(STATE):
            for step, answer in crawl.run(*starts):
                found = heard(step, answer, planted)
                made.answers += 1
                made.files.add(answer.header("content-type").partition(";")[0])
                if answer.status != 404:
                    made.reached.add((step.method, name_of(worlds.app, step.method, step.path)))
                made.heard |= found
                made.leaks += [f"{persona} {step.method} {step.path}: {word}" for word in sorted(found)]
        return made

    yield go
    worlds.use(STATE)


def heard(step: Step, answer: Answer, planted: dict[str, str]) -> set[str]:
    """Where each word was planted that stands in the answer and was not in the request."""
    told = inside.words(answer)
    sent = f"{step.path} {step.data}".casefold()
    digits = re.sub(r"[\s()+\u00a0-]", "", told)
    words = {*WORD.findall(told), *(word for word in planted if word.isdigit() and word in digits)}
    found = {planted[word] for word in words if word in planted and word not in sent}
    return found | ({f"a year of {LONG_AGO}"} if YEAR.search(told) else set())


def planted(worlds: Worlds, place: str) -> str:
    """A word that was planted there."""
    return next(word for word, where in worlds.names[STATE][""]["canaries"].items() if where == place)


@pytest.mark.parametrize("persona", BLINDED)
def test_nobody_who_must_not_know_meets_a_canary(worlds: Worlds, asker: Asker, tour: Touring, persona: str) -> None:
    made = tour(persona)

    assert made.leaks == []
    assert made.answers > 40
    assert sorted(_left_out(worlds, asker, persona, made.reached) - set(ELSEWHERE)) == []


ELSEWHERE = {
    ("GET", "consent.show"): "opens with the secret link that parents get",
    ("GET", "consent.picture"): "the same",
    ("POST", "confirm.resend"): "whoever is here has confirmed the address",
    ("POST", "sign_in.link_request"): "whoever is here is signed in",
    ("POST", "sign_up.post"): "the same",
    ("POST", "office.jury.seat"): "its form comes once the letter's has been filled in",
    ("POST", "office.grants.remind"): "there is no grant",
    ("POST", "office.payments.full"): "there is no grant",
    ("GET", "office.decisions.what_if"): "there is no board yet: it leads to the waiting page, which is looked at",
}
"""What no page leads these people to."""


def _left_out(worlds: Worlds, asker: Asker, persona: str, reached: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What the drivers of the matrix know how to ask for, this persona is answered, and the crawl did not find."""
    cells = matrix()
    found: set[tuple[str, str]] = set()
    for row in ROWS:
        may = persona in row.personas and cells[row.id][persona] in ALLOWED | {"B", "M"}
        for ask in row.asked_by(persona) if may else ():
            which = ask.method, ask.route
            if which not in reached | found and _is_answered(worlds, asker, row.side, persona, ask):
                found.add(which)
    return found


def _is_answered(worlds: Worlds, asker: Asker, side: str, persona: str, ask: Ask) -> bool:
    worlds.use(STATE)
    names = worlds.lookup(STATE, side, persona)
    try:
        path, data = ask.path(worlds.app, names), ask.form(names)
    except KeyError:  # of a thing that is not there yet
        return False
    with worlds.at(STATE):
        answer = asker(ask.method, path, token=worlds.tokens[STATE][persona], data=data, files=ask.files)
    return answer.status in (200, 303)


def test_what_is_planted_is_heard_where_it_may_be_known(worlds: Worlds, tour: Touring) -> None:
    """Or the silence elsewhere would say nothing."""
    worlds.use(STATE)
    starts = ["/office/deeds/mail"]
    for side in ("grant", "art"):
        names = worlds.lookup(STATE, side, "SEC")
        starts += [f"/office/{names['slug']}/applications/{names[one]}" for one in ("work", "submitted")]
    made = tour("SEC", starts=tuple(starts), posts=False, within=r"/attachments/\d+$|/messages$|/mail/\d+$|/consents$")

    places = {place.partition("/")[0] for place in made.heard}
    assert {
        "application.applicant_name",
        "application.number",
        "author.name_ru",
        "school.name",
        "user.email",
        "attachment.name",
        "letter.subject",
    } - places == set()
    assert {"exif 0x13b", "xmp", "iptc", "jpeg comment", "png text", "pdf Author", "pdf xmp"} - places == set()


def test_every_corner_of_a_file_is_looked_into() -> None:
    canaries = Canaries()
    for make in (_jpeg, _png, _pdf):
        before = set(canaries.words)
        data, _ = make(canaries)
        told = inside.of_bytes(data)
        assert {canaries.words[word] for word in set(canaries.words) - before if word not in told} == set()
    letter, out = Document(), io.BytesIO()
    letter.core_properties.author = "zq9001vx"
    run = letter.add_paragraph("zq90").add_run("02vx")
    run.bold = True
    letter.save(out)
    assert {"zq9001vx", "zq9002vx"} <= set(WORD.findall(inside.of_bytes(out.getvalue())))


# planted leaks


def _into_a_comment(worlds: Worlds, patch: pytest.MonkeyPatch) -> None:
    """In the fragment that htmx gets after a mark."""
    word, html = planted(worlds, "author.name_kk"), page.Page.html

    def leaking(self: page.Page, name: str, **context: Any) -> Response:
        answer = html(self, name, **context)
        if name == "sheets/_saved.html":
            answer.body = bytes(answer.body) + f"<!-- {word} -->".encode()
            answer.headers["content-length"] = str(len(answer.body))
        return answer

    patch.setattr(page.Page, "html", leaking)


def _into_the_journal(_: Worlds, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(trail, "insiders", lambda *_: frozenset(range(10_000)))


def _into_a_picture(worlds: Worlds, _: pytest.MonkeyPatch) -> None:
    """As if pictures were shown as they came."""
    with transaction(worlds.house.engine) as session:
        whose = "(SELECT sha256 FROM attachment WHERE attachment.id = rendition.attachment_id)"
        session.execute(text(f"UPDATE rendition SET sha256 = {whose} WHERE kind = 'judged'"))


def _into_a_pdf(worlds: Worlds, patch: pytest.MonkeyPatch) -> None:
    word, file = planted(worlds, "user.name"), page.Page.file

    def leaking(self: page.Page, data: bytes, kind: str, name: str, **more: Any) -> Response:
        writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
        writer.add_metadata({"/Author": word})
        writer.write(out)
        return file(self, out.getvalue(), kind, name, **more)

    patch.setattr(page.Page, "file", leaking)


def _into_a_spreadsheet(_: Worlds, patch: pytest.MonkeyPatch) -> None:
    blind = list_columns.blind
    name = list_columns.Column("name", "Name", lambda row: row.application.applicant_name)  # type: ignore[call-arg]
    patch.setattr(list_columns, "blind", lambda kind: [*blind(kind), name])


def _into_a_header(worlds: Worlds, patch: pytest.MonkeyPatch) -> None:
    word, file = planted(worlds, "file name"), page.Page.file

    def leaking(self: page.Page, data: bytes, kind: str, name: str, **more: Any) -> Response:
        return file(self, data, kind, f"{word}-{name}", **more)

    patch.setattr(page.Page, "file", leaking)


def _into_a_cookie(worlds: Worlds, patch: pytest.MonkeyPatch) -> None:
    """Said after a form was sent, on the next page."""
    word, say = planted(worlds, "school.name/kk"), page.Page.say
    patch.setattr(page.Page, "say", lambda self, words, kind="ok": say(self, f"{words} {word}", kind))


LEAKS: list[tuple[Callable[..., None], str, str, bool, str]] = [
    (_into_a_comment, "JUR", r"^/(jury|sheets)", True, "/marks"),
    (_into_the_journal, "CHR", r"^/office/deeds(/journal)?$", False, "/journal"),
    (_into_a_picture, "JUR", r"^/(jury|sheets)", False, "/pictures/"),
    (_into_a_pdf, "JUR", r"^/jury", False, "conflicts.pdf"),
    (_into_a_spreadsheet, "CHR", r"^/office/drawings", False, "works.xlsx"),
    (_into_a_header, "CHR", r"^/office/deeds/jury", False, "commission.docx"),
    (_into_a_cookie, "JUR", r"^/(jury|account)", True, "/account"),
]


@pytest.mark.parametrize(
    ("plant", "persona", "within", "posts", "where"), LEAKS, ids=lambda one: getattr(one, "__name__", "")
)
def test_a_leak_that_is_planted_is_found(
    worlds: Worlds, tour: Touring, monkeypatch: pytest.MonkeyPatch, plant: Callable[..., None], persona: str,
    within: str, posts: bool, where: str,
) -> None:  # fmt: skip
    worlds.use(STATE)
    plant(worlds, monkeypatch)
    if plant is _into_a_picture:
        monkeypatch.setattr(worlds, "use", lambda _: None)

    made = tour(persona, within=within, posts=posts)

    assert any(where in leak for leak in made.leaks), made.leaks


# marks


@pytest.mark.parametrize("persona", UNTOLD)
def test_with_other_marks_every_page_is_the_same_before_the_seal(
    worlds: Worlds, asker: Asker, monkeypatch: pytest.MonkeyPatch, persona: str
) -> None:
    before = _pages(worlds, asker, monkeypatch, persona, changed=False)
    after = _pages(worlds, asker, monkeypatch, persona, changed=True)

    assert [step.path for step in before if before[step] != after.get(step)] == []
    assert before.keys() == after.keys()
    assert len(before) > 30


def test_a_mark_that_is_shown_too_early_is_found(worlds: Worlds, asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a nomination counted as sealed once its first expert has sealed it."""
    from app.jury import queries

    worlds.use("half_sealed")  # built before anything is patched
    everything = lambda session, contest_id: {one.id for one in _nominations(session, contest_id)}  # noqa: E731
    monkeypatch.setattr(queries, "sealed_nominations", everything)
    before = _pages(worlds, asker, monkeypatch, "CHR", changed=False)
    after = _pages(worlds, asker, monkeypatch, "CHR", changed=True)

    assert {step for step in before if before[step] != after.get(step)} != set()


def _nominations(session: Any, contest_id: int) -> Any:
    from app.contests import queries

    return queries.nominations(session, contest_id)


def _pages(
    worlds: Worlds, asker: Asker, patch: pytest.MonkeyPatch, persona: str, *, changed: bool
) -> dict[Step, Answer]:
    """Everything that `persona` is shown; `changed`: the marks and words of all others are other ones, except in
    nominations that everybody has sealed."""
    state = "half_sealed"
    worlds.use(state)
    if changed:
        _change(worlds, worlds.names[state]["user"][persona])
    chance = random.Random(1)
    patch.setattr(secrets, "token_urlsafe", lambda size=32: chance.randbytes(size).hex())
    patch.setattr(secrets, "token_hex", lambda size=32: chance.randbytes(size).hex())
    within = re.compile(
        "" if persona not in ("ORG", "SEC") else r"^(?!/contests/|/static/|.*/intake\b|.*\.(pdf|zip|docx)$|.*/sample\.)"
    )
    crawl = Crawl(asker, worlds.tokens[state][persona], lambda: None, within, posts=False, kin={"GET": 1})
    with worlds.at(state):
        return dict(crawl.run(*STARTS))


def _change(worlds: Worlds, user_id: int) -> None:
    sheets = (
        "SELECT sheet.id FROM sheet JOIN seat ON seat.id = sheet.seat_id "
        "JOIN application ON application.id = sheet.application_id "
        "WHERE seat.user_id <> :user AND (application.contest_id, application.nomination_id) NOT IN "
        "(SELECT contest_id, id FROM nomination WHERE position = 3)"
    )
    with transaction(worlds.house.engine) as session:
        session.execute(text(f"UPDATE mark SET value = value % 9 + 1 WHERE sheet_id IN ({sheets})"), {"user": user_id})
        session.execute(text(f"UPDATE sheet SET comment = 'other words' WHERE id IN ({sheets})"), {"user": user_id})
