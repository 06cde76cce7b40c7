"""One file per place that a person goes to."""

from fastapi import FastAPI

from app.routers import health


def include(app: FastAPI) -> None:
    for module in (health,):
        app.include_router(module.router)
