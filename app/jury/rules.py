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


def may_recuse(sheet: Sheet, seat: Seat, contest: Contest) -> bool:
    return is_open_for_judging(contest) and seat.left_at is None and sheet.status is SheetStatus.OPEN


def may_return(sheet: Sheet, seat: Seat, contest: Contest) -> bool:
    """Take a recusal back, as far as the sheet tells; `sheets.may_come_back` asks for the rest."""
    return is_open_for_judging(contest) and seat.left_at is None and sheet.status is SheetStatus.RECUSED
