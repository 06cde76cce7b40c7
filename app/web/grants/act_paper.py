"""The act of an accepted report on its way out."""

from datetime import datetime

from starlette.responses import Response

from app import journal
from app.db import transaction
from app.documents import fonts
from app.errors import NotYours
from app.grants import acts, papers, report_queries
from app.grants.report_models import Act
from app.i18n import gettext
from app.web.grants.grant_access import Held
from app.web.house import House
from app.web.page import Page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(page: Page, house: House, held: Held, now: datetime, *, is_word: bool) -> Response:
    """Raises NotYours where there is none yet."""
    found = report_queries.act(page.session, held.grant.id)
    if found is None:
        raise NotYours
    if not held.is_own:
        _note(house, held, found, now)
    if is_word:
        return page.file(house.shelf.read(found.docx_sha256), WORD, f"{_stem(found)}.docx")
    data, inline = house.shelf.read(found.pdf_sha256), "inline" in page.request.query_params
    return page.file(data, "application/pdf", f"{_stem(found)}.pdf", inline=inline)


def make(page: Page, held: Held, now: datetime) -> Act:
    """In the transaction that accepts the report."""
    fonts.prepare(page.house.settings.font_cache)
    shelf = page.house.shelf
    return acts.make(
        page.session, page.house.keys, held.place, keep=lambda data: shelf.put([data]).sha256, by=held.viewer.user,
        now=now,
    )  # fmt: skip


def name(found: Act, media_type: str) -> str:
    return papers.name(_stem(found), media_type)


def _stem(found: Act) -> str:
    return gettext("act") + f"-{found.number.replace('/', '-')}"


def _note(house: House, held: Held, found: Act, now: datetime) -> None:
    with transaction(house.engine) as session:
        journal.write(session, "act.opened", of=("act", found.id), by=held.viewer.id, now=now,
                      contest_id=held.place.contest.id, grant=held.grant.id)  # fmt: skip
