"""What has to be said about papers and their handing over."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.fields import Day, Fields, Line, Name, Prose, Remark
from app.papers.models import AddresseeRole, Orientation, PaperKind, PaperReason, PrintReason

Remarks = Annotated[Prose, StringConstraints(max_length=2000)]
Short = Annotated[Line, StringConstraints(min_length=2, max_length=60)]
Said = Annotated[Line, StringConstraints(min_length=2)]
Reprint = Literal[PrintReason.SPOILED, PrintReason.LOST, PrintReason.COPY]


class ReplacementForm(Fields):
    reason: Literal[PaperReason.NAME_WRONG, PaperReason.TEXT_WRONG, PaperReason.LOST]
    recipient: Name
    work: Line = ""
    remark: Remarks = ""


class RevocationForm(Fields):
    reason: Literal[PaperReason.BY_MISTAKE, PaperReason.AWARD_WITHDRAWN]
    remark: Remark


class ReissueForm(Fields):
    """Why a revoked paper is followed by a new one."""

    why: Said


class DeliveryForm(Fields):
    """A paper was handed over."""

    to: Name
    on: Day


class TakingBackForm(Fields):
    """Why it was not handed over after all."""

    why: Said


class SurnameForm(Fields):
    surname: Name


class PrintForm(Fields):
    """Why a paper is printed once more; nothing for the first time."""

    reason: Reprint | None = None


class RunForm(PrintForm):
    """Which papers stand in one file."""

    of_kind: PaperKind | None = None
    of_nomination: int | None = None
    of_school: int | None = None
    order: Literal["calling", "school"] = "calling"
    is_first: str = ""
    """"yes": only what was never printed."""


class SignatoryForm(Fields):
    name_kk: Name
    name_ru: Line = ""
    position_kk: Said
    position_ru: Line = ""


class DesignForm(Fields):
    orientation: Orientation
    seal: str = ""
    signatories: Annotated[list[SignatoryForm], Field(max_length=2, default_factory=list)]


class TextForm(Fields):
    heading_kk: Short
    heading_ru: Short
    verb_kk: Short
    verb_ru: Short
    reason_kk: Said
    reason_ru: Said
    name: Literal["", "longest"] = ""
    """With which name one wants to look."""
    go: str = ""
    """"save"; everything else is a look."""


class AddresseeForm(Fields):
    role: AddresseeRole
    people: Annotated[Prose, StringConstraints(min_length=2)]
    """One on each line."""
