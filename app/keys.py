"""Keys of an installation and what they do: encrypt identifiers, sign certificates and links.

Each key is a file of its own with mode 0600 in `<data>/keys`, made by `baiqau init`; never in the database. When the
key of certificates is replaced, its public half stays in `retired.json`, so that older papers remain ours.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True)
class PublicKey:
    """Checks what was signed; `until`: the last day on which a retired one signed."""

    raw: bytes
    since: datetime
    until: date | None = None

    def has_signed(self, message: bytes, signature: bytes, on: date | None = None) -> bool:
        """`on`: the day that the message says of itself."""
        if self.until is not None and (on is None or on > self.until):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


class Keys:
    """The three keys of an installation; made on first use, each 32 random bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make_all(self) -> None:
        """So that the first backup of the folder holds every key that will ever be used."""
        for name in ("identifiers", "certificates", "links"):
            self._key(name)

    def _key(self, name: str) -> bytes:
        path = self.folder / f"{name}.key"
        if not path.exists():
            temporary = self._written(secrets.token_bytes(32))
            try:
                os.link(temporary, path)  # the first one wins, whoever it was
            except FileExistsError:
                pass
            finally:
                temporary.unlink()
        return path.read_bytes()

    def _written(self, data: bytes) -> Path:
        """A file that waits for its name."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = self.folder / f".{secrets.token_hex(8)}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        return temporary

    def replace_signing(self, on: date) -> None:
        """A new key signs from now on; `on` is the last day of the old one. Broken off in between it is begun anew."""
        held = [{"key": base64.b64encode(one.raw).decode(), "since": one.since.isoformat(), "until": f"{one.until}"}
                for one in self.public_keys if one.until is not None]  # fmt: skip
        old = base64.b64encode(self.public_key).decode()
        held.append({"key": old, "since": self.signing_since.isoformat(), "until": f"{on}"})
        self._written(json.dumps(held, indent=1).encode()).replace(self.folder / "retired.json")
        self._written(secrets.token_bytes(32)).replace(self.folder / "certificates.key")

    def encrypt(self, text: str, *, context: str) -> str:
        """AES-256-GCM under the identifiers' key; `context` (for example ``grant-7-iin``) is authenticated, so a value
        moved to another row does not open."""
        nonce = secrets.token_bytes(12)
        sealed = AESGCM(self._key("identifiers")).encrypt(nonce, text.encode(), context.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def decrypt(self, sealed: str, *, context: str) -> str:
        raw = base64.urlsafe_b64decode(sealed)
        return AESGCM(self._key("identifiers")).decrypt(raw[:12], raw[12:], context.encode()).decode()

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature, 64 bytes."""
        return Ed25519PrivateKey.from_private_bytes(self._key("certificates")).sign(message)

    def is_ours(self, message: bytes, signature: bytes, on: date | None = None) -> bool:
        """Whether the key of that day, or the one of today, has signed it."""
        return any(one.has_signed(message, signature, on) for one in self.public_keys)

    @property
    def public_keys(self) -> list[PublicKey]:
        """The one that signs first, then the retired ones."""
        path, now = self.folder / "retired.json", PublicKey(self.public_key, self.signing_since)
        rows = json.loads(path.read_bytes()) if path.exists() else []
        retired = [
            PublicKey(
                base64.b64decode(one["key"]), datetime.fromisoformat(one["since"]), date.fromisoformat(one["until"])
            )
            for one in rows
        ]
        return [now, *(one for one in retired if one.raw != now.raw)]

    @property
    def public_key(self) -> bytes:
        """The 32 bytes with which anyone checks our certificates."""
        private = Ed25519PrivateKey.from_private_bytes(self._key("certificates"))
        return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def signing_since(self) -> datetime:
        """When the key of certificates was made."""
        self._key("certificates")
        return datetime.fromtimestamp((self.folder / "certificates.key").stat().st_mtime, UTC)

    @property
    def link_secret(self) -> str:
        return self._key("links").hex()
