"""What has to be said about papers, gifts and their handing over."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from app.fields import Day, Fields, Line, Name, Prose, Remark
from app.papers.models import PaperReason

Remarks = Annotated[Prose, StringConstraints(max_length=2000)]


class ReplacementForm(Fields):
    reason: Literal[PaperReason.NAME_WRONG, PaperReason.TEXT_WRONG, PaperReason.LOST]
    recipient: Name
    work: Line = ""
    remark: Remarks = ""


class RevocationForm(Fields):
    reason: Literal[PaperReason.BY_MISTAKE, PaperReason.AWARD_WITHDRAWN]
    remark: Remark


class DeliveryForm(Fields):
    """A paper was handed over."""

    to: Name
    on: Day


class SurnameForm(Fields):
    surname: Name
