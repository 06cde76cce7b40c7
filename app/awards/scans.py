"""A signed paper as a scan."""

from dataclasses import dataclass

from app.applications import file_types

LARGEST = 25_000_000
"""Bytes."""
ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
ENDINGS = {file_types.PDF: "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True)
class Scan:
    sha256: str
    media_type: str
