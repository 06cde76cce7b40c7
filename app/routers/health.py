"""For machines that watch over the site: ok or fail, nothing else."""

from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import PlainTextResponse, Response

from app.db import transaction
from app.web.current import HouseDep

router = APIRouter()


@router.get("/healthz", name="health.alive")
def alive() -> Response:
    return PlainTextResponse("ok")


@router.get("/readyz", name="health.ready")
def ready(house: HouseDep) -> Response:
    from app import migrations  # noqa: PLC0415 - alembic is loaded by those who ask, not by every start

    try:
        with transaction(house.engine, reads_only=True) as session:
            session.execute(text("SELECT 1"))
        is_ready = migrations.is_current(house.engine)
    except SQLAlchemyError:
        is_ready = False
    return PlainTextResponse("ok" if is_ready else "fail", status_code=200 if is_ready else 503)
