"""The register of payments as a table for spreadsheet programs: what the accountant books from."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from app.contests.models import Contest
from app.documents.sheets import Cell, Table, xlsx
from app.grants import contract_queries, contract_words, details, payments, terms
from app.grants.contract_queries import Paid
from app.grants.models import PaymentStatus
from app.grants.money_models import MoneyReturn
from app.grants.terms_models import WithheldKind
from app.i18n import day, gettext, local, number, pick
from app.identifiers import group_iban
from app.keys import Keys


def workbook(session: Session, contest: Contest, today: date, keys: Keys | None = None) -> bytes:
    """`keys`: with identifiers and accounts in full; else their last four characters."""
    rows = contract_queries.register(session, contest.id)
    named = {row.grant.id or 0: row for row in rows}
    returns = contract_queries.returns_in(session, contest.id)
    back = [_returned(named.get(grant_id), one) for grant_id, found in returns.items() for one in found]
    whole = payments.fund(contest)
    notes = [pick(contest.title), gettext("As of %(day)s") % {"day": day(today)}]
    if whole is not None:
        bound = contract_queries.bound_in(session, contest.id)
        notes.append(
            gettext("Fund %(fund)s ₸, planned and paid %(sum)s ₸") % {"fund": number(whole), "sum": number(bound)}
        )
    kinds = kinds_of(rows)
    heads = [
        gettext("Contract №"), gettext("Dated"), gettext("Recipient"), gettext("IIN or BIN"), gettext("Account (IBAN)"),
        gettext("Bank"), gettext("BIC"), gettext("Kbe"), gettext("State"), gettext("Gross, ₸"),
        *(withheld_name(kind, rows) + ", ₸" for kind in kinds), gettext("Withheld in all, ₸"),
        gettext("To the account, ₸"), gettext("Payment order №"), gettext("Order of"),
        gettext("Left the account on"), gettext("Came back on"),
    ]  # fmt: skip
    lines = [_line(row, kinds, keys) for row in rows]
    asked = [
        gettext("Contract №"), gettext("Recipient"), gettext("Sum, ₸"), gettext("Payment order №"), gettext("Date"),
        gettext("Cancelled, ₸"), gettext("Cancelled on"), gettext("Why it was cancelled"),
    ]  # fmt: skip
    standing = sum(one.amount for found in returns.values() for one in found if one.cancelled_at is None)
    end: list[list[Cell]] = [[gettext("Total"), "", standing, *[""] * 5]] if back else []
    returned = Table(gettext("Returns"), asked, [*back, *end])
    return xlsx(Table(gettext("Payments"), heads, [*lines, _total(rows, kinds)], notes), returned)


def kinds_of(rows: Sequence[Paid]) -> list[str]:
    """What was withheld anywhere, in the order of computing."""
    used = {str(one["kind"]) for row in rows for one in row.payment.withheld}
    return [kind.value for kind in WithheldKind if kind.value in used]


def withheld_name(kind: str, rows: Sequence[Paid]) -> str:
    known = terms.NAMES.get(WithheldKind(kind))
    if known is not None:
        return pick(known)
    return next(pick(one["name"]) for row in rows for one in row.payment.withheld if one["kind"] == kind)


def withheld_of(row: Paid, kind: str) -> int:
    return sum(int(one["amount"]) for one in row.payment.withheld if one["kind"] == kind)


def _line(row: Paid, kinds: Sequence[str], keys: Keys | None) -> list[Cell]:
    payment, contract, known = row.payment, row.contract, row.details
    identifier, account = "", ""
    if known is not None:
        identifier, account = f"•••• {known.identifier_tail}", f"•••• {known.account_tail}"
        if keys is not None:
            full = details.opened(keys, known)
            identifier, account = full.identifier, group_iban(full.account)
    return [
        contract.number if contract else "", _day(contract.dated if contract else None),
        known.full_name if known else row.application.applicant_name, identifier, account,
        known.bank if known else "", known.bic if known else "", known.kbe if known else "",
        gettext(contract_words.PAYMENT[payment.status]), payment.amount, *(withheld_of(row, kind) for kind in kinds),
        payment.amount - payment.net, payment.net, payment.order_number, _day(payment.ordered_on),
        _day(payment.paid_on), _day(payment.returned_on),
    ]  # fmt: skip


def _total(rows: Sequence[Paid], kinds: Sequence[str]) -> list[Cell]:
    """Of what has left or is to leave: what came back is not counted."""
    standing = [row for row in rows if row.payment.status is not PaymentStatus.RETURNED]
    gross, net = sum(row.payment.amount for row in standing), sum(row.payment.net for row in standing)
    withheld = [sum(withheld_of(row, kind) for row in standing) for kind in kinds]
    return [gettext("Total"), *[""] * 8, gross, *withheld, gross - net, net, *[""] * 4]


def _returned(row: Paid | None, one: MoneyReturn) -> list[Cell]:
    """A note that was cancelled has its sum in a column of its own: whoever adds up the sums does not count it."""
    contract = row.contract.number if row and row.contract else ""
    name = row.details.full_name if row and row.details else ""
    said: list[Cell] = [one.order_number, _day(one.returned_on)]
    if one.cancelled_at is None:
        return [contract, name, one.amount, *said, "", "", ""]
    return [contract, name, "", *said, one.amount, _day(local(one.cancelled_at).date()), one.cancel_reason]


def _day(value: date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else ""
