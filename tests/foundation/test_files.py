import hashlib
import os
from pathlib import Path

import pytest

from app.files import FileDamaged, Shelf


def test_a_stored_file_is_read_back_by_its_hash(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    stored = shelf.put([b"one", b"two"])

    assert stored.sha256 == hashlib.sha256(b"onetwo").hexdigest()
    assert (stored.size, shelf.read(stored.sha256)) == (6, b"onetwo")
    assert list((tmp_path / "incoming").iterdir()) == []


def test_file_and_folder_reach_the_disk_before_the_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")
        fsync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)

    shelf = Shelf(tmp_path)
    shelf.put([b"data"])
    shelf.put([b"data"])

    assert steps == ["file", "rename", "folder", "folder", "file", "rename", "folder"], (
        "a folder lasts from its first file on"
    )


def test_a_changed_or_missing_file_is_noticed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    stored = shelf.put([b"data"])
    shelf.path(stored.sha256).chmod(0o600)
    shelf.path(stored.sha256).write_bytes(b"dat4")

    with pytest.raises(FileDamaged):
        shelf.read(stored.sha256)
    shelf.path(stored.sha256).unlink()
    with pytest.raises(FileDamaged):
        shelf.read(stored.sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "G" * 64, "a" * 63 + "/"])
def test_only_hashes_are_paths(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        Shelf(tmp_path).path(name)


def test_a_broken_off_upload_leaves_nothing(tmp_path: Path) -> None:
    def torn() -> object:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        Shelf(tmp_path).put(torn())  # type: ignore[arg-type]

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
