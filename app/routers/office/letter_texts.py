"""The words of the contest's letters: ours or the organiser's, changed one kind and language at a time."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app import i18n
from app.contests import letter_texts, rules
from app.contests.letter_models import LetterKind
from app.contests.letter_texts import PLACEHOLDERS
from app.errors import NotYours
from app.fields import Fields, Line, Prose, Wrong
from app.i18n import gettext
from app.web import letter_kinds, letters
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
ONE = "/office/{slug}/mail/texts/{kind}/{code}"


class Text(Fields):
    subject: Line
    body: Prose
    go: str = ""
    """"save"; everything else is a look."""


@router.get("/office/{slug}/mail/texts", name="office.mail.texts")
def index(desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    desk.require_sight(rules.may_write_letters)
    changed = letter_texts.changed(session, desk.contest_id)
    return page("office/mail/texts.html", desk=desk, kinds=letter_kinds.TITLES, changed=changed, names=i18n.NAMES)


@router.get(ONE, name="office.mail.text")
def show(kind: str, code: str, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    found = _kind(desk, kind, code)
    own = letter_texts.find(session, desk.contest_id, found, code)
    with i18n.speaking(code):
        subject, body = (own.subject, own.body) if own else letter_kinds.default(found)
    return _show(page, desk, found, code, Form({"subject": subject, "body": body}), now, is_own=own is not None)


@router.post(ONE, name="office.mail.text.save")
def save(
    kind: str, code: str, form: Annotated[Form[Text], Depends(submitted(Text))], desk: DeskDep, page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    found = _kind(desk, kind, code)
    refuse_strange(form, PLACEHOLDERS[found], "subject", "body")
    if form.errors or form.valid.go != "save":
        is_own = letter_texts.find(session, desk.contest_id, found, code) is not None
        return _show(page, desk, found, code, form, now, is_own=is_own, status=422 if form.errors else 200)
    said = form.valid
    letter_texts.put(session, desk.contest, found, code, said.subject, said.body, by=desk.viewer.id, now=now)
    page.say(gettext("The text is saved: the next letters have it."))
    return page.see("office.mail.texts", slug=desk.contest.slug)


@router.post(ONE + "/default", name="office.mail.text.reset")
def reset(kind: str, code: str, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    found = _kind(desk, kind, code)
    letter_texts.take_back(session, desk.contest, found, code, by=desk.viewer.id, now=now)
    page.say(gettext("The letter has the usual text again."))
    return page.see("office.mail.text", slug=desk.contest.slug, kind=kind, code=code)


def refuse_strange(form: Form[Text], known: tuple[str, ...], *fields: str) -> None:
    """Mark what stands in braces and means nothing."""
    for name in fields:
        found = letter_texts.strange(str(form.text.get(name, "")), known)
        if found and name not in form.errors:
            form.refuse(name, Wrong("placeholder", names=", ".join(found)))


def _kind(desk: Desk, kind: str, code: str) -> LetterKind:
    desk.require_sight(rules.may_write_letters)
    if kind not in set(LetterKind) or code not in i18n.LANGUAGES:
        raise NotYours
    return LetterKind(kind)


def _show(
    page: Page, desk: Desk, kind: LetterKind, code: str, form: Form[Text], now: Now, *, is_own: bool, status: int = 200
) -> Response:
    with i18n.speaking(code):
        facts = letter_kinds.sample(kind, desk.contest, now)
        button = letter_kinds.words(kind, facts).button
    sample = None
    if not form.errors:
        said = {name: str(form.text.get(name, "")) for name in ("subject", "body")}
        sample = letters.own_words(said["subject"], said["body"], facts, (button, ""))
    meanings = [(name, gettext(letter_kinds.MEANINGS[name]), facts[name]) for name in PLACEHOLDERS[kind]]
    return page(
        "office/mail/text.html", status=status, desk=desk, kind=kind, code=code, form=form, is_own=is_own,
        title=letter_kinds.TITLES[kind], names=i18n.NAMES, meanings=meanings, sample=sample, person=facts["name"],
    )  # fmt: skip
