"""The estimate of an application as a paper of its own."""

from __future__ import annotations

from app.documents import estimate
from app.documents.bilingual import Both
from app.documents.estimate import Estimate, EstimateLine

from . import samples
from .reading import text

LINE = EstimateLine(Both("Құрал-жабдық", "Инвентарь"), "Перчатки", "пара", 100, 1500, 30_000, "Прайс магазина")
ESTIMATE = Estimate(
    number="MCD-2026-0017", organisation=samples.ORGANISATION, contest=samples.GRANTS, project="Родник Балпык",
    applicant="Ілияс Данияр", lines=(LINE, EstimateLine(Both("Өзге", "Прочее"), "Урна", "шт.", 2, 40_000, 0, "")),
    limit=200_000,
)  # fmt: skip


def test_every_line_and_every_sum_is_printed() -> None:
    shown = " ".join(text(estimate.draw(ESTIMATE)).replace("\u00a0", " ").split())

    for part in (
        "MCD-2026-0017", "Родник Балпык", "Ілияс Данияр", "Перчатки", "150 000", "120 000", "30 000", "230 000",
        "Прайс магазина", "200 000 (двести тысяч) тенге 00 тиын", "екі жүз мың",
        "Полная стоимость проекта: 230 000 (двести тридцать тысяч) тенге 00 тиын.",
    ):  # fmt: skip
        assert part in shown, part


def test_equal_estimates_are_equal_bytes_and_many_lines_take_more_pages() -> None:
    long = Estimate(**(vars(ESTIMATE) | {"lines": ESTIMATE.lines * 40}))

    assert estimate.draw(ESTIMATE) == estimate.draw(ESTIMATE)
    assert text(estimate.draw(long)).count("Перчатки") == 40
