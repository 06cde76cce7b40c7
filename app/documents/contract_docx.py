"""The small-grant agreement as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import contract_text, parts_docx
from .bilingual import together
from .contract_facts import Contract


def draw(contract: Contract) -> bytes:
    return parts_docx.bound(
        contract_text.name(contract), together(contract.grantor.name), contract_text.parts(contract)
    )
