"""What is said of the organisation and of a programme; papers print it."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, StringConstraints, field_validator
from pydantic_core.core_schema import ValidationInfo

from app import i18n, identifiers
from app.fields import Bin, Day, Email, Fields, Line, Tenge
from app.programmes.models import Organisation, Programme

Said = Annotated[Line, StringConstraints(min_length=2)]
ORGANISATION = ("name", "short_name", "address", "city", "head_name", "head_position", "basis")
PROGRAMME = ("title", "customer")
"""What exists in three languages."""


def _kbe(value: str) -> str:
    if value and identifiers.check_kbe(value) not in ("17", "18"):
        raise ValueError("kbe-organisation")
    return value


def _unless_empty(check: Any) -> AfterValidator:
    return AfterValidator(lambda value: check(value) if value else value)


class OrganisationForm(Fields):
    name_kk: Said
    name_ru: Said
    name_en: Line = ""
    short_name_kk: Said
    short_name_ru: Said
    short_name_en: Line = ""
    bin: Bin
    address_kk: Said
    address_ru: Said
    address_en: Line = ""
    city_kk: Said
    city_ru: Said
    city_en: Line = ""
    phone: Annotated[Line, AfterValidator(identifiers.check_phone), AfterValidator(identifiers.show_phone)]
    email: Email
    head_name_kk: Said
    head_name_ru: Said
    head_name_en: Line = ""
    head_position_kk: Said
    head_position_ru: Said
    head_position_en: Line = ""
    basis_kk: Said
    basis_ru: Said
    basis_en: Line = ""
    bank: Line = ""
    iban: Annotated[Line, _unless_empty(identifiers.check_iban)] = ""
    bic: Annotated[Line, _unless_empty(identifiers.check_bic)] = ""
    kbe: Annotated[Line, BeforeValidator(str.strip), AfterValidator(_kbe)] = ""

    @property
    def values(self) -> dict[str, Any]:
        return _values(self, ORGANISATION, ("bin", "phone", "email", "bank", "iban", "bic", "kbe"))


class ProgrammeForm(Fields):
    title_kk: Said
    title_ru: Said
    title_en: Line = ""
    customer_kk: Said
    customer_ru: Said
    customer_en: Line = ""
    contract_number: Line = ""
    contract_date: Day | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    amount: Tenge = 0

    @field_validator("ends_on")
    @classmethod
    def _ends_later(cls, value: Any, info: ValidationInfo) -> Any:
        starts = info.data.get("starts_on")
        if value and starts and value < starts:
            raise ValueError("before-start")
        return value

    @property
    def values(self) -> dict[str, Any]:
        return _values(self, PROGRAMME, ("contract_number", "contract_date", "starts_on", "ends_on", "amount"))


def typed_organisation(organisation: Organisation) -> dict[str, str]:
    plain = ("bin", "phone", "email", "bank", "iban", "bic", "kbe")
    return _typed(organisation, ORGANISATION) | {name: getattr(organisation, name) for name in plain}


def typed_programme(programme: Programme) -> dict[str, str]:
    days = {name: getattr(programme, name) for name in ("contract_date", "starts_on", "ends_on")}
    typed = {name: day.isoformat() for name, day in days.items() if day}
    amount = f"{programme.amount:,}".replace(",", " ") if programme.amount else ""
    return _typed(programme, PROGRAMME) | typed | {"contract_number": programme.contract_number, "amount": amount}


def _typed(thing: Organisation | Programme, names: tuple[str, ...]) -> dict[str, str]:
    return {f"{name}_{code}": getattr(thing, name).get(code, "") for name in names for code in i18n.LANGUAGES}


def _values(form: Fields, names: tuple[str, ...], plain: tuple[str, ...]) -> dict[str, Any]:
    said = {name: {code: getattr(form, f"{name}_{code}") for code in i18n.LANGUAGES} for name in names}
    return said | {name: getattr(form, name) for name in plain}
