"""What the reader of strangers' PDFs may answer, and its limits; without the reader itself, which only its own process
loads (`app.applications.pdf`)."""

from enum import IntEnum

MODULE = "app.applications.pdf"
SECONDS = 10
MOST_PAGES = 200
"""A longer document is no annex to an application."""


class Verdict(IntEnum):
    FINE = 0
    ACTIVE = 10
    DAMAGED = 11
    LONG = 12
