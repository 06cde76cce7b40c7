"""The commission on paper: its list, a member's declaration of conflicts, blank score sheets, the receipt of a seal."""

from collections.abc import Collection
from decimal import Decimal
from typing import cast

from sqlmodel import Session

from app import i18n
from app.contests import queries as contests
from app.contests.models import Contest, Nomination, StampKind
from app.db import Texts
from app.documents import fonts
from app.documents.bilingual import Both, Reader
from app.documents.blank_sheets import Blank, Blanks, Criterion
from app.documents.commission_text import Commission, Member
from app.documents.conflicts import Declaration, Declared
from app.documents.rules_text import Approval
from app.documents.seal_receipt import AnswersReceipt, SealedSheet, SealReceipt
from app.documents.shortlist import Mode
from app.errors import NotYours
from app.jury import commission, conflicts, queries, shortlist_queries
from app.jury.commission_models import CommissionStamp
from app.jury.models import Nature, Seal, Seat, SheetStatus
from app.jury.shortlist_models import GlanceSeal
from app.programmes.models import Organisation
from app.web.jury import shortlist_words
from app.web.page import Page


def letterhead(page: Page) -> Organisation:
    """Whose name stands on the paper that is to be drawn now. Raises NotYours if there is nobody yet."""
    if page.organisation is None:
        raise NotYours
    fonts.prepare(page.house.settings.font_cache)
    return page.organisation


def composition(session: Session, contest: Contest, organisation: Organisation) -> Commission:
    """Who sits now. Until the list is approved, a line is left for the head of the organisation."""
    stamps = commission.stamps(session, contest.id)
    approved, agreed = stamps.get(StampKind.APPROVAL), stamps.get(StampKind.AGREEMENT)
    members = [
        Member(_both(seat.name), _both(seat.occupation), seat.post.value)
        for seat in queries.seats(session, contest.id)
        if seat.left_at is None
    ]
    head = Approval(_both(organisation.head_position), _both(organisation.head_name))
    return Commission(
        organisation=_both(organisation.name), contest=_both(contest.title), edition=contest.edition,
        members=tuple(members), approved=_approval(approved) if approved else head,
        agreed=_approval(agreed) if agreed else None,
    )  # fmt: skip


def declaration(session: Session, contest: Contest, seat: Seat, organisation: Organisation) -> Declaration:
    works = tuple(
        Declared(one.nomination, one.code, nature.value if (nature := _nature(one)) else None, one.note)
        for one in conflicts.lines(session, seat)
    )
    return Declaration(
        organisation=_both(organisation.name), contest=_both(contest.title), expert=_both(seat.name),
        occupation=_both(seat.occupation), declared=seat.declared_at, works=works,
    )  # fmt: skip


def _nature(one: conflicts.Line) -> Nature | None:
    """A recusal that was declared in words only is of another nature."""
    if one.status is not SheetStatus.RECUSED:
        return None
    return one.nature or Nature.OTHER


def blanks(session: Session, contest: Contest, seats: Collection[Seat], organisation: Organisation) -> Blanks:
    """A table for each of these members and each nomination in which they still have open sheets: boxes for criteria,
    or for the answers of the quick round while it lasts."""
    nominations = contests.nominations(session, contest.id)
    waiting = shortlist_queries.waiting(session, contest)
    quick = {one.position for one in nominations if one.id in waiting}
    titles = {one.position: _both(one.title) for one in nominations}
    made = []
    for seat in seats:
        rows = [one for one in conflicts.lines(session, seat) if one.status is SheetStatus.OPEN]
        for position in sorted({one.nomination for one in rows}):
            works = tuple((one.code, one.title) for one in rows if one.nomination == position)
            mode = cast(Mode, contest.shortlist.value) if position in quick else None
            made.append(Blank(_both(seat.name), titles[position], works, mode))
    criteria = tuple(
        Criterion(_both(one.title), Decimal(one.weight_tenths) / 10) for one in queries.criteria(session, contest.id)
    )
    return Blanks(_both(organisation.name), _both(contest.title), contest.scale_max, criteria, tuple(made))


def receipt(session: Session, contest: Contest, nomination: Nomination, seat: Seat, seal: Seal,
            organisation: Organisation) -> SealReceipt:  # fmt: skip
    """In the language that is being spoken."""
    criteria = queries.criteria(session, contest.id)
    rows = queries.sealed_rows(session, seal.id)
    marks = queries.marks_of(session, [sheet.id for sheet, _ in rows])
    sheets = tuple(
        SealedSheet(code, tuple(marks[sheet.id or 0][one.id or 0] for one in criteria), sheet.sha256 or "", sheet.nonce)
        for sheet, code in rows
    )
    return SealReceipt(
        language=cast(Reader, i18n.language()), receipt=seal.receipt, expert=i18n.pick(seat.name),
        contest=f"{i18n.pick(contest.title)}, {contest.edition}", nomination=i18n.pick(nomination.title),
        organisation=i18n.pick(organisation.name), sealed_at=seal.sealed_at, sha256=seal.sha256,
        criteria=tuple(i18n.pick(one.title) for one in criteria), sheets=sheets,
    )  # fmt: skip


def answers_receipt(session: Session, contest: Contest, nomination: Nomination, seat: Seat, seal: GlanceSeal,
                    organisation: Organisation) -> AnswersReceipt:  # fmt: skip
    """Of the quick round, in the language that is being spoken."""
    labels = {one.value: one.label for one in shortlist_words.answers(contest)}
    answers = tuple((code, labels[value]) for code, value in shortlist_queries.under_seal(session, seal.id))
    return AnswersReceipt(
        language=cast(Reader, i18n.language()), receipt=seal.receipt, expert=i18n.pick(seat.name),
        contest=f"{i18n.pick(contest.title)}, {contest.edition}", nomination=i18n.pick(nomination.title),
        organisation=i18n.pick(organisation.name), sealed_at=seal.sealed_at, sha256=seal.sha256, nonce=seal.nonce,
        answers=answers,
    )  # fmt: skip


def _approval(stamp: CommissionStamp) -> Approval:
    return Approval(_both(stamp.position), _both(stamp.name), stamp.signed_on, stamp.number, _both(stamp.authority))


def _both(texts: Texts) -> Both:
    return Both(i18n.pick(texts, "kk"), i18n.pick(texts, "ru"))
