"""Our QR codes are segno's, drawn faster."""

from __future__ import annotations

import pytest
import segno

from app.documents import qr

ALPHABET = "https://baiqau.example/check/#aB3-xZ9_" * 70


@pytest.mark.parametrize("length", [1, 14, 15, 62, 63, 106, 180, 213, 309, 310, 331, 332, 666, 1200, 2331])
def test_a_code_is_the_one_that_segno_makes(length: int) -> None:
    content = ALPHABET[:length]
    code = segno.make(content, error="m", mode="byte", boost_error=False, micro=False, mask=qr.MASK)
    assert qr.modules(content) == ["".join(str(module) for module in row) for row in code.matrix]


def test_letters_beyond_ascii_are_bytes_of_utf_8() -> None:
    code = segno.make("Төлеуова", error="m", mode="byte", encoding="utf-8", boost_error=False, mask=qr.MASK)
    assert qr.modules("Төлеуова") == ["".join(str(module) for module in row) for row in code.matrix]


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(ValueError):
        qr.modules("a" * 2332)
