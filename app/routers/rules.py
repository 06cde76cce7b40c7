"""The rules of a contest for everybody: to read, as a PDF and as a file for Word; every version that was in force."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from app import i18n
from app.contests import queries, rulebook
from app.contests.models import RulesText
from app.documents import fonts
from app.errors import NotYours
from app.web.contests import rules_paper
from app.web.contests.shown import ShownContest
from app.web.current import HouseDep, MaybeViewer, SessionDep
from app.web.page import PageDep

router = APIRouter()
Text = Annotated[str, Query(max_length=2)]
Version = Annotated[int | None, Query(ge=1, le=10_000)]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Versions = dict[int, dict[str, RulesText]]


def get_versions(contest: ShownContest, session: SessionDep, viewer: MaybeViewer) -> Versions:
    """Those that this person may read; 404 where there are none."""
    found = rules_paper.shown_versions(session, contest, viewer)
    if not found:
        raise NotYours
    return found


VersionsDep = Annotated[Versions, Depends(get_versions, scope="function")]


@router.get("/contests/{slug}/rules", name="contests.rules")
def show(contest: ShownContest, versions: VersionsDep, page: PageDep, session: SessionDep, text: Text = "",
         version: Version = None) -> Response:  # fmt: skip
    language = text if text in rulebook.LANGUAGES else _official_language()
    found = _chosen(versions, version).get(language)
    if found is None:
        raise NotYours
    return page(
        "contests/rules.html", contest=contest, text=found, heading=rulebook.TITLES[language], language=language,
        sections=rulebook.sections(rules_paper.body(contest, found)), newest=max(versions),
        versions=[texts[language] for texts in versions.values() if language in texts],
        stamps=queries.stamps(session, contest.id, found.version),
    )  # fmt: skip


@router.get("/contests/{slug}/rules.pdf", name="contests.rules_pdf")
def pdf(contest: ShownContest, versions: VersionsDep, page: PageDep, house: HouseDep,
        version: Version = None) -> Response:  # fmt: skip
    """Both languages in one file."""
    fonts.prepare(house.settings.font_cache)
    texts = _chosen(versions, version)
    if page.organisation is None:
        raise NotYours
    made = rules_paper.pdf(rules_paper.paper(page.session, contest, texts, page.organisation))
    return page.file(made, "application/pdf", f"{contest.slug}-rules.pdf", inline=True)


@router.get("/contests/{slug}/rules.docx", name="contests.rules_docx")
def docx(contest: ShownContest, versions: VersionsDep, page: PageDep, version: Version = None) -> Response:
    texts = _chosen(versions, version)
    if page.organisation is None:
        raise NotYours
    made = rules_paper.docx(rules_paper.paper(page.session, contest, texts, page.organisation))
    return page.file(made, WORD, f"{contest.slug}-rules.docx")


def _chosen(versions: Versions, number: int | None) -> dict[str, RulesText]:
    """Without a number the newest."""
    return versions.get(max(versions) if number is None else number, {}) or _missing()


def _missing() -> dict[str, RulesText]:
    raise NotYours


def _official_language() -> str:
    return i18n.language() if i18n.language() in rulebook.LANGUAGES else rulebook.LANGUAGES[0]
