"""What comes on paper: stickers to print, the journal, and the page behind each sticker's QR code."""

from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.responses import Response

from app.accounts import people
from app.accounts.models import User
from app.applications import intake, intake_queries, queries
from app.applications.intake_forms import Address, Registration, Stickers
from app.applications.intake_queries import PAGE, Filters, Row, State
from app.contests import rules
from app.documents import fonts, intake_journal, stickers
from app.documents.bilingual import Reader
from app.errors import NotYours, RuleBroken
from app.i18n import ALMATY, gettext, language, local, pick
from app.identifiers import show_phone
from app.web.accounts import account_letters
from app.web.applications import intake_words
from app.web.applications.paper_desk import Counter, CounterToChange
from app.web.current import Now, SessionDep
from app.web.desk import Desk
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
HOME = "/office/{slug}/intake"
ONE = HOME + "/{code:str}"
PDF = "application/pdf"
Said = Annotated[Form[Registration], Depends(submitted(Registration))]


class Asked(BaseModel):
    """The address's query; what is not understood is as if it had not been said."""

    q: str = ""
    state: str = ""
    page: str = ""


@router.get(HOME, name="office.intake")
def index(desk: Counter, page: PageDep, asked: Annotated[Asked, Query()]) -> Response:
    return _index(page, desk, asked, Form())


@router.post(HOME + "/stickers", name="office.intake.print")
def make(
    form: Annotated[Form[Stickers], Depends(submitted(Stickers))], desk: CounterToChange, page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    if form.errors:
        return _index(page, desk, Asked(), form, status=422)
    made = intake.print_stickers(session, desk.contest, form.valid.count, by=desk.viewer.id, now=now)
    facts = {"first": made[0].serial, "last": made[-1].serial}
    page.say(gettext("Stickers № %(first)s–%(last)s are ready to be printed.") % facts)
    query = {"first": str(made[0].serial), "last": str(made[-1].serial)}
    return page.see("office.intake", slug=desk.contest.slug, query=query)


@router.get(HOME + "/stickers.pdf", name="office.intake.stickers")
def sheet(desk: Counter, page: PageDep, session: SessionDep, first: int = 1, last: int = 0) -> Response:
    found = intake_queries.stickers(session, desk.contest_id, first, min(last or first, first + 959))
    if not found:
        raise RuleBroken("stickers-none")
    site, contest = page.house.settings.base_url, desk.contest
    labels = [
        stickers.Sticker(
            f"№ {one.serial}", one.code,
            site + page.path_for("office.intake.sticker", slug=contest.slug, code=one.code),
        )
        for one in found
    ]  # fmt: skip
    fonts.prepare(page.house.settings.font_cache)
    title = f"{gettext('Stickers')} {found[0].serial}–{found[-1].serial}"
    hint = gettext("Stick it on the back of the work.")
    data = stickers.draw(
        stickers.Stickers(title, language(), f"{pick(contest.title)}, {contest.edition}", hint, labels)
    )
    return page.file(data, PDF, f"stickers-{found[0].serial}-{found[-1].serial}.pdf", inline=True)


@router.get(HOME + "/journal.pdf", name="office.intake.journal")
def journal(desk: Counter, page: PageDep, session: SessionDep, now: Now) -> Response:
    every = intake_queries.rows(session, desk.contest_id, Filters(page=None))
    fonts.prepare(page.house.settings.font_cache)
    organisation = page.organisation
    data = intake_journal.draw(
        intake_journal.Journal(
            language=cast(Reader, language()), contest=f"{pick(desk.contest.title)}, {desk.contest.edition}",
            organisation=pick(organisation.name) if organisation else "", printed_on=now.astimezone(ALMATY).date(),
            lines=[intake_words.line(row) for row in every if row.application], signer=("", desk.viewer.name),
        )
    )  # fmt: skip
    return page.file(data, PDF, f"intake-{desk.contest.slug}.pdf")


def get_row(code: str, desk: Counter, session: SessionDep) -> Row:
    """Raises NotYours for a code that is on no sticker of this contest."""
    return _row(session, desk, code)


def get_row_to_change(code: str, desk: CounterToChange, session: SessionDep) -> Row:
    return _row(session, desk, code)


def _row(session: SessionDep, desk: Desk, code: str) -> Row:
    row = intake_queries.by_code(session, desk.contest_id, code)
    if row is None:
        raise NotYours
    return row


OneSticker = Annotated[Row, Depends(get_row, scope="function")]
StickerToChange = Annotated[Row, Depends(get_row_to_change, scope="function")]


@router.get(ONE, name="office.intake.sticker")
def show(row: OneSticker, desk: Counter, page: PageDep, now: Now) -> Response:
    return _show(page, desk, row, _typed(row, desk, now))


@router.post(ONE, name="office.intake.register")
def register(
    form: Said, row: StickerToChange, desk: CounterToChange, page: PageDep, session: SessionDep, now: Now
) -> Response:
    """Registered for the first time, or what was said then set right."""
    if row.application is not None and form.fields is not None and row.sender is not None:
        by = desk.viewer.user
        intake.correct(session, desk.contest, row.intake, row.application, form.valid, row.sender, by=by, now=now)
        page.say(gettext("Saved."))
        return _again(page, desk, row)
    sender = _sender(session, desk, form)
    if form.errors:
        return _show(page, desk, row, form, status=422)
    intake.register(session, desk.contest, row.intake, form.valid, sender, by=desk.viewer.user, now=now)
    page.say(gettext("Sticker № %(number)s is registered.") % {"number": row.intake.serial})
    return _again(page, desk, row)


@router.post(ONE + "/address", name="office.intake.address")
def address(
    form: Annotated[Form[Address], Depends(submitted(Address))], row: StickerToChange,
    desk: CounterToChange, page: PageDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    """The sender's e-mail is known now: they get a letter with which the account becomes their own."""
    if row.sender is None:
        raise NotYours
    if form.errors:
        return _show(page, desk, row, Form(_typed(row, desk, now).text | form.text, errors=form.errors), status=422)
    people.give_address(session, row.sender, form.valid.email, by=desk.viewer.id, now=now)
    account_letters.own_account(page.house, session, row.sender, desk.contest, now=now)
    page.say(gettext("An invitation is on its way to %(email)s.") % {"email": row.sender.email})
    return _again(page, desk, row)


def _sender(session: SessionDep, desk: Desk, form: Form[Registration]) -> User | None:
    """Who was chosen; somebody else's account cannot be."""
    if form.fields is None or form.valid.sender is None:
        return None
    offered = {one.id: one for one in _senders(session, desk)}
    if form.valid.sender not in offered:
        form.refuse("sender", "choice")
    return offered.get(form.valid.sender)


def _senders(session: SessionDep, desk: Desk) -> list[User]:
    """Those who brought something to this contest first, then those who were entered for another whose office the
    viewer works in: of other contests nobody here learns a name."""
    here = intake_queries.senders(session, desk.contest_id)
    known = {one.id for one in here}
    theirs = {contest_id for contest_id, name in desk.viewer.roles if rules.may_admit(frozenset({name}))}
    return [*here, *(one for one in intake_queries.without_address(session, theirs) if one.id not in known)]


def _typed(row: Row, desk: Desk, now: Now) -> Form[Registration]:
    said = row.intake
    return Form({
        "received_at": f"{local(said.received_at or now):%Y-%m-%dT%H:%M}",
        "taken_by": said.taken_by or desk.viewer.name,
        "way": said.way or "hand", "brought_by": said.brought_by, "note": said.note, "language": language(),
    })  # fmt: skip


def _show(page: Page, desk: Desk, row: Row, form: Form[Any], *, status: int = 200) -> Response:
    senders = [(one.id, intake_words.known_as(one)) for one in _senders(page.session, desk)] if not row.sender else []
    return page(
        "office/intake/sticker.html", status=status, desk=desk, row=row, intake=row.intake, form=form, senders=senders,
        ways=intake_words.ways(), states=intake_words.STATES, known_as=intake_words.known_as,
        phone=show_phone(row.sender.phone) if row.sender else "",
        files=queries.attachments(page.session, row.application) if row.application else [],
        purpose="picture" if desk.contest.kind == "drawing" else "annex",
    )  # fmt: skip


def _index(page: Page, desk: Desk, asked: Asked, form: Form[Any], *, status: int = 200) -> Response:
    session, state = page.session, State(asked.state) if asked.state in set(State) else None
    number = max(1, int(asked.page)) if asked.page.isdecimal() and len(asked.page) < 6 else 1
    filters = Filters(words=asked.q[:200], state=state, page=number)
    counts = {one: intake_queries.total(session, desk.contest_id, Filters(state=one)) for one in State}
    return page(
        "office/intake/index.html", status=status, desk=desk, form=form, asked=asked, counts=counts, per_page=PAGE,
        rows=intake_queries.rows(session, desk.contest_id, filters), filters=filters, states=intake_words.STATES,
        total=intake_queries.total(session, desk.contest_id, filters), ready=_ready(page),
        ways=dict(intake_words.ways()), known_as=intake_words.known_as,
    )  # fmt: skip


def _ready(page: Page) -> tuple[int, int] | None:
    """The stickers that have just been made, by the address."""
    typed = [page.request.query_params.get(name, "") for name in ("first", "last")]
    return (int(typed[0]), int(typed[1])) if all(one.isdecimal() and len(one) < 7 for one in typed) else None


def _again(page: Page, desk: Desk, row: Row) -> Response:
    return page.see("office.intake.sticker", slug=desk.contest.slug, code=row.intake.code)
