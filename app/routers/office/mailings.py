"""A letter to many: written, looked at with the list of those who get it, then sent."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app import i18n
from app.applications import audiences
from app.applications.audiences import Audience
from app.contests import letter_texts, mailings, rules
from app.contests import queries as contests
from app.fields import Fields, Line, Prose, Wrong
from app.i18n import gettext, mark, ngettext, pick
from app.web import letters, mass_letters
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
AUDIENCES = {
    Audience.DRAFTS: mark("Drafts that were not handed in"),
    Audience.SUBMITTED: mark("Wait for admission"),
    Audience.RETURNED: mark("Returned for correction"),
    Audience.NO_CONSENT: mark("The consent to take part is missing"),
    Audience.ADMITTED: mark("Admitted"),
    Audience.REJECTED: mark("Not admitted"),
    Audience.ALL: mark("Everybody who has handed in"),
}


class Written(Fields):
    audience: Audience
    nomination: str = ""
    subject_kk: Line
    body_kk: Prose
    subject_ru: Line
    body_ru: Prose
    nonce: str = ""
    go: str = ""
    """"send"; everything else is a look."""

    @property
    def subject(self) -> dict[str, str]:
        return {"kk": self.subject_kk, "ru": self.subject_ru}

    @property
    def body(self) -> dict[str, str]:
        return {"kk": self.body_kk, "ru": self.body_ru}


@router.get("/office/{slug}/mail/new", name="office.mail.new")
def new(desk: DeskDep, page: PageDep, audience: str = "") -> Response:
    desk.require_sight(rules.may_write_letters)
    chosen = audience if audience in set(Audience) else ""
    return _show(page, desk, Form({"nonce": secrets.token_urlsafe(16), "audience": chosen}))


@router.post("/office/{slug}/mail/new", name="office.mail.send")
def send(
    form: Annotated[Form[Written], Depends(submitted(Written))], desk: DeskDep, page: PageDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    desk.require_sight(rules.may_write_letters)
    for name in ("subject_kk", "body_kk", "subject_ru", "body_ru"):
        found = letter_texts.strange(str(form.text.get(name, "")), letter_texts.MAILING)
        if found and name not in form.errors:
            form.refuse(name, Wrong("placeholder", names=", ".join(found)))
    if form.errors:
        return _show(page, desk, form, status=422)
    said = form.valid
    group = audiences.group(session, desk.contest, said.audience, _nomination(session, desk, said))
    if said.go != "send":
        return _show(page, desk, form, group=group, samples=_samples(desk, said))
    mailing = mailings.note(
        session, desk.contest, nonce=said.nonce or secrets.token_urlsafe(16),
        audience=":".join(filter(None, (said.audience.value, said.nomination))), subject=said.subject, body=said.body,
        recipients=len(group.people), by=desk.viewer.id, now=now,
    )  # fmt: skip
    mass_letters.send(page.house, session, desk.contest, mailing, group.people, now=now)
    number = mailing.recipients
    page.say(ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", number) % {"num": number})
    return page.see("office.mail", slug=desk.contest.slug)


def _nomination(session: SessionDep, desk: Desk, said: Written) -> int | None:
    known = {str(one.position): one.id for one in contests.nominations(session, desk.contest_id)}
    return known.get(said.nomination)


def _samples(desk: Desk, said: Written) -> list[tuple[str, letters.Draft]]:
    """One for each language, as an invented person gets it."""
    found = []
    for code in ("kk", "ru"):
        with i18n.speaking(code):
            facts = {"name": gettext("Asel Example"), "contest": pick(desk.contest.title)}
            found.append((code, letters.own_words(said.subject[code], said.body[code], facts, None)))
    return found


def _show(page: Page, desk: Desk, form: Form[Written], *, status: int = 200, **more: Any) -> Response:
    nominations = contests.nominations(page.session, desk.contest_id)
    return page(
        "office/mail/new.html", status=status, desk=desk, form=form, names=i18n.NAMES,
        audiences=[(key.value, gettext(words)) for key, words in AUDIENCES.items()],
        nominations=[(str(one.position), pick(one.title)) for one in nominations],
        **({"group": None, "samples": []} | more),
    )  # fmt: skip
