"""The office's page of one application: everything that was handed in, and the list against which it is checked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.accounts.models import User
from app.applications import (
    admission,
    admission_queries,
    batch_queries,
    checklist,
    file_queries,
    pictures,
    queries,
    second_look,
    words,
)
from app.applications.models import Application, Attachment, ConsentKind, Rendition, Status, Version
from app.contests import outbox, rules
from app.contests.models import Contest, ContestKind
from app.i18n import ALMATY, gettext, mark
from app.web.applications import conversing, reading, work_reading
from app.web.applications.checking import Case
from app.web.forms import Form
from app.web.page import Page

ANSWERS = (("yes", mark("Yes")), ("no", mark("No")), ("n/a", mark("Not applicable")))
COLOURS = {
    Status.SUBMITTED: "info", Status.RETURNED: "warn", Status.ADMITTED: "ok", Status.REJECTED: "bad",
    Status.WITHDRAWN: "", Status.DISQUALIFIED: "bad",
}  # fmt: skip
"""Of the badge of each state."""


CONSENTS = {
    ConsentKind.TAKE_PART: mark("To take part"),
    ConsentKind.SHOW_NAME: mark("To show the work with the name"),
    ConsentKind.PHOTO: mark("Photos of the child"),
    ConsentKind.AUTHOR: mark("The author's own (14 and older)"),
    ConsentKind.PERSONAL_DATA: mark("Personal data"),
    ConsentKind.PUBLISH: mark("To publish the project"),
}


@dataclass(frozen=True)
class Twin:
    """Another application with the same file or a picture that looks the same."""

    application_id: int
    number: str
    is_same: bool


def show(
    page: Page, case: Case, form: Form[Any], *, now: datetime, number: int | None = None, status: int = 200
) -> Response:
    """`number`: which of the versions to read; the last one by default."""
    session, application = page.session, case.application
    versions = admission_queries.versions(session, application.id)
    chosen = next((one for one in versions if one.number == number), versions[0] if versions else None)
    return page(
        "office/applications/show.html", status=status, desk=case.desk, application=application, form=form,
        applicant=session.get_one(User, application.applicant_id), versions=versions, chosen=chosen,
        nomination=queries.nomination(session, application), colours=COLOURS, states=words.STATUS,
        sections=_sections(session, case.contest, chosen, now), consents=queries.consents(session, application.id),
        talk=conversing.talk(page, application, case.contest, slug=case.contest.slug),
        refused_address=_refused_address(session, application),
        is_open=application.status in (Status.SUBMITTED, Status.RETURNED), items=checklist.items(session, case.contest),
        answers=[(value, gettext(text)) for value, text in ANSWERS], rejections=words.REJECTION,
        reasons=[(reason.value, gettext(text)) for reason, text in words.REJECTION.items()],
        look=second_look.pending(session, application), looks=second_look.of(session, application),
        batch_mates=batch_queries.handed_in_with(session, application),
        may_overrule=rules.may_overrule(case.desk.roles), viewer_id=case.desk.viewer.id,
        next=admission_queries.next_to_check(session, case.contest.id, but=application.id),
        consent_words={kind: gettext(text) for kind, text in CONSENTS.items()}, **_files(session, application),
    )  # fmt: skip


def _refused_address(session: Session, application: Application) -> str:
    applicant = session.get_one(User, application.applicant_id)
    return outbox.refused_address(session, applicant.id or 0, applicant.email)


def blank(session: Session, case: Case, now: datetime) -> Form[Any]:
    """The form with what was answered before and the usual date for a correction."""
    known = admission_queries.checks(session, case.application.id)
    until = admission.default_until(now, case.contest.cure_days).astimezone(ALMATY)
    text = {"until": until.date().isoformat()}
    for index, item in enumerate(checklist.items(session, case.contest)):
        check = known.get(item.name)
        text[f"checks-{index}-answer"] = check.answer if check else ""
        text[f"checks-{index}-comment"] = check.comment if check else ""
    return Form(text)


def _sections(session: Session, contest: Contest, version: Version | None, now: datetime) -> list[reading.Section]:
    if version is None:
        return []
    if contest.kind is ContestKind.DRAWING:
        return work_reading.sections(session, contest.id or 0, version.answers)
    return reading.sections(version.answers, queries.frame(session, contest, now))


def _files(session: Session, application: Application) -> dict[str, Any]:
    files = file_queries.attachments(session, application.id)
    pages: dict[int, list[Rendition]] = {}
    for attachment, page in admission_queries.pages(session, application.id):
        pages.setdefault(attachment.id or 0, []).append(page)
    return {
        "files": files, "pages": pages, "twins": _twins(session, application, list(files)),
        "pictures": admission_queries.judged_pictures(session, application.id),
    }  # fmt: skip


def _twins(session: Session, application: Application, files: list[Attachment]) -> list[Twin]:
    found: dict[int, Twin] = {}
    for id_, number, sha256, fingerprint in file_queries.others_in_contest(session, application):
        is_same = any(file.sha256 == sha256 for file in files)
        if is_same or any(pictures.is_alike(file.fingerprint, fingerprint) for file in files):
            found[id_] = Twin(id_, number, is_same or (id_ in found and found[id_].is_same))
    return list(found.values())
