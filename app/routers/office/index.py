"""The staff's front door: the contests in which they have a part, and what each of them waits for."""

from fastapi import APIRouter
from starlette.responses import Response

from app.contests import queries, rules
from app.contests.phases import Phase
from app.i18n import gettext, ngettext
from app.reporting.overview import UNDECIDED, Counts, counts
from app.web.contests.face import Face, face
from app.web.current import STAFF, CurrentViewer, Now, SessionDep
from app.web.page import PageDep
from app.web.role_names import role_name

router = APIRouter()


@router.get("/office", name="office.index")
def index(page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now) -> Response:
    mine = queries.of_staff(session, viewer.id, STAFF)
    counted = counts(session, [contest.id or 0 for contest in mine])
    rows = []
    for contest in mine:
        roles, faced = viewer.roles_in(contest.id), face(contest, viewer.roles_in(contest.id), now)
        found = counted.get(contest.id or 0, {}) if rules.may_run_jury(roles) else {}
        rows.append((contest, faced, sorted(roles), _attention(faced, found)))
    keeps_places = rules.may_keep_places(frozenset(name for _, name in viewer.roles))
    may_make = rules.may_make_contests(viewer.roles, is_operator=viewer.user.is_operator)
    return page("office/index.html", rows=rows, role_name=role_name, keeps_places=keeps_places, may_make=may_make)


def _attention(faced: Face, found: Counts) -> str:
    """What this contest needs first, in one sentence; empty when nothing does."""
    waiting = sum(found.get(status, 0) for status in UNDECIDED)
    if faced.phase is Phase.DRAFT:
        return gettext("Not announced yet")
    if waiting and faced.phase in (Phase.OPEN, Phase.CLOSED):
        return ngettext("%(num)d application waits for admission", "%(num)d applications wait for admission",
                        waiting) % {"num": waiting}  # fmt: skip
    if faced.phase is Phase.CLOSED:
        return gettext("Judging can begin")
    if faced.phase is Phase.DECIDING:
        return gettext("The commission has to decide")
    return ""
