"""The link behind which a child's representative answers: made from a key of the installation, stored nowhere."""

import base64
import hmac
from hashlib import sha256

from app.applications.models import Application

BYTES = 20


def token(secret: str, application: Application) -> str:
    """Letters and digits only, so that messengers keep the link whole. A next generation, or another draft that was
    given the same id, has another one."""
    said = f"consent:{application.id}:{application.nonce}:{application.consent_link}"
    digest = hmac.digest(secret.encode(), said.encode(), sha256)[:BYTES]
    return f"{application.id}-{base64.b32encode(digest).decode().lower()}"


def application_id(text: str) -> int | None:
    """Whose token it may be; `is_open` says whether it is."""
    number = text.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def is_open(secret: str, application: Application, text: str) -> bool:
    return hmac.compare_digest(token(secret, application).encode(), text.encode())
