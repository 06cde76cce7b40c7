"""How papers look and what they say in a contest: format, signatories, pictures, texts, and the page as it will be."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.applications import pages
from app.db import Texts, transaction
from app.documents.diploma_texts import Kind
from app.errors import NotYours, RuleBroken
from app.fields import Wrong
from app.i18n import gettext, local
from app.papers import designs, pictures, samples, texts
from app.papers import queries as paper_queries
from app.papers.facts import issuer, usual_signatories
from app.papers.forms import DesignForm, TextForm
from app.papers.models import PaperDesign
from app.web import downloads
from app.web.current import HouseDep, Now, SessionDep, get_current_viewer, get_viewer
from app.web.desk import Desk, get_desk
from app.web.forms import Form, Uploads, bind, submitted
from app.web.page import Page, PageDep
from app.web.papers.paper_office import PaperDesk, get_paper_desk
from app.web.papers.paper_press import press

router = APIRouter()
PATH = "/office/{slug}/paper-design"
ONE = PATH + "/texts/{kind}"
BODY = pictures.LARGEST + 100_000
PICTURES = {"logo": "logo_sha256", "first": "first_sha256", "second": "second_sha256"}
PARTS = ("heading", "verb", "reason")
TextDep = Annotated[Form[TextForm], Depends(submitted(TextForm))]


@router.get(PATH, name="office.papers.design")
def show(desk: PaperDesk, page: PageDep) -> Response:
    return _show(page, desk, Form(_typed(page.session, desk, paper_queries.design(page.session, desk.contest_id))))


def _typed(session: SessionDep, desk: Desk, design: PaperDesign | None) -> dict[str, str]:
    found = {
        "orientation": design.orientation.value if design else "landscape",
        "seal": "yes" if design is None or design.has_seal_place else "no",
    }
    people = design.signatories if design and design.signatories else usual_signatories(issuer(session, desk.contest))
    for place, one in enumerate(people[:2]):
        for part in ("name", "position"):
            kk, ru = one[part]["kk"], one[part]["ru"]
            found |= {f"signatories-{place}-{part}_kk": kk, f"signatories-{place}-{part}_ru": "" if ru == kk else ru}
    return found


def _show(page: Page, desk: Desk, form: Form[DesignForm], status: int = 200) -> Response:
    design = paper_queries.design(page.session, desk.contest_id)
    return page(
        "office/papers/design.html", status=status, desk=desk, form=form, design=design, titles=texts.TITLES,
        kinds=texts.kinds(desk.contest), own=design.texts if design else {},
        has={name: bool(design and getattr(design, column)) for name, column in PICTURES.items()},
    )  # fmt: skip


@router.post(PATH, name="office.papers.design.save")
def save(
    desk: PaperDesk, form: Annotated[Form[DesignForm], Depends(submitted(DesignForm))], session: SessionDep,
    page: PageDep, now: Now,
) -> Response:  # fmt: skip
    if form.errors:
        return _show(page, desk, form, status=422)
    said = form.valid
    signatories = [
        {
            "name": {"kk": one.name_kk, "ru": one.name_ru or one.name_kk},
            "position": {"kk": one.position_kk, "ru": one.position_ru or one.position_kk},
        }
        for one in said.signatories
    ]
    designs.change(
        session, desk.contest, by=desk.viewer.user, now=now, orientation=said.orientation,
        has_seal_place=said.seal == "yes", signatories=signatories,
    )  # fmt: skip
    page.say(gettext("Saved: papers that are issued from now on look like this."))
    return page.see("office.papers.design", slug=desk.contest.slug)


def get_designer(slug: str, request: Request, house: HouseDep) -> Desk:
    """Asked in a transaction of its own: while the file comes in nobody waits for a lock."""
    with transaction(house.engine) as session:
        return get_paper_desk(get_desk(slug, session, get_current_viewer(get_viewer(request, session))))


@router.post(PATH + "/pictures/{name}", name="office.papers.pictures.add", max_body_size=BODY)
def add_picture(
    name: str, designer: Annotated[Desk, Depends(get_designer, scope="function")], files: Uploads, request: Request,
    house: HouseDep, session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    """The logo, or the picture of the first or second signature."""
    if name not in PICTURES:
        raise NotYours
    if not files:
        raise RuleBroken("file-none")
    ready = pictures.prepare(files[0].file.read(), files[0].name)
    sha256 = house.shelf.put([ready]).sha256
    contest = session.get_one(type(designer.contest), designer.contest_id)
    designs.change(session, contest, by=designer.viewer.user, now=now, **{PICTURES[name]: sha256})
    page = Page(request, house, session, designer.viewer)
    page.say(gettext("The picture is kept."))
    return page.see("office.papers.design", slug=contest.slug, anchor="pictures")


@router.post(PATH + "/pictures/{name}/removal", name="office.papers.pictures.removal")
def remove_picture(name: str, desk: PaperDesk, session: SessionDep, page: PageDep, now: Now) -> Response:
    if name not in PICTURES:
        raise NotYours
    if paper_queries.design(session, desk.contest_id):
        designs.change(session, desk.contest, by=desk.viewer.user, now=now, **{PICTURES[name]: None})
    page.say(gettext("The picture is taken away."))
    return page.see("office.papers.design", slug=desk.contest.slug, anchor="pictures")


@router.get(ONE, name="office.papers.text")
def text(kind: str, desk: PaperDesk, page: PageDep) -> Response:
    found = _kind(desk, kind)
    said = texts.wording(desk.contest, paper_queries.design(page.session, desk.contest_id), found)
    return _text(page, desk, found, Form(_flat(said)))


@router.post(ONE, name="office.papers.text.save")
def save_text(kind: str, desk: PaperDesk, form: TextDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    """With `go=save` it is kept; otherwise it is looked at."""
    found = _kind(desk, kind)
    _check(form, found)
    if form.errors or form.valid.go != "save":
        return _text(page, desk, found, form, status=422 if form.errors and not page.wants_fragment else 200)
    designs.say(session, desk.contest, found, _nested(form.valid), by=desk.viewer.user, now=now)
    page.say(gettext("The text is saved: papers that are issued from now on have it."))
    return page.see("office.papers.design", slug=desk.contest.slug, anchor="texts")


@router.post(f"{ONE}/usual", name="office.papers.text.reset")
def reset_text(kind: str, desk: PaperDesk, session: SessionDep, page: PageDep, now: Now) -> Response:
    designs.say(session, desk.contest, _kind(desk, kind), None, by=desk.viewer.user, now=now)
    page.say(gettext("The paper has its usual text again."))
    return page.see("office.papers.text", slug=desk.contest.slug, kind=kind)


@router.get(f"{ONE}/sample.{{ending}}", name="office.papers.sample")
def sample(kind: str, ending: str, desk: PaperDesk, request: Request, page: PageDep, now: Now) -> Response:
    """The page as it will be, with the texts in the address where there are any: `jpg` or `pdf`."""
    found = _kind(desk, kind)
    form = bind(TextForm, dict(request.query_params))
    _check(form, found)
    if ending not in ("jpg", "pdf"):
        raise NotYours
    content = samples.content(
        page.session, desk.contest, found, None if form.errors else _nested(form.valid), day=local(now).date(),
        name=samples.LONGEST if request.query_params.get("name") == "longest" else samples.NAME,
    )  # fmt: skip
    data = press(page.house).sample(content)
    if ending == "jpg":
        return downloads.shown(pages.of_document(data, most=1)[0].jpeg)
    return page.file(data, "application/pdf", f"{kind}.pdf", inline=True)


def _kind(desk: Desk, kind: str) -> Kind:
    for one in texts.kinds(desk.contest):
        if one == kind:
            return one
    raise NotYours


def _check(form: Form[TextForm], kind: Kind) -> None:
    for name in [f"{part}_{code}" for part in PARTS for code in ("kk", "ru")]:
        try:
            texts.check(str(form.text.get(name, "")), kind)
        except Wrong as wrong:
            form.errors.setdefault(name, "")
            form.refuse(name, wrong)


def _text(page: Page, desk: Desk, kind: Kind, form: Form[TextForm], status: int = 200) -> Response:
    design = paper_queries.design(page.session, desk.contest_id)
    shown = {name: str(form.text.get(name, "")) for name in TextForm.model_fields if name != "go"}
    return page(
        "office/papers/text.html", fragment="office/papers/_sample.html", status=status, desk=desk, kind=kind,
        form=form, title=texts.TITLES[kind], is_own=bool(design and kind in design.texts), shown=shown,
        names=[(name, gettext(texts.MEANINGS[name])) for name in texts.names(kind)],
    )  # fmt: skip


def _flat(said: dict[str, Texts]) -> dict[str, str]:
    return {f"{part}_{code}": said[part][code] for part in PARTS for code in ("kk", "ru")}


def _nested(said: TextForm) -> dict[str, Texts]:
    return {part: {code: str(getattr(said, f"{part}_{code}")) for code in ("kk", "ru")} for part in PARTS}
