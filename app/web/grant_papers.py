"""Papers of a grant on their way out: the contract and its signed scan."""

from sqlmodel import Session
from starlette.responses import Response

from app import journal
from app.db import transaction
from app.documents import fonts
from app.errors import NotYours
from app.grants import agreement, papers, queries
from app.grants.models import Contract
from app.i18n import gettext
from app.web import downloads
from app.web.current import Now
from app.web.grant_access import Held
from app.web.house import House
from app.web.page import Page


def contract(page: Page, house: House, held: Held, now: Now) -> Response:
    found = queries.contract(page.session, held.grant.id)
    if found is None:
        raise NotYours
    stored = house.shelf.read(found.pdf_sha256) if found.pdf_sha256 else None
    data = stored or draw(page.session, house, held, found)
    if not held.is_own:
        _note(house, held, found, now)
    name = gettext("contract") + f"-{found.number.replace('/', '-')}.pdf"
    return page.file(data, "application/pdf", name, inline="inline" in page.request.query_params)


def draw(session: Session, house: House, held: Held, contract: Contract) -> bytes:
    fonts.prepare(house.settings.font_cache)
    return agreement.draw(session, house.keys, held.place, contract)


def stored(session: Session, house: House, held: Held) -> str:
    """Hash of the contract's PDF on the shelf: the one that was sent, else one drawn now. Raises NotYours where there
    is no contract, RuleBroken as `agreement.facts`."""
    found = queries.contract(session, held.grant.id)
    if found is None:
        raise NotYours
    return found.pdf_sha256 or house.shelf.put([draw(session, house, held, found)]).sha256


def scan(session: Session, house: House, held: Held) -> Response:
    found = queries.contract(session, held.grant.id)
    if found is None or found.scan_sha256 is None:
        raise NotYours
    stem = f"contract-{found.number.replace('/', '-')}-signed"
    return downloads.stored(house.shelf, found.scan_sha256, found.scan_type, papers.name(stem, found.scan_type))


def _note(house: House, held: Held, found: Contract, now: Now) -> None:
    """A GET holds no write lock, so it is noted beside its transaction."""
    with transaction(house.engine) as beside:
        journal.write(
            beside, "contract.opened", of=("contract", found.id), by=held.viewer.id, now=now,
            contest_id=held.place.contest.id, grant=held.grant.id,
        )  # fmt: skip
