"""The receipt of a teacher's batch on paper."""

from datetime import UTC, datetime

import pytest

from app.documents import batch_receipt
from app.documents.batch_receipt import BatchReceipt, ReceivedWork
from app.documents.bilingual import Reader

from . import reading


def receipt(language: Reader, works: int) -> BatchReceipt:
    at = datetime(2026, 5, 5, 12, 30, tzinfo=UTC)
    made = tuple(
        ReceivedWork(f"D-2026-{place:04}", f"Төлеуова Аружан {place}", "Біздің өзен", "Таза су", at, "ab" * 32)
        for place in range(1, works + 1)
    )
    return BatchReceipt(language, "Таза жер", "Қарашыған мектебі", "Гүлнар Әбенова", "Көктерек", made)


@pytest.mark.parametrize(
    ("language", "title"),
    [("kk", "Жұмыстардың қабылданғаны"), ("ru", "Подтверждение о приёме работ"), ("en", "Receipt of works")],
)
def test_forty_works_stand_on_one_receipt(language: Reader, title: str) -> None:
    words = reading.text(batch_receipt.draw(receipt(language, 40)))
    assert title in words
    assert [f"D-2026-{place:04}" in words for place in range(1, 41)] == [True] * 40
