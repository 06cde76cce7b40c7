"""Corrections of the results as the office sees them: what was, what becomes of it, what hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.accounts import queries as accounts
from app.awards import correction_papers, corrections, rules, scans, words
from app.awards.board import board
from app.awards.correction_models import Correction
from app.ceremony import queries as ceremony
from app.ceremony.models import Handover
from app.contests import queries as contests
from app.grants import queries as grants
from app.grants.models import Contract, Grant
from app.papers import queries as papers
from app.papers.models import Certificate
from app.web.desk import Desk
from app.web.forms import Form
from app.web.page import Page


@dataclass(frozen=True)
class Following:
    """What followed from an award that is taken back, and has to be settled by hand. `paid`: tenge."""

    number: str
    papers: list[Certificate]
    grant: Grant | None
    contract: Contract | None
    paid: int
    act: Handover | None

    @property
    def is_empty(self) -> bool:
        return not self.papers and self.grant is None and self.act is None


def show(
    page: Page, desk: Desk, form: Form[Any] | None = None, *, attaching: Mapping[int, Form[Any]] | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    """`attaching`: the form of a correction's scan as it was typed. Raises RuleBroken ``judging-goes-on``."""
    session, contest = page.session, desk.contest
    rows = corrections.of_contest(session, contest.id)
    people = {one for row in rows for one in (row.proposed_by, row.settled_by) if one}
    waiting = corrections.waiting(session, contest.id)
    may_propose = waiting is None and corrections.is_possible(session, contest)
    found = board(session, contest) if may_propose else None
    return page(
        "office/corrections/show.html", status=status, desk=desk, form=form or Form(), board=found, rows=rows,
        words=words, names=accounts.names(session, people), changes=corrections.changes,
        titles=titles(page, contest.id), papers=correction_papers.of_contest(session, contest.id),
        accepted=scans.ACCEPTED, attaching=attaching or {},
        following={row.id: following(session, row) for row in rows}, me=desk.viewer.id, waiting=waiting,
        is_possible=corrections.is_possible(session, contest), has_places=rules.has_places(contest),
    )  # fmt: skip


def titles(page: Page, contest_id: int | None) -> dict[int, dict[str, str]]:
    """Of nominations, by position."""
    return {one.position: one.title for one in contests.nominations(page.session, contest_id)}


def following(session: Session, correction: Correction) -> list[Following]:
    """Of every award that the correction takes back, where there is something."""
    numbers = {one["application"]: one["number"] for one in correction.before["awards"]}
    found = [_of_one(session, one, numbers[one]) for one in corrections.lost(correction)]
    return [one for one in found if not one.is_empty]


def _of_one(session: Session, application_id: int, number: str) -> Following:
    grant = grants.grant_of(session, application_id)
    return Following(
        number, list(papers.of_application(session, application_id)), grant,
        grants.contract(session, grant.id) if grant else None, grants.paid(session, grant.id) if grant else 0,
        ceremony.act_of(session, application_id),
    )  # fmt: skip
