"""What the C library does with memory that was given back to it."""

import ctypes
from contextlib import suppress

_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of <malloc.h>
_BLOCK = 1 << 20


def return_blocks() -> None:
    """Blocks of a megabyte and more (a decoded picture, a PDF) go back to the system when they are free. Without being
    told, glibc keeps such blocks for each thread after the first one: fifty uploads weighed twice as much. Does nothing
    where the C library knows no such setting."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _BLOCK)
