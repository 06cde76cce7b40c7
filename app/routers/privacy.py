"""What is done with people's data, in plain words."""

from fastapi import APIRouter
from starlette.responses import Response

from app.web.page import PageDep

router = APIRouter()


@router.get("/privacy", name="privacy")
def show(page: PageDep) -> Response:
    return page("privacy/show.html")
