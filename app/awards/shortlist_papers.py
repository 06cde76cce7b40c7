"""The shortlist on paper: as a list to print, and in the protocol."""

from collections.abc import Collection
from typing import cast

from sqlmodel import Session

from app.awards.meeting import edition, name
from app.awards.score_rows import twice
from app.contests import queries as contests
from app.contests.models import Contest
from app.documents import shortlist as paper
from app.jury import masking
from app.jury import queries as jury
from app.jury import shortlist_queries as asked
from app.jury.models import Post
from app.programmes import queries as programmes


def printed(session: Session, contest: Contest) -> paper.Shortlist:
    """Every nomination whose round is over: under codes, and with names and answers once its judging is sealed."""
    organisation = programmes.organisation(session)
    seats = [seat for seat in jury.seats(session, contest.id) if seat.left_at is None]
    roles = {Post.CHAIR: paper.CHAIR_SIGNS, Post.SECRETARY: paper.SECRETARY_SIGNS}
    return paper.Shortlist(
        mode=mode(contest), contest=edition(contest), organisation=twice(organisation.name if organisation else {}),
        groups=groups(session, contest, jury.sealed_nominations(session, contest.id)),
        signers=tuple((roles[seat.post], name(seat.name)) for seat in seats if seat.post in roles),
    )  # fmt: skip


def mode(contest: Contest) -> paper.Mode:
    """Of a contest that has such a round."""
    return cast(paper.Mode, contest.shortlist.value)


def groups(session: Session, contest: Contest, named: Collection[int]) -> tuple[paper.Group, ...]:
    """`named`: nominations whose works may be named, with how they were answered for."""
    over = asked.shortlists(session, contest.id)
    found = asked.rows(session, contest.id, list(over))
    words = masking.words_of(session, [row.application_id for row in found])
    made = []
    for nomination in contests.nominations(session, contest.id):
        one, is_named = over.get(nomination.id or 0), nomination.id in named
        rows = [row for row in found if row.nomination_id == nomination.id]
        if one is None or not rows:
            continue
        if not is_named:  # their order would tell how they were answered for
            rows.sort(key=lambda row: row.code)
        hidden = {} if is_named else words
        lines = tuple(
            paper.Line(row.code, masking.blocked(row.title, hidden.get(row.application_id, ())),
                       row.number if is_named else "", row.applicant if is_named else "",
                       row.total if is_named else 0, row.voters if is_named else 0, row.goes_on)
            for row in rows
        )  # fmt: skip
        made.append(paper.Group(nomination.position, twice(nomination.title), one.size, one.made_at, lines, is_named,
                                one.reason))  # fmt: skip
    return tuple(made)
