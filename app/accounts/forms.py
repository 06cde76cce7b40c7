"""What people say about themselves."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from app.accounts import passwords
from app.accounts.models import Language
from app.fields import Email, Fields, Name, Phone, Yes

NewPassword = Annotated[str, AfterValidator(passwords.check)]
Secret = Annotated[str, StringConstraints(min_length=1)]
"""A password as typed; whether it is right is not the form's business."""


def _is_a_name(value: str) -> str:
    """Our letters greet people by name: it carries no address to somebody else's site."""
    if any(sign in value for sign in "/@<>\\") or "www." in value.casefold():
        raise ValueError("name-sign")
    return value


PersonName = Annotated[Name, AfterValidator(_is_a_name)]


class SignUp(Fields):
    name: PersonName
    email: Email
    password: NewPassword
    language: Language
    agree: Yes


class Credentials(Fields):
    email: Email
    password: Secret


class Address(Fields):
    email: Email


class Profile(Fields):
    name: PersonName
    phone: Phone | None = None
    language: Language


class FirstPassword(Fields):
    password: NewPassword


class PasswordChange(Fields):
    present_password: str = ""
    """Empty where the person has none yet."""
    password: NewPassword
