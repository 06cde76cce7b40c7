"""What a member of the commission may do with a sheet, and who may see marks."""

from app.contests.models import Contest, ContestStatus
from app.jury.models import Seat, Sheet, SheetStatus


def is_open_for_judging(contest: Contest) -> bool:
    return contest.status is ContestStatus.JUDGING


def is_before_judging(contest: Contest) -> bool:
    return contest.status in (ContestStatus.DRAFT, ContestStatus.ANNOUNCED)


def may_mark(sheet: Sheet, seat: Seat, contest: Contest) -> bool:
    """On the screen: whoever judges on paper marks there."""
    return (
        not seat.on_paper and is_open_for_judging(contest) and seat.left_at is None and sheet.status is SheetStatus.OPEN
    )


def must_declare(sheet: Sheet, seat: Seat, contest: Contest) -> bool:
    """The member has not said yet whether they have a conflict of interest with this work: it does not open before."""
    is_declared = seat.declared_at is not None and seat.declared_at >= sheet.dealt_at
    return is_open_for_judging(contest) and sheet.status is SheetStatus.OPEN and not is_declared


def may_recuse(sheet: Sheet, seat: Seat, contest: Contest) -> bool:
    return is_open_for_judging(contest) and seat.left_at is None and sheet.status is SheetStatus.OPEN


def may_return(sheet: Sheet, seat: Seat, contest: Contest) -> bool:
    """Take a recusal back, as far as the sheet tells; `sheets.may_come_back` asks for the rest."""
    return is_open_for_judging(contest) and seat.left_at is None and sheet.status is SheetStatus.RECUSED
