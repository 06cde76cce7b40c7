"""The register of issued papers as a page and as a file for a spreadsheet."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session
from starlette.responses import Response

from app import journal
from app.awards import rules as awards
from app.contests import queries as contests
from app.contests import rules
from app.contests.models import Contest
from app.documents import sheets
from app.documents.sheets import Table
from app.i18n import gettext, local, mark, pick
from app.papers import dues, names, register
from app.papers.dues import Lacking
from app.papers.forms import RunForm
from app.papers.models import CertificateStatus, PaperKind
from app.papers.register import Filters, Row
from app.papers.words import FOR_REPRINT, KIND, PRINT_REASON, REASON, STATUS
from app.web.desk import Desk
from app.web.forms import Form
from app.web.page import Page
from app.web.papers import paper_due


class Asked(BaseModel):
    """The filters in the address; what means nothing there filters nothing."""

    model_config = ConfigDict(extra="ignore")

    kind: str = ""
    state: str = ""
    nomination: str = ""
    school: str = ""
    unprinted: str = ""
    missed: str = ""
    q: str = ""
    number: str = "1"
    due_school: str | None = None
    """These two do not filter the register: of what is due they choose a part."""
    due_nomination: str | None = None

    @property
    def counts(self) -> bool:
        """Somebody chooses what to issue."""
        return self.due_school is not None or self.due_nomination is not None

    def address(self, **changed: str) -> str:
        kept = self.model_dump(exclude={"number", "due_school", "due_nomination"}) | changed
        said = {name: value for name, value in kept.items() if value}
        return f"?{urlencode(said)}" if said else ""


@dataclass(frozen=True)
class Line:
    """What a row says in words."""

    row: Row
    colour: str
    state: str
    why: str


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def filters_of(session: Session, contest: Contest, asked: Asked) -> Filters:
    chosen = [one.id for one in contests.nominations(session, contest.id) if str(one.position) == asked.nomination]
    return Filters(
        kind=PaperKind(asked.kind) if asked.kind in set(PaperKind) else None,
        status=CertificateStatus(asked.state) if asked.state in set(CertificateStatus) else None,
        nomination_id=chosen[0] if chosen else None, school_id=whole(asked.school), text=asked.q[:200],
        unprinted=asked.unprinted == "yes",
        only=frozenset(dues.lacking(session, contest).missed) if asked.missed == "yes" else None,
    )  # fmt: skip


def show(
    page: Page, desk: Desk, asked: Asked, status: int = 200, *, run: Form[RunForm] | None = None
) -> Response:  # fmt: skip
    """`run`: a file that was asked for and cannot be made so."""
    session, contest = page.session, desk.contest
    is_out = awards.is_out(contest)
    here = max(1, whole(asked.number) or 1)
    found, total = register.rows(session, contest.id, filters_of(session, contest, asked), page=here)
    lacking = dues.lacking(session, contest) if is_out else Lacking([], {})
    due, known = lacking.due, names.lines(session, contest) if found or lacking.due else []
    counts = register.counts(session, contest.id)
    return page(
        "office/papers/index.html", fragment="office/papers/_due.html" if asked.counts else "", status=status,
        desk=desk, is_out=is_out, asked=asked, total=total, counts=counts,
        lines=[line(row) for row in found], kinds=KIND, due_total=len(due), status_words=STATUS, here_page=here,
        due={one: sum(of.kind is one for of in due) for one in PaperKind}, pages=max(1, -(-total // register.PAGE)),
        typed=Form(asked.model_dump()), nominations=nominations(session, contest), schools=schools(session, contest),
        print_reasons=[(one.value, gettext(PRINT_REASON[one])) for one in FOR_REPRINT],
        missed=lacking.missed, may_revoke=rules.may_revoke_papers(desk.roles),
        runs=register.runs(session, contest.id), run=run,
        due_form=paper_due.of(session, contest, due, known, asked.due_nomination or "", asked.due_school or ""),
        outdated={paper.id for one in known for paper in one.outdated},
    )  # fmt: skip


def nominations(session: Session, contest: Contest) -> list[tuple[int, str]]:
    return [(one.position, f"{one.position}. {pick(one.title)}") for one in contests.nominations(session, contest.id)]


def schools(session: Session, contest: Contest) -> list[tuple[int | None, str]]:
    return [(one.id, pick(one.name)) for one in register.schools(session, contest.id)]


def line(row: Row) -> Line:
    colour, state = STATUS[row.paper.status]
    why = gettext(REASON[row.paper.reason]) if row.paper.reason else ""
    return Line(row, colour, gettext(state), why)


def export(page: Page, desk: Desk, asked: Asked, now: datetime) -> Response:
    """Everything that the filters let through. That somebody carried it away stands in the journal."""
    session, contest = page.session, desk.contest
    found, _ = register.rows(session, contest.id, filters_of(session, contest, asked))
    journal.write(
        session, "papers.exported", of=("contest", contest.id), by=desk.viewer.id, now=now, contest_id=contest.id,
        rows=len(found), filters={name: value for name, value in asked.model_dump(exclude={"number"}).items() if value},
    )  # fmt: skip
    heads = [gettext(one) for one in _HEADS]
    notes = [f"{pick(contest.title)}, {contest.edition}", gettext("On %(day)s") % {"day": _day(now)}]
    table = Table(gettext("Register of papers"), heads, [_cells(line(row)) for row in found], notes)
    return page.file(sheets.xlsx(table), sheets.XLSX, f"{contest.slug}-papers.xlsx")


_HEADS = (
    mark("Number"),
    mark("Kind"),
    mark("To whom"),
    mark("Text in Kazakh"),
    mark("Text in Russian"),
    mark("Nomination"),
    mark("School"),
    mark("Number of the application"),
    mark("Issued on"),
    mark("Issued by"),
    mark("Printed"),
    mark("Printed last by"),
    mark("Why printed again"),
    mark("Handed over on"),
    mark("Handed over to"),
    mark("State"),
    mark("Reason"),
    mark("Remark"),
    mark("Replaced by"),
)


def _cells(one: Line) -> list[str | int]:
    row, paper, printed = one.row, one.row.paper, one.row.paper.printed
    last = row.prints[-1] if row.prints else None
    again = "; ".join(
        f"{_day(each.printing.printed_at)}: {gettext(PRINT_REASON[each.printing.reason])}" for each in row.prints[1:]
    )
    where = row.school or printed.get("workplace") or {}
    return [
        paper.number, gettext(KIND[paper.kind]), printed["recipient"], said(printed, "kk"), said(printed, "ru"),
        pick(row.nomination) if row.nomination else "", pick(where) if where else "", row.application_number,
        _day(paper.issued_at), row.issued_by, len(row.prints),
        f"{last.by}, {_day(last.printing.printed_at)}" if last else "", again,
        f"{paper.handed_over_on:%d.%m.%Y}" if paper.handed_over_on else "", paper.handed_over_to, one.state, one.why,
        paper.remark, row.successor,
    ]  # fmt: skip


def said(printed: dict[str, dict[str, str]], language: str) -> str:
    """The text as printed, in one line."""
    return ". ".join(printed[part][language] for part in ("heading", "verb", "reason"))


def _day(moment: datetime) -> str:
    return f"{local(moment):%d.%m.%Y}"
