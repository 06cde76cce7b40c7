"""The conversation about an application as each side has it: what was said, what is new, where to answer."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from app.applications import attachments, messages, queries, rules
from app.applications.attachments import Prepared
from app.applications.messages import Said
from app.applications.models import Application, Purpose, Status
from app.contests import queries as contests
from app.contests import rules as contest_rules
from app.contests.models import Contest
from app.db import transaction
from app.errors import NotYours
from app.fields import Fields, Prose
from app.web import uploading
from app.web.applications import message_letters
from app.web.current import HouseDep, Now, Viewer
from app.web.forms import Form, Upload, bind
from app.web.house import House
from app.web.page import Page
from app.web.sending import sent_by


class Words(Fields):
    body: Prose = ""
    nonce: str = ""


@dataclass(frozen=True)
class Writer:
    """Who writes; `slug` is empty on the applicant's side."""

    viewer: Viewer
    application_id: int
    slug: str = ""


@dataclass(frozen=True)
class Talk:
    said: list[Said]
    unread: int
    may_write: bool
    is_office: bool
    back: str
    """The page of the application."""
    url: str
    nonce: str
    most_files: int = messages.MOST_FILES


def get_applicant(request: Request, application_id: int, house: HouseDep, now: Now) -> Writer:
    """Raises SignInNeeded, NotYours, RuleBroken; no byte of a file has been read before."""
    with transaction(house.engine, reads_only=True) as session:
        viewer = sent_by(request, session, now)
        application = queries.get(session, application_id)
        if application is None or not rules.may_see(application, viewer.id):
            raise NotYours
        messages.require_writable(application, session.get_one(Contest, application.contest_id))
        return Writer(viewer, application_id)


def get_clerk(request: Request, slug: str, application_id: int, house: HouseDep, now: Now) -> Writer:
    """The same for those who check applications."""
    with transaction(house.engine, reads_only=True) as session:
        viewer = sent_by(request, session, now)
        contest, application = contests.by_slug(session, slug), queries.get(session, application_id)
        if contest is None or application is None or application.contest_id != contest.id:
            raise NotYours
        if application.status is Status.DRAFT or not contest_rules.may_see_identities(viewer.roles_in(contest.id)):
            raise NotYours
        messages.require_writable(application, contest)
        return Writer(viewer, application_id, slug)


Applicant = Annotated[Writer, Depends(get_applicant, scope="function")]
Clerk = Annotated[Writer, Depends(get_clerk, scope="function")]


def talk(page: Page, application: Application, contest: Contest, *, slug: str = "", nonce: str = "") -> Talk:
    said = messages.conversation(page.session, application.id)
    theirs = [one for one in said if one.message.is_from_office is not bool(slug)]
    where = {"application_id": application.id} | ({"slug": slug} if slug else {})
    return Talk(
        said, sum(one.message.read_at is None for one in theirs), messages.may_write(application, contest), bool(slug),
        page.path_for("office.application" if slug else "applications.show", **where),
        page.path_for("office.application.messages" if slug else "messages.show", **where),
        nonce or secrets.token_urlsafe(16),
    )  # fmt: skip


def show(page: Page, application: Application, contest: Contest, *, slug: str = "", form: Form[Any] | None = None,
         status: int = 200) -> Response:  # fmt: skip
    nonce = str(form.text.get("nonce", "")) if form else ""
    return page(
        "messages/show.html", status=status, application=application, contest=contest, form=form,
        talk=talk(page, application, contest, slug=slug, nonce=nonce),
    )  # fmt: skip


def last_shown(typed: dict[str, Any]) -> int | None:
    """The last message of the page that says it was read: what came after it was not seen yet."""
    text = str(typed.get("last", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else None


def write(page: Page, writer: Writer, form: Form[Words], ready: Sequence[Prepared], *, now: datetime) -> Response:
    """Say it, or show the page again with everything that was typed."""
    application = page.session.get_one(Application, writer.application_id)
    contest = page.session.get_one(Contest, application.contest_id)
    if form.errors:
        return show(page, application, contest, slug=writer.slug, form=form, status=422)
    said = form.valid
    message, is_news = messages.write(
        page.session, application, contest, said.body, ready, nonce=said.nonce or secrets.token_urlsafe(16),
        is_from_office=bool(writer.slug), by=writer.viewer.user, now=now,
    )  # fmt: skip
    if is_news:
        message_letters.tell(page.house, page.session, message, application, contest, now=now)
    return page.see_path(talk(page, application, contest, slug=writer.slug).back + "#messages")


def heard(
    house: House, writer: Writer, typed: dict[str, Any], files: Sequence[Upload]
) -> tuple[Form[Words], list[Prepared]]:
    """The form and the good files, those that were sent before first. Nothing is said while a file is refused: it would
    be missed; the good ones wait meanwhile."""
    form = bind(Words, typed)
    ready = uploading.several(
        house, writer.viewer, form, files, "files",
        lambda file: attachments.prepare(house.shelf, file, Purpose.CONSENT), Prepared, most=messages.MOST_FILES,
    )  # fmt: skip
    if form.fields is not None and not form.fields.body.strip() and not ready and not form.errors:
        form.refuse("body", "message-empty")
    if form.errors:
        uploading.wait_together(house, writer.viewer, form, "files", ready, most=messages.MOST_FILES)
    return form, [file for file, _ in ready]
