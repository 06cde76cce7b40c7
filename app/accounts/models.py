"""People, and the ways in which they prove to be themselves."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.db import choice


class Language(StrEnum):
    KK = "kk"
    RU = "ru"
    EN = "en"


class User(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    email: str
    email_key: str = Field(unique=True)
    """The address as it is compared: stripped, case-folded."""
    name: str
    phone: str = ""
    language: Language = choice(Language, default=Language.KK)
    password_hash: str | None = None
    light_pictures: bool | None = None
    """Whether works come to them in small pictures; None: as their browser asks."""
    is_operator: bool = False
    """Runs the installation: settings, keys, backups; sees no contest's content by it."""
    created_at: datetime
    confirmed_at: datetime | None = None
    disabled_at: datetime | None = None

    @property
    def has_address(self) -> bool:
        """Without one, no letter reaches them: the office entered them for what they brought on paper."""
        return self.email != ""


class SignIn(SQLModel, table=True):
    """One signed-in browser. The cookie holds a random token, this row only its SHA-256."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    user_id: int = Field(foreign_key="user.id", index=True)
    created_at: datetime
    seen_at: datetime
    address: str = ""
    agent: str = ""
    ended_at: datetime | None = None


class LinkPurpose(StrEnum):
    CONFIRM = "confirm"
    SIGN_IN = "sign-in"
    PASSWORD = "password"  # noqa: S105
    INVITATION = "invitation"


class OneTimeLink(SQLModel, table=True):
    __tablename__ = "one_time_link"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(unique=True)
    purpose: LinkPurpose = choice(LinkPurpose)
    user_id: int = Field(foreign_key="user.id", index=True)
    email: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Attempt(SQLModel, table=True):
    """One try at something that is counted (sign-in, reset, upload …), under a key such as ``sign-in:name@host``."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    at: datetime = Field(index=True)
