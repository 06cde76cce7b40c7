"""The protocol of the expert commission: the Kazakh text, the Russian text and one bilingual annex with the marks."""

from __future__ import annotations

from collections.abc import Iterator

from . import parts_docx, parts_pdf, score_table, shortlist
from . import protocol_texts as texts
from .bilingual import OFFICIAL, together
from .paper import Sheet
from .parts import Part, Signers, Turn
from .protocol_facts import (
    Absent,
    Decision,
    Dissent,
    EmptyPlace,
    Intake,
    Item,
    ItemQuorum,
    Present,
    Protocol,
    Quorum,
    Recusal,
    Reserve,
    ScoreRow,
    Task,
    Votes,
    Winner,
)
from .protocol_text import file_title, parts

__all__ = [
    "Absent", "Decision", "Dissent", "EmptyPlace", "Intake", "Item", "ItemQuorum", "Present", "Protocol", "Quorum",
    "Recusal", "Reserve", "ScoreRow", "Task", "Votes", "Winner", "draw", "write",
]  # fmt: skip


def draw(protocol: Protocol) -> bytes:
    """One PDF: kk, ru, the annex on landscape pages, each with its signatures."""
    title = file_title(protocol)
    sheet = Sheet(title, together(protocol.organisation), f"{title} · {protocol.journal}")
    return parts_pdf.bound(sheet, _whole(protocol))


def write(protocol: Protocol) -> bytes:
    """The same for Word, to be edited."""
    return parts_docx.bound(file_title(protocol), together(protocol.organisation), _whole(protocol))


def _whole(protocol: Protocol) -> Iterator[Part]:
    for language in OFFICIAL:
        if language != OFFICIAL[0]:
            yield Turn()
        yield from parts(protocol, language)
    yield Turn(is_wide=True)
    yield from score_table.parts(protocol.experts, protocol.scores, is_standardised=protocol.is_standardised)
    yield from shortlist.annex(protocol.shortlist_mode, protocol.shortlist)
    signers = ((together(texts.CHAIR_SIGNS), protocol.chair), (together(texts.SECRETARY_SIGNS), protocol.secretary))
    yield Signers(signers, together(texts.SIGNATURE))
