"""A new contest: from nothing, or as the next edition of an earlier one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app import i18n, journal
from app.accounts.models import User
from app.contests import editing, naming, presets, queries, roles, rulebook
from app.contests.letter_models import LetterText, Reminder
from app.contests.models import Contest, ContestKind, Criterion, Nomination, Question, RoleName
from app.db import Texts
from app.errors import RuleBroken

SETTINGS = (
    "kind", "summary", "who_may_apply", "how_judged", "grace_minutes", "report_days", "cure_days", "appeal_days",
    "shows_comments", "confirms_alone", "grant_amount", "places", "per_nomination", "nomination_mode",
    "per_territory", "territory_mode", "awards_per_applicant", "scale_max", "scale_anchors", "method", "threshold",
    "min_sheets", "spread_flag", "shortlist", "shortlist_size", "tie_break", "most_submitted", "one_per_nomination",
    "most_drafts", "most_files", "most_pictures", "planned", "planned_rural", "second_look", "sample_percent",
)  # fmt: skip
"""What the next edition takes over as it was."""
DATES = ("opens_at", "closes_at", "results_at", "starts_on", "ends_on")


@dataclass(frozen=True)
class Called:
    """How a new contest is called; an empty `slug` or `prefix` is suggested from the title."""

    title: Texts
    edition: int
    programme_id: int
    slug: str = ""
    prefix: str = ""


def make(session: Session, kind: ContestKind, called: Called, *, by: User, now: datetime) -> Contest:
    """A draft with nothing in it but the usual scale and order of tie-breaks; `by` organises it. Raises RuleBroken
    ``address-taken-by-contest`` or ``prefix-taken``."""
    anchors = presets.configuration()["contests"][0]["scale_anchors"]
    empty: dict[str, Texts] = {name: dict.fromkeys(i18n.LANGUAGES, "") for name in editing.TEXTS if name != "title"}
    steps = ["earlier_final_submission", "commission_vote"] if kind is ContestKind.SMALL_GRANT else ["commission_vote"]
    contest = _new(session, called, {"kind": kind, "scale_anchors": anchors, "tie_break": steps} | empty)
    _begin(session, contest, by=by, now=now)
    return contest


def copy(session: Session, source: Contest, called: Called, *, same_people: bool, by: User, now: datetime) -> Contest:
    """The next edition of `source`: everything but applications, sheets, results and dates, which are shifted by
    whole years as a suggestion; rules are written anew. Raises as `make`."""
    values = {name: getattr(source, name) for name in SETTINGS} | shifted(source, called.edition)
    contest = _new(session, called, values)
    _copy_parts(session, Nomination, source, contest)
    _copy_parts(session, Criterion, source, contest)
    _copy_parts(session, Question, source, contest)
    _copy_letters(session, source, contest)
    _begin(session, contest, by=by, now=now, source=source.slug)
    if same_people:
        for role, user in roles.holders(session, source.id):
            if (role.user_id, role.name) != (by.id, RoleName.ORGANISER):
                roles.grant(session, contest, user, role.name, by=by.id, now=now)
    editing.write_rules(session, contest, rulebook.drafts(session, contest), by=by, now=now)
    return contest


def shifted(source: Contest, edition: int) -> dict[str, datetime | None]:
    """The dates of `source`, at least one year later, on the same day and hour."""
    years = max(1, edition - source.edition)
    return {name: _later(at, years) if (at := getattr(source, name)) else None for name in DATES}


def free_names(session: Session, called: Called) -> tuple[str, str]:
    """Address and prefix as they were said, or as the title suggests them and nobody has them. Raises RuleBroken."""
    slug, prefix = called.slug, called.prefix
    if slug and queries.by_slug(session, slug):
        raise RuleBroken("address-taken-by-contest")
    if prefix and queries.has_prefix(session, prefix, called.edition):
        raise RuleBroken("prefix-taken")
    turns = range(1, 100)
    base, letters = naming.slug_of(called.title, called.edition), naming.prefix_of(called.title)
    slugs = (naming.numbered(base, turn) for turn in turns)
    prefixes = (letters if turn == 1 else f"{letters}{turn}" for turn in turns)
    return (
        slug or next(one for one in slugs if not queries.by_slug(session, one)),
        prefix or next(one for one in prefixes if not queries.has_prefix(session, one, called.edition)),
    )


def _new(session: Session, called: Called, values: Mapping[str, Any]) -> Contest:
    slug, prefix = free_names(session, called)
    contest = Contest(
        **values, slug=slug, number_prefix=prefix, title=called.title, edition=called.edition,
        programme_id=called.programme_id,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(contest)
    except IntegrityError as taken:
        raise RuleBroken("address-taken-by-contest") from taken
    return contest


def _copy_parts(session: Session, model: type[queries.Part], source: Contest, contest: Contest) -> None:
    for part in queries.parts(session, model, source.id):
        session.add(model(contest_id=contest.id or 0, **part.model_dump(exclude={"id", "contest_id"})))
    session.flush()


def _copy_letters(session: Session, source: Contest, contest: Contest) -> None:
    """Texts that the organiser has changed, and when reminders go."""
    texts = session.exec(select(LetterText).where(LetterText.contest_id == source.id)).all()
    reminders = session.exec(select(Reminder).where(Reminder.contest_id == source.id)).all()
    for row in (*texts, *reminders):
        session.add(type(row)(contest_id=contest.id or 0, **row.model_dump(exclude={"id", "contest_id"})))
    session.flush()


def _begin(session: Session, contest: Contest, *, by: User, now: datetime, **facts: Any) -> None:
    journal.write(session, "contest.made", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
                  slug=contest.slug, edition=contest.edition, **facts)  # fmt: skip
    roles.grant(session, contest, by, RoleName.ORGANISER, by=by.id, now=now)


def _later(at: datetime, years: int) -> datetime:
    """29 February becomes the 28th."""
    local = i18n.local(at)
    try:
        return local.replace(year=local.year + years).astimezone(at.tzinfo)
    except ValueError:
        return (local - timedelta(days=1)).replace(year=local.year + years).astimezone(at.tzinfo)
