"""The winner's report as a file for Word, with the text of the PDF."""

from __future__ import annotations

from . import grant_report_text, parts_docx
from .bilingual import together
from .grant_report_text import GrantReport


def draw(report: GrantReport) -> bytes:
    title = grant_report_text.name(report)
    return parts_docx.bound(title, together(report.grantor.name), grant_report_text.parts(report))
