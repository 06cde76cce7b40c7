"""Memory that a picture took goes back to the system, whichever thread had it."""

import platform
import sys
from pathlib import Path
from subprocess import run

import pytest

SCRIPT = """
import ctypes, threading
from app import allocator

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
if {told}:
    allocator.return_blocks()


def kilobytes():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def work():
    for _ in range(3):  # the first one alone goes back by itself
        blocks = [libc.malloc(20_000_000) for _ in range(2)]
        for block in blocks:
            ctypes.memset(block, 1, 20_000_000)
        keep = libc.malloc(2_000)
        for block in blocks:
            libc.free(block)
    done.wait()
    over.wait()


before, done, over = kilobytes(), threading.Barrier(5), threading.Event()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
done.wait()
print(kilobytes() - before)
over.set()
"""


def kept(*, told: bool) -> int:
    """Kilobytes that four threads keep of the pictures that they have put away."""
    script = SCRIPT.format(told=told)
    done = run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path.cwd())
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries give back what they do not use")
def test_what_pictures_took_is_given_back() -> None:
    assert kept(told=True) < 10_000 < kept(told=False)
