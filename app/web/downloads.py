"""Answers that carry stored files: originals leave only as downloads that no browser opens here, pictures of our own
making may be shown in a page."""

from urllib.parse import quote

from starlette.responses import Response

from app.applications.models import Attachment, Rendition
from app.files import Shelf

SANDBOX = "default-src 'none'; sandbox"


def original(shelf: Shelf, attachment: Attachment) -> Response:
    """The file as it arrived, under the name that its owner gave it. Raises FileDamaged."""
    return stored(shelf, attachment.sha256, attachment.media_type, attachment.name)


def stored(shelf: Shelf, sha256: str, media_type: str, name: str) -> Response:
    """An original that is called `name`. Raises FileDamaged."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(shelf.read(sha256), media_type=media_type, headers=headers)


def picture(shelf: Shelf, rendition: Rendition) -> Response:
    """One of our own JPEGs, to be shown; it has no name that could tell anything. Raises FileDamaged."""
    return clean(shelf, rendition.sha256)


def clean(shelf: Shelf, sha256: str) -> Response:
    """The same by the hash of one that we made."""
    return shown(shelf.read(sha256))


def shown(jpeg: bytes) -> Response:
    """A JPEG that we made."""
    headers = {"Content-Disposition": "inline", "Content-Security-Policy": SANDBOX}
    return Response(jpeg, media_type="image/jpeg", headers=headers)
