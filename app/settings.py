"""Everything that an installation may decide, as `BAIQAU_*` environment variables or lines of `.env`."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="BAIQAU_", env_file=".env", extra="ignore", env_ignore_empty=True)

    data: Path = Path("var")
    """Folder for the SQLite file, uploads and keys."""
    database_url: str = ""
    """Empty: SQLite in the data folder. Else `postgresql+psycopg://…`."""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    """Address that letters and QR codes carry; empty: `http://127.0.0.1:<port>`."""
    smtp_url: str = ""
    """`smtp://user:password@host:port` (or `smtps://`); empty: letters stay in the office and on the console."""
    mail_from: str = "baiqau@localhost"
    mail_per_minute: int = Field(default=60, ge=1)
    """Letters that leave in a minute; what a provider of mail allows is often less than one would think."""
    language: Literal["kk", "ru", "en"] = "kk"
    secure_cookies: bool | None = None
    """None: secure exactly when the public address is https."""
    echo_seconds: float = 5
    """How long public pages are repeated from memory to readers who are not signed in; 0: never."""
    reserve_mb: int = 500
    """Files are refused when the disk has less room than this, so that all else goes on."""
    trusted_proxies: int = 0
    """How many hops of X-Forwarded-For to believe."""

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{(self.data / 'baiqau.sqlite3').as_posix()}"

    @property
    def base_url(self) -> str:
        return (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/")

    @property
    def is_secure(self) -> bool:
        return self.base_url.startswith("https://") if self.secure_cookies is None else self.secure_cookies

    @property
    def font_cache(self) -> Path:
        return self.data / "fonts"


@lru_cache
def settings() -> Settings:
    return Settings()
