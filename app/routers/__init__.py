"""One file per place that a person goes to."""

from fastapi import FastAPI

from app.routers import account, health, password, privacy, sign_in, sign_up
from app.routers.office import journal, mail, people


def include(app: FastAPI) -> None:
    for module in (health, sign_in, sign_up, password, account, privacy, people, mail, journal):
        app.include_router(module.router)
