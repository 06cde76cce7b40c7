"""Files of a grant on their way in: photos, receipts, the signed contract. Looked through before any transaction
begins, so that nobody waits for a decoder; put onto the shelf when the row that names them has been accepted, before
it is committed: a refusal leaves no file behind but for a form that is sent again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from app.applications import file_types, pages, pictures
from app.applications.attachments import Upload
from app.errors import RuleBroken
from app.files import Shelf

LARGEST = 25_000_000
"""Bytes of a scanned contract."""
FILM = 100_000_000
"""Bytes of a video: three minutes from a phone."""
CHUNK = 1 << 20
FILMS = {"mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "3gp": "video/3gpp"}
FAMILIES = dict.fromkeys(("video/mp4", "video/quicktime"), frozenset({"video/mp4", "video/quicktime"}))
"""Phones call the one by the other's name."""
SCANS = frozenset({"image/jpeg", "image/png", file_types.PDF})
ENDINGS = {kind: ending for ending, kind in file_types.EXTENSIONS.items() if ending != "jpeg"}
ENDINGS |= {kind: ending for ending, kind in FILMS.items() if ending != "m4v"}


@dataclass(frozen=True)
class Paper:
    """A good file: the original, a clean picture of it to be shown (empty for documents), a thumbnail."""

    media_type: str
    sha256: str
    size: int
    clean_sha256: str
    thumb_sha256: str


@dataclass(frozen=True)
class Looked:
    """A good file that is not on the shelf yet."""

    paper: Paper
    contents: tuple[Iterable[bytes], ...]
    name: str
    """On the sender's device."""

    def keep(self, shelf: Shelf) -> None:
        for chunks in self.contents:
            shelf.put(chunks)


def photo(upload: Upload) -> Looked:
    """Raises RuleBroken: file-empty, -heic, -type, -large, -damaged, picture-huge, photo-needed."""
    kind = _kind(upload)
    if not file_types.is_picture(kind):
        raise RuleBroken("photo-needed")
    return _looked(upload, kind, file_types.IMAGE_BYTES)


def receipt(upload: Upload) -> Looked:
    """A photo or a PDF. Raises as `photo`, and pdf-active, pdf-long."""
    kind = _kind(upload)
    return _looked(upload, kind, file_types.largest(kind))


def film(upload: Upload) -> Looked:
    """A video as it is: nobody plays it here. Raises RuleBroken: file-empty, film-needed, file-large."""
    if not upload.size:
        raise RuleBroken("file-empty")
    head = upload.file.read(file_types.HEAD)
    upload.file.seek(0)
    kind, ending = _film(head), file_types.extension(upload.name)
    if kind is None or (ending and not {kind, FILMS.get(ending)} <= FAMILIES.get(kind, {kind})):
        raise RuleBroken("film-needed")
    if upload.size > FILM:
        raise RuleBroken("file-large", most=FILM // 1_000_000)
    digest = hashlib.sha256()
    while chunk := upload.file.read(CHUNK):
        digest.update(chunk)
    upload.file.seek(0)
    return Looked(Paper(kind, digest.hexdigest(), upload.size, "", ""), (iter(lambda: upload.file.read(CHUNK), b""),),
                  upload.name)  # fmt: skip


def _film(head: bytes) -> str | None:
    if head[:4] == b"\x1aE\xdf\xa3":
        return "video/webm"
    if head[4:8] != b"ftyp" or head[8:12] in file_types.HEIC:
        return None
    if head[8:11] == b"3gp":
        return "video/3gpp"
    return "video/quicktime" if head[8:12] == b"qt  " else "video/mp4"


def scan(upload: Upload) -> Looked:
    """The signed contract: PDF, JPEG or PNG of at most 25 MB. Raises as `receipt`."""
    kind = _kind(upload)
    if kind not in SCANS:
        raise RuleBroken("file-type")
    return _looked(upload, kind, LARGEST)


def name(stem: str, media_type: str) -> str:
    """What a download is called: «receipt-7.pdf»."""
    return f"{stem}.{ENDINGS.get(media_type, 'bin')}"


def _kind(upload: Upload) -> str:
    if not upload.size:
        raise RuleBroken("file-empty")
    head = upload.file.read(file_types.HEAD)
    upload.file.seek(0)
    return file_types.media_type(head, upload.name)


def _looked(upload: Upload, kind: str, most: int) -> Looked:
    if upload.size > most:
        raise RuleBroken("file-large", most=most // 1_000_000)
    data = upload.file.read()
    if file_types.is_picture(kind):
        seen = pictures.develop(data, kind, side=pictures.JUDGED_SIDE)
        shown, thumb = [seen.large.jpeg], seen.thumb.jpeg
    else:
        first = pages.of_document(data, most=1)[0]
        shown, thumb = [], pictures.thumb(pictures.read(first.jpeg)).jpeg
    clean = _name(shown[0]) if shown else ""
    paper = Paper(kind, _name(data), len(data), clean, _name(thumb))
    return Looked(paper, tuple([part] for part in (*shown, data, thumb)), upload.name)


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
