"""The papers of an event: its programme, the host's script, labels, and lists as PDF or for a spreadsheet."""

from app import i18n
from app.ceremony import event_queries
from app.ceremony.event_forms import programme_lines
from app.ceremony.event_models import Coming, Event, EventStamp
from app.contests.models import Contest, ContestKind, StampKind
from app.db import Texts
from app.documents import event_lists as drawing
from app.documents import exhibit_labels, host_script, programme, sheets
from app.documents.bilingual import Both
from app.documents.exhibit_labels import Label, Labels
from app.documents.host_script import Called, Scene, Script
from app.documents.rules_text import Approval
from app.documents.sheets import Table
from app.errors import RuleBroken
from app.i18n import gettext, local, pick
from app.papers import facts
from app.papers.models import PaperKind
from app.papers.queries import Entry
from app.web.ceremony import event_lists
from app.web.ceremony.event_lists import Exhibit, Listing
from app.web.jury.commission_papers import letterhead
from app.web.page import Page


def hours(event: Event) -> str:
    begins, ends = local(event.starts_at), local(event.ends_at) if event.ends_at else None
    return f"{begins:%H:%M}–{ends:%H:%M}" if ends else f"{begins:%H:%M}"


def the_programme(page: Page, contest: Contest, event: Event) -> bytes:
    """Raises RuleBroken ``programme-missing``."""
    head = letterhead(page)
    if not any(event.programme.values()):
        raise RuleBroken("programme-missing")
    stamps = event_queries.stamps(page.session, event.id)
    approved, agreed = stamps.get(StampKind.APPROVAL), stamps.get(StampKind.AGREEMENT)
    unsigned = Approval(_both(head.head_position), _both(head.head_name))
    rows = {code: tuple(programme_lines(event.programme.get(code, ""))) for code in ("kk", "ru")}
    return programme.draw(programme.Programme(
        kind=event.kind.value, organisation=_both(head.name), contest=_contest(contest),
        day=local(event.starts_at).date(), hours=hours(event), place=_both(event.place), rows_kk=rows["kk"],
        rows_ru=rows["ru"], approved=_approval(approved) if approved else unsigned,
        agreed=_approval(agreed) if agreed else None,
    ))  # fmt: skip


def script(page: Page, contest: Contest, event: Event) -> bytes:
    head, coming = letterhead(page), event_lists.answers(page, event)
    scenes = []
    for _, entries in event_lists.stage(page, contest):
        called = tuple(_called(contest, entry, coming) for entry in entries)
        scenes.append(Scene(_both(entries[0].nomination.title), called))
    thanks = [one.name for one in event_queries.held(page.session, contest.id) if one.paper.kind is PaperKind.THANKS]
    return host_script.draw(Script(
        _both(head.name), _contest(contest), local(event.starts_at).date(), _both(event.place), tuple(scenes),
        tuple(dict.fromkeys(thanks)), contest.kind is ContestKind.SMALL_GRANT,
    ))  # fmt: skip


def _called(contest: Contest, entry: Entry, coming: dict[int, Coming | None]) -> Called:
    names, award, author = facts.named(entry), entry.award, entry.author
    answer = coming.get(entry.application.applicant_id)
    return Called(
        names["recipient"], award.place if award and contest.per_nomination > 1 else 0,
        _both(entry.school.name) if entry.school else None, str(author.grade) if author else None,
        _both(entry.school.settlement) if entry.school else None, names["work"], names.get("teacher", ""),
        award.amount if award else 0, None if answer is None else answer is Coming.YES,
    )  # fmt: skip


def labels(page: Page, contest: Contest, *, only_winners: bool) -> bytes:
    """Raises RuleBroken ``exhibits-none``."""
    letterhead(page)
    found = event_lists.exhibits(page, contest, only_winners=only_winners)
    if not found:
        raise RuleBroken("exhibits-none")
    title = f"{gettext('Labels')}. {pick(contest.title)}, {contest.edition}"
    return exhibit_labels.draw(Labels(title, _contest(contest), [_label(one) for one in found]))


def _label(one: Exhibit) -> Label:
    entry = one.entry
    author = Both(one.author["kk"], one.author["ru"]) if one.author else ""
    return Label(one.place, entry.application.number or "", facts.named(entry)["work"], author, one.grade,
                 _technique(one), _both(entry.nomination.title))  # fmt: skip


def _technique(one: Exhibit) -> str:
    """As the author put it, or the kind of work in both languages, whoever prints the labels."""
    said = []
    for language in ("kk", "ru"):
        with i18n.speaking(language):
            said.append(one.technique)
    return " / ".join(dict.fromkeys(said))


def listed(page: Page, contest: Contest, event: Event, found: Listing) -> bytes:
    head = letterhead(page)
    day = i18n.day(event.starts_at)
    return drawing.draw(drawing.EventList(
        found.title, pick(head.name), i18n.language(),
        [f"{pick(contest.title)}, {contest.edition}", f"{day}, {hours(event)}, {pick(event.place)}"], found.heads,
        found.widths, found.groups, gettext("Nothing is here yet."), found.apart, found.wide, found.tall,
    ))  # fmt: skip


def spread(contest: Contest, event: Event, found: Listing) -> bytes:
    """The same for a spreadsheet: one sheet, the group in a column of its own."""
    has_groups = any(group.heading for group in found.groups)
    heads = [gettext("Group"), *found.heads] if has_groups else found.heads
    rows = [[*([group.heading] if has_groups else []), *row] for group in found.groups for row in group.rows]
    notes = [f"{pick(contest.title)}, {contest.edition}", f"{i18n.day(event.starts_at)}, {pick(event.place)}"]
    return sheets.xlsx(Table(found.title, heads, rows, notes))


def _approval(stamp: EventStamp) -> Approval:
    return Approval(_both(stamp.position), _both(stamp.name), stamp.signed_on, stamp.number, _both(stamp.authority))


def _contest(contest: Contest) -> Both:
    return Both(*(f"{pick(contest.title, code)}, {contest.edition}" for code in ("kk", "ru")))


def _both(texts: Texts) -> Both:
    return Both(pick(texts, "kk"), pick(texts, "ru"))
