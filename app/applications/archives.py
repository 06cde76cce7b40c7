"""Pictures that come packed: strangers' ZIP files in, single uploads out.

The directory of the archive is looked at before a byte is unpacked; names are names, never paths. What an archive may
not hold refuses it whole; what is merely no good picture is refused later, by itself.
"""

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from app.applications import file_types
from app.errors import RuleBroken

MOST_BYTES = 200_000_000
"""Of the archive."""
MOST_UNPACKED = 400_000_000
MOST_ENTRIES = 300
MOST_LISTED = 1_000_000
"""Bytes of the directory: millions of entries fit into an archive of the size that may come."""
MOST_RATIO = 50
"""How many times smaller a packed file may be than it claims: pictures are packed already."""
SMALL = 1_000_000
"""Bytes under which the ratio says nothing."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ARCHIVES = frozenset({"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "jar"})
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_LOCKED, _UNICODE = 0x1, 0x800


@dataclass(frozen=True)
class Packed:
    """One file of an archive, unpacked: `file` stands at its beginning."""

    name: str
    file: IO[bytes]
    size: int


@dataclass(frozen=True)
class Entry:
    """One file of an archive, still packed."""

    name: str
    _archive: zipfile.ZipFile
    _info: zipfile.ZipInfo

    def unpack(self) -> Packed:
        """A file larger than any upload may be comes cut, to be refused for its size. Raises RuleBroken
        ``file-damaged``."""
        try:
            with self._archive.open(self._info) as packed:
                data = packed.read(file_types.IMAGE_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError) as broken:
            raise RuleBroken("file-damaged") from broken
        return Packed(self.name, io.BytesIO(data), len(data))


@dataclass
class _Wary:
    """What `zipfile` reads from: no directory that is longer than one of so few entries can be."""

    file: IO[bytes]
    is_listed: bool = False

    def read(self, size: int = -1) -> bytes:
        if self.is_listed:
            return self.file.read(size)
        if size > MOST_LISTED:
            raise RuleBroken("archive-unsafe")
        return self.file.read(size if size >= 0 else MOST_LISTED)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True


def entries(archive: IO[bytes], size: int, *, most: int) -> list[Entry]:
    """The files of the archive in its own order. Raises RuleBroken: archive-large, -type, -locked, -unsafe (links,
    archives inside, bombs), -many (more than `most`), -blank."""
    if size > MOST_BYTES:
        raise RuleBroken("archive-large", most=MOST_BYTES // 1_000_000)
    wary = _Wary(archive)
    try:
        opened = zipfile.ZipFile(wary)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise RuleBroken("archive-type") from broken
    wary.is_listed = True
    found = _listed(opened)
    if not found:
        raise RuleBroken("archive-blank")
    if len(found) > most:
        raise RuleBroken("archive-many", most=most, found=len(found))
    return [Entry(_name(info), opened, info) for info in found]


def _listed(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    listed = archive.infolist()
    if len(listed) > MOST_ENTRIES or sum(entry.file_size for entry in listed) > MOST_UNPACKED:
        raise RuleBroken("archive-unsafe")
    found = [entry for entry in listed if not entry.is_dir() and not _is_clutter(entry)]
    for entry in found:
        _require_safe(entry)
    return found


def _require_safe(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _LOCKED:
        raise RuleBroken("archive-locked")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    is_bomb = entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(1, entry.compress_size)
    is_nested = file_types.extension(entry.filename) in _ARCHIVES
    if kind not in (0, stat.S_IFREG) or entry.compress_type not in _PACKINGS or is_bomb or is_nested:
        raise RuleBroken("archive-unsafe")


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    """What systems add by themselves."""
    name = _name(entry)
    return "__MACOSX/" in entry.filename or name.startswith("._") or name.lower() in _CLUTTER


def _name(entry: zipfile.ZipInfo) -> str:
    """The bare name. Where the archive does not say that it is Unicode, Windows wrote it in its Cyrillic page."""
    name = entry.filename
    if not entry.flag_bits & _UNICODE:
        try:
            name = name.encode("cp437").decode("cp866")
        except UnicodeError:
            name = entry.filename
    return name.replace("\\", "/").rsplit("/", 1)[-1]
