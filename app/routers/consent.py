"""The page behind the parents' link: what is asked, for which child, by whom; answered and taken back without an
account. Whoever holds no open link gets one and the same page."""

from datetime import timedelta
from typing import Annotated, cast

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app import i18n
from app.accounts import throttle
from app.applications import consent_links, consent_queries, file_queries, parents, queries
from app.applications.consent_forms import Reply
from app.applications.consent_queries import Child
from app.applications.models import Application, Purpose, RenditionKind
from app.contests.models import Contest
from app.db import transaction
from app.documents import consent_texts
from app.documents.bilingual import Reader
from app.errors import NotYours
from app.i18n import gettext, pick
from app.web import downloads
from app.web.accounts.entrance import client_address
from app.web.applications import consent_page, consent_papers
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
GUESSES = throttle.Limit("consent-guess", 30, timedelta(minutes=1))
"""Links that open nothing, from one network address; a whole school may sit behind it."""
ANSWERS = throttle.Limit("consent", 20, timedelta(hours=1))
"""Answers about one work."""


@router.get("/consent/{token}", name="consent.show")
def show(token: str, page: PageDep, now: Now) -> Response:
    work = _opened(page, token, now)
    if work is None:
        with transaction(page.house.engine) as beside:  # a GET writes nothing of its own
            throttle.note(beside, GUESSES, _address(page), now=now)
        return _unknown(page)
    return _show(page, work, token, Form(), now)


@router.post("/consent/{token}", name="consent.answer")
def answer(
    token: str, form: Annotated[Form[Reply], Depends(submitted(Reply))], page: PageDep, session: SessionDep, now: Now
) -> Response:
    work = _opened(page, token, now)
    if work is None:
        throttle.note(session, GUESSES, _address(page), now=now)
        return _unknown(page)
    throttle.check(session, ANSWERS, str(work.id), now=now)
    session.refresh(work, with_for_update=True)
    child = consent_queries.children(session, [work])[0]
    if form.fields and form.fields.take_part and not form.fields.author and consent_page.is_grown(child, now):
        form.refuse("author", "author-agrees")
    if form.errors:
        return _show(page, work, token, form, now, status=422)
    throttle.note(session, ANSWERS, str(work.id), now=now)
    said, by = form.valid, page.user.user if page.user else None
    parents.answer(session, work, said.given, name=said.name, relation=said.relation, by=by, now=now)
    page.say(gettext("Thank you, your answer is written down.") if said.take_part
             else gettext("Written down: the child does not take part."))  # fmt: skip
    return _unseen(page.see("consent.show", token=token, anchor="given"))


@router.get("/consent/{token}/pictures/{rendition_id:int}", name="consent.picture")
def picture(token: str, rendition_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    work = _opened(page, token, now)
    rendition = file_queries.rendition(session, work.id, rendition_id) if work else None
    if work is None or rendition is None or rendition.kind is not RenditionKind.JUDGED:
        raise NotYours
    return _unseen(downloads.picture(page.house.shelf, rendition))


def _opened(page: Page, token: str, now: Now) -> Application | None:
    """The work whose link this is. Raises RuleBroken ``too-many-tries``."""
    throttle.check(page.session, GUESSES, _address(page), now=now)
    id_ = consent_links.application_id(token)
    work = queries.get(page.session, id_) if id_ else None
    is_open = work is not None and consent_links.is_open(page.house.keys.link_secret, work, token)
    return work if is_open else None


def _address(page: Page) -> str:
    return client_address(page.request, page.house.settings)


def _show(page: Page, work: Application, token: str, form: Form[Reply], now: Now, *, status: int = 200) -> Response:
    contest = page.session.get_one(Contest, work.contest_id)
    [shown] = consent_page.shown(page, contest, [work])
    child, speaks = shown.child, cast(Reader, i18n.language())
    collector = consent_papers.collector(page, contest, speaks)
    return _unseen(page(
        "consent/show.html", status=status, form=form, contest=contest, shown=shown, token=token,
        who=pick(consent_page.first_name(child)), title=consent_page.title_of(child), picture=_picture(page, child),
        collector=collector, points=consent_texts.points(collector, speaks), ticks=consent_texts.TICKS[speaks],
        is_grown=consent_page.is_grown(child, now), relations=consent_page.relations(),
        given={consent_page.KINDS[kind] for kind in consent_page.KINDS if child.stands(kind)},
        last=max(child.consents.values(), key=lambda one: one.withdrawn_at or one.given_at, default=None),
    ))  # fmt: skip


def _picture(page: Page, child: Child) -> object:
    files = [one.id for one in child.pictures if one.purpose is Purpose.PICTURE][:1]
    found = file_queries.renditions(page.session, files, RenditionKind.JUDGED)
    return found[0] if found else None


def _unknown(page: Page) -> Response:
    """The same bytes for every link: nothing of the address stands in the page."""
    page.place = page.path_for("contests.index")
    return _unseen(page("consent/unknown.html", status=404))


def _unseen(response: Response) -> Response:
    """No other site learns the address."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
