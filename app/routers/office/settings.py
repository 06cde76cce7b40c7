"""What the organiser writes in a contest: texts, dates, rules."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import editing, forms, lifecycle, phases, queries, rules
from app.contests.forms import ChangedDates, ContestTexts, RulesTexts
from app.contests.phases import Phase
from app.i18n import gettext
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.face import face
from app.web.forms import Form, Typed, bind, submitted
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/office/{slug}/settings", name="office.settings")
def show(desk: DeskDep, page: PageDep, now: Now) -> Response:
    _require(desk)
    return _show(page, desk, now)


@router.post("/office/{slug}/settings", name="office.settings.texts")
def texts(desk: DeskDep, form: Annotated[Form[ContestTexts], Depends(submitted(ContestTexts))], page: PageDep,
          session: SessionDep, now: Now) -> Response:  # fmt: skip
    _require(desk)
    if form.errors:
        return _show(page, desk, now, form, texts=form)
    editing.change_texts(session, desk.contest, form.valid.texts, by=desk.viewer.user, now=now)
    return _saved(page, desk, "texts")


@router.post("/office/{slug}/dates", name="office.settings.dates")
def dates(desk: DeskDep, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    form = bind(ChangedDates, forms.typed_dates(desk.contest) | typed)
    changed = form.fields.dates | forms.untouched(desk.contest, form.text) if form.fields else {}
    if changed and changed["closes_at"] != desk.contest.closes_at and changed["closes_at"] < now:
        form.refuse("closes_at", "closes-in-past")
    if form.errors:
        return _show(page, desk, now, form, dates=form)
    lifecycle.change_dates(session, desk.contest, **changed, reason=form.valid.reason, by=desk.viewer.user, now=now)
    return _saved(page, desk, "dates")


@router.post("/office/{slug}/rules", name="office.settings.rules")
def rules_texts(desk: DeskDep, form: Annotated[Form[RulesTexts], Depends(submitted(RulesTexts))], page: PageDep,
                session: SessionDep, now: Now) -> Response:  # fmt: skip
    _require(desk)
    if form.errors:
        return _show(page, desk, now, form, rules=form)
    editing.write_rules(session, desk.contest, form.valid.bodies, by=desk.viewer.user, now=now)
    return _saved(page, desk, "rules")


def _require(desk: Desk) -> None:
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)


def _saved(page: Page, desk: Desk, anchor: str) -> Response:
    page.say(gettext("Changes saved"))
    return page.see("office.settings", slug=desk.contest.slug, anchor=anchor)


def _show(page: Page, desk: Desk, now: Now, form: Form[Any] | None = None, **refused: Form[Any]) -> Response:
    """The page with its three forms; `refused` names the one that has to be corrected, which is also `form`."""
    contest, known = desk.contest, queries.rules(page.session, desk.contest.id)
    shown = {
        "texts": Form(forms.typed_texts(contest)), "dates": Form(forms.typed_dates(contest)),
        "rules": Form({f"body_{language}": text.body for language, text in known.items()}),
    } | refused  # fmt: skip
    where = phases.phase(contest, now)
    return page(
        "office/settings.html", status=422 if form else 200, desk=desk, contest=contest, form=form or Form(),
        forms=shown, face=face(contest, desk.roles, now), rules=known, is_draft=where is Phase.DRAFT,
        may_move=where not in (Phase.DRAFT, Phase.PUBLISHED, Phase.ARCHIVED), opens_later=where is Phase.ANNOUNCED,
    )  # fmt: skip
