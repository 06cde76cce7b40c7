"""What is said about a grant: the winner's details, contract, payment, report, evidence and expenses."""

from abc import abstractmethod
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator

from app import alphabet, identifiers
from app.fields import Bin, Day, Fields, Iban, Iin, Line, Link, Name, Phone, Prose, Remark, Tenge
from app.grants.models import Basis

HOUSEHOLDS = "9"
"""The second digit of a Kbe for people."""


def _line(value: object) -> object:
    return alphabet.clean_line(value) if isinstance(value, str) else value


Said = Annotated[Line, StringConstraints(min_length=2)]
Bic = Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_bic)]
Kbe = Annotated[str, BeforeValidator(_line), AfterValidator(identifiers.check_kbe)]
Money = Annotated[Tenge, Field(ge=1)]


class DetailsForm(Fields):
    """Identifier and account may stay blank once they are stored: blank keeps what is there."""

    address: Said
    phone: Phone
    iban: Iban | None = None
    bank: Said
    bic: Bic
    kbe: Kbe

    @property
    @abstractmethod
    def identifier(self) -> str | None:
        """Of whoever signs: IIN or BIN; nothing where it stays as it is stored."""


class PersonDetails(DetailsForm):
    """A person, or the leader of an initiative group, who signs for it."""

    full_name: Name
    full_name_ru: Name | None = None
    iin: Iin | None = None
    document: Said | None = None
    """Kind, number, by whom and when: where the contest asks for it."""

    @property
    def identifier(self) -> str | None:
        return self.iin

    @field_validator("kbe")
    @classmethod
    def of_people(cls, kbe: str) -> str:
        if not kbe.endswith(HOUSEHOLDS):
            raise ValueError("kbe-person")
        return kbe


class OrganisationDetails(DetailsForm):
    full_name: Said
    full_name_ru: Said | None = None
    bin: Bin | None = None
    head_name: Name
    head_position: Said
    basis: Basis

    @property
    def identifier(self) -> str | None:
        return self.bin

    @field_validator("kbe")
    @classmethod
    def of_bodies(cls, kbe: str) -> str:
        if kbe.endswith(HOUSEHOLDS):
            raise ValueError("kbe-organisation")
        return kbe


class NewContract(Fields):
    dated: Day


class Signing(Fields):
    signed_on: Day


class PaymentForm(Fields):
    order_number: Annotated[Line, StringConstraints(min_length=1, max_length=40)]
    paid_on: Day
    amount: Money


class Later(Fields):
    """A later day for the report."""

    until: Day
    reason: Remark


class LaterAnswer(Fields):
    """`words` to the winner: a refusal needs them."""

    words: Annotated[Prose, StringConstraints(max_length=2000)] = ""


class VideoForm(Fields):
    video: Link
    about: Line = ""


class PublicationForm(Fields):
    title: Said
    link: Link
    dated: Day


class Caption(Fields):
    caption: Line = ""


class ExpenseForm(Fields):
    amount: Money
    budget_line_id: int
    supplier: Said
    paper: Said
    spent_on: Day


class Return(Fields):
    """In general; what is to be done with single items stands beside them."""

    remark: Remark | None = None
