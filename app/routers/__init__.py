"""One file per place that a person goes to."""

from fastapi import FastAPI

from app.routers import account, health, jury, password, privacy, sheets, sign_in, sign_up
from app.routers.office import journal, mail, people, ranking
from app.routers.office import jury as office_jury


def include(app: FastAPI) -> None:
    for module in (health, jury, sheets, sign_in, sign_up, password, account, privacy, people, mail, journal, office_jury, ranking):
        app.include_router(module.router)
