"""The pages of a signed paper on their way: photos or PDF as the winner sends them, one PDF as the office gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session
from starlette.responses import Response

from app import journal
from app.applications import file_types, pages
from app.db import transaction
from app.documents import photographed
from app.errors import NotYours, RuleBroken
from app.grants import copy_queries, papers
from app.grants.contract_forms import CopySigned
from app.grants.copies import Sheets
from app.grants.copy_models import Copied, CopyStatus, SignedCopy
from app.grants.papers import Paper
from app.i18n import gettext, language, local, mark
from app.web import downloads, refusals, uploading
from app.web.forms import Form, Upload
from app.web.grants.grant_access import Held
from app.web.house import House
from app.web.page import Page

MOST = 20
"""Files at once; a contract with its annexes has sixteen pages in its two languages."""
LONGEST = 40
"""Pages in all."""
FIELD = "pages"
TITLES = {Copied.CONTRACT: mark("Signed contract"), Copied.ACT: mark("Signed act")}
COPY_WORDS = {
    CopyStatus.SENT: mark("being looked at"),
    CopyStatus.TAKEN: mark("accepted"),
    CopyStatus.RETURNED: mark("sent back"),
}


@dataclass(frozen=True)
class Heard:
    """The good files with their names, and what they are together, where nothing is wrong."""

    ready: Sequence[tuple[Paper, str]]
    sheets: Sheets | None


def heard(house: House, held: Held, paper: Copied, form: Form[CopySigned], files: Sequence[Upload]) -> Heard:
    """What is wrong stands in `form`."""
    ready = uploading.several(house, held.viewer, form, files, FIELD, lambda file: _kept(house, file), Paper, most=MOST)
    if not ready and FIELD not in form.errors:
        form.errors[FIELD] = refusals.sentence(RuleBroken("file-none"))
    if not form.errors:
        try:
            return Heard(ready, _together(house, paper, [file for file, _ in ready]))
        except RuleBroken as broken:
            form.errors[FIELD] = refusals.sentence(broken)
    return Heard(ready, None)


def wait(house: House, held: Held, form: Form[CopySigned], heard: Heard) -> None:
    """The form goes back."""
    form.arrange((FIELD, "copy_signed_on"))
    uploading.wait_together(house, held.viewer, form, FIELD, heard.ready, most=MOST)


def show(
    page: Page, held: Held, paper: Copied, now: datetime, form: Form[CopySigned] | None = None, *, status: int = 200
) -> Response:
    return page(
        "grants/copy.html", status=status, place=held.place, paper=paper, title=gettext(TITLES[paper]), form=form,
        copy=copy_queries.last(page.session, held.grant.id, paper), most=MOST, copy_words=COPY_WORDS,
        today=local(now).date().isoformat(),
    )  # fmt: skip


def file(session: Session, house: House, held: Held, paper: Copied, now: datetime) -> Response:
    """For both sides, as a download. Identifier and account stand in it: that staff saw them is noted."""
    copy = copy_queries.last(session, held.grant.id, paper)
    if copy is None:
        raise NotYours
    if not held.is_own:
        with transaction(house.engine) as beside:
            journal.write(
                beside, "copy.opened", of=("signed_copy", copy.id), by=held.viewer.id, now=now,
                contest_id=held.place.contest.id, grant=copy.grant_id,
            )  # fmt: skip
    return downloads.stored(house.shelf, copy.sha256, file_types.PDF, name(copy))


def name(copy: SignedCopy) -> str:
    return papers.name(f"{copy.paper}-{copy.grant_id}-signed-pages", file_types.PDF)


def _kept(house: House, file: Upload) -> Paper:
    looked = papers.receipt(file)
    looked.keep(house.shelf)
    return looked.paper


def _together(house: House, paper: Copied, files: Sequence[Paper]) -> Sheets:
    """One PDF stays as it is; all else becomes pictures of pages in one. What a stranger's PDF holds is only ever read
    by the reader of documents, who has a process of its own. Raises RuleBroken as `pages.of_document`."""
    if len(files) == 1 and not files[0].clean_sha256:
        data = house.shelf.read(files[0].sha256)
        return Sheets(files[0].sha256, _short(len(pages.of_document(data, most=LONGEST + 1))), len(data))
    seen = [jpeg for one in files for jpeg in _seen(house, one)]
    _short(len(seen))
    data = photographed.draw(gettext(TITLES[paper]), language(), seen)
    return Sheets(house.shelf.put([data]).sha256, len(seen), len(data))


def _short(number: int) -> int:
    """Raises RuleBroken ``pages-many``."""
    if number > LONGEST:
        raise RuleBroken("pages-many", most=LONGEST)
    return number


def _seen(house: House, file: Paper) -> list[bytes]:
    if file.clean_sha256:
        return [house.shelf.read(file.clean_sha256)]
    return [page.jpeg for page in pages.of_document(house.shelf.read(file.sha256), most=LONGEST + 1)]
