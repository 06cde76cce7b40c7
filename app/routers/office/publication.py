"""The results go out: who will read what, then the button or a set time."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.awards import publication, queries, results, words
from app.awards.publication_forms import PlanForm
from app.contests import rules
from app.i18n import gettext, ngettext, speaking
from app.web import refusals
from app.web.awards import publishing, result_letters
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/publication"
SHOWN = 20
"""Letters on one page."""
OUTCOMES = (queries.AWARDED, queries.RESERVE, queries.NOT_SELECTED, queries.LEFT_OUT)


@router.get(PATH, name="office.publication")
def show(desk: DeskDep, page: PageDep) -> Response:
    _require(desk)
    return _show(page, desk)


def _show(page: Page, desk: Desk, form: Form[PlanForm] | None = None, status: int = 200) -> Response:
    session, decision = page.session, queries.decision(page.session, desk.contest_id)
    told = publication.addressees(session, desk.contest_id)
    ours = [one for _, mine in told for one in mine]
    return page(
        "office/publication/show.html", status=status, form=form or Form(), desk=desk, words=words,
        planned=decision.publish_at if decision else None, winners=results.winners(session, desk.contest),
        letters=len(told), counts={name: sum(one.outcome == name for one in ours) for name in OUTCOMES},
        missing=[refusals.sentence(one) for one in publication.missing(session, desk.contest)],
        protocol=queries.protocol(session, desk.contest_id),
    )  # fmt: skip


@router.get(f"{PATH}/letters", name="office.publication.letters")
def letters(desk: DeskDep, page: PageDep, session: SessionDep, number: str = "1") -> Response:
    """Every letter about the results exactly as it will be, each in its reader's language."""
    _require(desk)
    written = result_letters.drafts(session, desk.contest, page.path_for("contests.results", slug=desk.contest.slug))
    pages = max(1, -(-len(written) // SHOWN))
    here = min(max(1, int(number)), pages) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    shown = []
    for user, write in written[(here - 1) * SHOWN : here * SHOWN]:
        with speaking(user.language):
            shown.append((user, write(), gettext("Hello, %(name)s!") % {"name": user.name}))
    return page(
        "office/publication/letters.html", desk=desk, shown=shown, total=len(written), here=here, pages=pages,
        are_sent=desk.is_settled,
    )  # fmt: skip


@router.post(PATH, name="office.publication.publish")
def publish(desk: DeskDep, page: PageDep, now: Now) -> Response:
    _require(desk)
    written = publishing.publish(page, desk.contest, by=desk.viewer.user, now=now)
    page.say(
        gettext("The results are public.") + " "
        + ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", written) % {"num": written}
    )  # fmt: skip
    return page.see("office.publication", slug=desk.contest.slug)


@router.post(f"{PATH}/plan", name="office.publication.plan")
def plan(
    form: Annotated[Form[PlanForm], Depends(submitted(PlanForm))], desk: DeskDep, page: PageDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    """It goes out by itself at a set time."""
    _require(desk)
    if form.fields and form.fields.at <= now:
        form.refuse("at", "moment-past")
    if form.errors:
        return _show(page, desk, form, status=422)
    publication.plan(session, desk.contest, form.valid.at, by=desk.viewer.user, now=now)
    page.say(gettext("The results go out by themselves at the time that you set."))
    return page.see("office.publication", slug=desk.contest.slug)


@router.post(f"{PATH}/plan/removal", name="office.publication.unplan")
def unplan(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    publication.call_off(session, desk.contest, by=desk.viewer.user, now=now)
    page.say(gettext("Nothing goes out by itself."))
    return page.see("office.publication", slug=desk.contest.slug)


def _require(desk: Desk) -> None:
    desk.require(rules.may_publish, visible_to=rules.may_propose)
