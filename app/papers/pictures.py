"""Logos and pictures of signatures: small PNGs of our own making, with what was transparent left so."""

from io import BytesIO

from PIL import Image, ImageOps

from app.applications import file_types, pictures
from app.errors import RuleBroken

LARGEST = 5_000_000
MEGAPIXELS = 20
SIDE = 900
"""Pixels: 300 to the inch on eight centimetres of paper."""


def prepare(data: bytes, name: str) -> bytes:
    """Raises RuleBroken: file-empty, file-large, file-type, picture-huge, file-damaged."""
    if not data:
        raise RuleBroken("file-empty")
    if len(data) > LARGEST:
        raise RuleBroken("file-large", most=LARGEST // 1_000_000)
    if file_types.media_type(data[: file_types.HEAD], name) not in pictures.FORMATS:
        raise RuleBroken("file-type")
    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > MEGAPIXELS * 1_000_000:
                raise RuleBroken("picture-huge")
            upright = ImageOps.exif_transpose(image)
            clean = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
    except Image.DecompressionBombError as huge:
        raise RuleBroken("picture-huge") from huge
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError) as broken:
        raise RuleBroken("file-damaged") from broken
    clean.thumbnail((SIDE, SIDE))
    bare = Image.new(clean.mode, clean.size)
    bare.paste(clean)
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
