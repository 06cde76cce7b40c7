"""The winner's report as a paper, for print and for Word."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session
from starlette.responses import Response

from app import i18n
from app.documents import fonts, grant_report, grant_report_docx
from app.documents.bilingual import Both
from app.documents.contract_facts import Reference
from app.documents.grant_report import Deed, GrantReport, Line, Receipt, Result, Returned
from app.errors import NotYours
from app.grants import agreement, contract_queries, contracts, queries, report_queries
from app.grants.account import PEOPLE, PROSE, Account, How
from app.grants.models import Contract, Evidence, EvidenceKind
from app.grants.papers import name
from app.i18n import local
from app.keys import Keys
from app.web.grants import report_words
from app.web.grants.act_paper import WORD
from app.web.grants.grant_access import Held
from app.web.house import House
from app.web.page import Page


def show(page: Page, house: House, held: Held, *, is_word: bool) -> Response:
    """As it was handed in last, or as it stands now that it was returned. Raises NotYours before the first time."""
    report = queries.report(page.session, held.grant.id)
    contract = queries.contract(page.session, held.grant.id)
    if report.submitted_at is None or contract is None:
        raise NotYours
    paper = facts(page.session, house.keys, held, contract, report.submitted_at)
    stem = f"{i18n.gettext('report')}-{contract.number.replace('/', '-')}"
    if is_word:
        return page.file(grant_report_docx.draw(paper), WORD, f"{stem}.docx")
    fonts.prepare(house.settings.font_cache)
    inline = "inline" in page.request.query_params
    return page.file(grant_report.draw(paper), "application/pdf", name(stem, "application/pdf"), inline=inline)


def facts(session: Session, keys: Keys, held: Held, contract: Contract, handed_in: datetime) -> GrantReport:
    """A report that was handed in stays to be read when the contract has ended."""
    account, agreed = report_queries.account(session, held.place), agreement.facts(session, keys, held.place, contract)
    back = contract_queries.returns(session, held.grant.id)
    return GrantReport(
        contract=Reference(contract.number, contract.dated), grantor=agreed.grantor, grantee=agreed.grantee,
        contest=agreed.contest, nomination=agreed.nomination, territory=agreed.territory, project=agreed.project,
        starts=agreed.starts, ends=contracts.ends_on(contract, held.place.contest) or agreed.ends,
        handed_in=local(handed_in).date(), deeds=_deeds(account), results=_results(account),
        people=account.people.total, figures=_figures(account),
        prose=tuple((_label(one), account.text(one)) for one in PROSE if account.text(one)),
        budget=tuple(Line(line.name, line.granted, line.spent) for line in account.spending.lines),
        receipts=_receipts(account), received=account.spending.paid,
        returned=tuple(Returned(one.amount, one.order_number, one.returned_on) for one in back),
        photos=tuple(one.caption for one in account.of_kind("photo")),
        links=tuple(_link(one) for kind in ("video", "publication") for one in account.of_kind(kind)),
    )  # fmt: skip


def _deeds(account: Account) -> tuple[Deed, ...]:
    return tuple(
        Deed(one.planned.what, " → ".join(filter(None, (one.planned.when, one.planned.result))), one.fact,
             (one.how or How.AS_PLANNED).value, one.why)
        for one in account.deeds
    )  # fmt: skip


def _results(account: Account) -> tuple[Result, ...]:
    return tuple(
        Result(one.what, f"{one.promised} {one.unit}".strip(), f"{one.fact} {one.unit}".strip())
        for one in account.outcomes
    )


def _figures(account: Account) -> tuple[tuple[Both, int], ...]:
    found = account.people
    return tuple((_label(one), found.count(one)) for one in PEOPLE if account.text(one))


def _receipts(account: Account) -> tuple[Receipt, ...]:
    named = {line.line_id: line.name for line in account.spending.lines}
    return tuple(
        Receipt(named[one.budget_line_id], one.paper, one.spent_on, one.supplier, one.amount)
        for one in account.expenses
    )


def _link(one: Evidence) -> Both:
    def said() -> str:
        kind = report_words.kind(EvidenceKind(one.kind))
        dated = f"{one.dated:%d.%m.%Y}" if one.dated else ""
        return f"{kind}: " + ", ".join(filter(None, (one.caption, dated, one.url or i18n.gettext("Video file"))))

    return _both(said)


def _label(name: str) -> Both:
    return _both(lambda: report_words.label(name))


def _both(say: Callable[[], str]) -> Both:
    with i18n.speaking("kk"):
        kk = say()
    with i18n.speaking("ru"):
        return Both(kk, say())
