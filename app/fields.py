"""What form fields are made of: pydantic types that clean, check and refuse with a slug.

A refusal is `ValueError("slug")`; `web/sentences.py` has its words. Limits are in characters after cleaning.
"""

import re
from datetime import date
from typing import Annotated, Any

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from app import alphabet, identifiers

HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)")
"""«news.example/7», «www.instagram.com»."""


class Wrong(ValueError):
    """A refusal whose sentence shows facts (numbers, or text as it is)."""

    def __init__(self, slug: str, **facts: int | str) -> None:
        super().__init__(slug)
        self.facts = facts


class Fields(BaseModel):
    """Base of every form: unknown fields are ignored, so a forged `status` or `owner_id` changes nothing."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


def _no_nul(value: Any) -> Any:
    if isinstance(value, str) and alphabet.has_forbidden(value):
        raise ValueError("forbidden-character")
    return value


def _line(value: Any) -> Any:
    return alphabet.clean_line(value) if isinstance(value, str) else value


def _prose(value: Any) -> Any:
    return alphabet.clean_text(value) if isinstance(value, str) else value


def _email(value: str) -> str:
    if len(value) > 254:
        raise ValueError("email")
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as wrong:
        raise ValueError("email") from wrong


def _tenge(value: Any) -> Any:
    """«200 000», «200000 ₸», «200 000,00» → 200000; anything with tiyn in it is refused."""
    if not isinstance(value, str):
        return value
    bare = "".join(value.split()).replace("\u00a0", "").replace("\u202f", "").removesuffix("₸").removesuffix("тенге")
    bare = bare.removesuffix(",00").removesuffix(".00")
    if not bare.isascii() or not bare.isdigit() or len(bare) > 12:
        raise ValueError("money")
    return int(bare)


def _day(value: Any) -> Any:
    """A date as browsers send it (2026-05-22) or as people write it (22.05.2026)."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if text.count(".") == 2:
        text = "-".join(part.zfill(2) for part in reversed(text.split(".")))
    try:
        found = date.fromisoformat(text)
    except ValueError as wrong:
        raise ValueError("date") from wrong
    if not 1900 <= found.year <= 2100:
        raise ValueError("date")
    return found


def _link(value: str) -> str:
    """An address; people leave out its beginning."""
    value = f"https://{value}" if HOST.match(value) else value
    if not value.lower().startswith(("https://", "http://")) or len(value) > 500 or any(c.isspace() for c in value):
        raise ValueError("link")
    return value


Line = Annotated[str, BeforeValidator(_line), BeforeValidator(_no_nul), StringConstraints(max_length=200)]
"""One line, at most 200 characters."""
Name = Annotated[str, BeforeValidator(_line), BeforeValidator(_no_nul), StringConstraints(min_length=2, max_length=150)]
Prose = Annotated[str, BeforeValidator(_prose), BeforeValidator(_no_nul), StringConstraints(max_length=5000)]
"""Paragraphs, at most 5 000 characters."""
Remark = Annotated[
    str, BeforeValidator(_prose), BeforeValidator(_no_nul), StringConstraints(min_length=3, max_length=2000)
]
"""Words to somebody: said, and not too long."""
Email = Annotated[str, BeforeValidator(_line), AfterValidator(_email)]
Phone = Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_phone)]
Iin = Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_iin)]
Bin = Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_bin)]
Iban = Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_iban)]
Tenge = Annotated[int, BeforeValidator(_tenge), Field(ge=0, le=2_000_000_000)]
"""Whole tenge, at most what a column of the database holds."""
Day = Annotated[date, BeforeValidator(_day)]
Link = Annotated[str, BeforeValidator(_line), AfterValidator(_link)]
Yes = Annotated[bool, AfterValidator(lambda value: _must(value))]
"""A box that has to be ticked."""


def _must(value: bool) -> bool:
    if not value:
        raise ValueError("tick")
    return value
