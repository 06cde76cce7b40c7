"""Numbers of people, organisations, accounts and phones. All made up; bank codes 997–999 do not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.identifiers import (
    check_bic,
    check_bin,
    check_iban,
    check_iin,
    check_kbe,
    check_phone,
    group_iban,
    masked,
    show_phone,
)

IINS = ["850101300005", "120924600007", "130615500303"]
CHECKS = [check_iin, check_bin, check_iban, check_bic, check_kbe, check_phone]


def refusal(check: Callable[[str], str], text: str) -> str:
    with pytest.raises(ValueError) as caught:
        check(text)
    return str(caught.value)


def outcome(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except ValueError as wrong:
        return str(wrong)


@pytest.mark.parametrize("number", IINS)
def test_a_right_iin_is_taken(number: str) -> None:
    assert check_iin(number) == number


def test_blanks_in_an_iin_are_dropped() -> None:
    assert check_iin(" 850101\u00a0300 005\n") == "850101300005"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("850101300006", "iin-checksum"),
        ("120924500007", "iin-checksum"),
        ("851301300005", "iin-date"),
        ("010229500000", "iin-date"),
        ("000229300000", "iin-date"),
        ("850101000005", "iin-kind"),
        ("850101700005", "iin-kind"),
        ("240540000016", "iin-kind"),
        ("85010130000", "iin-length"),
        ("8501013000055", "iin-length"),
        ("85010130000O", "iin-length"),
        ("٨٥٠١٠١٣٠٠٠٠٥", "iin-length"),
        ("８５０１０１３００００５", "iin-length"),
        ("85010130000⁵", "iin-length"),
        ("850101-300005", "iin-length"),
        ("", "iin-length"),
    ],
)
def test_a_wrong_iin_is_refused_with_its_reason(number: str, reason: str) -> None:
    assert refusal(check_iin, number) == reason


@pytest.mark.parametrize("control", "0123456789")
def test_a_body_that_both_passes_leave_at_ten_has_no_control_digit(control: str) -> None:
    assert refusal(check_iin, "13061550039" + control) == "iin-checksum"


@given(st.sampled_from(IINS), st.integers(0, 11), st.sampled_from("0123456789"))
def test_one_changed_digit_of_an_iin_is_refused_or_makes_another_iin(number: str, at: int, digit: str) -> None:
    changed = number[:at] + digit + number[at + 1 :]
    assert outcome(check_iin, changed) in {changed, "iin-date", "iin-kind", "iin-checksum"}


@pytest.mark.parametrize("number", IINS)
def test_a_wrong_control_digit_is_always_caught(number: str) -> None:
    others = [number[:11] + digit for digit in "0123456789" if digit != number[11]]
    assert {refusal(check_iin, other) for other in others} == {"iin-checksum"}


@pytest.mark.parametrize("number", ["240540000016", "240641000025", "230140000070", "250360000034"])
def test_a_right_bin_is_taken(number: str) -> None:
    assert check_bin(number) == number


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("240540000017", "bin-checksum"),
        ("241340000016", "bin-date"),
        ("240040000016", "bin-date"),
        ("850101300005", "bin-kind"),
        ("240544000016", "bin-kind"),
        ("24054000001", "bin-length"),
        ("БИН240540000016", "bin-length"),
    ],
)
def test_a_wrong_bin_is_refused_with_its_reason(number: str, reason: str) -> None:
    assert refusal(check_bin, number) == reason


@pytest.mark.parametrize(
    "number", ["KZ699990000000000001", "KZ89998000A0B0000012", "KZ399971234567890123", "KZ978562203105747338"]
)
def test_a_right_iban_is_taken(number: str) -> None:
    assert check_iban(number) == number


@pytest.mark.parametrize(
    "typed",
    [
        "kz89 9980 00a0 b000 0012",
        "КZ89-9980-00А0-В000-0012",
        "кz89\u00a09980\u202f00а0в0000012",
        "KZ89998000A0B0000012\n",
    ],
)
def test_blanks_small_letters_and_cyrillic_look_alikes_of_an_iban_are_mended(typed: str) -> None:
    assert check_iban(typed) == "KZ89998000A0B0000012"


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("KZ699990000000000002", "iban-checksum"),
        ("KZ69999000000000000", "iban-length"),
        ("KZ6999900000000000011", "iban-length"),
        ("KZ", "iban-length"),
        ("KZ69A990000000000001", "iban-format"),
        ("КЗ699990000000000001", "iban-format"),
        ("K\u017f699990000000000001", "iban-format"),
        ("699990000000000001KZ", "iban-format"),
        ("", "iban-format"),
        ("DE89370400440532013000", "iban-country"),
    ],
)
def test_a_wrong_iban_is_refused_with_its_reason(number: str, reason: str) -> None:
    assert refusal(check_iban, number) == reason


@given(st.integers(0, 19), st.sampled_from("0123456789"))
def test_one_changed_digit_of_an_iban_is_caught(at: int, digit: str) -> None:
    number = "KZ399971234567890123"
    changed = number[:at] + digit + number[at + 1 :]
    if changed != number:
        assert refusal(check_iban, changed).startswith("iban-")


def test_a_bank_code_has_eight_or_eleven_characters_and_is_kazakhstani() -> None:
    assert [check_bic("ABCDKZKX"), check_bic(" авcd kzкх xxx ")] == ["ABCDKZKX", "ABCDKZKXXXX"]
    assert [refusal(check_bic, code) for code in ("ABCDKZK", "ABC1KZKX", "ABCDDEFF", "ABCDЖZKX", "")] == [
        "bic-length",
        "bic-format",
        "bic-country",
        "bic-format",
        "bic-format",
    ]


def test_a_beneficiary_code_is_residency_and_sector() -> None:
    assert [check_kbe("19"), check_kbe(" 17 ")] == ["19", "17"]
    assert {refusal(check_kbe, code) for code in ("", "9", "10", "39", "190", "1x", "١٩")} == {"kbe-format"}


@pytest.mark.parametrize(
    "typed",
    ["+77011234567", "8 701 123 45 67", "8(701)123-45-67", "7 701 123 45 67", "701 123 45 67", "+7 701 123‑45–67"],
)
def test_every_usual_way_to_write_a_phone_gives_one_number(typed: str) -> None:
    assert check_phone(typed) == "+77011234567"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "phone-format"),
        ("+", "phone-format"),
        ("8 701 123 45 6O", "phone-format"),
        ("8+7011234567", "phone-format"),
        ("++77011234567", "phone-format"),
        ("+٧٧٠١١٢٣٤٥٦٧", "phone-format"),
        ("8 701 123 45 6", "phone-length"),
        ("8 701 123 45 678", "phone-length"),
        ("123 45 67", "phone-length"),
        ("+7 912 345 67 89", "phone-country"),
        ("8 912 345 67 89", "phone-country"),
        ("+87011234567", "phone-country"),
        ("+7011234567", "phone-length"),
    ],
)
def test_a_wrong_phone_is_refused_with_its_reason(typed: str, reason: str) -> None:
    assert refusal(check_phone, typed) == reason


@given(st.sampled_from(CHECKS), st.text() | st.from_regex(r"\+?[KZ0-9 ]{8,22}", fullmatch=True))
def test_any_text_is_taken_in_plain_ascii_or_refused(check: Callable[[str], str], text: str) -> None:
    result = outcome(check, text)
    what = check.__name__.removeprefix("check_")
    assert result.isascii()
    assert result.startswith(what + "-") or check(result) == result


def test_lists_show_the_last_four_characters_alone() -> None:
    assert masked("850101300005") == "•••• 0005"
    assert masked("KZ69 9990 0000 0000 0001") == "•••• 0001"
    assert masked("0005") == masked("") == "••••"


def test_an_account_and_a_phone_are_shown_in_groups() -> None:
    assert group_iban("KZ699990000000000001") == "KZ69 9990 0000 0000 0001"
    assert show_phone("+77011234567") == "+7 701 123 45 67"
    assert show_phone("по запросу") == "по запросу"
