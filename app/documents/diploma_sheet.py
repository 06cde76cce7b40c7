"""Where things stand on a diploma: A4 lying (Kazakh left, Russian right) or upright (Kazakh above, Russian below)."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape

from .diploma_texts import Orientation
from .ornament import INSIDE

QR_SIZE = 86.0
_PADDING = 36


@dataclass(frozen=True)
class Layout:
    """Lengths are points, from the lower left corner. The body lies between `body_top` and `body_bottom`; `foot` is
    the line of the day and the QR code, `signing` the line to sign on, from `signing_left` to `signing_right`."""

    size: tuple[float, float]
    is_stacked: bool
    body_bottom: float
    column: float
    """Width of the text in one language."""
    signing: float
    signing_left: float
    signing_right: float

    @property
    def middle(self) -> float:
        return self.size[0] / 2

    @property
    def top(self) -> float:
        return self.size[1] - INSIDE

    @property
    def across(self) -> float:
        """For names and headings."""
        return self.size[0] - 2 * INSIDE - 2 * _PADDING

    @property
    def body_top(self) -> float:
        return self.top - 184

    @property
    def foot(self) -> float:
        return INSIDE + (42 if self.is_stacked else 26)

    @property
    def left(self) -> float:
        return INSIDE + (48 if self.is_stacked else 56)

    @property
    def qr_x(self) -> float:
        return self.size[0] - self.left + 2 - QR_SIZE


_WIDE = landscape(A4)
LAYOUTS: dict[Orientation, Layout] = {
    "landscape": Layout(
        size=_WIDE, is_stacked=False, body_bottom=181.0, column=(_WIDE[0] - 2 * INSIDE - 72) / 2 - 34,
        signing=INSIDE + 46, signing_left=INSIDE + 184, signing_right=_WIDE[0] - INSIDE - 54 - QR_SIZE - 122,
    ),
    "portrait": Layout(
        size=A4, is_stacked=True, body_bottom=282.0, column=A4[0] - 2 * INSIDE - 64, signing=INSIDE + 170,
        signing_left=INSIDE + 18, signing_right=A4[0] - INSIDE - 18,
    ),
}  # fmt: skip
