"""A signed paper as a scan: looked through and put onto the shelf before any transaction begins."""

from dataclasses import dataclass

from app.applications import file_types, pages, pictures
from app.applications.attachments import Upload
from app.errors import RuleBroken
from app.files import Shelf

LARGEST = 25_000_000
"""Bytes."""
KINDS = frozenset({"image/jpeg", "image/png", file_types.PDF})
ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
ENDINGS = {file_types.PDF: "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class Scan:
    sha256: str
    media_type: str


def take(shelf: Shelf, upload: Upload) -> Scan:
    """Raises RuleBroken: file-empty, -heic, -type, -large, -damaged, picture-huge, pdf-active, pdf-long."""
    if not upload.size:
        raise RuleBroken("file-empty")
    kind = file_types.media_type(upload.file.read(file_types.HEAD), upload.name)
    upload.file.seek(0)
    if kind not in KINDS:
        raise RuleBroken("file-type")
    if upload.size > LARGEST:
        raise RuleBroken("file-large", most=LARGEST // 1_000_000)
    data = upload.file.read()
    if file_types.is_picture(kind):
        pictures.develop(data, kind, side=pictures.PAGE_SIDE)
    else:
        pages.of_document(data, most=1)
    return Scan(shelf.put([data]).sha256, kind)
