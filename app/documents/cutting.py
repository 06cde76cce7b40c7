"""Makes a static face from a variable font. Heavy to import (fontTools) and needed once per installation."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# ReportLab uses none of these, and only to read the layout tables takes most of the time
_DROPPED = ["GSUB", "GPOS", "GDEF", "STAT", "HVAR", "MVAR", "DSIG", "meta", "gasp", "prep", "fpgm", "cvt ", "cvar"]


def cut(source: Path, axes: Mapping[str, float], unicodes: Iterable[int], name: str, target: Path) -> None:
    """Writes `source`, reduced to `unicodes` and pinned to `axes`, as `target`; a reader never sees half a file."""
    font = TTFont(BytesIO(_subset(source, unicodes)), recalcTimestamp=False)
    instancer.instantiateVariableFont(font, dict(axes), inplace=True)
    _rename(font, name)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        font.save(part)
        part.flush()
        os.fchmod(part.fileno(), 0o644)  # the folder may be filled by one account and read by another
        os.fsync(part.fileno())
    os.replace(part.name, target)


def _subset(source: Path, unicodes: Iterable[int]) -> bytes:
    """Saved and read again: instancing would otherwise work through every glyph of the original."""
    font = TTFont(source, recalcTimestamp=False, lazy=True)
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    subsetter = Subsetter(Options(layout_features=[], name_IDs=["*"], hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    small = BytesIO()
    font.save(small)
    return small.getvalue()


def _rename(font: TTFont, name: str) -> None:
    """Faces cut from one variable font share its PostScript name, and ReportLab would embed only one of them. The
    licence (OFL) keeps the names of the originals for the originals."""
    for identifier in (1, 4, 6):
        font["name"].setName(name, identifier, 3, 1, 0x409)
        font["name"].setName(name, identifier, 1, 0, 0)
