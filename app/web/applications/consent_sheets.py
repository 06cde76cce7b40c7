"""A signed sheet on its way in: who may bring it is asked before a byte of it is read, then one sheet covers as many
children as were ticked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.applications import attachments, file_queries, parents
from app.applications.attachments import Prepared
from app.applications.consent_forms import Sheet
from app.applications.models import Application, Purpose
from app.errors import RuleBroken
from app.i18n import ALMATY
from app.web import refusals, uploading
from app.web.current import Viewer
from app.web.forms import Form, Upload, bind
from app.web.house import House
from app.web.page import Page


def read(
    house: House, sender: Viewer, files: Sequence[Upload], typed: dict[str, Any]
) -> tuple[Form[Sheet], Prepared | None]:
    """What was said, and the file, looked through and stored; a bad file is an error of its field, a good one waits
    there until the sheet is kept."""
    form = bind(Sheet, typed)
    if not files:
        return form, uploading.waiting(house, sender, form, "file", Prepared)
    try:
        file = attachments.prepare(house.shelf, files[0], Purpose.CONSENT)
    except RuleBroken as broken:
        form.errors["file"] = refusals.sentence(broken)
        return form, None
    uploading.wait(house, sender, form, "file", file, called=file.name)
    return form, file


def keep(
    page: Page, works: Sequence[Application], form: Form[Sheet], file: Prepared | None, *, by: User, now: datetime
) -> int:
    """State the consents of the covered children. Returns how many; with errors in the form none. Raises RuleBroken:
    ``consents-late``, or what `attachments.attach` says."""
    here = {work.id: work for work in works}
    covered = [child for child in form.fields.covered if child.application in here] if form.fields else []
    if form.fields is not None:
        _judge(page, form, [here[child.application] for child in covered], file, now)
    if form.errors or form.fields is None:
        return 0
    said = form.fields
    for child in covered:
        work = here[child.application]
        page.session.refresh(work, with_for_update=True)
        parents.state(
            page.session, work, said.given, name=child.name or "", relation=child.relation or "",
            signed_on=said.signed_on, by=by, now=now,
        )  # fmt: skip
        if file is not None and not _has(page, work, file):
            attachments.attach(page.session, work, file, Purpose.CONSENT, by=by, now=now)
    return len(covered)


def _judge(page: Page, form: Form[Sheet], works: Sequence[Application], file: Prepared | None, now: datetime) -> None:
    if not works:
        form.refuse("", "children")
    if form.valid.signed_on > now.astimezone(ALMATY).date():
        form.refuse("signed_on", "date-ahead")
    if file is None and "file" not in form.errors and not all(_has_scan(page, work) for work in works):
        form.refuse("file", "scan")


def _has_scan(page: Page, work: Application) -> bool:
    return any(one.purpose is Purpose.CONSENT for one in file_queries.attachments(page.session, work.id))


def _has(page: Page, work: Application, file: Prepared) -> bool:
    return any(one.sha256 == file.sha256 for one in file_queries.attachments(page.session, work.id))
