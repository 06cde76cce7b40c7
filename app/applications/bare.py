"""A picture file without what the device wrote beside it: place, maker, date, small copy, whatever stands behind its
end. The pixels, their colours and which way is up stay, byte for byte."""

import struct
import zlib
from collections.abc import Callable, Iterator

PNG_HEAD = 8
PNG_TOLD = frozenset({b"tEXt", b"zTXt", b"iTXt", b"tIME"})
XMP_FLAG = 0x04
"""Among those of VP8X."""
KEPT = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""Application segments of a JPEG that say how its pixels are to be read."""
START, SCAN, END, COMMENT = 0xD8, 0xDA, 0xD9, 0xFE
STUFFED = frozenset({0x00, *range(0xD0, 0xD8)})
"""What follows 0xFF within the pixels themselves."""
ALONE = STUFFED | {0x01, START}
"""Markers without a length."""


def bare(data: bytes, media_type: str, orientation: int) -> bytes:
    """`data` is a good picture; `orientation` as EXIF counts."""
    kinds: dict[str, Callable[[bytes, bytes], bytes]] = {"image/png": _png, "image/webp": _webp}
    return kinds.get(media_type, _jpeg)(data, _exif(orientation))


def _exif(orientation: int) -> bytes:
    """Nothing but which way is up."""
    if orientation == 1:
        return b""
    return b"MM\x00\x2a" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _jpeg(data: bytes, exif: bytes) -> bytes:
    parts = [data[:2]]
    if exif:
        parts.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\x00\x00" + exif)
    for marker, part in _segments(data):
        is_application = 0xE0 <= marker <= 0xEF
        is_told = marker == COMMENT or (is_application and not part[4:].startswith(KEPT.get(marker, b"-")))
        parts += [] if is_told else [part]
    return b"".join(parts)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes) from behind the start to the end of the first picture; that of a scan has its pixels with it.
    Bytes between two segments are skipped, as decoders do."""
    at = 2
    while (at := data.find(b"\xff", at)) != -1 and at + 4 <= len(data) and data[at + 1] != END:
        marker = data[at + 1]
        if marker == 0xFF or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        after = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == SCAN:
            after = _behind_pixels(data, after)
        yield marker, data[at:after]
        at = after
    yield END, bytes((0xFF, END))


def _behind_pixels(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        if data[at + 1] not in STUFFED and data[at + 1] != 0xFF:
            return at
        at += 1 if data[at + 1] == 0xFF else 2
    return len(data)


def _png(data: bytes, exif: bytes) -> bytes:
    parts, at = [data[:PNG_HEAD]], PNG_HEAD
    while at + 12 <= len(data):
        (length,), kind = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        part = data[at : at + 12 + length]
        if kind == b"eXIf":
            part = _chunk(kind, exif) if exif else b""
        parts += [] if kind in PNG_TOLD else [part]
        at += 12 + length
        if kind == b"IEND":
            break
    return b"".join(parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _webp(data: bytes, exif: bytes) -> bytes:
    """The flag of EXIF may stay without it: readers then find none."""
    parts, at = [], 12
    most = min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= most:
        kind, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        part = data[at : at + 8 + length + length % 2]
        at += len(part)
        if kind == b"VP8X":
            part = part[:8] + bytes([part[8] & ~XMP_FLAG]) + part[9:]
        elif kind == b"EXIF":
            part = kind + struct.pack("<I", len(exif)) + exif if exif else b""
        parts += [] if kind == b"XMP " else [part]
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body
