"""The budget of an application as a paper of its own."""

from starlette.responses import Response

from app import i18n
from app.applications import queries, words
from app.applications.models import Application
from app.contests.models import Contest
from app.db import Texts
from app.documents import estimate, fonts
from app.documents.bilingual import Both
from app.documents.estimate import Estimate, EstimateLine
from app.errors import NotYours
from app.web.house import House
from app.web.page import Page


def show(page: Page, house: House, application: Application) -> Response:
    """Of an application that was handed in. Raises NotYours where it has no number or no budget."""
    lines = queries.budget(page.session, application.id)
    if not lines or application.number is None or page.organisation is None:
        raise NotYours
    contest = page.session.get_one(Contest, application.contest_id)
    paper = Estimate(
        number=application.number, organisation=_both(page.organisation.name), contest=_both(contest.title),
        project=application.title, applicant=application.applicant_name, limit=contest.grant_amount or None,
        lines=tuple(
            EstimateLine(
                _said(words.BUDGET[one.group]), one.name, one.unit, one.quantity, one.price, one.own, one.reason
            )
            for one in lines
        ),
    )  # fmt: skip
    fonts.prepare(house.settings.font_cache)
    name = f"{application.number}-{i18n.gettext('estimate')}.pdf"
    return page.file(estimate.draw(paper), "application/pdf", name, inline=True)


def _both(texts: Texts) -> Both:
    return Both(i18n.pick(texts, "kk"), i18n.pick(texts, "ru"))


def _said(text: str) -> Both:
    with i18n.speaking("kk"):
        kk = i18n.gettext(text)
    with i18n.speaking("ru"):
        return Both(kk, i18n.gettext(text))
