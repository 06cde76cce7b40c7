"""Stored files: content-addressed, written so that an acknowledged file survives a power cut.

Order of a write: temporary file on the same volume → fsync(file) → rename to the content's SHA-256 → fsync(folder).
Only then may the database row that names it be committed.
"""

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME = 64
"""Letters of a SHA-256."""


@dataclass(frozen=True)
class Stored:
    sha256: str
    size: int


class FileDamaged(Exception):
    """The bytes on the disk are not those that were stored under this hash, or are gone."""


class Shelf:
    """A folder of files named by their SHA-256, two letters of it as sub-folder. The last `reserve` bytes of the disk
    are left to the database."""

    def __init__(self, root: Path, *, reserve: int = 0) -> None:
        self.root, self.reserve = root, reserve
        self.incoming = root / "incoming"
        self._lasting: set[str] = set()
        """Sub-folders that this process knows to be on the disk themselves."""

    def put(self, chunks: Iterable[bytes]) -> Stored:
        """Store the bytes; equal content is stored once. Raises OSError when the disk refuses."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        self._require_room()
        temporary = self.incoming / secrets.token_hex(16)
        digest, size = hashlib.sha256(), 0
        try:
            with temporary.open("xb") as out:
                for chunk in chunks:
                    digest.update(chunk)
                    size += out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            stored = Stored(digest.hexdigest(), size)
            self._settle(temporary, self.path(stored.sha256))
        finally:
            temporary.unlink(missing_ok=True)
        return stored

    def _require_room(self) -> None:
        if self.reserve and shutil.disk_usage(self.root).free < self.reserve:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _settle(self, temporary: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(0o640)
        temporary.replace(target)
        _fsync(target.parent)
        if target.parent.name not in self._lasting:
            _fsync(self.root)
            self._lasting.add(target.parent.name)

    def path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256")
        return self.root / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes:
        """The bytes, checked against their name. Raises FileDamaged."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as gone:
            raise FileDamaged(sha256) from gone
        if hashlib.sha256(data).hexdigest() != sha256:
            raise FileDamaged(sha256)
        return data

    def sweep_incoming(self, before: datetime) -> int:
        """Take away what writers that died have left half written before then; returns how many files that were."""
        swept = 0
        for path in self.incoming.glob("*"):
            if len(path.name) == NAME:  # `take_away` died half way: the file goes back, to be looked at again
                path.replace(self.path(path.name))
            elif _is_older(path, before):
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def untouched_since(self, before: datetime) -> list[str]:
        """The hashes of the files that nobody has stored, or stored again, since then."""
        names = (path for path in self.root.glob("??/*") if len(path.name) == NAME)
        return [path.name for path in names if _is_older(path, before)]

    def take_away(self, sha256: str, before: datetime) -> bool:
        """Delete a file unless it has been stored again since then, even a moment ago: it is moved aside before its age
        is looked at, and whoever stores it meanwhile writes it anew."""
        aside = self.incoming / sha256
        try:
            self.path(sha256).replace(aside)
        except FileNotFoundError:
            return False
        if not _is_older(aside, before):
            aside.replace(self.path(sha256))
            return False
        aside.unlink()
        return True


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False
