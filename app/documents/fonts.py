"""The faces of our papers. They come from installed packages (OFL); ReportLab cannot read variable fonts, so static
cuts are made once and kept as files in a folder that the caller names."""

from __future__ import annotations

import os
import tempfile
import threading
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

# ReportLab uses none of these, and instancing the layout tables takes most of the time
_DROPPED = ["GSUB", "GPOS", "GDEF", "STAT", "HVAR", "MVAR", "DSIG", "meta", "gasp", "prep", "fpgm", "cvt ", "cvar"]


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
    pdfmetrics.registerFont(TTFont(name, str(path)))


def _map(family: str) -> None:
    """Tells the paragraph parser which face is bold and italic; a style that a family lacks falls back to what it has."""
    for bold in (0, 1):
        for italic in (0, 1):
            wanted = family + ("-" + "Bold" * bold + "Italic" * italic if bold or italic else "")
            fallback = f"{family}-Bold" if bold else family
            addMapping(family, bold, italic, wanted if wanted in FACES else fallback)
    for face in FACES:  # each face is also a family of its own, so a style may name it
        if face.startswith(f"{family}-"):
            addMapping(face, 0, 0, face)


def _cached(cut: Cut, cache: Path) -> Path:
    version = fontpkg.family(cut.family).version
    recipe = sha256(repr((cut, UNICODES)).encode()).hexdigest()[:8]
    path = cache / f"{cut.name.lower()}-{version}-{recipe}.ttf"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _make(cut, path)
    return path


def _make(cut: Cut, path: Path) -> None:
    # Imported here: making cuts happens once per installation, and the library is heavy for every other start.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont as Source
    from fontTools.varLib import instancer

    font = Source(fontpkg.path(cut.family, style=cut.style), recalcTimestamp=False)
    options = Options(layout_features=[], name_IDs=["*"], notdef_outline=True, hinting=False, drop_tables=_DROPPED)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, dict(cut.axes), inplace=True)
    _name(font["name"], f"Baiqau-{cut.name.replace('-', '')}")
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        font.save(part)
        part.flush()
        os.fchmod(part.fileno(), 0o644)  # the folder may be filled by one account and read by another
        os.fsync(part.fileno())
    os.replace(part.name, path)


def _name(table: object, name: str) -> None:
    """Faces cut from one variable font share its PostScript name, and ReportLab would embed only one of them. The
    licence (OFL) keeps the names of the originals for the originals."""
    for identifier in (1, 4, 6):
        table.setName(name, identifier, 3, 1, 0x409)  # type: ignore[attr-defined]
        table.setName(name, identifier, 1, 0, 0)  # type: ignore[attr-defined]
