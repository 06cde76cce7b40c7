"""What the printed consents say: the children of a page, who collects, the link as a code."""

from collections.abc import Sequence

from app import i18n
from app.applications.consent_queries import Child
from app.contests.models import Contest
from app.db import Texts
from app.documents import consent, fonts
from app.documents.bilingual import OFFICIAL, Both
from app.documents.consent import Consents
from app.documents.consent_texts import Collector
from app.i18n import gettext, pick
from app.programmes.models import Programme
from app.web.applications import consent_page
from app.web.page import Page


def forms(page: Page, contest: Contest, children: Sequence[Child]) -> bytes:
    """A page for each child."""
    fonts.prepare(page.house.settings.font_cache)
    return consent.forms(_consents(page, contest, children))


def sign_list(page: Page, contest: Contest, children: Sequence[Child]) -> bytes:
    fonts.prepare(page.house.settings.font_cache)
    return consent.sign_list(_consents(page, contest, children))


def collector(page: Page, contest: Contest, language: str) -> Collector:
    """Who collects the data, in one language."""
    organisation = page.organisation
    programme = page.session.get(Programme, contest.programme_id)
    if organisation is None:
        return Collector(gettext("The organiser of the contest"), "—", "", "", "")
    contacts = ", ".join(filter(None, (organisation.phone, organisation.email)))
    return Collector(
        pick(organisation.name, language), organisation.bin, pick(organisation.address, language),
        pick(programme.customer, language) if programme else "", contacts,
    )  # fmt: skip


def _consents(page: Page, contest: Contest, children: Sequence[Child]) -> Consents:
    kk, ru = (collector(page, contest, code) for code in OFFICIAL)
    return Consents(_both(contest.title), (kk, ru), tuple(_child(page, child) for child in children))


def _child(page: Page, child: Child) -> consent.Child:
    name = consent_page.name_of(child)
    school = _both(child.school.name) if child.school else Both("", "")
    return consent.Child(
        Both(name["kk"], name["ru"]), school, _grade(child), consent_page.title_of(child),
        consent_page.link(page, child.application),
    )  # fmt: skip


def _grade(child: Child) -> Both:
    typed = str(child.author.grade if child.author else child.application.answers.get("grade", ""))
    if not typed.isdecimal():
        return Both("", "")
    said = []
    for code in OFFICIAL:
        with i18n.speaking(code):
            said.append(gettext("grade %(n)s") % {"n": typed} if int(typed) else gettext("Preschool class"))
    return Both(*said)


def _both(texts: Texts) -> Both:
    return Both(pick(texts, "kk"), pick(texts, "ru"))
