"""Names of routes become addresses, and what does not exist is refused the second time as well as the first."""

import pytest
from fastapi import FastAPI
from starlette.routing import NoMatchFound

from app.web.addresses import Addresses


def test_an_address_is_what_the_framework_says(app: FastAPI) -> None:
    addresses = Addresses(app)

    for _ in range(2):
        assert addresses("contests.index") == "/"
        assert addresses("contests.show", slug="clean-deeds-2026") == "/contests/clean-deeds-2026"
        assert addresses("contests.show", slug="school-drawings-2025") == "/contests/school-drawings-2025"
        assert addresses("sheets.picture", sheet_id=7, name="9f0c") == "/sheets/7/pictures/9f0c"
        assert addresses("static", path="app.css") == "/static/app.css"


WRONG = [("no.such", {}), ("contests.show", {}), ("contests.index", {"slug": "x"})]


@pytest.mark.parametrize(("name", "params"), WRONG)
def test_a_wrong_name_or_parameter_is_refused(app: FastAPI, name: str, params: dict[str, str]) -> None:
    addresses = Addresses(app)
    addresses("contests.show", slug="x")

    for _ in range(2):
        with pytest.raises(NoMatchFound):
            addresses(name, **params)
