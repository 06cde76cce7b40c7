"""Everything works without JavaScript: a grant application up to its receipt, a work with its picture."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from journeys.installation import Site
from journeys.walker import PHONE, Walker
from playwright.sync_api import BrowserContext, expect
from samples import jpeg, work_answers
from sqlmodel import select
from world import grant_answers, make_contest, make_school, make_territories, make_user

from app.accounts.models import User
from app.applications.models import Application, Attachment, Status
from app.contests.models import ContestKind

pytestmark = pytest.mark.browser
Opened = Callable[..., BrowserContext]
ANSWERS = grant_answers()
STEPS = {
    "applicant": ("kind", "name", "phone", "email", "settlement", "address", "born_on"),
    "project": ("title", "nomination", "territory", "place", "problem", "goal", "target", "results", "volunteers",
                "sustainability", "risks", "publicity"),
    "plan": ("activities",),
    "budget": ("requested", "costs"),
    "check": ("truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data"),
}  # fmt: skip


@pytest.fixture
def plain(site: Site, opened: Opened) -> Callable[[User], "Plain"]:
    """Somebody with a phone whose browser runs no scripts."""
    return lambda user: Plain(opened(user, viewport=PHONE, java_script_enabled=False), site.world, site.url, "ru")


class Plain(Walker):
    def look(self) -> None:
        """No script can look here; the pages are the same as those that the journeys look at."""

    def fill(self, answers: dict[str, Any]) -> None:
        for name, value in answers.items():
            if isinstance(value, list):
                for index, row in enumerate(value):
                    self.fill({f"{name}-{index}-{field}": text for field, text in row.items()})
                continue
            field = self.page.locator(f'main [name="{name}"]:not([type=hidden])')
            kind = field.first.get_attribute("type")
            if kind in ("radio", "checkbox"):
                field.and_(self.page.locator(f'[value="{value}"]')).first.check()
            elif field.and_(self.page.locator("select")).count():
                field.first.select_option(value)
            else:
                field.first.fill(value)


def test_a_grant_application_goes_to_its_receipt(site: Site, plain: Callable[[User], "Plain"]) -> None:
    with site.world() as session:
        make_territories(session)
        make_contest(session, slug="grants")
        user = make_user(session, ANSWERS["name"])
    applicant = plain(user)
    applicant.go("/contests/grants")
    applicant.follow("Apply for a grant")
    applicant.press("Begin the application")
    for step, names in STEPS.items():
        applicant.fill({name: ANSWERS[name] for name in names})
        if step == "project":
            applicant.attach("file", ("place.jpg", "image/jpeg", jpeg(1)), ("letter.jpg", "image/jpeg", jpeg(2)))
            applicant.page.locator("#annex noscript button, #annex button[formenctype]").first.click()
            expect(applicant.page.locator("#files-annex > li")).to_have_count(2)
            expect(applicant.page.locator("[name=title]")).to_have_value(ANSWERS["title"])
        if step != "check":
            applicant.press("Next", ".dock")
    applicant.press("Send the application", ".dock")
    applicant.expect_text(applicant.said("The application is accepted"))
    with site.world() as session:
        application = session.exec(select(Application)).one()
        assert application.status is Status.SUBMITTED
        assert len(session.exec(select(Attachment)).all()) == 2
    expect(applicant.page.locator("main .big.mono")).to_have_text(application.number or "")


def test_a_work_goes_in_with_its_picture(site: Site, plain: Callable[[User], "Plain"]) -> None:
    with site.world() as session:
        school = make_school(session, make_territories(session)[0])
        make_contest(session, kind=ContestKind.DRAWING, slug="art")
        user = make_user(session)
    teacher = plain(user)
    teacher.go("/contests/art/applications/new")
    teacher.press("Begin the application")
    teacher.attach("file", ("work.jpg", "image/jpeg", jpeg()))
    teacher.page.locator("#picture button[formenctype]").first.click()
    expect(teacher.page.locator("#files-picture > li")).to_have_count(1)
    answers = work_answers(school=str(school.id))
    teacher.fill({"school_territory": "T00"})
    teacher.page.get_by_role("button", name=teacher.said("Show the schools")).click()
    closed = teacher.page.locator("main details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    teacher.fill({
        name: value for name, value in answers.items()
        if teacher.page.locator(f'main [name="{name}"]:not([type=hidden])').count()
    })  # fmt: skip
    teacher.press("Next", ".dock")
    teacher.press("Send the work")
    with site.world() as session:
        work = session.exec(select(Application)).one()
        assert (work.status, work.title) == (Status.SUBMITTED, answers["title"])
        assert work.submitted_at is not None
        assert work.submitted_at <= datetime.now(UTC)
    teacher.expect_text(work.number or "")
