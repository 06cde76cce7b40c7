"""Every face of our papers can write Kazakh, and each is a face of its own."""

from __future__ import annotations

from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics

from app.documents import cutting, fonts

NEEDED = "ӘҒҚҢӨҰҮҺІәғқңөұүһі№«»„“–—…₸\u00a0" + "".join(map(chr, range(0x410, 0x450))) + "Ёё"


@pytest.mark.parametrize("face", fonts.FACES)
def test_a_face_has_every_letter_of_kazakh_and_russian(face: str) -> None:
    known = pdfmetrics.getFont(face).face.charToGlyph
    assert [letter for letter in NEEDED if ord(letter) not in known] == []


def test_no_two_faces_share_a_postscript_name() -> None:
    names = {pdfmetrics.getFont(face).face.name for face in fonts.FACES}
    assert len(names) == len(fonts.FACES)


def test_preparing_again_costs_and_changes_nothing(tmp_path: Path) -> None:
    fonts.prepare(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_cut_is_static_renamed_reproducible_and_written_whole(tmp_path: Path) -> None:
    source = fontpkg.path("IBM Plex Sans")
    for name in ("one.ttf", "two.ttf"):
        cutting.cut(source, {"wdth": 100, "wght": 700}, range(0x400, 0x450), "Baiqau-Trial", tmp_path / name)
    font = TTFont(tmp_path / "one.ttf")
    assert ("fvar" in font, font["name"].getDebugName(6)) == (False, "Baiqau-Trial")
    assert (tmp_path / "one.ttf").read_bytes() == (tmp_path / "two.ttf").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.ttf", "two.ttf"]
