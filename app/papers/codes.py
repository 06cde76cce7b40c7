"""The code behind a paper's QR: everything that the paper prints, packed and signed, so that an edited paper shows.

It stands in the address after `#`, which browsers never send:

    {site}/check/{number}#1{payload}.{signature}

`1` is the version. `payload` is base64url of raw deflate, with `code_words.WORDS` as its dictionary, of compact JSON
in one byte a letter (`code_words.ALPHABET`): `k` names the key, the rest is what is printed, [kk, ru] where the two
differ.
`signature` is Ed25519 over the ASCII text `{number}#1{payload}`, so that a code belongs to one number.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from app.i18n import mark
from app.keys import PublicKey
from app.papers.code_words import ALPHABET, WORDS

VERSION = "1"
LONGEST = 900
"""Characters of an address: QR version 24, whose squares are 0.27 mm on our papers; an ordinary paper has 560."""
SHORTER = (150, 100, 70, 45, 30)
"""Where that is too little, texts are cut to so many letters, which shows as «…»."""
LARGEST = 20_000
"""Bytes of an unpacked code."""
FIELDS = {
    "heading": mark("Paper"), "recipient": mark("To whom"), "verb": mark("What happens"), "reason": mark("For what"),
    "nomination": mark("Nomination"), "contest": mark("Contest"), "amount": mark("Sum"),
    "work": mark("Work or project"), "teacher": mark("Teacher"), "grade": mark("Grade"), "school": mark("School"),
    "workplace": mark("Organisation of the person"), "settlement": mark("Place of the school"),
    "organisation": mark("Issued by"), "place": mark("Where"), "day": mark("Date of issue"),
    "signatories": mark("Signed by"),
}  # fmt: skip
"""What a paper prints, in the order in which the check shows it. The number stands in the address itself."""
_BYTES = {letter: 128 + place for place, letter in enumerate(ALPHABET)} | {chr(code): code for code in range(128)}


class BadCode(ValueError):
    """`unreadable`, `unknown-key` or `altered`."""


def key_id(public_key: bytes) -> str:
    return hashlib.sha256(public_key).hexdigest()[:8]


def plain(printed: Mapping[str, Any], public_key: bytes, most: int = 0) -> bytes:
    """The content of a code before it is packed; texts are at most `most` letters."""
    said: dict[str, Any] = {"k": key_id(public_key)}
    said |= {name: _short(printed[name], most) for name in ("contest", "day", *FIELDS) if name in printed}
    return _encoded(json.dumps(said, ensure_ascii=False, separators=(",", ":")))


def payload(printed: Mapping[str, Any], public_key: bytes, room: int) -> tuple[str, bytes]:
    """Packed into at most `room` characters as far as that is possible, and the same before it was packed."""
    for most in (0, *SHORTER):
        content = plain(printed, public_key, most)
        packed = VERSION + text_of(_packed(content))
        if len(packed) <= room:
            break
    return packed, content


def digest(content: bytes) -> str:
    """Names what a code says: 96 bits of its SHA-256."""
    return text_of(hashlib.sha256(content).digest()[:12])


def published_key(told: Mapping[str, str]) -> PublicKey:
    """As the site publishes it."""
    since, until = datetime.fromisoformat(told["valid_from"]), told.get("valid_until")
    return PublicKey(bytes_of(told["public_key"]), since, date.fromisoformat(until) if until else None)


def known(keys: Iterable[PublicKey]) -> dict[str, PublicKey]:
    """By their ids."""
    return {key_id(one.raw): one for one in keys}


def read(code: str, keys: Mapping[str, PublicKey]) -> dict[str, Any]:
    """What a code says, with its `number`; `code` is an address or what stands in it from the number on. `keys`: public
    keys by their ids. Raises BadCode."""
    head, _, signed = code.strip().rpartition("#")
    number, (packed, dot, signature) = head.rpartition("/")[2], signed.partition(".")
    if not (number and dot and packed.startswith(VERSION) and packed.isascii()):
        raise BadCode("unreadable")
    said = _unpacked(packed[len(VERSION) :])
    public_key = keys.get(str(said.pop("k", "")))
    if public_key is None:
        raise BadCode("unknown-key")
    message, bits = f"{number}#{packed}".encode(), bytes_of(signature)
    if text_of(bits) != signature or not public_key.has_signed(message, bits, _day(said)):  # bits behind the last byte
        raise BadCode("altered")
    return {"number": number} | {name: said[name] for name in FIELDS if name in said}


def _day(said: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(said.get("day")))
    except ValueError:
        return None


def shown(value: Any) -> list[str]:
    """One printed thing as lines: once, or in Kazakh and in Russian; a signatory is a name with a position."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [" — ".join([*shown(one.get("name", "")), " / ".join(shown(one.get("position", "")))]) for one in value]
    return [str(one) for one in (value if isinstance(value, list) else [value]) if str(one)]


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


def _short(value: Any, most: int) -> Any:
    """Both languages as a pair, or once where they are equal."""
    if isinstance(value, dict) and set(value) <= {"kk", "ru"}:
        pair = [_short(value.get(code, ""), most) for code in ("kk", "ru")]
        return pair[0] if pair[0] == pair[1] else pair
    if isinstance(value, list):
        return [{"name": _short(one["name"], most), "position": _short(one["position"], most)} for one in value]
    if isinstance(value, str) and most and len(value) > most:
        return value[: most - 1].rstrip() + "…"
    return value


def _encoded(text: str) -> bytes:
    """One byte a letter; others, which stand in strings alone, as JSON escapes."""
    return b"".join(_letter(one) for one in text)


def _letter(one: str) -> bytes:
    if one in _BYTES:
        return bytes([_BYTES[one]])
    units = one.encode("utf-16-be", "surrogatepass")
    return b"".join(b"\\u%04x" % int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))


def _packed(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _encoded(WORDS))
    return packer.compress(content) + packer.flush()


def _unpacked(text: str) -> dict[str, Any]:
    try:
        content = zlib.decompressobj(-15, _encoded(WORDS)).decompress(bytes_of(text), LARGEST)
        said = json.loads("".join(chr(code) if code < 128 else ALPHABET[code - 128] for code in content))
    except (zlib.error, ValueError, IndexError) as refused:
        raise BadCode("unreadable") from refused
    if not isinstance(said, dict):
        raise BadCode("unreadable")
    return said
