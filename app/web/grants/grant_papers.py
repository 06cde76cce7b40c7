"""Papers of a grant on their way out: the contract and its signed scan."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote

from sqlmodel import Session
from starlette.responses import Response

from app import journal
from app.db import once_committed, transaction
from app.documents import amendment as amendment_pdf
from app.documents import amendment_docx, binding, fonts
from app.errors import NotYours, RuleBroken
from app.grants import agreement, amendment_papers, clauses, contracts, copy_queries, many, papers, queries
from app.grants.amendment_models import Amendment
from app.grants.contracts import Frozen
from app.grants.models import Contract
from app.grants.queries import Place
from app.i18n import gettext
from app.tables import files_named
from app.web import downloads
from app.web.current import Now
from app.web.desk import Desk
from app.web.grants.grant_access import Held
from app.web.house import House
from app.web.page import Page

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def contract(page: Page, house: House, held: Held, now: Now) -> Response:
    found = queries.contract(page.session, held.grant.id)
    if found is None:
        raise NotYours
    stored = house.shelf.read(found.pdf_sha256) if found.pdf_sha256 else None
    data = stored or draw(page.session, house, held.place, found)
    if not held.is_own:
        _note(house, held, found, now)
    name = gettext("contract") + f"-{found.number.replace('/', '-')}.pdf"
    return page.file(data, "application/pdf", name, inline="inline" in page.request.query_params)


def contract_word(session: Session, house: House, held: Held, now: Now) -> Response:
    """The same for Word, as it was sent or as it would be sent now."""
    found = queries.contract(session, held.grant.id)
    if found is None:
        raise NotYours
    stored = house.shelf.read(found.docx_sha256) if found.docx_sha256 else None
    data = stored or agreement.write(session, house.keys, held.place, found)
    if not held.is_own:
        _note(house, held, found, now)
    return _attached(data, DOCX, f"{gettext('contract')}-{found.number.replace('/', '-')}.docx")


def draw(session: Session, house: House, place: Place, contract: Contract) -> bytes:
    fonts.prepare(house.settings.font_cache)
    return agreement.draw(session, house.keys, place, contract)


def frozen(session: Session, house: House, place: Place) -> Frozen:
    """The contract's files on the shelf: those that were sent, else drawn now. Raises NotYours where there is no
    contract, RuleBroken as `agreement.facts`."""
    found = queries.contract(session, place.grant.id)
    if found is None:
        raise NotYours
    if found.pdf_sha256:
        return Frozen(found.pdf_sha256, found.docx_sha256, found.clauses)
    pdf = house.shelf.put([draw(session, house, place, found)]).sha256
    docx = house.shelf.put([agreement.write(session, house.keys, place, found)]).sha256
    return Frozen(pdf, docx, clauses.newest(session, place.contest.id))


def let_go(session: Session, house: House, place: Place) -> None:
    """The files of a contract that becomes void in this transaction, and what was sent of it signed, hold identifier
    and account: they leave the shelf with it, whoever may be sending them at this moment. What another row names too
    stays."""
    contracts.lock(session, place.grant)
    found = queries.contract(session, place.grant.id)
    names = {one for one in (found.pdf_sha256, found.docx_sha256) if one} if found else set()
    names |= {copy.sha256 for copy in copy_queries.of_grant(session, place.grant.id)}
    if names:
        once_committed(session, partial(_take_away, house, names))


def _take_away(house: House, names: set[str]) -> None:
    with transaction(house.engine, reads_only=True) as session:
        unnamed = names - files_named(session)
    for name in sorted(unnamed):
        house.shelf.take_away(name, datetime.max.replace(tzinfo=UTC))


def all_contracts(page: Page, house: House, desk: Desk, now: datetime) -> Response:
    """Every contract of the contest in one PDF, in the order of their numbers. Raises RuleBroken ``contracts-none``."""
    found = many.to_print(page.session, desk.contest)
    if not found:
        raise RuleBroken("contracts-none")
    papers = []
    for row, one in found:
        place = Place(row.grant, row.application, desk.contest)
        stored = house.shelf.read(one.pdf_sha256) if one.pdf_sha256 else None
        papers.append((f"№ {one.number}", stored or draw(page.session, house, place, one)))
    _note_opened(house, desk.viewer.id, [one for _, one in found], desk.contest_id, now)
    name = f"{desk.contest.slug}-{gettext('contracts')}.pdf"
    return page.file(binding.bound(papers), "application/pdf", name, inline="inline" in page.request.query_params)


def amendment(session: Session, house: House, held: Held, row: Amendment, now: Now, *, word: bool) -> Response:
    """An additional agreement, as it was signed or as it would be signed now. What staff see of accounts is noted."""
    contract = queries.contract(session, held.grant.id)
    if contract is None:
        raise NotYours
    sha256 = row.docx_sha256 if word else row.pdf_sha256
    data = house.shelf.read(sha256) if sha256 else drawn_amendment(session, house, held, contract, row, word=word)
    if not held.is_own:
        _note(house, held, contract, now)
    ending, kind = ("docx", DOCX) if word else ("pdf", "application/pdf")
    return _attached(data, kind, f"{gettext('agreement')}-{row.number}-{contract.number.replace('/', '-')}.{ending}")


def drawn_amendment(
    session: Session, house: House, held: Held, contract: Contract, row: Amendment, *, word: bool
) -> bytes:
    facts = amendment_papers.facts(session, house.keys, held.place, contract, row)
    if word:
        return amendment_docx.draw(facts)
    fonts.prepare(house.settings.font_cache)
    return amendment_pdf.draw(facts)


def frozen_amendment(session: Session, house: House, held: Held, row: Amendment) -> Frozen:
    contract = queries.contract(session, held.grant.id)
    if contract is None:
        raise NotYours
    pdf, docx = (drawn_amendment(session, house, held, contract, row, word=word) for word in (False, True))
    return Frozen(house.shelf.put([pdf]).sha256, house.shelf.put([docx]).sha256)


def amendment_scan(session: Session, house: House, held: Held, row: Amendment) -> Response:
    contract = queries.contract(session, held.grant.id)
    if contract is None or row.scan_sha256 is None:
        raise NotYours
    stem = f"agreement-{row.number}-{contract.number.replace('/', '-')}-signed"
    return downloads.stored(house.shelf, row.scan_sha256, row.scan_type, papers.name(stem, row.scan_type))


def _attached(data: bytes, media_type: str, name: str) -> Response:
    return Response(
        data, media_type=media_type, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )


def scan(session: Session, house: House, held: Held) -> Response:
    found = queries.contract(session, held.grant.id)
    if found is None or found.scan_sha256 is None:
        raise NotYours
    stem = f"contract-{found.number.replace('/', '-')}-signed"
    return downloads.stored(house.shelf, found.scan_sha256, found.scan_type, papers.name(stem, found.scan_type))


def _note(house: House, held: Held, found: Contract, now: datetime) -> None:
    _note_opened(house, held.viewer.id, [found], held.place.contest.id, now)


def _note_opened(house: House, by: int, found: Sequence[Contract], contest_id: int | None, now: datetime) -> None:
    """A GET holds no write lock, so it is noted beside its transaction."""
    with transaction(house.engine) as beside:
        for one in found:
            journal.write(
                beside, "contract.opened", of=("contract", one.id), by=by, now=now, contest_id=contest_id,
                grant=one.grant_id,
            )  # fmt: skip
