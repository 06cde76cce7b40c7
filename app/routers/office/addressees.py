"""Who is thanked: partners, experts, teachers, helpers; one by one, from a pasted list, or all whom we know."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.errors import NotYours
from app.fields import Wrong
from app.i18n import gettext, ngettext
from app.papers import addressees, dues
from app.papers import queries as paper_queries
from app.papers.forms import AddresseeForm
from app.papers.models import AddresseeRole
from app.papers.words import ROLE
from app.web.current import Now, SessionDep
from app.web.desk import Desk
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep
from app.web.papers.paper_office import PaperDesk

router = APIRouter()
PATH = "/office/{slug}/addressees"
KNOWN = {
    "experts": (AddresseeRole.EXPERT, addressees.experts),
    "teachers": (AddresseeRole.TEACHER, addressees.teachers),
}


@router.get(PATH, name="office.papers.addressees")
def index(desk: PaperDesk, page: PageDep) -> Response:
    return _show(page, desk, Form())


def _show(page: Page, desk: Desk, form: Form[AddresseeForm], status: int = 200) -> Response:
    session = page.session
    listed = paper_queries.addressees(session, desk.contest_id)
    keys = {one.key for one in listed}
    left = {
        name: sum(person.key not in keys for person in find(session, desk.contest)) for name, (_, find) in KNOWN.items()
    }
    return page(
        "office/papers/addressees.html", status=status, desk=desk, form=form, listed=listed, left=left, roles=ROLE,
        held=dues.thanked(session, desk.contest),
    )  # fmt: skip


@router.post(PATH, name="office.papers.addressees.add")
def add(
    desk: PaperDesk, form: Annotated[Form[AddresseeForm], Depends(submitted(AddresseeForm))], session: SessionDep,
    page: PageDep, now: Now,
) -> Response:  # fmt: skip
    pasted = addressees.read(form.valid.people) if form.fields else None
    if pasted and pasted.wrong:
        form.refuse("people", Wrong("lines-wrong", lines=", ".join(map(str, pasted.wrong[:20]))))
    if form.errors or pasted is None:
        return _show(page, desk, form, status=422)
    made = addressees.add(session, desk.contest, form.valid.role, pasted.people, by=desk.viewer.user, now=now)
    return _added(page, desk, len(made))


@router.post(PATH + "/known/{which}", name="office.papers.addressees.known")
def add_known(which: str, desk: PaperDesk, session: SessionDep, page: PageDep, now: Now) -> Response:
    """All experts of the commission, or the teachers of all works."""
    if which not in KNOWN:
        raise NotYours
    role, find = KNOWN[which]
    made = addressees.add(session, desk.contest, role, find(session, desk.contest), by=desk.viewer.user, now=now)
    return _added(page, desk, len(made))


@router.post(PATH + "/{addressee_id:int}/removal", name="office.papers.addressees.removal")
def remove(addressee_id: int, desk: PaperDesk, session: SessionDep, page: PageDep, now: Now) -> Response:
    found = paper_queries.addressee(session, desk.contest_id, addressee_id)
    if found is None:
        raise NotYours
    addressees.remove(session, found, by=desk.viewer.user, now=now)
    page.say(gettext("%(name)s is taken off the list.") % {"name": found.name})
    return page.see("office.papers.addressees", slug=desk.contest.slug)


def _added(page: Page, desk: Desk, number: int) -> Response:
    words = ngettext("%(num)d person is added.", "%(num)d people are added.", number) % {"num": number}
    page.say(words if number else gettext("All of them were on the list already."), "ok" if number else "info")
    return page.see("office.papers.addressees", slug=desk.contest.slug)
