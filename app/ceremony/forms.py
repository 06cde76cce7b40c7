"""What has to be said about gifts and their handing over."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from app.fields import Day, Fields, Name, Remark, Tenge

Pieces = Annotated[int, Field(ge=1, le=1000)]


def bare(value: object) -> object:
    """Numbers may be typed with spaces."""
    return "".join(value.split()) if isinstance(value, str) else value


class GiftForm(Fields):
    name_kk: Name
    name_ru: Name
    quantity: Annotated[Pieces, BeforeValidator(bare)]
    price: Tenge


class ReceiverForm(Fields):
    """Who signs the act for a minor. Both are empty where the winner is of age."""

    received_by: Name | None = None
    relation: Literal["mother", "father", "guardian", "teacher"] | None = None


class ActForm(Fields):
    """The gifts were handed over."""

    on: Day


class UndoForm(Fields):
    """Why the handing over that was noted is taken back."""

    undo_reason: Remark
