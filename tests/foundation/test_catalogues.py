"""The interface's texts are read once: what was compiled is kept beside them, and never outlives them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import i18n

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Sign in"\nmsgstr "{}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of texts, read by processes of its own, as far as the module can tell."""
    loaded = i18n._catalogues.copy()
    (tmp_path / "kk" / "LC_MESSAGES").mkdir(parents=True)
    yield tmp_path
    i18n._catalogues.clear()
    i18n._catalogues.update(loaded)


def write(folder: Path, text: str, at: int) -> None:
    path = folder / "kk" / "LC_MESSAGES" / "messages.po"
    path.write_text(HEAD.format(text), encoding="utf-8")
    os.utime(path, ns=(at, at))


def started(folder: Path) -> str:
    """What a process that starts now says."""
    i18n._catalogues.clear()
    i18n.load(folder)
    with i18n.speaking("kk"):
        return i18n.gettext("Sign in")


def compiled(folder: Path) -> Path:
    return folder / "kk" / "LC_MESSAGES" / "messages.mo"


def test_the_second_start_reads_what_the_first_compiled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "Кіру", at=1_000)
    assert started(folder) == "Кіру"
    monkeypatch.delattr(i18n, "_compiled")
    assert started(folder) == "Кіру"
    assert sorted(path.name for path in compiled(folder).parent.iterdir()) == ["messages.mo", "messages.po"]


@pytest.mark.parametrize("at", [500, 2_000])
def test_another_text_is_compiled_anew_be_it_newer_or_older(folder: Path, at: int) -> None:
    write(folder, "Кіру", at=1_000)
    started(folder)
    write(folder, "Сайтқа кіру", at=at)
    assert started(folder) == "Сайтқа кіру"


@pytest.mark.parametrize("left", [b"", b"\xde\x12\x04\x95", b"half a file"])
def test_a_damaged_file_is_compiled_anew(folder: Path, left: bytes) -> None:
    write(folder, "Кіру", at=1_000)
    compiled(folder).write_bytes(left)
    os.utime(compiled(folder), ns=(1_000, 1_000))
    assert started(folder) == "Кіру"
    assert compiled(folder).read_bytes() not in (b"", left)


def test_where_nothing_may_be_written_the_text_is_read_at_each_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(i18n, "_keep", refuse)
    write(folder, "Кіру", at=1_000)
    assert (started(folder), compiled(folder).exists()) == ("Кіру", False)
