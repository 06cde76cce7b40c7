"""What has to be said about papers, gifts and their handing over."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from app.awards.models import PaperReason
from app.fields import Day, Fields, Line, Name, Prose, Remark, Tenge

Remarks = Annotated[Prose, StringConstraints(max_length=2000)]
Pieces = Annotated[int, Field(ge=1, le=1000)]


def _bare(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


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


class GiftForm(Fields):
    name_kk: Name
    name_ru: Name
    quantity: Annotated[Pieces, BeforeValidator(_bare)]
    price: Tenge


class ReceiverForm(Fields):
    """Who signs the act for a minor. Both are empty where the winner is of age."""

    received_by: Name | None = None
    relation: Literal["mother", "father", "guardian", "teacher"] | None = None


class ActForm(Fields):
    """The gifts were handed over."""

    on: Day


class SurnameForm(Fields):
    surname: Name
