"""What is somebody else's and what does not exist are told in the same bytes after the same questions to the database:
nobody learns from an answer, nor from how long it takes, that there is something. Times go to the benchmark.

The routes come from the application: strangers whom the matrix refuses ask each that has a thing in its address; what
cannot be asked so is among the `CASES` written by hand or in `EXCEPTIONS`."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from browser import statements
from fastapi import FastAPI

from app.routers import include
from authz.asking import Answer, Asker
from authz.drivers import ROWS
from authz.making import Names
from authz.routes import pages
from authz.rows import MISSING, Ask, Row, get, parameters, post
from authz.sweep import matrix
from authz.worlds import Worlds

WHY = {"why": "Туысымның жұмысы"}


@dataclass(frozen=True)
class Case:
    """`missing`: which parameters are of something that does not exist in the second request; all by default."""

    persona: str
    ask: Ask
    side: str = "grant"
    state: str = "judging"
    missing: tuple[str, ...] = ()


APPLICATION = {"application_id": "other_work"}
CASES = [
    *(Case("JUR", ask, side) for side in ("grant", "art") for ask in (
        get("sheets.show", sheet_id="foreign_sheet"), post("sheets.marks", {"c1": "4"}, sheet_id="foreign_sheet"),
        post("sheets.recusal", WHY, sheet_id="foreign_sheet"), post("sheets.return", sheet_id="foreign_sheet"),
        get("sheets.picture", sheet_id="foreign_sheet", name="elsewhere_file_thumb_name"))),
    Case("JUR", get("sheets.picture", sheet_id="own_sheet", name="other_work_file_judged_name"), "art",
         missing=("name",)),
    Case("JUR", get("jury.nomination", position="other_position"), missing=("position",)),
    *(Case(persona, ask, side) for persona, side in (("APP", "grant"), ("TCH", "art"), ("JUR", "grant")) for ask in (
        get("applications.show", **APPLICATION), get("applications.edit", **APPLICATION),
        get("applications.preview", **APPLICATION), get("applications.receipt", **APPLICATION),
        get("applications.receipt_pdf", **APPLICATION), post("applications.submission", **APPLICATION),
        get("applications.withdrawal", **APPLICATION), post("applications.withdrawal", **APPLICATION),
        get("messages.show", **APPLICATION), get("consents.show", **APPLICATION))),
    *(Case(persona, ask, side) for persona, side in (("APP", "grant"), ("TCH", "art")) for ask in (
        get("attachments.show", attachment_id="other_work_file", **APPLICATION),
        get("attachments.thumb", attachment_id="other_work_file", **APPLICATION),
        post("attachments.removal", attachment_id="other_work_file", **APPLICATION))),
    Case("APP", get("attachments.show", application_id="work", attachment_id="other_work_file"),
         missing=("attachment_id",)),
    *(Case(persona, ask) for persona in ("APP", "JUR", "ORG2") for ask in (
        post("messages.write", {"text": "Сұрақ"}, **APPLICATION), post("messages.read", **APPLICATION))),
    *(Case(persona, get("office.application.page", application_id="work", rendition_id="work_file_judged"),
             "art", missing=("application_id",))
      for persona in ("APP", "JUR", "ORG2")),
    Case("APP", get("messages.file", application_id="other_work", file_id="message_file")),
    Case("TCH2", get("batches.show", batch_id="school_batch"), "art", missing=("batch_id",)),
    Case("ORG", get("office.application", application_id="rival_application"), missing=("application_id",)),
    Case("ORG", get("office.mail.letter", letter_id="rival_letter"), missing=("letter_id",)),
    Case("ORG2", get("office.application", application_id="work"), missing=("application_id",)),
    *(Case(persona, get(route)) for persona in ("APP", "ORG2", "JUR") for route in (
        "office.contest", "office.applications", "office.journal", "office.ranking", "office.decisions")),
    Case("APP", get("contests.show", slug="coming")),
    Case("APP2", get("grants.show", grant_id="grant_fresh"), state="published"),
    Case("APP2", get("grants.contract", grant_id="grant_sent"), state="published"),
    Case("ORG2", get("office.grant", grant_id="grant_fresh"), state="published"),
]  # fmt: skip


def _name(case: Case) -> str:
    return f"{case.persona}-{case.side}-{case.ask.method}-{case.ask.route}-{'-'.join(case.missing)}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_forbidden_and_missing_are_one_answer(worlds: Worlds, asker: Asker, case: Case) -> None:
    worlds.use(case.state)
    names = worlds.lookup(case.state, case.side, case.persona)
    there, told = _asked(worlds, asker, case, case.ask.path(worlds.app, names), names)
    worlds.use(case.state)
    missing, as_told = _asked(worlds, asker, case, _missing(worlds, case, names), names)

    assert there.status == 404
    assert there == missing
    assert told == as_told


PUBLIC = {"slug", "position"}
"""A contest and the numbers of its nominations stand on the front page."""
LINK = "whoever holds the link may; a wrong one is told that it is none"
EXCEPTIONS = {
    **dict.fromkeys(("confirm", "confirm.use", "consent.answer", "consent.picture", "consent.show", "password.choose",
                     "password.reset", "sign_in.link", "sign_in.link_use"), LINK),
}  # fmt: skip
"""Routes that nobody is refused by who they are, each with why."""
STRANGERS = ("ORG2", "JURX", "TCH2", "APP2", "CHR", "ACC")
"""Who is asked, as far as the matrix refuses them; two of them for each route."""
CELLS = matrix()


def _addressed() -> list[str]:
    """Of the application: routes with something in their address, what is public apart."""
    app = FastAPI()
    include(app, body=1)
    return sorted({route.name for _, route in pages(app) if set(route.param_convertors) - PUBLIC})


def _refused(route: str) -> Iterator[tuple[Row, Ask, str]]:
    """Who must not learn that there is such a thing, by the matrix."""
    found = [
        (row, ask, one)
        for one in STRANGERS
        for row in ROWS
        if one in row.personas
        for ask in row.asked_by(one)
        if ask.route == route and CELLS[row.id][one] == "N"
    ]
    asked = {persona: (row, ask, persona) for row, ask, persona in reversed(found)}
    return iter([asked[one] for one in STRANGERS if one in asked][:2])


def _unknown(app: FastAPI, ask: Ask, names: Names) -> str:
    """In the same contest, of something that does not exist."""
    known = {ask.params.get(one, one) for one in parameters(app, ask.route) if one not in PUBLIC}
    return ask.path(app, names | {one: MISSING[type(names[one])] for one in known})


@pytest.mark.parametrize("route", _addressed())
def test_no_route_tells_strangers_what_exists(worlds: Worlds, asker: Asker, route: str) -> None:
    asked = list(_refused(route))
    by_hand = any(case.ask.route == route for case in CASES)
    assert (bool(asked) or by_hand) != (route in EXCEPTIONS), "neither asked nor an exception with a reason, or both"
    for row, ask, persona in asked:
        case = Case(persona, ask, row.side, row.state)
        worlds.use(row.state)
        names = worlds.lookup(row.state, row.side, persona)
        there = _asked(worlds, asker, case, ask.path(worlds.app, names), names)
        worlds.use(row.state)
        assert there == _asked(worlds, asker, case, _unknown(worlds.app, ask, names), names), persona
        assert there[0].status == 404


def _missing(worlds: Worlds, case: Case, names: Names) -> str:
    if not case.missing:
        return case.ask.missing_path(worlds.app, names)
    nowhere = {case.ask.params.get(one, one): 987_654_321 for one in case.missing}
    return case.ask.path(worlds.app, names | nowhere)


def _asked(worlds: Worlds, asker: Asker, case: Case, path: str, names: Names) -> tuple[Answer, list[str]]:
    token = worlds.tokens[case.state][case.persona]
    with worlds.at(case.state), statements(worlds.app) as told:
        answer = asker(case.ask.method, path, token=token, data=case.ask.form(names), files=case.ask.files)
    return answer, list(told)
