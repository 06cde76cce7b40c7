"""What the office says about schools and districts."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from app.fields import Fields, Line, Name

Source = Annotated[Line, StringConstraints(max_length=150)]


class SchoolForm(Fields):
    name_kk: Name
    name_ru: Name
    territory: Line
    """Its code."""
    settlement_kk: Name
    settlement_ru: Name
    rural: Literal["yes", "no"]
    source: Source = ""
    """Where that is known from; needed when it is said anew."""


class TerritoryForm(Fields):
    name_kk: Name
    name_ru: Name
    centre: Line = ""


class MergeForm(Fields):
    kept: int
    """Id of the one that stays."""
