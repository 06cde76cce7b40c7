"""The register of gifts: every gift with its value, its act and who received it, and what they come to in all."""

from collections.abc import Sequence

from app import i18n
from app.ceremony.queries import Winner
from app.contests.models import Contest
from app.documents import event_lists, sheets
from app.documents.event_lists import EventList, Group
from app.documents.sheets import Table
from app.i18n import gettext, money, pick, short_day
from app.web.jury.commission_papers import letterhead
from app.web.page import Page

Row = list[str | int]


def total(winners: Sequence[Winner]) -> int:
    """Tenge of all gifts."""
    return sum(gift.quantity * gift.price for winner in winners for gift in winner.gifts)


def pieces(winners: Sequence[Winner]) -> int:
    return sum(gift.quantity for winner in winners for gift in winner.gifts)


def pdf(page: Page, contest: Contest, winners: Sequence[Winner]) -> bytes:
    head = letterhead(page)
    printed = [[_told(one, place) for place, one in enumerate(row)] for row in _rows(winners)]
    note = gettext("In all: %(pieces)s pieces for %(sum)s.") % {"pieces": pieces(winners), "sum": money(total(winners))}
    return event_lists.draw(EventList(
        gettext("Register of gifts"), pick(head.name), i18n.language(), [f"{pick(contest.title)}, {contest.edition}"],
        [*_heads(), gettext("Signature")], (5, 26, 22, 24, 7, 12, 13, 8, 22, 16),
        [Group("", [[*row, ""] for row in printed], note)], gettext("Nothing is here yet."), wide=True, tall=True,
    ))  # fmt: skip


def xlsx(contest: Contest, winners: Sequence[Winner]) -> bytes:
    last: Row = ["", gettext("In all"), "", "", pieces(winners), "", total(winners), "", ""]
    notes = [f"{pick(contest.title)}, {contest.edition}"]
    return sheets.xlsx(Table(gettext("Register of gifts"), _heads(), [*_rows(winners), last], notes))


def _heads() -> list[str]:
    return ["№", gettext("Winner"), gettext("Nomination"), gettext("Gift"), gettext("Number of pieces"),
            gettext("Price, ₸"), gettext("Sum, ₸"), gettext("Act"), gettext("Received")]  # fmt: skip


def _rows(winners: Sequence[Winner]) -> list[Row]:
    rows: list[Row] = []
    for winner in winners:
        for gift in winner.gifts:
            name = pick({"kk": gift.name_kk, "ru": gift.name_ru})
            rows.append([len(rows) + 1, winner.name, pick(winner.entry.nomination.title),
                         name, gift.quantity, gift.price, gift.quantity * gift.price,
                         str(winner.act.number) if winner.act else "", _received(winner)])  # fmt: skip
    return rows


def _received(winner: Winner) -> str:
    """Who signed, and when."""
    act = winner.act
    if act is None or act.handed_over_on is None:
        return ""
    return f"{act.received_by or winner.name}, {short_day(act.handed_over_on)}"


def _told(value: str | int, place: int) -> str:
    """Sums in groups of three."""
    return i18n.number(value) if isinstance(value, int) and place > 3 else str(value)
