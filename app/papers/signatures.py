"""What makes a paper provable: the signature over everything it prints, and the short signed code behind its QR.

The code stands in the address after `#`, which browsers never send:

    {site}/check/{number}#{payload}.{signature}

`payload` is base64url of compact JSON: `h` names what the paper prints (see `digest`), `k` the key, `w` whom it is for.
`signature` is Ed25519 over the ASCII text `{number}#{payload}`, so that a code belongs to one number.
"""

import base64
import hashlib
import json
from typing import Any

from app import journal
from app.keys import Keys
from app.papers.models import Certificate

LONGEST = 310
"""Characters of an address: QR version 13, which scans well from 30 mm of office paper."""
_SIGNATURE = 86
"""Characters of 64 bytes in base64url."""


def sign(keys: Keys, printed: dict[str, Any]) -> str:
    return _text(keys.sign(journal.canonical(printed).encode()))


def is_genuine(keys: Keys, certificate: Certificate) -> bool:
    """Whether the stored content is what was signed when the paper was issued, under its own number."""
    message = journal.canonical(certificate.printed).encode()
    says_so = certificate.printed.get("number") == certificate.number
    return says_so and keys.is_ours(message, _bytes(certificate.signature))


def digest(printed: dict[str, Any]) -> str:
    """Names everything that the paper prints: 96 bits of its SHA-256."""
    return _text(hashlib.sha256(journal.canonical(printed).encode()).digest()[:12])


def key_id(public_key: bytes) -> str:
    return hashlib.sha256(public_key).hexdigest()[:8]


def address(keys: Keys, site: str, certificate: Certificate) -> str:
    """What the QR code holds. A name for which there is no room is cut, which shows as «…»."""
    start = f"{site}/check/{certificate.number}#"
    room = (LONGEST - len(start) - 1 - _SIGNATURE) // 4 * 3
    payload = _text(_payload(keys, certificate, room))
    signature = _text(keys.sign(f"{certificate.number}#{payload}".encode()))
    return f"{start}{payload}.{signature}"


def published(keys: Keys) -> list[dict[str, str]]:
    """The public keys with which anybody checks our papers."""
    public = keys.public_key
    since = keys.signing_since.isoformat(timespec="seconds").replace("+00:00", "Z")
    return [{"kid": key_id(public), "algorithm": "Ed25519", "public_key": _text(public), "valid_from": since}]


def _payload(keys: Keys, certificate: Certificate, room: int) -> bytes:
    said = {"h": digest(certificate.printed), "k": key_id(keys.public_key), "w": certificate.printed["recipient"]}
    whole = _compact(said)
    while len(whole) > room and len(said["w"]) > 1:
        said["w"] = said["w"][:-2].rstrip() + "…"
        whole = _compact(said)
    return whole


def _compact(value: dict[str, str]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
