"""Numbers, sums and dates are said as official papers say them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.documents.words import amount_in_words, grouped, kk_date, long_date, moment, number, signed, tenge

NBSP = "\u00a0"
TABLE = (
    (0, "ноль", "нөл", "zero"),
    (101, "сто один", "жүз бір", "one hundred and one"),
    (1_000, "одна тысяча", "бір мың", "one thousand"),
    (2_001, "две тысячи один", "екі мың бір", "two thousand and one"),
    (21_000, "двадцать одна тысяча", "жиырма бір мың", "twenty-one thousand"),
    (100_000, "сто тысяч", "жүз мың", "one hundred thousand"),
    (112_000, "сто двенадцать тысяч", "жүз он екі мың", "one hundred and twelve thousand"),
    (122_000, "сто двадцать две тысячи", "жүз жиырма екі мың", "one hundred and twenty-two thousand"),
    (200_000, "двести тысяч", "екі жүз мың", "two hundred thousand"),
    (337_000, "триста тридцать семь тысяч", "үш жүз отыз жеті мың", "three hundred and thirty-seven thousand"),
    (
        1_250_000,
        "один миллион двести пятьдесят тысяч",
        "бір миллион екі жүз елу мың",
        "one million, two hundred and fifty thousand",
    ),
    (2_000_000, "два миллиона", "екі миллион", "two million"),
    (5_000_000, "пять миллионов", "бес миллион", "five million"),
)


@pytest.mark.parametrize(("n", "ru", "kk", "en"), TABLE)
def test_a_number_is_said_in_every_language(n: int, ru: str, kk: str, en: str) -> None:
    assert [amount_in_words(n, language) for language in ("ru", "kk", "en")] == [ru, kk, en]


def test_a_negative_sum_is_refused() -> None:
    with pytest.raises(ValueError):
        amount_in_words(-1, "kk")


def test_a_sum_stands_in_digits_and_words() -> None:
    assert tenge(200_000, "ru").replace(NBSP, " ") == "200 000 (двести тысяч) тенге 00 тиын"
    assert tenge(200_000, "kk").replace(NBSP, " ") == "200 000 (екі жүз мың) теңге 00 тиын"
    assert tenge(200_000, "en").replace(NBSP, " ") == "KZT 200,000 (two hundred thousand tenge)"


def test_a_sum_is_never_torn_from_its_unit() -> None:
    assert grouped(1_234_567) == f"1{NBSP}234{NBSP}567"
    assert tenge(1_000, "kk") == f"1{NBSP}000 (бір мың){NBSP}теңге 00{NBSP}тиын"


def test_scores_have_a_decimal_comma_and_round_half_up() -> None:
    assert [number(Decimal("86.405"), 2), number(Decimal("90"), 2), number(Decimal("87.50")), number(100)] == [
        "86,41",
        "90,00",
        "87,5",
        "100",
    ]


def test_a_date_has_its_official_form() -> None:
    day = date(2024, 5, 28)
    forms = [long_date(day, language).replace(NBSP, " ") for language in ("ru", "kk", "en")]
    assert forms == ["28 мая 2024 года", "2024 жылғы 28 мамыр", "28 May 2024"]


CASES = """қаңтар қаңтардағы қаңтарға қаңтардан
ақпан ақпандағы ақпанға ақпаннан
наурыз наурыздағы наурызға наурыздан
сәуір сәуірдегі сәуірге сәуірден
мамыр мамырдағы мамырға мамырдан
маусым маусымдағы маусымға маусымнан
шілде шілдедегі шілдеге шілдеден
тамыз тамыздағы тамызға тамыздан
қыркүйек қыркүйектегі қыркүйекке қыркүйектен
қазан қазандағы қазанға қазаннан
қараша қарашадағы қарашаға қарашадан
желтоқсан желтоқсандағы желтоқсанға желтоқсаннан"""


@pytest.mark.parametrize(("month", "forms"), list(enumerate(CASES.splitlines(), 1)))
def test_a_kazakh_month_takes_its_case_from_the_table(month: int, forms: str) -> None:
    said = [kk_date(date(2026, month, 1), case).split()[-1] for case in ("nominative", "of", "until", "from")]
    assert said == forms.split()


def test_a_moment_is_told_on_the_clock_of_almaty() -> None:
    at = datetime(2026, 5, 22, 9, 32, 5, tzinfo=UTC)
    said = [moment(at, language).replace(NBSP, " ") for language in ("ru", "kk", "en")]
    assert said == [
        "22 мая 2026, 14:32:05 (UTC+5)",
        "2026 жылғы 22 мамыр, 14:32:05 (UTC+5)",
        "22 May 2026, 14:32:05 (UTC+5)",
    ]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError):
        moment(datetime(2026, 5, 22), "kk")  # noqa: DTZ001


def test_a_negative_sum_has_a_minus_and_no_hyphen() -> None:
    assert grouped(-12_500) == f"−12{NBSP}500"
    assert signed(-12_500) == f"−12{NBSP}500"
    assert signed(1_000) == f"+1{NBSP}000"
    assert signed(0) == "0"
    assert number(Decimal("-0.5")) == "−0,5"
