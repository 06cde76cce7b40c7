"""The winner's report as a PDF."""

from __future__ import annotations

from . import grant_report_text, parts_pdf
from .bilingual import together
from .grant_report_text import Deed, GrantReport, Line, Receipt, Result, Returned
from .paper import Sheet

__all__ = ["Deed", "GrantReport", "Line", "Receipt", "Result", "Returned", "draw"]


def draw(report: GrantReport) -> bytes:
    title = grant_report_text.name(report)
    return parts_pdf.bound(Sheet(title, together(report.grantor.name), title), grant_report_text.parts(report))
