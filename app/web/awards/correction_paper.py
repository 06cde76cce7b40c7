"""The protocol of a correction as files: drawn and kept when the second person agrees."""

from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.awards import correction_papers
from app.awards.correction_models import Correction
from app.awards.scans import ENDINGS, Scan
from app.contests.models import Contest
from app.documents import correction, correction_docx, fonts
from app.files import Shelf
from app.i18n import gettext
from app.web.page import Page

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def freeze(page: Page, made: Correction, contest: Contest, *, by: User, now: datetime) -> None:
    """In the transaction in which it comes to hold."""
    fonts.prepare(page.house.settings.font_cache)
    keep(page.session, page.house.shelf, made, contest, by=by, now=now)


def keep(session: Session, shelf: Shelf, made: Correction, contest: Contest, *, by: User, now: datetime) -> None:
    """Once the fonts are there."""
    facts = correction_papers.facts(session, contest, made)
    pdf, docx = (shelf.put([draw(facts)]).sha256 for draw in (correction.draw, correction_docx.draw))
    correction_papers.freeze(session, contest, made, pdf, Scan(docx, DOCX), by=by, now=now)


def file_name(made: Correction, contest: Contest, media_type: str) -> str:
    ending = "docx" if media_type == DOCX else ENDINGS[media_type]
    title = gettext("Protocol of correction № %(number)s") % {"number": made.paper_number}
    return f"{title} {contest.slug}.{ending}"
