"""What everybody sees: the contests, one contest, its rules. Results and gallery stand in a file of their own."""

from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app import i18n
from app.contests import queries, rulebook, rules
from app.contests.models import Contest
from app.db import Texts
from app.documents import fonts
from app.documents.bilingual import Both
from app.documents.rules import Approval, Rules, draw
from app.errors import NotYours
from app.web.current import HouseDep, MaybeViewer, Now, SessionDep, Viewer
from app.web.face import Face, face, tie_breaks, weights
from app.web.page import PageDep
from app.web.shown import ShownContest

router = APIRouter()
Text = Annotated[str, Query(max_length=2)]
Version = Annotated[int | None, Query(ge=1, le=10_000)]


@router.get("/", name="contests.index")
def index(page: PageDep, session: SessionDep, viewer: MaybeViewer, now: Now) -> Response:
    drafts = {contest for contest, _ in viewer.roles if rules.may_see_draft(viewer.roles_in(contest))} if viewer else ()
    faces = [_face(contest, viewer, now) for contest in queries.listed(session, drafts)]
    current = [one for one in faces if not one.has_results]
    return page("contests/index.html", current=sorted(current, key=lambda one: not one.is_expected),
                past=[one for one in faces if one.has_results])  # fmt: skip


@router.get("/contests/{slug}", name="contests.show")
def show(contest: ShownContest, page: PageDep, session: SessionDep, viewer: MaybeViewer, now: Now) -> Response:
    criteria = queries.criteria(session, contest.id)
    return page(
        "contests/show.html", contest=contest, face=_face(contest, viewer, now), criteria=weights(criteria),
        nominations=queries.nominations(session, contest.id), tie_breaks=tie_breaks(contest, criteria),
        rules_languages={language for language, *_ in queries.rules_versions(session, contest.id)},
    )  # fmt: skip


@router.get("/contests/{slug}/rules", name="contests.rules")
def rules_page(contest: ShownContest, page: PageDep, session: SessionDep, text: Text = "",
               version: Version = None) -> Response:  # fmt: skip
    language = text if text in rulebook.LANGUAGES else _official_language()
    found = queries.rules_text(session, contest.id, language, version)
    if found is None:
        raise NotYours
    body = rulebook.filled(found.body, rulebook.dates(contest, language))
    return page(
        "contests/rules.html", contest=contest, text=found, sections=rulebook.sections(body),
        heading=rulebook.TITLES[language], language=language,
        versions=[one for one in queries.rules_versions(session, contest.id) if one[0] == language],
    )  # fmt: skip


@router.get("/contests/{slug}/rules.pdf", name="contests.rules_pdf")
def rules_pdf(contest: ShownContest, page: PageDep, session: SessionDep, house: HouseDep) -> Response:
    """Both languages in one file, as they stand now."""
    texts, organisation = queries.rules(session, contest.id), page.organisation
    if not texts or organisation is None:
        raise NotYours
    fonts.prepare(house.settings.font_cache)
    paper = Rules(
        title=_both({code: f"«{i18n.pick(contest.title, code)}» — {contest.edition}. {rulebook.TITLES[code]}"
                     for code in rulebook.LANGUAGES}),
        organisation=_both(organisation.name),
        text=_both({code: rulebook.filled(text.body, rulebook.dates(contest, code)) for code, text in texts.items()}),
        approved=Approval(_both(organisation.head_position), _both(organisation.head_name),
                          i18n.local(contest.announced_at).date() if contest.announced_at else None),
    )  # fmt: skip
    return page.file(_drawn(paper), "application/pdf", f"{contest.slug}-rules.pdf", inline=True)


@lru_cache(maxsize=8)
def _drawn(paper: Rules) -> bytes:
    """Anyone may ask for it, and it hardly ever changes."""
    return draw(paper)


def _both(texts: Texts) -> Both:
    return Both(texts.get("kk", ""), texts.get("ru", ""))


def _official_language() -> str:
    return i18n.language() if i18n.language() in rulebook.LANGUAGES else rulebook.LANGUAGES[0]


def _face(contest: Contest, viewer: Viewer | None, now: Now) -> Face:
    return face(contest, viewer.roles_in(contest.id) if viewer else frozenset(), now)
