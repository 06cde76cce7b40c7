"""One file per place that a person goes to."""

from fastapi import FastAPI

from app.routers import (
    account,
    application_form,
    applications,
    attachments,
    check,
    consent,
    consents,
    contests,
    expenses,
    grant_files,
    grants,
    health,
    jury,
    papers,
    password,
    privacy,
    reports,
    results,
    rules,
    schools,
    sheets,
    sign_in,
    sign_up,
)
from app.routers.office import applications as office_applications
from app.routers.office import consents as office_consents
from app.routers.office import contest as office_contest
from app.routers.office import dates as office_dates
from app.routers.office import decisions as office_decisions
from app.routers.office import gifts as office_gifts
from app.routers.office import grants as office_grants
from app.routers.office import index as office_index
from app.routers.office import (
    journal,
    mail,
    new_contest,
    nominations,
    organisation,
    people,
    questions,
    ranking,
    school_lists,
    setup,
    territories,
)
from app.routers.office import jury as office_jury
from app.routers.office import papers as office_papers
from app.routers.office import protocol as office_protocol
from app.routers.office import publication as office_publication
from app.routers.office import rules as office_rules
from app.routers.office import schools as office_schools
from app.routers.office import settings as office_settings


def include(app: FastAPI) -> None:
    for module in (
        health,
        contests,
        applications,
        application_form,
        attachments,
        consents,
        consent,
        office_consents,
        office_index,
        new_contest,
        organisation,
        school_lists,
        office_schools,
        territories,
        office_contest,
        office_settings,
        office_dates,
        nominations,
        setup,
        questions,
        rules,
        office_rules,
        jury,
        sheets,
        sign_in,
        sign_up,
        password,
        account,
        privacy,
        people,
        mail,
        journal,
        office_jury,
        schools,
        office_applications,
        ranking,
        office_decisions,
        office_protocol,
        office_publication,
        results,
        grants,
        grant_files,
        reports,
        expenses,
        office_grants,
        check,
        papers,
        office_papers,
        office_gifts,
    ):
        app.include_router(module.router)
