"""Field types of the small-grant form: texts of a certain length, counts and amounts as people type them."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from app.fields import Line, Prose, Wrong


def at_least(count: int) -> AfterValidator:
    """Characters that a text needs. An empty one is «please fill in»."""

    def long_enough(value: str) -> str:
        if len(value) < count:
            raise Wrong("short", now=len(value), least=count)
        return value

    return AfterValidator(long_enough)


def at_most(count: int) -> AfterValidator:
    def short_enough(value: str) -> str:
        if len(value) > count:
            raise Wrong("long", now=len(value), most=count)
        return value

    return AfterValidator(short_enough)


def _whole(value: Any) -> Any:
    """«1 200» → 1200."""
    bare = "".join(value.split()) if isinstance(value, str) else value
    if isinstance(bare, str) and not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        raise ValueError("whole")
    return int(bare) if isinstance(bare, str) else bare


def _amount(value: Any) -> Any:
    """«1 200,5» → 1200.5."""
    if not isinstance(value, str):
        return value
    try:
        found = Decimal("".join(value.split()).replace(",", "."))
    except InvalidOperation as wrong:
        raise ValueError("amount") from wrong
    if not found.is_finite() or not 0 < found <= 10**9:
        raise ValueError("amount")
    return found


Short = Annotated[Line, at_least(2)]
OfficialName = Annotated[Line, at_least(5)]
Sentence = Annotated[Prose, at_least(20)]
Story = Annotated[Prose, at_least(100)]
Count = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=100_000)]
Volunteers = Annotated[int, BeforeValidator(_whole), Field(ge=0, le=100_000)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
BirthYear = Annotated[int, BeforeValidator(_whole), Field(ge=1900, le=2100)]
