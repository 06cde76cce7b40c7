import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from browser import Browser
from fastapi import FastAPI
from sqlmodel import Session
from starlette.types import Message
from world import give_role, make_contest, make_user

from app.contests.models import RoleName
from app.db import transaction
from app.web import current

World = Callable[[], AbstractContextManager[Session]]


def slow_post(path: str, sid: str) -> dict[str, Any]:
    headers = {
        "host": "127.0.0.1:8000", "cookie": f"sid={sid}", "content-type": "application/x-www-form-urlencoded",
        "content-length": "60",
    }  # fmt: skip
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "scheme": "http", "client": ("127.0.0.1", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()], "server": ("127.0.0.1", 8000),
    }  # fmt: skip


def test_a_form_on_a_slow_line_holds_no_transaction(
    app: FastAPI, signed_in: Callable[..., Browser], world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world() as session:
        organiser, contest = make_user(session), make_contest(session, slug="slow")
        give_role(session, organiser, contest, RoleName.ORGANISER)
    sid = signed_in(organiser).client.cookies["sid"]
    begun: list[bool] = []

    def counted(*args: Any, **options: Any) -> Any:
        begun.append(True)
        return transaction(*args, **options)

    monkeypatch.setattr(current, "transaction", counted)
    statuses: list[int] = []

    async def send(message: Message) -> None:
        statuses.append(message.get("status", 0))

    async def ask() -> list[bool]:
        parts = [b"email=nobody", b"%40mail.example"]
        on_the_way = asyncio.Event()

        async def receive() -> Message:
            if len(parts) == 1:
                await on_the_way.wait()
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

        asked = asyncio.create_task(app(slow_post("/office/slow/jury", sid), receive, send))
        for _ in range(200):
            await asyncio.sleep(0)
        before = list(begun)
        on_the_way.set()
        await asked
        return before

    assert asyncio.run(ask()) == []
    assert (begun, statuses[0]) == ([True], 422)


@pytest.mark.parametrize("path", ["/applications/99999999999999999999", "/applications/3000000000", "/contests/a%00b"])
def test_an_address_that_no_row_can_have_is_not_found(
    path: str, signed_in: Callable[..., Browser], world: World
) -> None:
    with world() as session:
        somebody = make_user(session)

    assert signed_in(somebody).client.get(path).status_code == 404


def test_a_database_error_repeats_no_values(app: FastAPI) -> None:
    assert app.state.house.engine.hide_parameters is True
