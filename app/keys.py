"""Keys of an installation and what they do: encrypt identifiers, sign certificates and links.

Each key is a file of its own with mode 0600 in `<data>/keys`, made by `baiqau init`; never in the database.
"""

import base64
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


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
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = self.folder / f".{name}-{secrets.token_hex(4)}"
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(secrets.token_bytes(32))
                out.flush()
                os.fsync(out.fileno())
            try:
                os.link(temporary, path)  # the first one wins, whoever it was
            except FileExistsError:
                pass
            finally:
                temporary.unlink()
        return path.read_bytes()

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

    def is_ours(self, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PrivateKey.from_private_bytes(self._key("certificates")).public_key().verify(signature, message)
        except InvalidSignature:
            return False
        return True

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
