"""What the secretary says about an application: the check list and, beside it, a remark or a reason, in one form."""

from datetime import datetime

from pydantic import Field

from app.applications.admission import CLOSING, Answer
from app.applications.models import RejectionReason
from app.fields import Day, Fields, Line, Remark
from app.i18n import ALMATY


class CheckLine(Fields):
    item: Line
    answer: Answer | None = None
    comment: Line = ""


class Checks(Fields):
    checks: list[CheckLine] = Field(default=[])
    version: int | None = Field(None, ge=0, le=10_000)
    """Which submission the page showed."""


class Return(Checks):
    return_remark: Remark
    until: Day

    @property
    def deadline(self) -> datetime:
        """18:00 in Almaty on that day."""
        return datetime.combine(self.until, CLOSING, tzinfo=ALMATY)


class Rejection(Checks):
    reason: RejectionReason
    reject_remark: Remark
