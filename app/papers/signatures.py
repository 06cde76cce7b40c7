"""What makes a paper provable: the signature over everything it prints, and the signed code behind its QR."""

import hashlib
from typing import Any

from app import journal
from app.keys import Keys
from app.papers import code_words, codes
from app.papers.codes import bytes_of, text_of
from app.papers.models import Certificate

_SIGNATURE = 86
"""Characters of 64 bytes in base64url."""


def sign(keys: Keys, printed: dict[str, Any]) -> str:
    return text_of(keys.sign(journal.canonical(printed).encode()))


def is_genuine(keys: Keys, certificate: Certificate) -> bool:
    """Whether the stored content is what was signed when the paper was issued, under its own number."""
    message = journal.canonical(certificate.printed).encode()
    says_so = certificate.printed.get("number") == certificate.number
    return says_so and keys.is_ours(message, bytes_of(certificate.signature))


def digest(printed: dict[str, Any]) -> str:
    """Names everything that the paper prints: 96 bits of its SHA-256."""
    return text_of(hashlib.sha256(journal.canonical(printed).encode()).digest()[:12])


def address(keys: Keys, site: str, certificate: Certificate) -> str:
    """What the QR code holds."""
    packed, _ = _payload(keys, site, certificate)
    signature = text_of(keys.sign(f"{certificate.number}#{packed}".encode()))
    return f"{_start(site, certificate)}{packed}.{signature}"


def said(keys: Keys, site: str, certificate: Certificate) -> str:
    """Names what the code of this paper says."""
    return codes.digest(_payload(keys, site, certificate)[1])


def published(keys: Keys) -> dict[str, Any]:
    """The public keys with which anybody checks our papers, and what their codes are packed with."""
    public = keys.public_key
    since = keys.signing_since.isoformat(timespec="seconds").replace("+00:00", "Z")
    key = {"kid": codes.key_id(public), "algorithm": "Ed25519", "public_key": text_of(public), "valid_from": since}
    return {"keys": [key], "alphabet": code_words.ALPHABET, "words": code_words.WORDS}


def _start(site: str, certificate: Certificate) -> str:
    return f"{site}/check/{certificate.number}#"


def _payload(keys: Keys, site: str, certificate: Certificate) -> tuple[str, bytes]:
    room = codes.LONGEST - len(_start(site, certificate)) - 1 - _SIGNATURE
    return codes.payload(certificate.printed, keys.public_key, room)
