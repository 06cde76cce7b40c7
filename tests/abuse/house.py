"""What abuse must not change, and who is there to suffer it."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from browser import Browser
from fastapi import FastAPI
from samples import work_answers
from sqlmodel import Session, select
from world import (
    give_role,
    grant_answers,
    make_application,
    make_contest,
    make_school,
    make_territories,
    make_user,
    nominations_of,
)

from app.accounts.models import User
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestKind, RoleName
from app.db import transaction
from app.tables import metadata

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
ASIDE = frozenset({"sign_in", "attempt", "lease"})


@dataclass
class Site:
    """An open contest of each kind; `owner` has a draft in both, everything that has to be said is said in them."""

    app: FastAPI
    world: World
    signed_in: SignedIn
    owner: User
    other: User
    secretary: User
    grants: Contest
    drawings: Contest
    grant: Application
    work: Application

    def browser(self, user: User | None = None, language: str = "ru", *, htmx: bool = False) -> Browser:
        browser = self.signed_in(user or self.owner, htmx=htmx)
        browser.client.cookies.set("lang", language)
        return browser

    def rows(self, model: type[Any]) -> list[Any]:
        with self.world() as session:
            return list(session.exec(select(model).order_by(model.id)).all())

    def fresh(self, application: Application) -> Application:
        with self.world() as session:
            return session.get_one(Application, application.id)


def build(app: FastAPI, world: World, signed_in: SignedIn) -> Site:
    with world() as session:
        owner, other = make_user(session, "Асель Тестова"), make_user(session, "Болат Сынақов")
        secretary = make_user(session, "Хатшы Сынақова")
        contests = [make_contest(session, kind=kind) for kind in (ContestKind.SMALL_GRANT, ContestKind.DRAWING)]
        for contest in contests:
            give_role(session, secretary, contest, RoleName.SECRETARY)
        school = make_school(session, make_territories(session)[0])
        filled = (grant_answers(), work_answers(school=str(school.id)))
        drafts = [
            make_application(
                session, contest, owner, nominations_of(session, contest)[0], Status.DRAFT, answers=answers
            )
            for contest, answers in zip(contests, filled, strict=True)
        ]
    return Site(app, world, signed_in, owner, other, secretary, *contests, *drafts)


@contextmanager
def unchanged(app: FastAPI) -> Iterator[None]:
    """Every row and every stored file is as before; nothing half written lies about."""
    before = (rows(app), files(app))
    yield
    after = (rows(app), files(app))
    changed = [name for name in after[0] if after[0][name] != before[0][name]]
    assert not changed, changed
    assert after[1] == before[1]


def rows(app: FastAPI) -> dict[str, list[str]]:
    with transaction(app.state.house.engine, reads_only=True) as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(table.select()))
            for table in metadata.sorted_tables if table.name not in ASIDE
        }  # fmt: skip


def files(app: FastAPI) -> dict[str, str]:
    root = app.state.house.shelf.root
    found = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
