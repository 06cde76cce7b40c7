"""Cleaning, finding and sorting of Kazakh and Russian text."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alphabet import ALPHABET, clean_line, clean_text, has_forbidden, mixed_scripts, search_key, sort_key

TERRITORIES = [
    "Ақсу",
    "Алакөл",
    "Ескелді",
    "Кербұлақ",
    "Көксу",
    "Қаратал",
    "Панфилов",
    "Сарқан",
    "Талдықорған",
    "Текелі",
]
INVISIBLE = ["\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\u200e", "\u2060", "\ufeff", "\u00ad", "\U000e0041"]


def shuffled(words: Sequence[str]) -> list[str]:
    return random.Random(1).sample(words, len(words))


def test_the_alphabet_has_its_42_letters() -> None:
    assert (len(ALPHABET), len(set(ALPHABET))) == (42, 42)


@pytest.mark.parametrize("sign", [*INVISIBLE, "\u200d", "\u3164", "\x00", "\x07", "\x1b", "\x9f", "\ud800", "\ufffe"])
def test_a_name_holds_no_invisible_sign(sign: str) -> None:
    assert clean_line(f"{sign}Әсе{sign}ль{sign} Оспан{sign}") == "Әсель Оспан"


def test_a_name_is_one_composed_line_with_single_blanks() -> None:
    assert clean_line("  Аи\u0306гүл \t\r\n\u00a0\u2003 Бекова\u2028") == "Айгүл Бекова"


def test_a_mark_parted_from_its_letter_by_an_invisible_sign_is_composed() -> None:
    assert clean_line("и\u200b\u0306") == "й"


def test_long_text_keeps_lines_inner_blanks_and_joiners() -> None:
    family = "👩\u200d👧"
    typed = f"\ufeff\r\nПлан:\r\n\r\n  1.\tочистка  берега  \r2. по\u00adсадка\u2028{family}\u202e\x07 \n\n"
    assert clean_text(typed) == f"План:\n\n  1. очистка  берега\n2. посадка\n{family}"


def test_nul_and_half_surrogates_are_forbidden_and_nothing_else() -> None:
    assert [has_forbidden(text) for text in ("a\0b", "a\ud83d", "", "Қ👩\u202e\x07\n")] == [True, True, False, False]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_text(text)) == clean_line(text)


@given(st.text(st.characters(codec="utf-8")))
def test_clean_text_can_be_stored(text: str) -> None:
    assert not has_forbidden(clean_line(text))
    assert not has_forbidden(clean_text(text))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("жетысу", "Жетісу облысы"),
        ("ЖЕТІСУ", "Жетісу облысы"),
        ("талдыкорган", "Талдықорған"),
        ("сарыозек", "Сарыөзек"),
        ("унгирли", "Үңгірлі"),
        ("халкы", "Халқы"),
        ("ахмет", "Аһмет"),
        ("емелев", "Ёмелев"),
        ("аигул", "Аигүл"),
        ("иваи\u0306", "Ивай"),
        ("Aсель", "Асель"),
        ("\u018fсел", "Әсел"),
        ("mcd-2026-0017", "MCD-2026-0017"),
    ],
)
def test_a_search_finds_kazakh_text_in_any_case_and_with_russian_letters(typed: str, stored: str) -> None:
    assert search_key(typed) in search_key(stored)


def test_latin_words_are_searched_as_they_are() -> None:
    assert search_key("MCD-2026-0017 Eco") == "mcd-2026-0017 eco"


def test_the_ten_territories_come_in_the_official_order() -> None:
    assert sorted(shuffled(TERRITORIES), key=sort_key) == TERRITORIES
    assert sorted(TERRITORIES) != TERRITORIES


def test_the_letters_come_in_the_order_of_the_alphabet_in_both_cases() -> None:
    assert sorted(shuffled(ALPHABET), key=sort_key) == list(ALPHABET)
    assert sorted(shuffled(ALPHABET.upper()), key=sort_key) == list(ALPHABET.upper())


def test_blanks_come_first_then_digits_cyrillic_latin_and_the_rest() -> None:
    ordered = ["А Я", "АА", "Аә", "Аб"]
    assert sorted(shuffled(ordered), key=sort_key) == ordered
    ordered = ["", "№ 5 мектеп", "Абай", "Юность", "Eco", "Zoo", "文"]
    assert sorted(shuffled(ordered), key=sort_key) == ordered


def test_a_hyphen_parts_words_and_quotes_do_not_count() -> None:
    assert sort_key("«Қарлығаш»") == sort_key("қарлығаш")
    assert sort_key("Ай-Сұлу") == sort_key("Ай Сұлу") < sort_key("Айсұлу")
    assert sort_key("Éco") == sort_key("eco")


@given(st.lists(st.text(ALPHABET + "0123456789 xyz", max_size=6)))
def test_the_order_is_the_same_for_a_database_that_knows_digits_only(words: list[str]) -> None:
    keys = [sort_key(word) for word in words]
    assert all(set(key) <= set("0123456789") for key in keys)
    order = " 0123456789" + ALPHABET + "xyz"
    assert sorted(words, key=sort_key) == sorted(
        words, key=lambda word: [order.index(sign) for sign in clean_line(word)]
    )


@given(st.text())
def test_no_text_breaks_the_keys(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    assert sort_key(text) == sort_key(clean_line(text))


def test_a_word_of_two_scripts_is_worth_a_warning() -> None:
    assert [mixed_scripts(name) for name in ("Aсель", "Жетiсу", "\u018fсел", "\u0391нна")] == [True] * 4
    assert [mixed_scripts(name) for name in ("Асель", "Eco Жетісу", "IT-клуб", "Әсел Һ. 5Б", "")] == [False] * 5
