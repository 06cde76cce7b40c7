"""The sheet of paper and the hand: filled areas are hatched, lines wobble, and the medium decides how.

Coordinates are 800 by 600 with the origin at the top left, whatever the size of the picture in pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import cos, hypot, pi, sin
from random import Random

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from app.demo.art.paper import lay_on_paper
from app.demo.works import Medium

Color = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT = 800, 600
_ZOOM = 2  # drawn at twice the units and reduced at the end: that smooths every edge
_QUALITY = 68


@dataclass(frozen=True, slots=True)
class _Hand:
    """`wash`: how much colour lies under the strokes; `spread`: how they differ; `ink`: a fixed outline colour."""

    wash: float
    spacing: float
    width: float
    spread: int
    outline: float
    ink: Color | None
    grain: float
    wobble: float


_HANDS: dict[Medium, _Hand] = {
    "crayon": _Hand(0.8, 10, 7.5, 11, 4, None, 0.42, 1.5),
    "pencil": _Hand(0.72, 8, 4, 10, 2, (82, 72, 76), 0.28, 1.2),
    "gouache": _Hand(1.0, 17, 15, 7, 0, None, 0.1, 1.4),
    "watercolour": _Hand(0.66, 26, 24, 6, 2, None, 0.18, 1.8),
    "felt": _Hand(0.86, 9, 7, 8, 3.5, (38, 34, 44), 0.1, 1.0),
}


def mix(a: Color, b: Color, share: float) -> Color:
    """`a` with `share` (0 to 1) of `b` in it."""
    return (int(a[0] + (b[0] - a[0]) * share), int(a[1] + (b[1] - a[1]) * share), int(a[2] + (b[2] - a[2]) * share))


class Sheet:
    """One picture in the making. Every drawing method takes units of the sheet."""

    def __init__(self, rng: Random, medium: Medium) -> None:
        self.rng = rng
        self.paper: Color = rng.choice(
            ((252, 249, 240), (255, 253, 248), (249, 244, 230), (250, 250, 250), (244, 238, 222))
        )
        self._hand = _HANDS[medium]
        self._tone = rng.choice(
            ((1.0, 1.0, 1.0), (1.05, 1.0, 0.93), (0.95, 1.0, 1.05), (1.04, 0.97, 1.0), (0.97, 1.03, 0.96))
        )
        self._sway = (rng.uniform(0, 6), rng.uniform(0, 6), rng.uniform(3, 6))
        self._slant = rng.choice((-0.9, -0.7, -0.5, 0.4, 0.6, 0.8))
        self._image = Image.new("RGB", (round(WIDTH * _ZOOM), round(HEIGHT * _ZOOM)), self.paper)
        self._draw = ImageDraw.Draw(self._image)

    def area(self, points: Sequence[Point], color: Color, *, angle: float | None = None, outline: bool = True) -> None:
        """A closed shape, filled the way the medium fills; `angle` of the strokes in radians."""
        hand = self._hand
        shape = self._wobbly([*points, points[0]])
        color = self._jitter(color, 6)
        flat = [(x * _ZOOM, y * _ZOOM) for x, y in shape]
        self._draw.polygon(flat, fill=self._shade(mix(self.paper, color, hand.wash)))
        self._hatch(shape, color, self._slant if angle is None else angle)
        if outline and hand.outline:
            self.line(shape, hand.ink or mix(color, (30, 20, 40), 0.32), hand.outline, wobbly=False)

    def oval(self, x: float, y: float, rx: float, ry: float, color: Color, *, outline: bool = True) -> None:
        count = 10 if rx < 12 else 18
        self.area(
            [(x + rx * cos(a), y + ry * sin(a)) for a in (i * 2 * pi / count for i in range(count))],
            color,
            outline=outline,
        )

    def dot(self, x: float, y: float, r: float, color: Color) -> None:
        box = [(x - r) * _ZOOM, (y - r) * _ZOOM, (x + r) * _ZOOM, (y + r) * _ZOOM]
        self._draw.ellipse(box, fill=self._shade(color))

    def box(self, x: float, y: float, w: float, h: float, color: Color) -> None:
        """A rectangle by its top left corner."""
        self.area([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], color)

    def line(self, points: Sequence[Point], color: Color, width: float, *, wobbly: bool = True) -> None:
        path = self._wobbly(points) if wobbly else points
        flat = [(x * _ZOOM, y * _ZOOM) for x, y in path]
        self._draw.line(
            flat, fill=self._shade(self._jitter(color, 5)), width=max(1, round(width * _ZOOM)), joint="curve"
        )

    def arc(
        self, x: float, y: float, rx: float, ry: float, start: float, end: float, color: Color, width: float
    ) -> None:
        """A piece of an oval from `start` to `end`, in radians clockwise from three o'clock."""
        self.line(
            [(x + rx * cos(a), y + ry * sin(a)) for a in (start + (end - start) * i / 8 for i in range(9))],
            color,
            width,
        )

    def word(
        self,
        text: str,
        x: float,
        y: float,
        height: float,
        color: Color,
        *,
        room: float = WIDTH - 60,
        halo: bool = False,
    ) -> None:
        """Lettering centred on (x, y), smaller if it would not fit in `room`; each letter sits a little off the line.

        `halo` sets it off from what is painted beneath."""
        font = _font(round(height * _ZOOM))
        advance = font.getlength(text) / _ZOOM + len(text) * height * 0.04
        if advance > room:
            self.word(text, x, y, height * room / advance * 0.99, color, room=room, halo=halo)
            return
        at = x - advance / 2
        edge, rim = (self.paper, 0.12) if halo else (mix(color, (25, 20, 30), 0.45), 0.05)
        for letter in text:
            lift = self.rng.uniform(-0.05, 0.05) * height
            self._draw.text(
                (at * _ZOOM, (y + lift) * _ZOOM),
                letter,
                self._shade(self._jitter(color, 10)),
                font,
                "lm",
                stroke_width=round(height * rim * _ZOOM),
                stroke_fill=self._shade(edge),
            )
            at += font.getlength(letter) / _ZOOM + height * 0.04

    def frame(self, margin: float) -> None:
        """The uneven strip along the edges that a child leaves unpainted."""
        m, far_x, far_y = margin, WIDTH - margin, HEIGHT - margin
        for edge in (
            ((0, 0), (WIDTH, 0), (WIDTH, m), (0, m)),
            ((0, far_y), (WIDTH, far_y), (WIDTH, HEIGHT), (0, HEIGHT)),
            ((0, 0), (m, 0), (m, HEIGHT), (0, HEIGHT)),
            ((far_x, 0), (WIDTH, 0), (WIDTH, HEIGHT), (far_x, HEIGHT)),
        ):
            shape = [(x * _ZOOM, y * _ZOOM) for x, y in self._wobbly([*edge, edge[0]], 5)]
            self._draw.polygon(shape, fill=self.paper)

    def jpeg(self, size: tuple[int, int]) -> bytes:
        """The finished picture in pixels of `size`."""
        out = BytesIO()
        lay_on_paper(self._image, size, self.paper, self._hand.grain, self.rng).save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()

    def _hatch(self, shape: Sequence[Point], color: Color, angle: float) -> None:
        hand, rng, draw = self._hand, self.rng, self._draw
        body = color if hand.wash > 0.7 else mix(self.paper, color, hand.wash + 0.12)
        tones = [self._shade(self._jitter(body, hand.spread)) for _ in range(4)]
        width = max(1, round(hand.width * _ZOOM))
        inset = hand.width * 0.45 if hand.width > 10 else 0.0
        ux, uy = cos(angle) * inset, sin(angle) * inset
        for number, (x1, y1, x2, y2) in enumerate(_chords(shape, angle, hand.spacing)):
            slack = rng.uniform(-2, 2)
            if abs(x2 - x1) + abs(y2 - y1) > inset * 3:
                draw.line(
                    (
                        (x1 + ux + slack) * _ZOOM,
                        (y1 + uy) * _ZOOM,
                        (x2 - ux + slack) * _ZOOM,
                        (y2 - uy - slack) * _ZOOM,
                    ),
                    tones[(number * 7 + int(slack)) % 4],
                    width,
                )

    def _wobbly(self, points: Sequence[Point], amount: float | None = None) -> list[Point]:
        """The path with a tremor of the hand, subdivided so that long lines bend as the whole sheet does."""
        uniform, by = self.rng.uniform, self._hand.wobble if amount is None else amount
        path: list[Point] = [points[0]]
        for (ax, ay), (bx, by_) in pairwise(points):
            steps = min(14, int(hypot(bx - ax, by_ - ay) / 38) + 1)
            path += [
                (ax + (bx - ax) * i / steps + uniform(-by, by), ay + (by_ - ay) * i / steps + uniform(-by, by))
                for i in range(1, steps)
            ]
            path.append((bx + uniform(-by, by) * 0.6, by_ + uniform(-by, by) * 0.6))
        p, q, far = self._sway
        return [(x + far * sin(y / 71 + p), y + far * sin(x / 83 + q)) for x, y in path]

    def _jitter(self, color: Color, by: int) -> Color:
        shift = self.rng.randint(-by, by)
        return (color[0] + shift, color[1] + shift + self.rng.randint(-2, 2), color[2] + shift)

    def _shade(self, color: Color) -> Color:
        r, g, b = self._tone
        return (
            min(255, max(0, int(color[0] * r))),
            min(255, max(0, int(color[1] * g))),
            min(255, max(0, int(color[2] * b))),
        )


def _chords(shape: Sequence[Point], angle: float, spacing: float) -> Iterator[tuple[float, float, float, float]]:
    """Parallel strokes inside the shape, by the even-odd rule on the shape turned by `angle`."""
    c, s = cos(angle), sin(angle)
    turned = [(x * c + y * s, y * c - x * s) for x, y in shape]
    edges = [(a, b) for a, b in zip(turned, [*turned[1:], turned[0]], strict=True) if a[1] != b[1]]
    low, high = min(y for _, y in turned), max(y for _, y in turned)
    level = low + spacing / 2
    while level < high:
        cuts = sorted(
            ax + (level - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in edges if (ay <= level) != (by <= level)
        )
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            yield left * c - level * s, left * s + level * c, right * c - level * s, right * s + level * c
        level += spacing


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(fontpkg.path("IBM Plex Sans", 700)), pixels)
    font.set_variation_by_name("Bold")
    return font
