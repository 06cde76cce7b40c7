"""A canvas whose pages leave for the file as soon as they are drawn, so that ten thousand take no more memory than ten,
and whose lines of text are written without ReportLab's text objects, which cost more than all else on a page.

Equal calls give equal bytes."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Hashable
from functools import lru_cache
from io import BytesIO
from typing import IO, Any

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_OUTLINE, _RESOURCES = "outline-root", "resources"
_SAME: dict[Hashable, tuple[tuple[str, ...], bytes]] = {}
"""What is the same in every file: the forms that it places, and itself, compressed."""
Box = tuple[float, float, float, float]


class _Letters(dict[int, str]):
    """The letters of one face as they stand in the file, for `str.translate`: ReportLab is asked for each only once."""

    def __init__(self, font: Any, doc: Any) -> None:
        self._font, self._doc = font, doc

    def __missing__(self, letter: int) -> str:
        [(subset, code)] = self._font.splitString(chr(letter), self._doc)
        if subset:
            raise _BeyondFirst
        return self.setdefault(letter, code.hex())


@lru_cache(maxsize=4096)
def _number(value: float) -> bytes:
    """As ReportLab writes it; hundreds of widths of letters are the same in every file."""
    return fp_str(value).encode()


class _BeyondFirst(Exception):
    """A text has letters that stand in a later subset of the face."""


class Streamed(Canvas):
    """`target` is written to from its beginning to its end and never read."""

    _doc: Any  # what ReportLab keeps to itself and we hand over earlier than it would
    _pagesize: tuple[float, float]
    _code: list[str]
    _formsinuse: list[str]

    def __init__(self, target: IO[bytes], size: tuple[float, float], *, face: str, language: str) -> None:
        super().__init__(BytesIO(), size, pageCompression=1, invariant=1, initialFontName=face, lang=language)  # type: ignore[arg-type]
        self._target, self._at = target, 0
        self._offsets = array("Q", [0])
        """Where each object begins, by its number."""
        self._once: dict[Hashable, str] = {}
        self._letters: dict[str, _Letters] = {}
        self._placed: dict[str, None] = {}
        """Forms and pictures of all pages, in the order of their first use."""
        self._title = ""
        """The bookmark of the page being drawn."""
        self._marks = 0
        self._first_mark = self._last_mark = 0
        self._waiting = b""
        """The last bookmark, which has to name the one after it before it can be written."""
        self._doc.Reference(pdfdoc.PDFResourceDictionary(), _RESOURCES)
        self._put(_HEADER)

    def write(self, x: float, y: float, text: str, face: str, size: float, colour: Color, track: float = 0) -> None:
        """One line of text from (x, y) rightwards; `track` points go between letters."""
        code = [f"BT {colour.red:.4g} {colour.green:.4g} {colour.blue:.4g} rg {x:.2f} {y:.2f} Td"]
        if track:
            code.append(f"{track:.3f} Tc")
        for name, letters in self._split(text, face):
            code.append(f"{name} {size:.2f} Tf <{letters}> Tj")
        if track:
            code.append("0 Tc")
        code.append("ET")
        self._code.append(" ".join(code))

    def _split(self, text: str, face: str) -> list[tuple[str, str]]:
        """(name of the face's subset, letters in hexadecimal)"""
        font: Any = pdfmetrics.getFont(face)
        letters = self._letters.get(face) or self._letters.setdefault(face, _Letters(font, self._doc))
        try:
            parts = [(0, text.translate(letters))]
        except _BeyondFirst:
            parts = [(subset, code.hex()) for subset, code in font.splitString(text, self._doc)]
        return [(font.getSubsetInternalName(subset, self._doc), code) for subset, code in parts]

    def rule(self, x: float, y: float, across: float = 0, down: float = 0) -> None:
        """A straight line from (x, y) rightwards or downwards, in the colour and width that were set."""
        self._code.append(f"n {x:.2f} {y:.2f} m {x + across:.2f} {y - down:.2f} l S")

    def once(self, key: Hashable, draw: Callable[[], None], *, is_same: bool = False) -> None:
        """What `draw` draws, stored in the file at the first use of `key` and only placed from then on."""
        name = self._once.get(key)
        if name is None:
            name = self._once[key] = f"part-{len(self._once) + 1}"
            if is_same:
                self.same(name, (0, 0, *self._pagesize), draw, key)
            else:
                self.beginForm(name, 0, 0, *self._pagesize)
                draw()
                self.endForm()
        self.doForm(name)

    def same(self, name: str, box: Box, draw: Callable[[], None], key: Hashable = "") -> None:
        """What `draw` draws, stored as the form `name` within `box` (left, low, right, high). By its key, else its
        name, it is the same in every file, so the process works it out only once. It writes no text, for letters are
        numbered anew in each file."""
        known = _SAME.get(key or name)
        self.beginForm(name, *box)  # type: ignore[arg-type]  # its stubs think of whole points
        if known:
            self._formsinuse.extend(known[0])
        else:
            draw()
        used = tuple(self._formsinuse)
        self.endForm()
        form = self._doc.idToObject[pdfdoc.xObjectName(name)]
        if known is None:
            known = _SAME[key or name] = used, zlib.compress(form.stream)
        form.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFArray(["/FlateDecode"])}), known[1])

    def mark(self, title: str) -> None:
        """A bookmark that leads to the page being drawn."""
        self._title = title

    def showPage(self) -> None:
        """All pages share their resources: to name them on each would cost more than to draw it."""
        doc, content = self._doc, self._number()
        drawn = zlib.compress("\n".join([*self._code, ""]).encode("ascii"))
        self._begin(content)
        self._put(b"%d 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % (content, len(drawn)))
        self._put(drawn + b"\nendstream\nendobj\n")
        page, name = self._number(), doc.thisPageName()
        facts = (doc.Reference(doc.Pages), pdfdoc.PDFObjectReference(_RESOURCES))
        pages, resources = (doc.idToObjectNumberAndVersion[one.name][0] for one in facts)
        size = b"%.4f %.4f" % self._pagesize
        links = b"/Contents %d 0 R /Parent %d 0 R /Resources %d 0 R" % (content, pages, resources)
        self._put_object(page, b"/Type /Page /MediaBox [0 0 %s] %s" % (size, links))
        doc.idToObjectNumberAndVersion[name] = (page, 0)
        doc.Pages.pages.append(pdfdoc.PDFObjectReference(name))
        doc.pageCounter += 1
        doc.inObject = None
        self._placed.update(dict.fromkeys(self._formsinuse))
        self._startPage()  # type: ignore[attr-defined]
        if self._title:
            self._mark(page)

    def save(self) -> None:
        doc = self._doc
        for font in doc.delayedFonts:
            font.addObjects(doc)
        for face in doc.idToObject["BasicFonts"].dict.values():
            if hasattr(face, "Widths"):
                face.Widths = pdfdoc.PDFArray(map(_number, face.Widths.sequence))
        resources = doc.idToObject[_RESOURCES]
        resources.basicFonts()
        resources.allProcs()
        resources.XObject = doc.xobjDict(self._placed)
        doc.info.invariant = doc.invariant
        doc.info.digest(doc.signature)
        doc.Reference(doc.Catalog)
        doc.Reference(doc.info)
        doc.Outlines.prepare(doc, self)
        doc.Catalog.Outlines = pdfdoc.PDFObjectReference(_OUTLINE) if self._marks else None
        if self._marks:
            self._end_outline()
        number = 0
        while number < doc.objectcounter:  # what is written may ask for more
            number += 1
            if number in doc.numberToId:
                self._write(doc.numberToId[number])
        self._end()

    def _mark(self, page: int) -> None:
        doc = self._doc
        if not self._marks:
            doc.Reference(pdfdoc.PDFObject(), _OUTLINE)
        number = self._number()
        before = b""
        if self._marks:
            self._put_object(self._last_mark, self._waiting + b" /Next %d 0 R" % number)
            before = b" /Prev %d 0 R" % self._last_mark
        else:
            self._first_mark = number
        root = doc.idToObjectNumberAndVersion[_OUTLINE][0]
        title = b"feff" + self._title.encode("utf-16-be").hex().encode()
        self._waiting = b"/Title <%s> /Parent %d 0 R /Dest [%d 0 R /Fit]%s" % (title, root, page, before)
        self._last_mark, self._title = number, ""
        self._marks += 1

    def _end_outline(self) -> None:
        doc = self._doc
        self._put_object(self._last_mark, self._waiting)
        root = doc.idToObjectNumberAndVersion[_OUTLINE][0]
        ends = (self._marks, self._first_mark, self._last_mark)
        self._put_object(root, b"/Type /Outlines /Count %d /First %d 0 R /Last %d 0 R" % ends)
        del doc.numberToId[root]

    def _end(self) -> None:
        doc, at = self._doc, self._at
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets))
        for offset in self._offsets[1:]:
            self._put(b"%010d 00000 n \n" % offset)
        trailer = pdfdoc.PDFTrailer(
            startxref=at, Size=len(self._offsets), Root=doc.Reference(doc.Catalog), Info=doc.Reference(doc.info),
            ID=doc.ID(),
        )  # fmt: skip
        self._put(trailer.format(doc))

    def _number(self) -> int:
        self._doc.objectcounter += 1
        return int(self._doc.objectcounter)

    def _write(self, name: str) -> None:
        """An object of ReportLab's, which is forgotten but for its number."""
        doc = self._doc
        number = doc.idToObjectNumberAndVersion[name][0]
        content = pdfdoc.PDFIndirectObject(name, doc.idToObject[name]).format(doc)
        self._begin(number)
        self._put(content)
        doc.idToObject[name] = None
        del doc.numberToId[number]

    def _put_object(self, number: int, content: bytes) -> None:
        self._begin(number)
        self._put(b"%d 0 obj\n<< %s >>\nendobj\n" % (number, content))

    def _begin(self, number: int) -> None:
        while len(self._offsets) <= number:
            self._offsets.append(0)
        self._offsets[number] = self._at

    def _put(self, data: bytes) -> None:
        self._target.write(data)
        self._at += len(data)
