"""What a file is, by its first bytes and by its name, which have to agree; and what it may be called."""

import re

from app.alphabet import clean_line
from app.errors import RuleBroken

PDF = "application/pdf"
EXTENSIONS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": PDF}
ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf,image/jpeg,image/png,image/webp,application/pdf"
"""For `accept`: without HEIC in it Apple devices convert to JPEG before sending."""
ACCEPTED_PICTURES = ".jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp"
IMAGE_BYTES, DOCUMENT_BYTES = 20_000_000, 10_000_000
HEAD = 32
"""Bytes that tell the kind."""
LONGEST_NAME = 120

_SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", PDF))
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def media_type(head: bytes, name: str) -> str:
    """The kind of a file called `name` that begins with `head`. Raises RuleBroken: file-heic, file-type."""
    ending = extension(name)
    if (head[4:8] == b"ftyp" and head[8:12] in HEIC) or ending in ("heic", "heif"):
        raise RuleBroken("file-heic")
    found = _by_content(head)
    if found is None or (ending and EXTENSIONS.get(ending) != found):
        raise RuleBroken("file-type")
    return found


def is_picture(kind: str) -> bool:
    return kind.startswith("image/")


def largest(kind: str) -> int:
    """Bytes that a file of this kind may have."""
    return IMAGE_BYTES if is_picture(kind) else DOCUMENT_BYTES


def extension(name: str) -> str:
    """Lower-case ending without its dot; empty for «passwd» and «.htaccess»."""
    stem, dot, ending = _bare(name).rpartition(".")
    return ending.lower() if dot and stem else ""


def clean_name(name: str, kind: str) -> str:
    """The name as people will read it: no folders, no invisible signs, at most 120 characters, the right ending."""
    bare = _bare(name)
    ending = extension(name) or next(ending for ending, of in EXTENSIONS.items() if of == kind)
    stem = bare.removesuffix(bare[len(bare) - len(ending) - 1 :]) if extension(name) else bare.strip(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip(' .') or 'file'}.{ending}"


def _bare(name: str) -> str:
    return re.split(r"[/\\]", clean_line(name))[-1].strip().rstrip(" .")


def _by_content(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
