"""The office's list of applications: counted by state, filtered, searched, sorted, fifty to a page."""

from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel
from starlette.responses import Response

from app.applications import admission_queries, queries, words
from app.applications.admission_queries import PAGE, SORTS, Filters
from app.applications.models import Status
from app.contests import queries as contests
from app.i18n import gettext, mark, pick
from app.web.admission_page import COLOURS
from app.web.desk import Desk
from app.web.page import Page

SORT_WORDS = {
    "newest": mark("The latest first"),
    "number": mark("By number"),
    "name": mark("By name"),
}


class Asked(BaseModel):
    """The address's query; what is not understood is as if it had not been said."""

    status: str = ""
    nomination: str = ""
    territory: str = ""
    q: str = ""
    sort: str = ""
    page: str = ""


def show(page: Page, desk: Desk, asked: Asked) -> Response:
    session, contest_id = page.session, desk.contest_id
    nominations = {str(one.position): one for one in contests.nominations(session, contest_id)}
    territories = {one.code: one for one in queries.territories(session)}
    nomination, territory = nominations.get(asked.nomination), territories.get(asked.territory)
    filters = Filters(
        status=Status(asked.status) if asked.status in set(Status) - {Status.DRAFT} else None,
        nomination=nomination.id if nomination else None, territory=territory.id if territory else None,
        words=asked.q[:200], sort=asked.sort if asked.sort in SORTS else "newest", page=_number(asked.page),
    )  # fmt: skip
    return page(
        "office/applications/index.html", desk=desk, filters=filters, asked=asked, colours=COLOURS, states=words.STATUS,
        counts=admission_queries.counts(session, contest_id), drafts=Status.DRAFT,
        total=admission_queries.total(session, contest_id, filters),
        rows=admission_queries.rows(session, contest_id, filters), per_page=PAGE, tabs=_tabs(asked),
        nominations=[(key, pick(one.title)) for key, one in nominations.items()],
        territories=[(key, pick(one.name)) for key, one in territories.items()],
        sorts=[(key, gettext(text)) for key, text in SORT_WORDS.items()], query=_query(asked, "page"),
    )  # fmt: skip


def _number(typed: str) -> int:
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 6 else 1


def _query(asked: Asked, *without: str, **changed: Any) -> str:
    said = {name: value for name, value in asked.model_dump().items() if value and name not in without} | changed
    return urlencode({name: value for name, value in said.items() if value})


def _tabs(asked: Asked) -> list[tuple[str, str, bool]]:
    """(state, query, current) for the links over the list; the empty state is all of them."""
    states = ["", *(state.value for state in COLOURS)]
    return [(state, _query(asked, "page", status=state), asked.status == state) for state in states]
