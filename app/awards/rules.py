"""Who may do what with a decision and its protocol, and the few figures that the rules of a contest fix."""

from app.awards.models import DecisionStatus
from app.awards.quotas import Quota, Quotas
from app.contests import rules as contests
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName
from app.contests.rules import Roles
from app.jury.ranking import VOTE, Ranked

OUT = frozenset({ContestStatus.PUBLISHED, ContestStatus.ARCHIVED})


def may_change_published(roles: Roles) -> bool:
    return RoleName.ORGANISER in roles


def may_see_results(contest: Contest, status: DecisionStatus | None, roles: Roles) -> bool:
    """Everybody once they are published; from the confirmation on those who decided."""
    return is_out(contest) or (status is DecisionStatus.CONFIRMED and contests.may_propose(roles))


def is_out(contest: Contest) -> bool:
    return contest.status in OUT


def is_eligible(one: Ranked) -> bool:
    """It reached the threshold on as many sheets as the contest asks for."""
    return one.score is not None and not one.below_threshold and not one.too_few


def has_places(contest: Contest) -> bool:
    """Drawings with several winners in a nomination have places I, II, III; else there is a winner, or there are."""
    return contest.kind is ContestKind.DRAWING and contest.per_nomination > 1


def votes_on_ties(contest: Contest) -> bool:
    return VOTE in contest.tie_break


def quotas_of(contest: Contest) -> Quotas:
    """Without a number of places there are as many as the other limits allow."""
    return Quotas(
        per_nomination=Quota(contest.per_nomination, contest.nomination_mode.value),
        per_territory=Quota(contest.per_territory, contest.territory_mode.value),
        awards_per_applicant=contest.awards_per_applicant, places=contest.places or None,
    )  # fmt: skip


def quorum(members: int) -> int:
    """How many of all voting members have to be there: two thirds, rounded up."""
    return -(-2 * members // 3)


def amount_of(contest: Contest, requested: int) -> int:
    """Tenge of one award: what was asked for, at most the contest's grant."""
    return min(requested or contest.grant_amount, contest.grant_amount)
