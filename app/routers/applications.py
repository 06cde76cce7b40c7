"""What an applicant has: the list, starting one, its status, taking it back, the receipt."""

import secrets

from fastapi import APIRouter, Response

from app.accounts.models import User
from app.applications import (
    consent_queries,
    drafts,
    drawings,
    extensions,
    intake_queries,
    lifecycle,
    queries,
    rules,
    steps,
    words,
)
from app.applications.models import Application
from app.awards import appeals
from app.awards import queries as awards
from app.ceremony import event_queries
from app.contests.models import Contest, ContestKind
from app.documents import fonts
from app.documents import receipt as receipts
from app.errors import NotYours
from app.grants import contract_queries
from app.grants import queries as grants
from app.i18n import gettext, language
from app.jury import comments
from app.papers import name_queries
from app.papers import queries as paper_queries
from app.papers import words as paper_words
from app.web.applications import application_letters, application_papers, conversing, estimate_paper, my_applications
from app.web.applications.own import OwnApplicationToChange, TendedApplication
from app.web.applications.own_batch import Entered
from app.web.applications.progress import progress
from app.web.current import CurrentViewer, HouseDep, Now, ReceivedAt, SessionDep
from app.web.forms import Typed
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/applications", name="applications.index")
def index(page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now) -> Response:
    cards = my_applications.cards(session, viewer.id, now=now)
    return page(
        "applications/index.html",
        cards=cards,
        batches=my_applications.batches(session, viewer.id, now=now),
        with_papers=paper_queries.contests_of(session, viewer.id),
        names_wait=name_queries.waiting_for(session, viewer.id),
        invitations=[one for one in event_queries.invitations(session, viewer.id) if one[0].starts_at > now],
        steps=len(steps.STEPS),
        rejections=words.REJECTION,
    )


@router.get("/contests/{slug}/applications/new", name="applications.new")
def new(contest: Entered, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now) -> Response:
    drafts.require_start(session, contest, by=viewer.user, now=now)
    return page(
        "applications/new.html", contest=contest, nonce=secrets.token_urlsafe(16),
        drafts=queries.own_drafts(session, viewer.id, contest.id),
        submitted=queries.own_submitted(session, viewer.id, contest.id), steps=steps.STEPS,
        until=extensions.last_moment(session, contest, viewer.id),
    )  # fmt: skip


@router.post("/contests/{slug}/applications/new", name="applications.create")
def create(
    contest: Entered, typed: Typed, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    nonce = str(typed.get("nonce") or secrets.token_urlsafe(16))[:64]
    drafts.require_start(session, contest, by=viewer.user, now=now)
    begun = _begun(session, contest, viewer.id, nonce)
    if begun is not None and not typed.get("another"):
        page.say(gettext("Here is the draft that you have begun."), "info")
        return page.see("applications.edit", application_id=begun.id)
    draft = drafts.start(session, contest, by=viewer.user, nonce=nonce, language=language(), now=now)
    if contest.kind is ContestKind.DRAWING:
        drawings.begin(session, draft)
    return page.see("applications.edit", application_id=draft.id)


def _begun(session: SessionDep, contest: Contest, user_id: int, nonce: str) -> Application | None:
    """The draft of a grant application with which to go on, unless this very press has made it."""
    found = queries.own_drafts(session, user_id, contest.id) if contest.kind is ContestKind.SMALL_GRANT else ()
    return found[0] if found and all(draft.nonce != nonce for draft in found) else None


@router.get("/applications/{application_id:int}", name="applications.show")
def show(
    application: TendedApplication, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    """For the applicant; the office, which entered it from paper, goes on at its sticker."""
    contest = session.get_one(Contest, application.contest_id)
    if application.applicant_id != viewer.id:
        sticker = intake_queries.of_application(session, application.id)
        return page.see("office.intake.sticker", slug=contest.slug, code=sticker.code if sticker else "")
    id_ = application.id or 0
    outcome = awards.outcome_of(session, id_)
    told = outcome is not None and contest.shows_comments
    appeal = appeals.of_application(session, application.id)
    lacks_consent = application.status in my_applications.WAITING and bool(
        consent_queries.missing_among(session, [id_])
    )
    return page(
        "applications/show.html", application=application, contest=contest,
        nomination=queries.nomination(session, application), outcome=outcome, appeal=appeal,
        may_appeal=appeal is None and appeals.may_lodge(application, contest, now), appeal_until=appeals.until(contest),
        comments=comments.comments(session, [id_]).get(id_, []) if told else [],
        grant=grants.grant_of(session, application.id), papers=paper_queries.of_application(session, application.id),
        paper_kinds=paper_words.KIND, lacks_consent=lacks_consent,
        progress=progress(application, contest, now, outcome=outcome, lacks_consent=lacks_consent,
                          given_up=contract_queries.given_up_among(session, [id_]).get(id_)),
        rejections=words.REJECTION, is_changed=bool(lifecycle.changed(session, [application])),
        may_edit=rules.may_edit(application, contest, now), may_withdraw=rules.may_withdraw(application, contest),
        may_delete=rules.may_delete(application), files=queries.attachments(session, application),
        may_restore=rules.may_restore(application, contest, now), talk=conversing.talk(page, application, contest),
    )  # fmt: skip


@router.get("/applications/{application_id:int}/withdrawal", name="applications.withdrawal")
def ask_withdrawal(application: OwnApplicationToChange, page: PageDep, session: SessionDep) -> Response:
    contest = session.get_one(Contest, application.contest_id)
    lifecycle.require_withdrawable(application, contest)
    return page("applications/withdrawal.html", application=application, contest=contest)


@router.post("/applications/{application_id:int}/withdrawal", name="applications.withdrawal.post")
def withdrawal(
    application: OwnApplicationToChange, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    lifecycle.withdraw(session, application, by=viewer.user, now=now)
    contest = session.get_one(Contest, application.contest_id)
    path = _path(page, application)
    to = session.get_one(User, application.applicant_id)
    application_letters.withdrawn(page.house, session, application, contest, to, path=path, now=now)
    page.say(gettext("The application is withdrawn."))
    return page.see("applications.show", application_id=application.id)


@router.post("/applications/{application_id:int}/restoration", name="applications.restoration")
def restoration(
    application: OwnApplicationToChange, page: PageDep, session: SessionDep, viewer: CurrentViewer, at: ReceivedAt
) -> Response:
    lifecycle.restore(session, application, by=viewer.user, now=at)
    contest = session.get_one(Contest, application.contest_id)
    path = _path(page, application)
    to = session.get_one(User, application.applicant_id)
    application_letters.restored(page.house, session, application, contest, to, path=path, now=at)
    page.say(gettext("The application takes part again."))
    return page.see("applications.show", application_id=application.id)


def _path(page: Page, application: Application, route: str = "applications.show") -> str:
    return str(page.request.app.url_path_for(route, application_id=application.id))


@router.get("/applications/{application_id:int}/deletion", name="applications.deletion")
def ask_deletion(application: OwnApplicationToChange, page: PageDep, session: SessionDep) -> Response:
    lifecycle.require_deletable(application)
    contest = session.get_one(Contest, application.contest_id)
    return page("applications/deletion.html", application=application, contest=contest)


@router.post("/applications/{application_id:int}/deletion", name="applications.deletion.post")
def deletion(
    application: OwnApplicationToChange, page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now
) -> Response:
    lifecycle.delete_draft(session, application, by=viewer.user, now=now)
    page.say(gettext("The draft is deleted."))
    if application.batch_id is not None:
        slug = session.get_one(Contest, application.contest_id).slug
        return page.see("batches.show", slug=slug, batch_id=application.batch_id, anchor="works-title")
    return page.see("applications.index")


@router.get("/applications/{application_id:int}/receipt", name="applications.receipt")
def receipt(application: TendedApplication, page: PageDep, session: SessionDep) -> Response:
    version = queries.latest_version(session, application)
    if version is None:
        raise NotYours
    contest = session.get_one(Contest, application.contest_id)
    nomination = queries.nomination(session, application)
    return page(
        "applications/receipt.html", application=application, contest=contest, version=version, nomination=nomination
    )


@router.get("/applications/{application_id:int}/receipt.pdf", name="applications.receipt_pdf")
def receipt_pdf(application: TendedApplication, page: PageDep, session: SessionDep, house: HouseDep) -> Response:
    version = queries.latest_version(session, application)
    if version is None:
        raise NotYours
    contest = session.get_one(Contest, application.contest_id)
    nomination = queries.nomination(session, application)
    fonts.prepare(house.settings.font_cache)
    data = receipts.draw(application_papers.receipt(application, version, contest, nomination, page.organisation))
    return page.file(data, "application/pdf", f"{application.number}.pdf")


@router.get("/applications/{application_id:int}/estimate.pdf", name="applications.estimate")
def estimate(application: TendedApplication, page: PageDep, house: HouseDep) -> Response:
    return estimate_paper.show(page, house, application)
