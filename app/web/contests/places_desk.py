"""The directory of schools and districts: it belongs to no contest; organisers and secretaries of any keep it."""

from typing import Annotated, Any

from fastapi import Depends
from starlette.responses import Response

from app.contests import rules
from app.errors import NotYours
from app.i18n import gettext, mark
from app.places import directory
from app.places.models import School, TerritoryKind
from app.web.current import CurrentViewer, Viewer
from app.web.page import Page

KINDS = {TerritoryKind.DISTRICT: mark("District"), TerritoryKind.CITY: mark("City")}
SOURCES = {directory.TEACHER: mark("said by the teacher"), directory.DIRECTORY: mark("list of schools")}
PLACES = (
    ("office.index", mark("Office"), "left"),
    ("office.schools", mark("Schools"), "book"),
    ("office.territories", mark("Districts and cities"), "pin"),
)


def get_keeper(viewer: CurrentViewer) -> Viewer:
    """Raises NotYours for everybody who is neither organiser nor secretary anywhere."""
    if not rules.may_keep_places(frozenset(name for _, name in viewer.roles)):
        raise NotYours
    return viewer


Keeper = Annotated[Viewer, Depends(get_keeper, scope="function")]


def show(page: Page, template: str, *, status: int = 200, **context: Any) -> Response:
    """A page of the directory, with the way through it at its side."""
    links = [
        (gettext(label), page.path_for(route), icon, page.route == route or page.route.startswith(f"{route}."))
        for route, label, icon in PLACES
    ]
    heading = gettext("Schools and districts")
    return page(template, status=status, office_nav=links, office_title=heading, source_of=source_of, **context)


def source_of(school: School) -> str:
    """Where it is known from that the school is rural or not, in the reader's language."""
    return gettext(SOURCES[school.rural_source]) if school.rural_source in SOURCES else school.rural_source
