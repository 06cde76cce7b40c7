"""What makes a paper provable: the signature over everything it prints, and the signed code behind its QR."""

import hashlib
from datetime import date
from typing import Any

from app import journal
from app.keys import Keys, PublicKey
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
    on = date.fromisoformat(certificate.printed.get("day", f"{date.max}"))
    return says_so and keys.is_ours(message, bytes_of(certificate.signature), on)


def digest(printed: dict[str, Any]) -> str:
    """Names everything that the paper prints: 96 bits of its SHA-256."""
    return text_of(hashlib.sha256(journal.canonical(printed).encode()).digest()[:12])


def address(keys: Keys, site: str, certificate: Certificate) -> str:
    """What the QR code holds."""
    packed, _ = _payload(keys.public_key, site, certificate)
    signature = text_of(keys.sign(f"{certificate.number}#{packed}".encode()))
    return f"{_start(site, certificate)}{packed}.{signature}"


def said(keys: Keys, site: str, certificate: Certificate) -> str:
    """Names what the code of this paper says, for each key that may have signed it."""
    return " ".join(codes.digest(_payload(one.raw, site, certificate)[1]) for one in keys.public_keys)


def published(keys: Keys) -> dict[str, Any]:
    """The public keys with which anybody checks our papers, and what their codes are packed with."""
    told = [_told(one) for one in keys.public_keys]
    return {"keys": told, "alphabet": code_words.ALPHABET, "words": code_words.WORDS}


def _told(key: PublicKey) -> dict[str, str]:
    """`valid_until`: the last day that a paper may say of itself; only of a retired key."""
    since = key.since.isoformat(timespec="seconds").replace("+00:00", "Z")
    said = {"kid": codes.key_id(key.raw), "algorithm": "Ed25519", "public_key": text_of(key.raw), "valid_from": since}
    return said | ({"valid_until": key.until.isoformat()} if key.until else {})


def _start(site: str, certificate: Certificate) -> str:
    return f"{site}/check/{certificate.number}#"


def _payload(public_key: bytes, site: str, certificate: Certificate) -> tuple[str, bytes]:
    room = codes.LONGEST - len(_start(site, certificate)) - 1 - _SIGNATURE
    return codes.payload(certificate.printed, public_key, room)
