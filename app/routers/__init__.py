"""One file per place that a person goes to."""

from fastapi import FastAPI

from app.routers import account, contests, health, jury, password, privacy, sheets, sign_in, sign_up
from app.routers.office import contest as office_contest
from app.routers.office import index as office_index
from app.routers.office import journal, mail, people, ranking
from app.routers.office import jury as office_jury
from app.routers.office import settings as office_settings


def include(app: FastAPI) -> None:
    for module in (
        health,
        contests,
        office_index,
        office_contest,
        office_settings,
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
        ranking,
    ):
        app.include_router(module.router)
