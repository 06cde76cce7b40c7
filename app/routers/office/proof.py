"""The office's side of the proof of names: who was asked, who has not answered, what was corrected, what has to be
printed again."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.accounts.models import User
from app.alphabet import search_key
from app.contests import rules
from app.documents import sheets
from app.documents.sheets import Table
from app.i18n import gettext, ngettext, pick
from app.papers import issuing, name_queries, names
from app.papers.issuing import Correction
from app.papers.models import PaperReason
from app.papers.name_forms import ToldForm
from app.papers.names import Line
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep
from app.web.papers import name_letters, name_page

router = APIRouter()
PLACE = "/office/{slug}/proof"
ON_PAGE = 40
FILTERS = {"open": ("new", "waiting"), "corrected": ("corrected",), "confirmed": ("confirmed",)}
"""Filter → states; «reprint» and «nobody» (no address) are told by other facts."""


def get_desk_of_names(desk: DeskDep) -> Desk:
    desk.require(rules.may_issue_papers, visible_to=rules.may_see_ranking)
    return desk


NameDesk = Annotated[Desk, Depends(get_desk_of_names, scope="function")]


@router.get(PLACE, name="office.proof")
def index(
    desk: NameDesk, session: SessionDep, page: PageDep, show: str = "", q: str = "", number: str = "1"
) -> Response:
    lines = names.lines(session, desk.contest)
    people = name_queries.applicants(session, desk.contest_id)
    groups = _groups(lines, people)
    chosen = _found(groups.get(show, lines), q[:200])
    pages = max(1, -(-len(chosen) // ON_PAGE))
    asked = min(pages, max(1, int(number))) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    shown = chosen[(asked - 1) * ON_PAGE : asked * ON_PAGE]
    return page(
        "office/proof/index.html", desk=desk, lines=shown, people=people, states=name_page.STATES, total=len(lines),
        counts={name: len(found) for name, found in groups.items()}, show=show, q=q[:200], number=asked, pages=pages,
        labels=name_page.LABELS[desk.contest.kind], is_time=desk.contest.status in name_queries.PROVING,
        printed={one.id: name_page.printed_lines(one, desk.contest.kind) for one in shown},
        filters=_filters(page, desk, len(lines), groups, show),
    )  # fmt: skip


def _groups(lines: list[Line], people: dict[int, User]) -> dict[str, list[Line]]:
    groups = {name: [one for one in lines if one.state in states] for name, states in FILTERS.items()}
    without = {user.id for user in people.values() if not user.has_address}
    groups["nobody"] = [one for one in groups["open"] if one.entry.application.applicant_id in without]
    return groups | {"reprint": [one for one in lines if one.outdated]}


def _filters(
    page: Page, desk: Desk, total: int, groups: dict[str, list[Line]], show: str
) -> list[tuple[str, str, bool]]:
    here = page.path_for("office.proof", slug=desk.contest.slug)
    words = {"open": gettext("Not confirmed"), "nobody": gettext("Without e-mail"), "corrected": gettext("Corrected"),
             "confirmed": gettext("Confirmed"), "reprint": gettext("To be printed again")}  # fmt: skip
    found = [(f"{gettext('All')} {total}", here, show not in groups)]
    return found + [
        (f"{label} {len(groups[name])}", f"{here}?show={name}", show == name)
        for name, label in words.items()
        if groups[name] or show == name
    ]


def _found(lines: list[Line], text: str) -> list[Line]:
    words = search_key(text).split()
    return [one for one in lines if all(word in search_key(_searched(one)) for word in words)]


def _searched(line: Line) -> str:
    entry = line.entry
    school = pick(entry.school.name) if entry.school else ""
    return " ".join([*line.now.values(), *line.handed_in.values(), entry.application.number or "", school])


@router.post(PLACE + "/letters", name="office.proof.ask")
def ask(desk: NameDesk, session: SessionDep, page: PageDep, now: Now) -> Response:
    """A letter to everybody who has not confirmed yet, for the first time or again; at most one a day."""
    waiting = [one for one in names.lines(session, desk.contest) if one.state in FILTERS["open"]]
    names.ask(session, desk.contest, waiting, by=desk.viewer.user, now=now)
    users = name_queries.applicants(session, desk.contest_id)
    sent, without = name_letters.ask(page.house, session, desk.contest, waiting, users, now=now)
    page.say(ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", sent) % {"num": sent})
    if without:
        words = ngettext(
            "%(num)d person has no e-mail: ask by phone and enter the answer here.",
            "%(num)d people have no e-mail: ask by phone and enter the answers here.", len(without),
        )  # fmt: skip
        page.say(words % {"num": len(without)}, "warn")
    return page.see("office.proof", slug=desk.contest.slug)


@router.get(PLACE + "/waiting.xlsx", name="office.proof.waiting")
def waiting(desk: NameDesk, session: SessionDep, page: PageDep) -> Response:
    """Whom to ask by phone."""
    people = name_queries.applicants(session, desk.contest_id)
    lines = [one for one in names.lines(session, desk.contest) if one.state in FILTERS["open"]]
    heads = [gettext("Number"), *(gettext(one) for one in name_page.LABELS[desk.contest.kind].values()),
             gettext("School"), gettext("Handed in by"), gettext("Phone"), gettext("E-mail")]  # fmt: skip
    rows = [[one.entry.application.number, *one.now.values(), pick(one.entry.school.name) if one.entry.school else "",
             *_contact(people[one.entry.application.applicant_id], one)] for one in lines]  # fmt: skip
    data = sheets.xlsx(Table(gettext("Names on papers"), heads, rows, [pick(desk.contest.title)]))
    return page.file(data, sheets.XLSX, f"{desk.contest.slug}-names.xlsx")


def _contact(user: User, line: Line) -> tuple[str, str, str]:
    teacher = line.entry.author.teacher_phone if line.entry.author else ""
    return user.name, user.phone or teacher, user.email


@router.get(PLACE + "/{application_id:int}", name="office.proof.one")
def one(desk: NameDesk, application_id: int, session: SessionDep, page: PageDep) -> Response:
    lines = names.lines(session, desk.contest)
    line = name_page.the_line(lines, application_id)
    return _one(page, desk, line, lines, Form(name_page.typed(line)))


@router.post(PLACE + "/{application_id:int}", name="office.proof.tell")
def tell(desk: NameDesk, application_id: int, form: Annotated[Form[ToldForm], Depends(submitted(ToldForm))],
         session: SessionDep, page: PageDep, now: Now) -> Response:  # fmt: skip
    """What the office was told by phone or saw in a document: all right, or otherwise."""
    lines = names.lines(session, desk.contest)
    line = name_page.the_line(lines, application_id)
    name_page.check(line, form)
    if form.errors:
        return _one(page, desk, line, lines, form, status=422)
    said, by, remark = name_page.said(line, form), desk.viewer.user, form.valid.remark
    if said == line.now:
        names.confirm(session, desk.contest, [line], by=by, now=now, remark=remark)
    else:
        names.correct(session, desk.contest, _fellows(lines, line), line, said, by=by, now=now, remark=remark)
    page.say(gettext("Written down: the paper will say so."))
    return page.see("office.proof", slug=desk.contest.slug, anchor=f"name-{line.id}")


@router.post(PLACE + "/{application_id:int}/reprint", name="office.proof.reprint")
def reprint(desk: NameDesk, application_id: int, session: SessionDep, page: PageDep, now: Now) -> Response:
    """New papers in place of those that were issued with other names; the old ones say so when they are checked."""
    line = name_page.the_line(names.lines(session, desk.contest), application_id)
    made = []
    for paper in line.outdated:
        correction = Correction(
            PaperReason.NAME_WRONG, gettext("corrected in the proof of names"),
            names.recipient(line, paper.kind), line.now["work"],
        )  # fmt: skip
        made.append(issuing.replace(session, page.house.keys, paper, correction, by=desk.viewer.user, now=now).number)
    words = gettext("Printed anew under: %(numbers)s.") % {"numbers": ", ".join(made)}
    page.say(words if made else gettext("The papers say so already."), "ok" if made else "info")
    return page.see("office.proof", slug=desk.contest.slug, query={"show": "reprint"})


def _fellows(lines: list[Line], line: Line) -> list[Line]:
    """Works of the same applicant: a teacher's name is corrected in all of them."""
    return [one for one in lines if one.entry.application.applicant_id == line.entry.application.applicant_id]


def _one(page: Page, desk: Desk, line: Line, lines: list[Line], form: Form[Any], status: int = 200) -> Response:
    mine = _fellows(lines, line)
    fellows = sum("teacher" in line.now and one.now.get("teacher") == line.now["teacher"] for one in mine)
    person = name_queries.applicants(page.session, desk.contest_id)[line.entry.application.applicant_id]
    return page(
        "office/proof/one.html", status=status, desk=desk, line=line, form=form, fellows=fellows, person=person,
        labels=name_page.LABELS[desk.contest.kind], phone=_contact(person, line)[1], states=name_page.STATES,
        pieces=name_page.printed_lines(line, desk.contest.kind),
    )  # fmt: skip
