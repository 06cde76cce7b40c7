"""The public check of a paper: by its number for everybody, by its signed QR code in the browser.

Where endings of one number are guessed from everywhere, that number alone tells nothing for an hour, right or wrong;
the signed code and the surname on the paper still open the answer, so nobody can hide a genuine paper.

What a stranger learns is what CE6 allows: first name and initial, what it was given for, contest, year. Every number
that was never issued gets one and the same page.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from app import i18n
from app.accounts import throttle
from app.db import transaction
from app.i18n import gettext
from app.papers import codes, signatures
from app.papers import queries as paper_queries
from app.papers import words as paper_words
from app.papers.code_forms import CodeForm
from app.papers.forms import SurnameForm
from app.papers.models import Certificate, CertificateStatus
from app.web.accounts.entrance import client_address
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
GUESSES = throttle.Limit("check", 10, timedelta(minutes=1))
"""Unknown numbers, false codes and wrong surnames, from one network address. A class that scans its own diplomas
guesses none."""
ENDINGS = throttle.Limit("check-ending", 100, timedelta(hours=1))
"""Wrong endings of one number, from anywhere: of 810 000 that there may be."""
SURNAMES = throttle.Limit("check-surname", 10, timedelta(hours=1))
"""Wrong surnames for one number, from anywhere."""
SEALS = {CertificateStatus.REPLACED: ("warn", "redo"), CertificateStatus.REVOKED: ("bad", "alert")}
"""Colour and icon of what the check says first."""


@dataclass(frozen=True)
class Told:
    """What the check says in one language."""

    language: str
    heading: str
    result: str
    contest: str
    organisation: str


@router.get("/check", name="check.index")
def index(page: PageDep, number: str = "") -> Response:
    if number.strip():
        return page.see("check.show", number=paper_words.typed_number(number))
    return page("check/index.html")


@router.get("/check/{number}", name="check.show")
def show(number: str, page: PageDep, now: Now) -> Response:
    address = _require_calm(page, now)
    if _is_guessed(page, number, now):
        return _guessed(page, number, Form())
    paper = _genuine(page, number)
    if paper is None:
        with transaction(page.house.engine) as beside:  # a GET writes nothing of its own
            _note(beside, address, number, now)
        return _unknown(page)
    return _show(page, paper, Form())


@router.post("/check/{number}", name="check.compare")
def compare(number: str, form: Annotated[Form[SurnameForm], Depends(submitted(SurnameForm))], page: PageDep,
            session: SessionDep, now: Now) -> Response:  # fmt: skip
    """Whether the paper is for a person of this surname: yes or no, nothing more."""
    address, is_guessed = _require_calm(page, now), _is_guessed(page, number, now)
    paper, typed = _genuine(page, number, holder="person"), paper_words.typed_number(number)
    if paper is None and not is_guessed:
        _note(session, address, number, now)
        return _unknown(page)
    throttle.check(session, SURNAMES, typed, now=now)
    is_same = paper is not None and not form.errors and _is_for(paper, form.valid.surname)
    if not is_same and not form.errors:
        throttle.note(session, GUESSES, address, now=now)
        throttle.note(session, SURNAMES, typed, now=now)
    if paper is None or (is_guessed and not is_same):
        return _guessed(page, number, form, is_wrong=not form.errors)
    if form.errors:
        return _show(page, paper, form, status=422)
    return _show(page, paper, form, is_same=is_same)


@router.post("/check/{number}/code", name="check.code")
def code(number: str, form: Annotated[Form[CodeForm], Depends(submitted(CodeForm))], page: PageDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    """For browsers that cannot check a signature: the code is sent only when somebody asks for it."""
    address, is_guessed = _require_calm(page, now), _is_guessed(page, number, now)
    paper = _genuine(page, number)
    if paper is None or form.errors:
        _note(session, address, number, now)
        return _guessed(page, number, Form(), is_wrong=True) if is_guessed else _unknown(page)
    try:
        said = codes.read(f"{paper.number}#{form.valid.code}", codes.known(page.house.keys.public_keys))
    except codes.BadCode:
        throttle.note(session, GUESSES, address, now=now)
        wrong = Form[SurnameForm]()
        return (
            _guessed(page, number, wrong, is_wrong=True) if is_guessed else _show(page, paper, wrong, verdict="false")
        )
    return _show(page, paper, Form(), verdict="true", signed=said)


@router.get("/.well-known/contest-keys.json", name="check.keys")
def keys(house: HouseDep) -> Response:
    return JSONResponse(signatures.published(house.keys), headers={"Cache-Control": "public, max-age=3600"})


def _require_calm(page: Page, now: datetime) -> str:
    """The network address that asks. Raises RuleBroken ``too-many-tries``, whether there is such a number or not."""
    address = client_address(page.request, page.house.settings)
    throttle.check(page.session, GUESSES, address, now=now)
    return address


def _is_guessed(page: Page, number: str, now: datetime) -> bool:
    """Too many wrong endings of this number were tried within the hour, by anybody."""
    stem = _stem(number)
    return bool(stem) and throttle.wait(page.session, ENDINGS, stem, now=now) > 0


def _note(session: Session, address: str, number: str, now: datetime) -> None:
    throttle.note(session, GUESSES, address, now=now)
    if stem := _stem(number):
        throttle.note(session, ENDINGS, stem, now=now)


def _stem(number: str) -> str:
    """A number without its random ending; nothing where nothing like a number was typed."""
    return paper_words.typed_number(number).rpartition("-")[0]


def _genuine(page: Page, number: str, *, holder: str = "") -> Certificate | None:
    """The paper of this number, if it still says what was signed, and if it is for such a holder."""
    paper = paper_queries.by_number(page.session, paper_words.typed_number(number))
    if paper is None or (holder and paper.printed["holder"] != holder):
        return None
    return paper if signatures.is_genuine(page.house.keys, paper) else None


def _is_for(paper: Certificate, surname: str) -> bool:
    return paper_words.has_surname(paper.printed["recipient"], surname)


def _unknown(page: Page) -> Response:
    """The same bytes for every number: nothing of the address stands in the page."""
    page.place = page.path_for("check.index")
    return page("check/unknown.html", status=404)


def _guessed(page: Page, number: str, form: Form[SurnameForm], *, is_wrong: bool = False) -> Response:
    """The same for every ending: only what was typed stands in the page. `is_wrong`: no paper has such a surname or
    code under this number."""
    typed = paper_words.typed_number(number)
    return page("check/guessed.html", status=422 if form.errors else 429, number=typed, form=form, is_wrong=is_wrong)


def _show(
    page: Page, paper: Certificate, form: Form[SurnameForm], *, is_same: bool | None = None, status: int = 200,
    verdict: str = "", signed: dict[str, Any] | None = None,
) -> Response:  # fmt: skip
    """`verdict` about a code: `true` or `false`; `signed`: what it says."""
    page.place = page.path_for("check.show", number=paper.number)
    second = "ru" if i18n.language() == "kk" else "kk"
    colour, icon = SEALS.get(paper.status, ("", "shield"))
    is_replaced = paper.status is CertificateStatus.REPLACED
    return page(
        "check/show.html", status=status, paper=paper, told=_told(paper, i18n.language()), also=_told(paper, second),
        colour=colour, icon_name=icon, who=_who(paper), issued_on=date.fromisoformat(paper.printed["day"]),
        reason=gettext(paper_words.REASON[paper.reason]) if paper.reason else "", form=form, is_same=is_same,
        successor=paper_queries.successor(page.session, paper) if is_replaced else None,
        said=signatures.said(page.house.keys, page.house.settings.base_url, paper), verdict=verdict,
        labels=codes.FIELDS, signed={name: _lines(name, value) for name, value in (signed or {}).items()},
    )  # fmt: skip


def _lines(name: str, value: Any) -> list[str]:
    if name == "amount":
        return [i18n.money(int(value))]
    return [i18n.short_day(date.fromisoformat(value))] if name == "day" else codes.shown(value)


def _who(paper: Certificate) -> str:
    name: str = paper.printed["recipient"]
    return name if paper.printed["holder"] == "organisation" else paper_words.public_name(name)


def _told(paper: Certificate, language: str) -> Told:
    with i18n.speaking(language):
        return Told(
            language, gettext(paper_words.heading(paper.kind, paper.status)), paper_words.result(paper),
            i18n.pick(paper.printed["contest"]), i18n.pick(paper.printed["organisation"]),
        )  # fmt: skip
