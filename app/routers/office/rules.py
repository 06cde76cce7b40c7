"""The rules as the organiser writes them: both languages side by side, version by version, with their approval."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import comparison, editing, phases, queries, rulebook, rules
from app.contests.models import ContestStatus, RulesText, StampKind
from app.contests.rules_forms import ChangedRules, RulesTexts, Stamped, typed_stamp
from app.errors import NotYours
from app.i18n import gettext, local, ngettext
from app.web.contests import rules_letters
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, Typed, bind, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/rules"


def get_rules_desk(desk: DeskDep) -> Desk:
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)
    return desk


RulesDesk = Annotated[Desk, Depends(get_rules_desk, scope="function")]


@router.get(PLACE, name="office.rules")
def show(desk: RulesDesk, page: PageDep, now: Now) -> Response:
    return _show(page, desk, now)


@router.post(PLACE, name="office.rules.save")
def save(desk: RulesDesk, typed: Typed, page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:
    is_draft = desk.contest.status is ContestStatus.DRAFT
    form: Form[Any] = bind(RulesTexts if is_draft else ChangedRules, typed)
    if str(typed.get("version", "")) != _newest(page, desk):
        form.refuse("", "rules-newer")
    if form.errors:
        return _show(page, desk, now, form)
    by = desk.viewer.user
    if is_draft:
        is_new = editing.write_rules(session, desk.contest, form.valid.bodies, by=by, now=now)
        page.say(gettext("Changes saved") if is_new else gettext("Nothing has changed."), "ok" if is_new else "info")
        return page.see("office.rules", slug=desk.contest.slug)
    notes = form.valid.notes
    version = editing.change_rules(session, desk.contest, form.valid.bodies, notes, by=by, now=now)
    if version is None:
        page.say(gettext("Nothing has changed."), "info")
        return page.see("office.rules", slug=desk.contest.slug)
    path = page.path_for("contests.rules", slug=desk.contest.slug)
    sent = rules_letters.changed(house, session, desk.contest, version, notes, path=path, now=now)
    words = ngettext("The new version is in force. %(count)s letter is on its way.",
                     "The new version is in force. %(count)s letters are on their way.", sent)  # fmt: skip
    page.say(words % {"count": sent})
    return page.see("office.rules", slug=desk.contest.slug)


@router.get(PLACE + "/draft", name="office.rules.draft")
def draft(desk: RulesDesk, page: PageDep, session: SessionDep) -> Response:
    """What the contest's data would make of the rules now, beside what they are; nothing is replaced yet."""
    known, made = queries.rules(session, desk.contest.id), rulebook.drafts(session, desk.contest)
    if desk.contest.status is not ContestStatus.DRAFT:
        made = {code: rulebook.filled(text, rulebook.dates(desk.contest, code)) for code, text in made.items()}
    compared = {code: comparison.changes(known[code].body if code in known else "", made[code]) for code in made}
    return page("office/rules/draft.html", desk=desk, made=made, compared=compared, newest=_newest(page, desk),
                is_draft=desk.contest.status is ContestStatus.DRAFT, is_over=desk.contest.status in editing.OVER,
                form=Form())  # fmt: skip


@router.get(PLACE + "/versions/{version:int}", name="office.rules.version")
def version(desk: RulesDesk, version: int, page: PageDep, session: SessionDep, against: str = "") -> Response:
    """What a version changed against another one, by default the one before it."""
    earlier = int(against) if against.isdecimal() and len(against) < 6 else version - 1
    texts = queries.rules_of(session, desk.contest.id, version)
    before = queries.rules_of(session, desk.contest.id, earlier)
    if not texts or (against and not before):
        raise NotYours
    compared = {
        code: comparison.changes(before[code].body if code in before else "", text.body) for code, text in texts.items()
    }
    return page(
        "office/rules/version.html", desk=desk, version=version, earlier=earlier if before else 0, compared=compared,
        texts=texts, choices=[(number, str(number)) for number in _versions(page, desk) if number != version],
    )  # fmt: skip


@router.get(PLACE + "/stamps/{kind}", name="office.rules.stamp")
def stamp(desk: RulesDesk, kind: StampKind, page: PageDep, session: SessionDep) -> Response:
    known = {one.kind: one for one in queries.stamps(session, desk.contest.id, int(_newest(page, desk)))}
    head = page.organisation if kind is StampKind.APPROVAL else None
    return _stamp(page, desk, kind, Form(typed_stamp(known.get(kind), head)))


@router.post(PLACE + "/stamps/{kind}", name="office.rules.stamp.post")
def note_stamp(desk: RulesDesk, kind: StampKind, form: Annotated[Form[Stamped], Depends(submitted(Stamped))],
               page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    newest = int(_newest(page, desk))
    if not newest:
        raise NotYours
    if kind is StampKind.AGREEMENT:
        for name in (f"authority_{code}" for code in rulebook.LANGUAGES if not form.text.get(f"authority_{code}")):
            form.refuse(name, "say")
    if form.fields and form.fields.signed_on > local(now).date():
        form.refuse("signed_on", "date-ahead")
    if form.errors:
        return _stamp(page, desk, kind, form)
    editing.stamp_rules(session, desk.contest, newest, kind, **form.valid.facts, by=desk.viewer.user, now=now)
    page.say(gettext("Noted: the paper and the public page show it."))
    return page.see("office.rules", slug=desk.contest.slug, anchor="stamps")


def _stamp(page: Page, desk: Desk, kind: StampKind, form: Form[Any]) -> Response:
    status = 422 if form.errors else 200
    return page("office/rules/stamp.html", status=status, desk=desk, kind=kind, form=form, newest=_newest(page, desk))


def _versions(page: Page, desk: Desk) -> dict[int, list[RulesText]]:
    found: dict[int, list[RulesText]] = {}
    for text in queries.rules_versions(page.session, desk.contest.id, in_force=False):
        found.setdefault(text.version, []).append(text)
    return found


def _newest(page: Page, desk: Desk) -> str:
    return str(max(_versions(page, desk), default=0))


def _show(page: Page, desk: Desk, now: Now, form: Form[Any] | None = None) -> Response:
    """`form`: the texts that have to be corrected."""
    versions, contest = _versions(page, desk), desk.contest
    newest = max(versions, default=0)
    texts: Form[Any] = Form({f"body_{text.language}": text.body for text in versions.get(newest, [])})
    return page(
        "office/rules/show.html", status=422 if form else 200, desk=desk, contest=contest, form=form or texts,
        versions=versions, newest=newest, phase=phases.phase(contest, now),
        stamps={one.kind: one for one in queries.stamps(page.session, contest.id, newest)},
        is_draft=contest.status is ContestStatus.DRAFT, is_over=contest.status in editing.OVER,
    )  # fmt: skip
