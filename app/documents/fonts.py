"""The faces of our papers. They come from installed packages (OFL); ReportLab cannot read variable fonts, so static
cuts are made once and kept as files in a folder that the caller names."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import fontpkg
from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# Latin with its extensions, combining accents, Cyrillic with the Kazakh letters, punctuation, ₸ № and a few signs
UNICODES = (
    *range(0x20, 0x7F), *range(0xA0, 0x250), 0x259, *range(0x2B0, 0x370), *range(0x400, 0x530), *range(0x2010, 0x2060),
    *range(0x20A0, 0x20C0), 0x2116, 0x2122, *range(0x2190, 0x2194), *range(0x2200, 0x2270), 0x2713, 0xFFFD,
)  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """A static face made from a variable font: `axes` are the coordinates that are pinned."""

    name: str
    family: str
    style: str
    axes: tuple[tuple[str, float], ...]


STATIC = (
    ("Serif", 400, "normal"),
    ("Serif-Bold", 700, "normal"),
    ("Serif-Italic", 400, "italic"),
    ("Serif-BoldItalic", 700, "italic"),
)
CUTS = (
    Cut("Sans", "IBM Plex Sans", "normal", (("wdth", 100), ("wght", 400))),
    Cut("Sans-Bold", "IBM Plex Sans", "normal", (("wdth", 100), ("wght", 700))),
    Cut("Diploma", "Source Serif 4", "normal", (("opsz", 14), ("wght", 400))),
    Cut("Diploma-Bold", "Source Serif 4", "normal", (("opsz", 14), ("wght", 600))),
    Cut("Diploma-Italic", "Source Serif 4", "italic", (("opsz", 18), ("wght", 400))),
    Cut("Diploma-Display", "Source Serif 4", "normal", (("opsz", 60), ("wght", 600))),
)
FACES = tuple(name for name, *_ in STATIC) + tuple(cut.name for cut in CUTS)

_lock = threading.Lock()
_prepared = False


def prepare(cache: Path) -> None:
    """Makes every face known to ReportLab, once per process; later calls and other threads cost nothing.

    Cuts that are missing in `cache` are made there (a few seconds in all). Several processes may share the folder."""
    global _prepared
    with _lock:
        if _prepared:
            return
        rl_config.useA85 = 0  # binary streams: a fifth smaller and much faster than the ASCII armour of the default
        for name, weight, style in STATIC:
            _register(name, fontpkg.path("IBM Plex Serif", weight=weight, style=style))
        for cut in CUTS:
            _register(cut.name, _cached(cut, cache))
        for family in ("Serif", "Sans", "Diploma"):
            _map(family)
        _prepared = True


def require() -> None:
    """Raises RuntimeError if `prepare` was not called: every `draw` asks first, for a plain message."""
    if not _prepared:
        raise RuntimeError("call fonts.prepare(cache) once before a document is drawn")


def _register(name: str, path: Path) -> None:
    font = TTFont(name, str(path))
    setattr(font.face, "makeSubset", _one_at_a_time(font.face.makeSubset))  # noqa: B010 -- a method, for the checker
    pdfmetrics.registerFont(font)


def _one_at_a_time(cut: Callable[[Sequence[int]], bytes]) -> Callable[[Sequence[int]], bytes]:
    """ReportLab walks a face by a reading position that all documents share."""
    turn = threading.Lock()

    def cutting_alone(subset: Sequence[int]) -> bytes:
        with turn:
            return cut(subset)

    return cutting_alone


def _map(family: str) -> None:
    """Tells the paragraph parser which face is bold and italic; what a family lacks falls back to what it has."""
    for bold in (0, 1):
        for italic in (0, 1):
            wanted = family + ("-" + "Bold" * bold + "Italic" * italic if bold or italic else "")
            fallback = f"{family}-Bold" if bold else family
            addMapping(family, bold, italic, wanted if wanted in FACES else fallback)
    for face in FACES:  # each face is also a family of its own, so a style may name it
        if face.startswith(f"{family}-"):
            addMapping(face, 0, 0, face)


def _cached(face: Cut, cache: Path) -> Path:
    version = fontpkg.family(face.family).version
    recipe = sha256(repr((face, UNICODES)).encode()).hexdigest()[:8]
    path = cache / f"{face.name.lower()}-{version}-{recipe}.ttf"
    if not path.exists():
        from . import cutting  # noqa: PLC0415 -- costs every other start 20 MB and half a second

        cache.mkdir(parents=True, exist_ok=True)
        source = fontpkg.path(face.family, style=face.style)
        cutting.cut(source, dict(face.axes), UNICODES, f"Baiqau-{face.name.replace('-', '')}", path)
    return path
