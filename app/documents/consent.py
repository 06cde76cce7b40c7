"""The consent of a child's legal representative, to print and to sign: a page for each child, or one list for many.
Each text stands in Kazakh and in Russian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table

from . import consent_texts, paper, qr
from .bilingual import OFFICIAL, Both, together
from .consent_texts import SHORT, TICKS, Collector
from .paper import INK, LINE, Heading, Rule, Sheet, line

_TITLE = Both("Баланың дербес деректерін жинауға және өңдеуге келісім",
              "Согласие на сбор и обработку персональных данных ребёнка")  # fmt: skip
_QR = 24 * mm
_BLANK_ROWS = 4
"""On the list, for children who are not in it yet."""


@dataclass(frozen=True)
class Child:
    """What is filled in beforehand; an empty text leaves a line to write on. `link`: where the representative may
    answer instead of signing."""

    name: Both
    school: Both
    grade: Both
    work: str
    link: str = ""


@dataclass(frozen=True)
class Consents:
    """For one contest. `collector`: who collects, in Kazakh and in Russian."""

    contest: Both
    collector: tuple[Collector, Collector]
    children: tuple[Child, ...]


class _Code(Flowable):
    """A QR code with what it is for."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.width, self.height = address, _QR, _QR

    def wrap(self, *_: float) -> tuple[float, float]:
        return _QR, _QR

    def draw(self) -> None:
        self.canv.setFillColor(INK)
        qr.draw(self.canv, self.address, 0, 0, _QR)


def forms(consents: Consents) -> bytes:
    """One page for each child."""
    story: list[Flowable] = []
    for child in consents.children:
        story += ([*paper.new_page()] if story else []) + _form(consents, child)
    return paper.bound(_sheet(consents), story)


def sign_list(consents: Consents) -> bytes:
    """One list for all: child, representative, who they are, three ticks, signature."""
    wide = paper.WIDE
    head = [paper.words(text, "cell-bold") for text in (
        "№", "Бала, сыныбы / Ребёнок, класс", "Өкілдің аты-жөні / ФИО представителя",
        "Балаға кім / Кем приходится", *(_short(name) for name in ("take_part", "show_name", "photo")),
        "Автор 14+", "Күні, қолы / Дата, подпись",
    )]  # fmt: skip
    rows: list[list[Any]] = [list(head)]
    for number, child in enumerate([*consents.children, *[None] * _BLANK_ROWS], 1):
        said = ", ".join(filter(None, (child.name.kk or child.name.ru, together(child.grade)))) if child else ""
        boxes = [_box() for _ in range(4)]
        rows.append([paper.words(str(number), "cell"), paper.words(said, "cell"), "", "", *boxes, ""])
    shares = (4, 27, 24, 12, 8, 9, 7, 8, 19)
    table = paper.ruled(rows, [wide * share / sum(shares) for share in shares], *_tall(len(rows)))
    story = [*_heading(consents), paper.space(4), _columns(consents, wide), _meaning(wide), paper.space(6), table]
    story += [paper.space(6), line("{note}", "small", note=_NOTE.kk), line("{note}", "small", note=_NOTE.ru)]
    return paper.bound(_sheet(consents), story, wide=True)


_NOTE = Both("Қол қоюшы баланың заңды өкілі екенін растайды және тек өзі келіскен жолдарды белгілейді.",
             "Подписывая, представитель подтверждает, что он законный представитель ребёнка, и отмечает"
             " только то, на что согласен.")  # fmt: skip
_FIELDS = (
    Both("Заңды өкілдің аты-жөні", "ФИО законного представителя"),
    Both("Балаға кім (анасы, әкесі, қорғаншысы)", "Кем приходится (мать, отец, опекун)"),
    Both("Күні және қолы", "Дата и подпись"),
    Both("14 жасқа толған автордың қолы", "Подпись автора, которому исполнилось 14"),
)


def _form(consents: Consents, child: Child) -> list[Flowable]:
    return [
        *_heading(consents),
        paper.space(2),
        _facts(consents, child),
        paper.space(4),
        _columns(consents, paper.WIDTH),
        paper.space(4),
        _ticks(),
        paper.space(4),
        KeepTogether([_signing(child)]),
    ]


def _heading(consents: Consents) -> list[Flowable]:
    return [
        Heading(_TITLE.kk, 1), line("{text}", "left", text=_TITLE.ru),
        line("{text}", "small", text=together(consents.contest)),
    ]  # fmt: skip


def _facts(consents: Consents, child: Child) -> Table:
    at_school = ", ".join(filter(None, (together(child.school), together(child.grade))))
    rows = (
        (Both("Бала", "Ребёнок"), together(child.name)),
        (Both("Мектебі, сыныбы", "Школа, класс"), at_school),
        (Both("Жұмысы", "Работа"), child.work),
    )  # fmt: skip
    cells = [[paper.words(together(name), "cell"), paper.words(text, "cell-bold")] for name, text in rows]
    table = Table(cells, colWidths=[paper.WIDTH * 0.28, paper.WIDTH * 0.72])
    table.setStyle([paper.FACE, ("GRID", (0, 0), (-1, -1), 0.4, LINE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return table


def _columns(consents: Consents, width: float) -> Table:
    """The points side by side, Kazakh on the left."""
    texts = [consent_texts.points(one, code) for one, code in zip(consents.collector, OFFICIAL, strict=True)]
    rows = [[_point(kk), _point(ru)] for kk, ru in zip(*texts, strict=True)]
    return _pair(rows, width)


def _meaning(width: float) -> Table:
    """What the short words over the boxes of the list stand for."""
    rows: list[list[Flowable]] = [
        [_point((SHORT["kk"][name], dict(TICKS["kk"])[name])), _point((SHORT["ru"][name], dict(TICKS["ru"])[name]))]
        for name in SHORT["kk"]
    ]
    return _pair(rows, width)


def _point(said: tuple[str, str]) -> Flowable:
    return line("<b>{heading}.</b> {text}", "cell", heading=said[0], text=said[1])


def _pair(rows: list[list[Flowable]], width: float) -> Table:
    table = Table(rows, colWidths=[width / 2, width / 2])
    table.setStyle([
        paper.FACE, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ])  # fmt: skip
    return table


class _Box(Flowable):
    """An empty square to tick."""

    side = 3.6 * mm

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.side, self.side

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.8)
        self.canv.rect(0, 0, self.side, self.side)


def _box() -> Flowable:
    return _Box()


def _ticks() -> Table:
    shown = [name for name, _ in TICKS["kk"] if name != "author"]
    rows = [[_box(), paper.words(dict(TICKS["kk"])[name], "cell"), paper.words(dict(TICKS["ru"])[name], "cell")]
            for name in shown]  # fmt: skip
    table = Table(rows, colWidths=[8 * mm, (paper.WIDTH - 8 * mm) / 2, (paper.WIDTH - 8 * mm) / 2])
    table.setStyle([paper.FACE, ("GRID", (0, 0), (-1, -1), 0.4, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return table


def _signing(child: Child) -> Table:
    """Lines to write on; beside them the code of the link."""
    left = paper.WIDTH - (_QR + 6 * mm if child.link else 0)
    rows = [[paper.words(together(field), "cell"), ""] for field in _FIELDS]
    lines = Table(rows, colWidths=[left * 0.5, left * 0.5 - 6], rowHeights=[8.5 * mm] * len(rows))
    lines.setStyle([
        paper.FACE, ("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LINEBELOW", (1, 0), (1, -1), 0.6, INK),
    ])  # fmt: skip
    if not child.link:
        return lines
    hint = paper.words("Немесе телефоннан жауап беріңіз / Или ответьте с телефона", "mark")
    table = Table([[lines, [_Code(child.link), paper.space(2), hint]]], colWidths=[left, _QR + 6 * mm])
    table.setStyle([paper.FACE, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0)])  # fmt: skip
    return table


def _tall(rows: int) -> list[Rule]:
    return [("TOPPADDING", (0, 1), (-1, rows - 1), 7), ("BOTTOMPADDING", (0, 1), (-1, rows - 1), 7)]


def _short(name: str) -> str:
    return together(Both(SHORT["kk"][name], SHORT["ru"][name]))


def _sheet(consents: Consents) -> Sheet:
    author = together(Both(*(one.name for one in consents.collector)))
    return Sheet(together(_TITLE), author, together(consents.contest))
