"""«Шағын грант беру туралы шарт» / «Договор о предоставлении малого гранта» as a PDF."""

from __future__ import annotations

from . import contract_text, parts_pdf
from .bilingual import together
from .contract_facts import BudgetLine, Contract, Party, PlanLine, Reference, Withheld
from .paper import Sheet

__all__ = ["BudgetLine", "Contract", "Party", "PlanLine", "Reference", "Withheld", "draw"]


def draw(contract: Contract) -> bytes:
    title = contract_text.name(contract)
    return parts_pdf.bound(Sheet(title, together(contract.grantor.name), title), contract_text.parts(contract))
