"""What is said about answers, contracts, their changes and money."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator, model_validator

from app import alphabet, identifiers
from app.db import Texts
from app.fields import Day, Fields, Iban, Line, Prose, Remark, Tenge
from app.grants.amendment_models import AmendmentKind
from app.grants.models import Side
from app.grants.terms_models import From, WithheldKind

Days = Annotated[int, Field(ge=1, le=60)]
Positive = Annotated[Tenge, Field(ge=1)]
Order = Annotated[Line, StringConstraints(min_length=1, max_length=40)]
Said = Annotated[Line, StringConstraints(min_length=2)]


def _line(value: object) -> object:
    return alphabet.clean_line(value) if isinstance(value, str) else value


def _text(value: object) -> object:
    return alphabet.clean_text(value) if isinstance(value, str) else value


def _basis_points(value: Any) -> Any:
    """«10», «2,5» or «10 %» → 1000, 250."""
    if not isinstance(value, str):
        return value
    whole, _, rest = value.strip().removesuffix("%").strip().replace(",", ".").partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) < 4) or (
        rest and not (rest.isascii() and rest.isdigit())
    ):
        raise ValueError("percent")
    if len(rest) > 2:
        raise ValueError("percent")
    return int(whole) * 100 + int(rest.ljust(2, "0") or 0)


def _parts(value: Any) -> Any:
    """«60 40» or «60/40» → [60, 40]; «100» is all at once."""
    if not isinstance(value, str):
        return value
    found = value.replace("/", " ").replace("+", " ").replace(",", " ").replace("%", " ").split()
    if not all(one.isascii() and one.isdigit() and len(one) < 4 for one in found):
        raise ValueError("parts")
    return [int(one) for one in found]


def _whole(parts: list[int]) -> list[int]:
    if parts and (sum(parts) != 100 or min(parts) < 1 or len(parts) > 6):
        raise ValueError("parts")
    return [] if parts == [100] else parts


class CopySigned(Fields):
    """Of pages that the winner sends."""

    copy_signed_on: Day


class CopyTaking(CopySigned):
    seen: str = ""
    """SHA-256 of the pages that were shown."""


class CopyBack(Fields):
    copy_remark: Remark
    seen: str = ""


class Refusal(Fields):
    """The winner's own words, if they want to give any."""

    reason: Annotated[Prose, StringConstraints(max_length=2000)] = ""


class Extension(Fields):
    answer_until: Day


class Lapse(Fields):
    lapse_reason: Remark


class Ending(Fields):
    ending_reason: Remark


class Recall(Fields):
    recall_reason: Remark


class TermsForm(Fields):
    answer_days: Days
    payment_days: Days
    return_days: Days
    parts: Annotated[list[int], BeforeValidator(_parts), AfterValidator(_whole)] = Field(default_factory=list)
    asks_document: bool = False

    @property
    def values(self) -> dict[str, Any]:
        return self.model_dump()


class RateForm(Fields):
    kind: WithheldKind
    name_kk: Line = ""
    name_ru: Line = ""
    since: Day
    basis_points: Annotated[int, BeforeValidator(_basis_points), Field(ge=0, le=10_000)]
    less: list[WithheldKind] = Field(default_factory=list)
    deduction: Tenge = 0
    who: From = From.PEOPLE

    @field_validator("less", mode="before")
    @classmethod
    def as_list(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @model_validator(mode="after")
    def named(self) -> "RateForm":
        if self.kind is WithheldKind.OTHER and not (self.name_kk and self.name_ru):
            raise ValueError("rate-name")
        earlier = list(WithheldKind)[: list(WithheldKind).index(self.kind)]
        if not set(self.less) <= set(earlier):
            raise ValueError("rate-order")
        return self

    @property
    def name(self) -> Texts:
        return {"kk": self.name_kk, "ru": self.name_ru} if self.kind is WithheldKind.OTHER else {}


class ClausesForm(Fields):
    body_kk: Annotated[str, BeforeValidator(_text), StringConstraints(min_length=50, max_length=60_000)]
    body_ru: Annotated[str, BeforeValidator(_text), StringConstraints(min_length=50, max_length=60_000)]
    go: str = ""
    """"save"; everything else is a look."""


class FirstSigning(Fields):
    first_side: Side
    first_signed_on: Day


class AmendmentForm(Fields):
    """What every additional agreement says; the rest is of its kind."""

    kind: AmendmentKind
    dated: Day
    reason_kk: Annotated[Line, StringConstraints(min_length=3)]
    reason_ru: Annotated[Line, StringConstraints(min_length=3)]

    @property
    def reason(self) -> Texts:
        return {"kk": self.reason_kk, "ru": self.reason_ru}


class TimeForm(AmendmentForm):
    ends_on: Day


class LineSum(Fields):
    id: int
    amount: Tenge


class NewLine(Fields):
    name: Annotated[Line, StringConstraints(min_length=2, max_length=200)]
    amount: Positive


class BudgetForm(AmendmentForm):
    """The new sums out of the grant, by line; a sum of 0 drops one."""

    lines: list[LineSum] = Field(default_factory=list)
    added: list[NewLine] = Field(default_factory=list, max_length=10)


class ContentForm(AmendmentForm):
    text_kk: Annotated[Prose, StringConstraints(min_length=3, max_length=3000)]
    text_ru: Annotated[Prose, StringConstraints(min_length=3, max_length=3000)]


class AccountForm(AmendmentForm):
    iban: Iban
    bank: Said
    bic: Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_bic)]
    kbe: Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_kbe)]


class TerminationForm(AmendmentForm):
    how: Literal["agreement", "notice"]
    ended_on: Day
    to_return: Tenge = 0


FORMS: dict[AmendmentKind, type[AmendmentForm]] = {
    AmendmentKind.TIME: TimeForm, AmendmentKind.BUDGET: BudgetForm, AmendmentKind.CONTENT: ContentForm,
    AmendmentKind.DETAILS: AccountForm, AmendmentKind.TERMINATION: TerminationForm,
}  # fmt: skip


class Plan(Fields):
    plan_amount: Positive


class OrderForm(Fields):
    order_number: Order
    ordered_on: Day


class PaidOn(Fields):
    paid_on: Day


class Bounced(Fields):
    returned_on: Day


class CancelledReturn(Fields):
    cancel_reason: Remark


class ReturnForm(Fields):
    back_amount: Positive
    back_order: Order
    back_on: Day
