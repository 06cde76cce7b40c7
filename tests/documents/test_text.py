"""What people typed reaches paper through one function."""

from __future__ import annotations

import time

import pytest
from reportlab import rl_config

from app.documents.text import plain, printable, quoted


def test_kazakh_letters_and_typographic_signs_pass_unchanged() -> None:
    text = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі № «Ёлка» – — … ₸ ə"
    assert printable(text) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<b>&", "&lt;b&gt;&amp;"),
        ("a\nb\t\u2028c \x0b d", "a b c d"),
        ("a\u202eb\u2066c\u200bd\ufeff\x00\x07", "abcd"),
        ("e\u0301", "é"),
        ("и\u0306", "й"),
        ("нет\u2011разрыва", "нет-разрыва"),
        ("ok \U0001f600", "ok \ufffd"),
        ("\ud800x", "x"),
        ("Z" + "\u0300" * 50, "Z\u0300\u0300"),
        ("  ", ""),
    ],
)
def test_text_is_cleaned_and_escaped(typed: str, shown: str) -> None:
    assert printable(typed) == shown


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert plain("сөз " * 100, 11) == "сөз сөз сө…"


def test_a_long_word_is_broken_every_sixty_four_letters() -> None:
    assert [len(part) for part in plain("ә" * 150).split(" ")] == [64, 64, 22]
    assert plain("ә" * 64) == "ә" * 64


def test_escaping_comes_last_so_that_no_entity_is_broken() -> None:
    assert printable("&" * 65) == "&amp;" * 64 + " &amp;"


def test_a_megabyte_is_cleaned_in_a_moment() -> None:
    started = time.process_time()
    printable("ә\u202e" * 500_000)
    assert time.process_time() - started < 2


def test_nothing_is_ever_fetched_for_a_document() -> None:
    assert (rl_config.trustedHosts, rl_config.trustedSchemes) == ([], [])


def test_quotation_marks_nest_and_do_not_double() -> None:
    assert quoted("Экоурок") == "«Экоурок»"
    assert quoted("«Экоурок»") == "«Экоурок»"
    assert quoted("Мастерская «Лоскут»") == "«Мастерская „Лоскут“»"
    assert quoted("«Таза жаға» — өзен жағалауы") == "«Таза жаға» — өзен жағалауы"
