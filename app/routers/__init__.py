"""One file per place that a person goes to."""

from functools import cache

from fastapi import APIRouter, FastAPI
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute

from app.routers import (
    account,
    answering,
    appeals,
    application_form,
    applications,
    attachments,
    batch_files,
    batches,
    check,
    checkpoints,
    consent,
    consents,
    contests,
    declarations,
    evidence,
    expenses,
    grant_files,
    grants,
    health,
    invitations,
    jury,
    messages,
    papers,
    password,
    privacy,
    proof,
    reports,
    results,
    rules,
    schools,
    seals,
    sheets,
    shortlists,
    sign_in,
    sign_up,
    signed_pages,
)
from app.routers.office import (
    addressees,
    amendments,
    answers,
    commission,
    contract_steps,
    contracts,
    door,
    events,
    intake,
    journal,
    judging_reminder,
    letter_texts,
    mail,
    mailings,
    masking,
    new_contest,
    nominations,
    organisation,
    overruling,
    paper_design,
    paper_runs,
    paper_sheets,
    payments,
    people,
    questions,
    ranking,
    school_lists,
    scores,
    setup,
    sharing,
    shortlist,
    terms,
    territories,
    unsealing,
    witnesses,
)
from app.routers.office import admission as office_admission
from app.routers.office import appeals as office_appeals
from app.routers.office import applications as office_applications
from app.routers.office import consents as office_consents
from app.routers.office import contest as office_contest
from app.routers.office import corrections as office_corrections
from app.routers.office import dates as office_dates
from app.routers.office import decisions as office_decisions
from app.routers.office import gifts as office_gifts
from app.routers.office import grants as office_grants
from app.routers.office import index as office_index
from app.routers.office import jury as office_jury
from app.routers.office import messages as office_messages
from app.routers.office import papers as office_papers
from app.routers.office import proof as office_proof
from app.routers.office import protocol as office_protocol
from app.routers.office import publication as office_publication
from app.routers.office import reminders as office_reminders
from app.routers.office import reports as office_reports
from app.routers.office import rules as office_rules
from app.routers.office import schools as office_schools
from app.routers.office import settings as office_settings
from app.routers.office import signed_pages as office_signed_pages

PLACES = (
    health,
    contests,
    applications,
    application_form,
    attachments,
    batches,
    batch_files,
    consents,
    consent,
    office_consents,
    office_index,
    new_contest,
    organisation,
    school_lists,
    office_schools,
    territories,
    intake,
    office_contest,
    office_settings,
    office_dates,
    nominations,
    setup,
    questions,
    rules,
    office_rules,
    jury,
    declarations,
    seals,
    sheets,
    shortlists,
    sign_in,
    sign_up,
    password,
    account,
    privacy,
    people,
    mail,
    letter_texts,
    mailings,
    office_reminders,
    messages,
    office_messages,
    proof,
    office_proof,
    journal,
    witnesses,
    checkpoints,
    office_jury,
    judging_reminder,
    commission,
    sharing,
    shortlist,
    unsealing,
    paper_sheets,
    masking,
    schools,
    office_applications,
    overruling,
    office_admission,
    ranking,
    scores,
    office_corrections,
    office_decisions,
    office_protocol,
    office_publication,
    appeals,
    office_appeals,
    results,
    grants,
    grant_files,
    signed_pages,
    reports,
    evidence,
    expenses,
    office_grants,
    answering,
    answers,
    contract_steps,
    office_signed_pages,
    contracts,
    amendments,
    payments,
    terms,
    office_reports,
    check,
    papers,
    office_papers,
    paper_design,
    paper_runs,
    addressees,
    office_gifts,
    events,
    door,
    invitations,
)


def include(app: FastAPI, *, body: int) -> None:
    """`body`: the most bytes of a form at a route that names no limit of its own."""
    app.router.routes.extend(_routes(body))


@cache
def _routes(body: int) -> tuple[BaseRoute, ...]:
    """What a route needs is worked out when it is first asked for, which takes a second for all of them: applications
    of one process share it."""
    everywhere = APIRouter(default_response_class=HTMLResponse, max_body_size=body)
    for module in PLACES:
        everywhere.include_router(module.router)
    return tuple(everywhere.routes)
