"""A winner does not take the award: whom the commission's reserve names instead, under the same limits."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.awards import places, queries, quotas, rules
from app.awards.models import Award, Reserve
from app.awards.queries import Entrant
from app.awards.quotas import Candidate
from app.contests.models import Contest, QuotaMode


def pass_on(session: Session, contest: Contest, award: Award, *, by: User, now: datetime) -> Award | None:
    """Take the award back and give its place to the first of the reserve who breaks no hard limit: the reserve of the
    same nomination before the others, in the commission's order. None where nobody fits: the place stays empty."""
    session.flush()
    session.refresh(contest, with_for_update=True)
    award.taken_at, award.nomination_slot, award.territory_slot = now, None, None
    session.add(award)
    session.flush()
    entrants = queries.entrants(session, contest.id)
    called = following(session, contest, award)
    fresh = _award(session, contest, entrants[called.application_id]) if called else None
    if called and fresh:
        session.add(fresh)
        session.flush()
        session.delete(called)
        session.flush()
        places.require_within_budget(session, contest)
    journal.write(
        session, "award.passed-on", of=("award", award.id), by=by.id, now=now, contest_id=contest.id,
        application=award.application_id, to=fresh.application_id if fresh else None,
    )  # fmt: skip
    return fresh


def following(session: Session, contest: Contest, award: Award) -> Reserve | None:
    """Who would be called."""
    entrants = queries.entrants(session, contest.id)
    standing = [one for one in queries.awards(session, contest.id) if one.id != award.id]
    waiting = [one for one in queries.reserve(session, contest.id) if one.application_id in entrants]
    in_order = sorted(
        waiting, key=lambda one: (entrants[one.application_id].nomination_id != award.nomination_id, one.position)
    )
    return next((one for one in in_order if _fits(contest, entrants[one.application_id], standing, entrants)), None)


def _fits(contest: Contest, one: Entrant, standing: Sequence[Award], entrants: dict[int, Entrant]) -> bool:
    awarded = {award.application_id for award in standing if award.application_id in entrants}
    pool = [_candidate(entrants[id_]) for id_ in sorted(awarded | {one.application_id})]
    broken = quotas.conflicts(awarded | {one.application_id}, pool, rules.quotas_of(contest))
    before = quotas.conflicts(awarded, pool, rules.quotas_of(contest))
    return not [conflict for conflict in broken if conflict.mode == "hard" and conflict not in before]


def _candidate(one: Entrant) -> Candidate:
    return Candidate(one.application_id, one.nomination_id, one.territory_id, one.person, Fraction(0))


def _award(session: Session, contest: Contest, one: Entrant) -> Award:
    """A new one, or theirs that was taken back before."""
    rows = queries.awards(session, contest.id)
    here = [award.nomination_slot for award in rows if award.nomination_id == one.nomination_id]
    counts = contest.territory_mode is not QuotaMode.OFF and one.territory_id is not None
    there = [award.territory_slot for award in rows if award.territory_id == one.territory_id]
    award = queries.taken_back(session, contest.id).get(one.application_id) or Award(
        contest_id=contest.id or 0, application_id=one.application_id, nomination_id=one.nomination_id,
        territory_id=one.territory_id, amount=rules.amount_of(contest, one.requested),
    )  # fmt: skip
    award.taken_at, award.place = None, len(here) + 1
    award.nomination_slot, award.territory_slot = _free(here), _free(there) if counts else None
    return award


def _free(used: Sequence[int | None]) -> int:
    return next(slot for slot in range(1, len(used) + 2) if slot not in used)
