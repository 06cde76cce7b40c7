"""The sheet of a diploma: қошқар мүйіз (ram's horns) drawn from Bezier centre lines that are thickened into tapered
ribbons. Everything is stored once per file as PDF forms, which pages only place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, partial

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from .streamed import Streamed

GREEN, DEEP, IVORY, CREAM = HexColor("#17664a"), HexColor("#0e4a35"), HexColor("#fdfaf2"), HexColor("#f4ecd9")
GOLD, INK, GREY, MARK = HexColor("#b98a3c"), HexColor("#1b2621"), HexColor("#57625b"), HexColor("#f8f2e3")
MARGIN, BAND = 24, 36
INSIDE = MARGIN + BAND + 5  # from the edge of the paper to the inner gold line
DIVIDER = INSIDE + 150  # from the upper edge

SIGN = 34
_UNIT = 100  # motifs are stored this high

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


def _along(curve: Curve, t: float) -> Point:
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    return (
        sum(w * p[0] for w, p in zip(weights, curve, strict=True)),
        sum(w * p[1] for w, p in zip(weights, curve, strict=True)),
    )


def _cap(centre: Point, radius: float, start: float) -> list[Point]:
    x, y = centre
    return [
        (x + radius * math.cos(start - k * math.pi / 6), y + radius * math.sin(start - k * math.pi / 6))
        for k in range(1, 6)
    ]


def _ribbon(curves: Sequence[Curve], w0: float, w1: float, steps: int = 9, ball: float = 0.0) -> list[Point]:
    """Outline of a stroke along cubic curves, from `w0` to `w1` wide; its end may swell into a ball."""
    points = [_along(curve, i / steps) for curve in curves for i in range(steps)] + [curves[-1][3]]
    last, left, right = len(points) - 1, [], []
    for i, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(0, i - 1)], points[min(last, i + 1)]
        dx, dy = bx - ax, by - ay
        d, t = math.hypot(dx, dy) or 1.0, i / last
        w = (w0 + (w1 - w0) * t) / 2
        if ball and t > 0.84:
            w += ball * math.sin((t - 0.84) / 0.16 * math.pi / 2)
        left.append((x - dy / d * w, y + dx / d * w))
        right.append((x + dy / d * w, y - dx / d * w))
    end, before, start, after = points[-1], points[-2], points[0], points[1]
    ahead = math.atan2(end[1] - before[1], end[0] - before[0])
    behind = math.atan2(start[1] - after[1], start[0] - after[0])
    cap = _cap(end, math.dist(left[-1], right[-1]) / 2, ahead + math.pi / 2)
    tail = _cap(start, math.dist(left[0], right[0]) / 2, behind + math.pi / 2)
    return left + cap + right[::-1] + tail


def _smooth(outline: Sequence[Point], side: int) -> PDFPathObject:
    """A closed shape through points, mirrored for `side` -1: a Catmull-Rom spline written as cubic Beziers."""
    q = [(x * side * _UNIT, y * _UNIT) for x, y in outline]
    path = PDFPathObject()
    path.moveTo(*q[0])
    for i in range(len(q)):
        a, b, d, e = q[i - 1], q[i], q[(i + 1) % len(q)], q[(i + 2) % len(q)]
        path.curveTo(
            b[0] + (d[0] - a[0]) / 6, b[1] + (d[1] - a[1]) / 6, d[0] - (e[0] - b[0]) / 6, d[1] - (e[1] - b[1]) / 6, *d
        )  # fmt: skip
    path.close()
    return path


# One horn in a unit cell: it grows from the stem, bends out and curls in. The base of a motif is (0, 0), its height 1.
_HORN = _ribbon(
    [
        ((0, 0.34), (0, 0.80), (-0.16, 1.0), (-0.335, 0.972)),
        ((-0.335, 0.972), (-0.535, 0.94), (-0.56, 0.70), (-0.41, 0.635)),
        ((-0.41, 0.635), (-0.29, 0.585), (-0.175, 0.69), (-0.235, 0.80)),
    ],
    0.125,
    0.085,
    ball=0.028,
)
_STEM = _ribbon([((0, 0.07), (0, 0.2), (0, 0.35), (0, 0.55))], 0.125, 0.125, steps=4)
_LEAF: list[Point] = [
    (0, 0.13), (-0.09, 0.15), (-0.21, 0.20), (-0.285, 0.30), (-0.30, 0.395), (-0.20, 0.385), (-0.10, 0.345), (0, 0.27),
]  # fmt: skip
_ARM = _ribbon([((0, 0.06), (0, 0.34), (-0.05, 0.56), (-0.30, 0.66))], 0.11, 0.075, ball=0.022)
_ROOT: Curve = ((0.0625, 0.44), (0.0625, 0.16), (0.17, 0.031), (0.45, 0.031))  # flared foot: half outline
_MOTIFS = {"horns": (_HORN, _STEM), "sprout": (_HORN, _STEM, _LEAF), "fork": (_ARM,)}


def _root(side: int) -> PDFPathObject:
    start, one, two, end = ((x * side * _UNIT, y * _UNIT) for x, y in _ROOT)
    path = PDFPathObject()
    path.moveTo(0, 0.44 * _UNIT)
    path.lineTo(*start)
    path.curveTo(*one, *two, *end)
    path.lineTo(end[0], 0)
    path.lineTo(0, 0)
    path.close()
    return path


@cache
def _shapes() -> dict[str, list[PDFPathObject]]:
    """The outlines of every motif, worked out once per process."""
    shapes = {name: [_smooth(part, side) for side in (1, -1) for part in parts] for name, parts in _MOTIFS.items()}
    return shapes | {"root": [_root(1), _root(-1)]}


def _store_motifs(canvas: Streamed) -> None:
    def draw(name: str) -> None:
        for path in _shapes()[name]:
            canvas.drawPath(path, stroke=0, fill=1)

    for name in (*_MOTIFS, "root"):
        canvas.same(name, (-_UNIT, -_UNIT, _UNIT, 1.2 * _UNIT), partial(draw, name))


def _place(canvas: Canvas, form: str, x: float, y: float, turn: float = 0) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    if turn:
        canvas.rotate(turn)
    canvas.doForm(form)
    canvas.restoreState()


def _motif(canvas: Canvas, x: float, y: float, size: float, turn: float = 0, kind: str = "horns") -> None:
    """Places a form: base at (x, y), `size` high, turned counter-clockwise, in the current fill colour."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.scale(size / _UNIT, size / _UNIT)
    canvas.doForm(kind)
    canvas.restoreState()


def _store_cells(canvas: Streamed) -> None:
    """What a band repeats: «cell» in cream, growing inwards, and «bud» in gold, hanging between two cells."""

    def cell() -> None:
        canvas.setFillColor(CREAM)
        _motif(canvas, 0, BAND * 0.09, BAND * 0.82)
        _motif(canvas, 0, BAND * 0.09, BAND * 0.82, kind="root")

    def bud() -> None:
        canvas.setFillColor(GOLD)
        _motif(canvas, 0, BAND * 0.99, BAND * 0.74, 180, "fork")
        _motif(canvas, 0, BAND * 0.99, BAND * 0.52, 180, "root")

    for name, draw in (("cell", cell), ("bud", bud)):
        canvas.same(name, (-BAND, 0, BAND, BAND), draw)


def _store_band(canvas: Streamed, length: float) -> None:
    """A run of motifs as a form; its origin is the outer left corner of the run, seen from the centre."""

    def draw() -> None:
        n = max(3, round(length / (BAND * 1.22)))
        step = length / n
        canvas.setFillColor(CREAM)
        canvas.rect(0, BAND * 0.07, length, BAND * 0.045, stroke=0, fill=1)
        for i in range(n):
            _place(canvas, "cell", step * (i + 0.5), 0)
        for i in range(n + 1):
            _place(canvas, "bud", step * i, 0)
        canvas.setFillColor(GOLD)
        for i in range(1, n):
            canvas.circle(step * i, BAND * 0.235, BAND * 0.05, stroke=0, fill=1)

    canvas.same(f"band-{length:.0f}", (0, 0, length, BAND), draw)


def _store_ear(canvas: Streamed) -> None:
    """A corner square with төрт құлақ, «four ears»."""

    def draw() -> None:
        canvas.setFillColor(DEEP)
        canvas.rect(0, 0, BAND, BAND, stroke=0, fill=1)
        canvas.setFillColor(CREAM)
        for k in range(4):
            _motif(canvas, BAND / 2, BAND / 2, BAND * 0.47, 45 + 90 * k)
        canvas.setFillColor(GOLD)
        canvas.circle(BAND / 2, BAND / 2, BAND * 0.07, stroke=0, fill=1)

    canvas.same("ear", (0, 0, BAND, BAND), draw)


def _frame(canvas: Canvas, size: Point) -> None:
    width, height = size
    x0, y0, x1, y1 = MARGIN, MARGIN, width - MARGIN, height - MARGIN
    across, along = x1 - x0 - 2 * BAND, y1 - y0 - 2 * BAND
    canvas.setFillColor(GREEN)
    canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)
    _place(canvas, f"band-{across:.0f}", x0 + BAND, y0)
    _place(canvas, f"band-{across:.0f}", x1 - BAND, y1, 180)
    _place(canvas, f"band-{along:.0f}", x1, y0 + BAND, 90)
    _place(canvas, f"band-{along:.0f}", x0, y1 - BAND, 270)
    for x, y in ((x0, y0), (x1 - BAND, y0), (x0, y1 - BAND), (x1 - BAND, y1 - BAND)):
        _place(canvas, "ear", x, y)
    canvas.setFillColor(IVORY)
    canvas.rect(x0 + BAND, y0 + BAND, across, along, stroke=0, fill=1)
    canvas.setStrokeColor(GOLD)
    for inset, line in ((-3.2, 0.8), (BAND, 2.2), (BAND + 5, 0.6)):
        canvas.setLineWidth(line)
        canvas.rect(x0 + inset, y0 + inset, x1 - x0 - 2 * inset, y1 - y0 - 2 * inset, stroke=1, fill=0)
    canvas.setFillColor(GOLD)
    left, low, right, high = INSIDE, INSIDE, width - INSIDE, height - INSIDE
    for x, y, turn in ((left, low, -45), (right, low, 45), (right, high, 135), (left, high, 225)):
        r = math.radians(turn + 90)
        _motif(canvas, x + 6 * math.cos(r), y + 6 * math.sin(r), 34, turn, "sprout")


def _watermark(canvas: Canvas, x: float, y: float, r: float) -> None:
    """A rosette of sixteen horns, a shade darker than the paper, so that copies are easy to tell."""
    canvas.setFillColor(MARK)
    for k in range(16):
        a = math.radians(22.5 * k)
        for distance, size in ((0.46, 0.54), (0.22, 0.26)):
            dx, dy = math.cos(a) * r * distance, math.sin(a) * r * distance
            _motif(canvas, x + dx, y + dy, r * size, 22.5 * k - 90)
    canvas.setStrokeColor(MARK)
    canvas.setLineWidth(1.2)
    for part in (0.20, 0.47, 1.03):
        canvas.circle(x, y, r * part, stroke=1, fill=0)


def _divider(canvas: Canvas, x: float, y: float, half: float) -> None:
    canvas.setStrokeColor(GOLD)
    canvas.setFillColor(GOLD)
    canvas.setLineWidth(0.8)
    for side in (-1, 1):
        canvas.line(x + side * 26, y, x + side * half, y)
        canvas.circle(x + side * half, y, 1.5, stroke=0, fill=1)
        _motif(canvas, x + side * 4, y, 20, -90 * side)
    path = canvas.beginPath()
    path.moveTo(x, y + 4.5)
    for dx, dy in ((4.5, 0), (0, -4.5), (-4.5, 0)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def store(canvas: Streamed) -> None:
    """Puts what every sheet is made of into the file, and the form «sign», which stands above the organisation."""
    _store_motifs(canvas)
    _store_cells(canvas)
    _store_ear(canvas)
    for length in sorted({side - 2 * MARGIN - 2 * BAND for side in A4}):
        _store_band(canvas, length)

    def sign() -> None:
        canvas.setFillColor(GREEN)
        _motif(canvas, 0, 0, SIGN, kind="sprout")

    canvas.same("sign", (-SIGN, 0, SIGN, SIGN), sign)


def sheet(canvas: Canvas, size: Point) -> None:
    """Frame, watermark and divider of a page of this width and height."""
    width, height = size
    _frame(canvas, size)
    _watermark(canvas, width / 2, height / 2 + 6, 150)
    _divider(canvas, width / 2, height - DIVIDER, 150)


def sign(canvas: Canvas, x: float, y: float) -> None:
    _place(canvas, "sign", x, y)
