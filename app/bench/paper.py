"""Certificates: many in one file, and one for each request, against pages with the same fonts and nothing else; and
what ten thousand of them take."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from xml.sax.saxutils import escape

from docx import Document
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from app.bench.data import NAMES, TITLES
from app.bench.figures import interleaved, tell
from app.documents import contract, contract_docx, contract_text, diploma, fonts
from app.documents.bilingual import Both
from app.documents.parts import Grid, Part, Sides, Words

PAGES = 337
"""As many as works came in from the schools."""
MANY, FEW = 10_000, 500
LINES = (("Diploma-Display", 38), ("Diploma", 12), ("Diploma-Bold", 10), ("Diploma-Italic", 13))
SIGNATORIES = tuple(
    diploma.Signatory(Both(name, name), Both("Комиссия төрағасы", "Председатель комиссии")) for name in NAMES[:2]
)


def certificates(folder: Path) -> None:
    fonts.prepare(folder)
    papers = [_paper(number) for number in range(PAGES)]
    together, limit = interleaved(
        partial(_rate, lambda: _all(papers), PAGES, 2),
        partial(_rate, lambda: _minimal(papers), PAGES, 4),
    )
    tell("certificates in one file", "pages/s", together, limit, floor=0.3, goal=0.6)
    ours, bare_page = (_page_bytes(make, papers) for make in (_all, _minimal))
    tell("bytes of a page in one file", "bytes", [ours], [bare_page], floor=0.35, less_is_better=True)
    alone, bare = interleaved(
        partial(_rate, lambda: diploma.draw(papers[0]), 1, 20),
        partial(_rate, lambda: _minimal(papers[:1]), 1, 20),
    )
    tell("one certificate for each request", "files/s", alone, bare, floor=0.4, goal=0.75)


def memory(folder: Path) -> None:
    """At its heaviest, each in a process of its own."""
    fonts.prepare(folder)
    many, few = ([_heaviest(count, folder)] for count in (MANY, FEW))
    tell("memory while 10,000 certificates are made", "MB", many, few, floor=0.85, goal=0.95, less_is_better=True)


def _heaviest(count: int, folder: Path) -> float:
    command = [sys.executable, "-m", "app.bench.paper", str(count), str(folder)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _stream(count: int, folder: Path) -> None:
    """Make so many and say how many megabytes that took."""
    fonts.prepare(folder)
    with tempfile.TemporaryFile() as target:
        diploma.write_all(target, (_paper(number) for number in range(count)), "Certificates")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _all(papers: list[diploma.Diploma]) -> bytes:
    return diploma.draw_all(papers, "Certificates")


def _page_bytes(make: Callable[[list[diploma.Diploma]], bytes], papers: list[diploma.Diploma]) -> float:
    """What a page more takes in a common file."""
    return (len(make(papers)) - len(make(papers[:1]))) / (len(papers) - 1)


def contracts(folder: Path) -> None:
    """The small-grant agreement with its annexes, against the same paragraphs and nothing else."""
    fonts.prepare(folder)
    agreement = _contract()
    texts = [text for part in contract_text.parts(agreement) for text in _said(part)]
    drawn, limit = interleaved(
        partial(_rate, lambda: contract.draw(agreement), 1, 6), partial(_rate, lambda: _paragraphs(texts), 1, 10)
    )
    tell("a contract as a PDF", "files/s", drawn, limit, floor=0.3, goal=0.5)
    written, bare = interleaved(
        partial(_rate, lambda: contract_docx.draw(agreement), 1, 6), partial(_rate, lambda: _document(texts), 1, 10)
    )
    tell("a contract for Word", "files/s", written, bare, floor=0.08, goal=0.3)


def _said(part: Part) -> list[str]:
    if isinstance(part, Words):
        return [part.text]
    if isinstance(part, Grid):
        return [text for row in (part.head, *part.rows, part.foot) for text in row]
    return [text for row in part.rows for _, text in row] if isinstance(part, Sides) else []


def _contract() -> contract.Contract:
    both = Both("«Таза өңір» қоғамдық қоры", "Общественный фонд «Чистый край»")
    place = Both("Талдықорған қ.", "г. Талдыкорган")
    account, bank = "KZ69 9990 0000 0000 0001", "«Мысал Банк» АҚ"
    side = contract.Party("organisation", both, "240540000016", place, account, bank, "MYSLKZKA", "18")
    lines = tuple(contract.BudgetLine(f"{title}", "дана", "10", 2000, 20_000) for title in (TITLES * 10)[:10])
    return contract.Contract(
        number="7/2026", day=date(2026, 6, 3), place=place, grantor=side, grantee=side,
        protocol=contract.Reference("4", date(2026, 5, 27)), contest=both, nomination=TITLES[0], territory=place,
        project=TITLES[0], amount=200_000, starts=date(2026, 6, 10), ends=date(2026, 9, 30), budget=lines,
        plan=tuple(contract.PlanLine(title, "маусым", "200 м") for title in (TITLES * 5)[:5]),
    )  # fmt: skip


def _paragraphs(texts: list[str]) -> bytes:
    target = BytesIO()
    style = ParagraphStyle("bare", fontName="Serif", fontSize=10.5, leading=14)
    SimpleDocTemplate(target, pagesize=A4).build([Paragraph(escape(text), style) for text in texts])
    return target.getvalue()


def _document(texts: list[str]) -> bytes:
    target, document = BytesIO(), Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


def _rate(make: Callable[[], bytes], pages: int, times: int) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        make()
        taken.append(time.perf_counter() - begun)
    return pages / median(taken)


def _paper(number: int) -> diploma.Diploma:
    name, title = NAMES[number % len(NAMES)], TITLES[number % len(TITLES)]
    return diploma.Diploma(
        kind="certificate_winner", recipient=f"{name} {number + 1}",
        organisation=Both("«Таза өңір» қоғамдық қоры", "Общественный фонд «Чистый край»"),
        contest=Both("«Таза істер марафоны» байқауы", "Конкурс «Марафон чистых дел»"),
        number=f"MCD-2026-{number + 1:04}", day=date(2026, 6, 1), place=Both("Талдықорған қ.", "г. Талдыкорган"),
        check_url=f"https://example.kz/check/MCD-2026-{number + 1:04}", signatories=SIGNATORIES,
        contest_kind="small_grant", nomination=Both(title, title), amount=300_000,
    )  # fmt: skip


def _minimal(papers: list[diploma.Diploma]) -> bytes:
    """The words of each paper, one under the other."""
    target = BytesIO()
    canvas = Canvas(target, landscape(A4))
    for paper in papers:
        texts = (
            "СЕРТИФИКАТ", paper.organisation.kk, paper.organisation.ru, paper.recipient, paper.contest.kk,
            paper.contest.ru, paper.number, paper.place.kk, paper.place.ru, *NAMES[:2],
        )  # fmt: skip
        for line, text in enumerate(texts):
            canvas.setFont(*LINES[line % len(LINES)])
            canvas.drawCentredString(420, 520 - 40 * line, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


if __name__ == "__main__":
    _stream(int(sys.argv[1]), Path(sys.argv[2]))
