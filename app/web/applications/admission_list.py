"""The office's list of applications: counted by state, filtered, searched, sorted, fifty to a page."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.applications import list_queries, queries, words
from app.applications.admission import NEEDED
from app.applications.list_queries import PAGE, SORTS, Filters
from app.applications.models import ApplicantKind, Status
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.i18n import gettext, mark, moment, pick
from app.web.applications import list_columns
from app.web.applications.admission_page import COLOURS
from app.web.desk import Desk
from app.web.page import Page

SORT_WORDS = {
    "newest": mark("The latest first"),
    "oldest": mark("The earliest first"),
    "number": mark("By number"),
    "name": mark("By name"),
    "nomination": mark("By nomination"),
    "territory": mark("By district or city"),
    "sum": mark("By the sum asked for"),
}
FORMATS = ("xlsx", "csv")


class Asked(BaseModel):
    """The address's query; what is not understood is as if it had not been said."""

    status: str = ""
    nomination: str = ""
    territory: str = ""
    kind: str = ""
    rural: str = ""
    language: str = ""
    consent: str = ""
    """"missing": only those that lack the consent without which nothing is admitted."""
    day: str = ""
    q: str = ""
    sort: str = ""
    page: str = ""
    columns: list[str] = Field(default_factory=list)


def filters_of(session: Session, contest: Contest, asked: Asked) -> Filters:
    nominations = {str(one.position): one.id for one in contests.nominations(session, contest.id)}
    territories = {one.code: one.id for one in queries.territories(session)}
    return Filters(
        status=Status(asked.status) if asked.status in set(Status) - {Status.DRAFT} else None,
        nomination=nominations.get(asked.nomination), territory=territories.get(asked.territory),
        kind=ApplicantKind(asked.kind) if asked.kind in set(ApplicantKind) else None,
        is_rural={"yes": True, "no": False}.get(asked.rural),
        language=asked.language if asked.language in list_columns.LANGUAGES else "",
        lacks=NEEDED[contest.kind] if asked.consent == "missing" else None, day=_day(asked.day), words=asked.q[:200],
        sort=asked.sort if asked.sort in SORTS else "newest", page=_number(asked.page),
    )  # fmt: skip


def show(page: Page, desk: Desk, asked: Asked) -> Response:
    session, contest = page.session, desk.contest
    filters = filters_of(session, contest, asked)
    query = _query(asked, "page")
    return page(
        "office/applications/index.html", desk=desk, filters=filters, asked=asked, colours=COLOURS, states=words.STATUS,
        counts=list_queries.counts(session, contest.id), drafts=Status.DRAFT, query=query, tabs=_tabs(asked),
        total=list_queries.total(session, contest.id, filters), per_page=PAGE,
        rows=list_queries.rows(session, contest.id, filters), choices=_choices(session, contest),
        chosen=list_columns.chosen(contest.kind, asked.columns), extras=list_columns.extras(contest.kind),
        columns=[name for name in asked.columns if name in {one.name for one in list_columns.extras(contest.kind)}],
        is_narrowed=bool(_query(asked, "page", "columns", "sort")), export=_query(asked, "page"),
    )  # fmt: skip


def described(session: Session, contest: Contest, asked: Asked, now: Any) -> list[str]:
    """The lines over a spreadsheet: what it is of, when it was made, how it was narrowed."""
    names = {name: dict(options) for name, options in _choices(session, contest).items()}
    said = asked.model_dump(exclude={"page", "sort", "columns"})
    narrowed = [names.get(name, {}).get(value, value) for name, value in said.items() if value]
    lines = [f"{pick(contest.title)}, {contest.edition}", gettext("Made: %(moment)s") % {"moment": moment(now)}]
    return [*lines, gettext("Only: %(filters)s") % {"filters": " · ".join(narrowed)}] if narrowed else lines


def _choices(session: Session, contest: Contest) -> dict[str, list[tuple[str, str]]]:
    """Filter → (value, words)."""
    is_grant = contest.kind is ContestKind.SMALL_GRANT
    sorts = {name: text for name, text in SORT_WORDS.items() if is_grant or name != "sum"}
    return {
        "status": [(state.value, gettext(text)) for state, text in words.STATUS.items()],
        "nomination": [(str(one.position), pick(one.title)) for one in contests.nominations(session, contest.id)],
        "territory": [(one.code, pick(one.name)) for one in queries.territories(session)],
        "kind": [(kind.value, gettext(text)) for kind, text in words.APPLICANT.items()] if is_grant else [],
        "rural": [] if is_grant else [("yes", gettext("Rural schools")), ("no", gettext("Town schools"))],
        "language": [(code, gettext(text)) for code, text in list_columns.LANGUAGES.items()],
        "consent": [("missing", gettext("A consent is missing"))],
        "sort": [(key, gettext(text)) for key, text in sorts.items()],
    }  # fmt: skip


def _number(typed: str) -> int:
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _query(asked: Asked, *without: str, **changed: Any) -> str:
    said = {name: value for name, value in asked.model_dump().items() if value and name not in without} | changed
    return urlencode({name: value for name, value in said.items() if value}, doseq=True)


def _tabs(asked: Asked) -> list[tuple[str, str, bool]]:
    """(state, query, current) for the links over the list; the empty state is all of them."""
    states = ["", *(state.value for state in COLOURS)]
    return [(state, _query(asked, "page", status=state), asked.status == state) for state in states]
