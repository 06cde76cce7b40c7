"""Documents as pictures of their pages: the only form in which the commission sees what an applicant attached."""

import os
import struct
import subprocess
import sys
import threading
from pathlib import Path

from app.applications import pdf_verdict as pdf
from app.applications.pictures import PAGE_SIDE, Picture, read
from app.errors import RuleBroken

MOST = 20
"""Pages that become pictures; the rest of a longer document is for the secretary only."""
_HOUSE = Path(__file__).parents[2]
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each reader may take half a gigabyte."""
_REASONS = {pdf.Verdict.ACTIVE: "pdf-active", pdf.Verdict.LONG: "pdf-long"}


def of_document(data: bytes, *, most: int = MOST) -> list[Picture]:
    """The first `most` pages of a PDF, the longer side 1400 px. Raises RuleBroken: pdf-active (scripts, files inside,
    a password), pdf-long, file-damaged."""
    command = [sys.executable, "-m", pdf.MODULE, str(most), str(PAGE_SIDE)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("BAIQAU_")}
    try:
        with _AT_ONCE:
            done = subprocess.run(  # noqa: S603 - our own module, numbers as arguments
                command, input=data, capture_output=True, timeout=3 * pdf.SECONDS, cwd=_HOUSE, env=environment,
                check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired as slow:
        raise RuleBroken("file-damaged") from slow
    if done.returncode != pdf.Verdict.FINE:
        reason = next((word for verdict, word in _REASONS.items() if verdict == done.returncode), "file-damaged")
        raise RuleBroken(reason, most=pdf.MOST_PAGES)
    found = _unpacked(done.stdout)
    if not found:
        raise RuleBroken("file-damaged")  # a document without a page
    return found


def _unpacked(stream: bytes) -> list[Picture]:
    found, place = [], 0
    while place < len(stream):
        (length,) = struct.unpack_from(">I", stream, place)
        jpeg = stream[place + 4 : place + 4 + length]
        found.append(Picture(jpeg, *read(jpeg).size))
        place += 4 + length
    return found
