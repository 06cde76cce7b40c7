"""The lists of an event as rows, of which PDF and XLSX are made alike; in the language that is being spoken."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.applications import child_names
from app.applications.models import ConsentKind, WorkKind
from app.awards import results
from app.ceremony import event_queries, receipts
from app.ceremony.event_models import Coming, Event, Way
from app.ceremony.event_queries import Held
from app.contests.models import Contest
from app.documents.event_lists import Group
from app.i18n import gettext, mark, ngettext, pick, short_day
from app.papers import facts, queries
from app.papers.queries import Entry
from app.papers.words import KIND
from app.web.page import Page

WAYS = {
    Way.SCHOOL: mark("with the teacher, to the school"), Way.POST: mark("by post"),
    Way.OFFICE: mark("comes to our office"), Way.VISIT: mark("we bring it"),
}  # fmt: skip
TECHNIQUES = {
    WorkKind.DRAWING: mark("Drawing"), WorkKind.POSTER: mark("Poster"), WorkKind.AUTHORS_WORK: mark("Author's work"),
}  # fmt: skip


@dataclass(frozen=True)
class Listing:
    """`widths` are shares of a page; a PDF keeps the groups apart where they go into boxes."""

    name: str
    title: str
    heads: list[str]
    widths: tuple[float, ...]
    groups: list[Group]
    apart: bool = False
    wide: bool = False
    tall: bool = False
    """Its last column is to be signed in."""


def calling(page: Page, contest: Contest, event: Event) -> Listing:
    """Who is called, nomination by nomination, from the last place to the first."""
    has_places = contest.per_nomination > 1
    heads = ["№", *([gettext("Place")] if has_places else []), gettext("Name"), gettext("School, grade"),
             gettext("Paper"), gettext("Comes")]  # fmt: skip
    widths = (6, 8, 30, 29, 27, 12) if has_places else (6, 34, 33, 27, 12)
    numbers = {one.application.id: one.paper.number for one in _diplomas(page, contest) if one.application}
    coming, rows, groups = answers(page, event), 0, []
    for title, entries in stage(page, contest):
        lines = []
        for entry in entries:
            rows += 1
            award, application = entry.award, entry.application
            place = [str(award.place) if award else ""] if has_places else []
            lines.append([str(rows), *place, facts.named(entry)["recipient"], where(entry),
                          numbers.get(application.id, "—"), said(coming.get(application.applicant_id))])  # fmt: skip
        groups.append(Group(title, lines))
    return Listing("calling", gettext("Order of calling"), heads, widths, groups)


def stage(page: Page, contest: Contest) -> list[tuple[str, list[Entry]]]:
    """(title, winners) of each nomination, the last place first."""
    found: dict[int, tuple[str, list[Entry]]] = {}
    for entry in queries.entries(page.session, contest.id, awarded=True):
        found.setdefault(entry.nomination.position, (pick(entry.nomination.title), []))[1].append(entry)
    return [
        (title, sorted(entries, key=lambda one: -(one.award.place or 0) if one.award else 0))
        for _, (title, entries) in sorted(found.items())
    ]


def boxes(page: Page, contest: Contest) -> Listing:
    """What lies in the box of each school."""
    groups = []
    for box in receipts.boxes(event_queries.held(page.session, contest.id)):
        rows = [[str(place), one.name, grade(one), gettext(KIND[one.paper.kind]), one.paper.number, ""]
                for place, one in enumerate(box.papers, 1)]  # fmt: skip
        in_all = ngettext("%(num)d paper", "%(num)d papers", len(rows)) % {"num": len(rows)}
        note = gettext("In the box: %(papers)s. Taken by: %(line)s") % {"papers": in_all, "line": "_" * 30}
        groups.append(Group(pick(box.title) or gettext("Without a school"), rows, note))
    heads = ["№", gettext("Name"), gettext("Grade"), gettext("Paper"), gettext("Number"), gettext("In the box")]
    return Listing("boxes", gettext("Boxes by school"), heads, (6, 36, 9, 22, 24, 11), groups, apart=True)


def receipt_sheet(page: Page, contest: Contest) -> Listing:
    """Everybody who signs for a paper."""
    rows: list[Sequence[str]] = []
    for place, one in enumerate(event_queries.held(page.session, contest.id), 1):
        taken = f"{one.paper.handed_over_to}, {short_day(one.paper.handed_over_on)}" if one.paper.handed_over_on else ""
        rows.append([str(place), one.name, pick(one.school.name) if one.school else "",
                     gettext(KIND[one.paper.kind]), one.paper.number, taken, ""])  # fmt: skip
    heads = ["№", gettext("Name"), gettext("School"), gettext("Paper"), gettext("Number"), gettext("Taken by, when"),
             gettext("Signature")]  # fmt: skip
    return Listing(
        "receipts", gettext("Sheet of receipt"), heads, (5, 26, 26, 16, 21, 22, 18), [Group("", rows)], wide=True,
        tall=True,
    )  # fmt: skip


def guests(page: Page, event: Event) -> Listing:
    """The registration list of those who come."""
    rows: list[Sequence[str]] = []
    for place, one in enumerate(event_queries.guests(page.session, event), 1):
        rows.append([str(place), one.user.name, ", ".join(one.names), one.user.phone, said(one.guest.answer),
                     str(one.guest.people or ""), ""])  # fmt: skip
    heads = ["№", gettext("Name"), gettext("For whom"), gettext("Phone"), gettext("Comes"), gettext("Number of people"),
             gettext("Signature")]  # fmt: skip
    return Listing("guests", gettext("Registration list"), heads, (5, 26, 38, 20, 10, 8, 18), [Group("", rows)],
                   wide=True, tall=True)  # fmt: skip


def missing(page: Page, contest: Contest) -> Listing:
    """Who has not got their paper yet, and how it gets there."""
    rows: list[Sequence[str]] = []
    left = [one for one in event_queries.held(page.session, contest.id) if not one.is_taken]
    for place, one in enumerate(left, 1):
        way, note = (gettext(WAYS[one.later.way]), one.later.note) if one.later else ("", "")
        rows.append([str(place), one.name, pick(one.school.name) if one.school else "",
                     gettext(KIND[one.paper.kind]), one.paper.number, way, note])  # fmt: skip
    heads = ["№", gettext("Name"), gettext("School"), gettext("Paper"), gettext("Number"), gettext("How they get it"),
             gettext("Note")]  # fmt: skip
    return Listing(
        "missing", gettext("Who has not got their paper"), heads, (5, 26, 26, 16, 21, 18, 24), [Group("", rows)],
        wide=True,
    )  # fmt: skip


@dataclass(frozen=True)
class Exhibit:
    """A work on the wall, with what was agreed to be shown of its author."""

    place: int
    entry: Entry
    author: dict[str, str]

    @property
    def grade(self) -> int | None:
        return self.entry.author.grade if self.entry.author and self.author else None

    @property
    def technique(self) -> str:
        author = self.entry.author
        return (author.technique or gettext(TECHNIQUES[author.work_kind])) if author else ""


def exhibits(page: Page, contest: Contest, *, only_winners: bool) -> list[Exhibit]:
    """Works whose consent to take part stands, by nomination and number; a name only where that was agreed to, as in
    the gallery: first name and initial."""
    shown = event_queries.exhibited(page.session, contest.id)
    entries = [one for one in queries.entries(page.session, contest.id, awarded=only_winners)
               if one.application.id in shown]  # fmt: skip
    given = results.consents(page.session, [one.application.id or 0 for one in entries])
    return [
        Exhibit(place, entry, _author(entry, ConsentKind.SHOW_NAME in given[entry.application.id or 0]))
        for place, entry in enumerate(entries, 1)
    ]


def _author(entry: Entry, may_name: bool) -> dict[str, str]:
    if entry.author is None:
        return {"kk": entry.application.applicant_name, "ru": entry.application.applicant_name}
    if not may_name:
        return {}
    corrected = entry.proof.recipient if entry.proof else ""
    kk, ru = corrected or entry.author.name_kk, corrected or entry.author.name_ru
    return {"kk": child_names.short(kk), "ru": child_names.short(ru)}


def hanging(page: Page, contest: Contest, *, only_winners: bool) -> Listing:
    groups: dict[str, list[Sequence[str]]] = {}
    for one in exhibits(page, contest, only_winners=only_winners):
        entry = one.entry
        groups.setdefault(pick(entry.nomination.title), []).append(
            [
                str(one.place),
                entry.application.number or "",
                facts.named(entry)["work"],
                pick(one.author),
                one.technique,
                "",
            ]
        )
    heads = ["№", gettext("Number"), gettext("Title"), gettext("Author"), gettext("Technique"),
             gettext("Place on the wall")]  # fmt: skip
    return Listing("hanging", gettext("Hanging list"), heads, (6, 20, 34, 22, 20, 16),
                   [Group(title, rows) for title, rows in groups.items()])  # fmt: skip


def answers(page: Page, event: Event) -> dict[int, Coming | None]:
    """User id → what they answered."""
    return {one.user.id or 0: one.guest.answer for one in event_queries.guests(page.session, event)}


def said(answer: Coming | None) -> str:
    return {Coming.YES: gettext("yes"), Coming.NO: gettext("no")}.get(answer, "") if answer else ""


def where(entry: Entry) -> str:
    if entry.author is None:
        return ""
    school = pick(entry.school.name) if entry.school else ""
    return f"{school}, {entry.author.grade}"


def grade(one: Held) -> str:
    return str(one.grade or "")


def _diplomas(page: Page, contest: Contest) -> list[Held]:
    thanks = "letter_of_thanks"
    return [one for one in event_queries.held(page.session, contest.id) if one.paper.kind.value != thanks]
