"""«Қорытынды тұжырым» / «Итоговое заключение» as a file for Word, with the text of the PDF."""

from __future__ import annotations

from docx.document import Document as Docx

from . import word
from .bilingual import OFFICIAL, together
from .conclusion_text import Conclusion, Grid, Part, Signers, parts, title


def draw(conclusion: Conclusion) -> bytes:
    name = " / ".join(title(conclusion, language) for language in OFFICIAL)
    document = word.blank(name, together(conclusion.organisation))
    for place, language in enumerate(OFFICIAL):
        if place:
            word.new_page(document)
        for part in parts(conclusion, language):
            _write(document, part)
    return word.bound(document)


def _write(document: Docx, part: Part) -> None:
    if isinstance(part, Grid):
        word.grid(document, part.head, part.rows, part.widths)
        return
    if isinstance(part, Signers):
        word.signatures(document, part.people, part.mark, part.seal)
        return
    match part.kind:
        case "title":
            word.words(document, part.text, "Title")
        case "heading" | "over":
            word.words(document, part.text, "Heading 1")
        case "ends":
            word.ends(document, part.text, part.right)
        case "centre":
            word.words(document, part.text, side="centre")
        case _:
            word.words(document, part.text, side="both")
