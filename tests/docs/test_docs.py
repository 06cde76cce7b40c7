"""The guides say what the site does: settings, commands, addresses, labels and links are held against the code."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from authz.routes import pages
from babel.messages.pofile import read_po

from app import cli
from app.main import create_app
from app.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDES = sorted(DOCS.glob("*.ru.md")) + sorted(DOCS.glob("*.kk.md"))
PLAIN = [*GUIDES, DOCS / "operators.md"]
WRITTEN = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")] + PLAIN
HOME = re.compile(r"127\.0\.0\.1|localhost|(.+\.)?(example|example\.(org|com|net))")
"""Hosts that may stand in our texts: this machine, and names that belong to nobody."""


def _id(path: Path) -> str:
    return path.name


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _defaults() -> dict[str, str]:
    """Variable → its default as one writes it; empty where the installation decides by itself."""
    fields = Settings.model_fields.items()
    return {f"BAIQAU_{name.upper()}": "" if one.default is None else str(one.default) for name, one in fields}


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return dict(found.choices)


def _without_parameters(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


def _ticked(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def _spoken(language: str) -> str:
    """Everything that the interface says in this language."""
    with (ROOT / "app/locale" / language / "LC_MESSAGES/messages.po").open("rb") as file:
        said = [one.string or "" for one in read_po(file) if one.id]
    return "\n".join(text for one in said for text in ([one] if isinstance(one, str) else one)).lower()


def _missing(wanted: Iterable[str], there: Iterable[str]) -> list[str]:
    return sorted(set(wanted) - set(there))


def test_operators_read_every_setting_with_its_default_and_no_other() -> None:
    rows = re.findall(r"^\| `(BAIQAU_\w+)` \| (?:`([^`]*)`)? *\|", _read(DOCS / "operators.md"), re.M)
    assert {name: _number(value) for name, value in rows} == {k: _number(v) for k, v in _defaults().items()}


def test_the_example_of_an_env_file_holds_every_setting_with_its_default_and_no_other() -> None:
    lines = [line.partition("=") for line in _read(ROOT / ".env.example").splitlines() if line[:1] not in ("", "#")]
    assert {name: _number(value) for name, _, value in lines} == {k: _number(v) for k, v in _defaults().items()}


def _number(value: str) -> str:
    """«5.0» and «5» are one default."""
    return f"{float(value):g}" if re.fullmatch(r"\d+(\.\d+)?", value) else value


def test_the_example_of_an_env_file_can_be_used_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _defaults():
        monkeypatch.delenv(name, raising=False)
    copied = Settings(_env_file=ROOT / ".env.example")
    assert copied == Settings(_env_file=None)


def test_operators_read_every_command_with_its_options_and_no_other() -> None:
    rows = re.findall(r"^\| `baiqau ([\w-]+)[^`]*` \| (.+) \|$", _read(DOCS / "operators.md"), re.M)
    commands = _commands(cli.parser())
    assert sorted(name for name, _ in rows) == sorted(commands)
    lines = dict(re.findall(r"^\| `baiqau ([\w-]+)(.*)$", _read(DOCS / "operators.md"), re.M))
    for name, parser in commands.items():
        options = {flag for one in parser._actions for flag in one.option_strings} - {"-h", "--help"}
        assert _missing(options, re.findall(r"--[\w-]+", lines[name])) == []


@pytest.mark.parametrize("path", [*WRITTEN, ROOT / "Makefile"], ids=_id)
def test_a_command_that_a_text_tells_to_type_exists(path: Path) -> None:
    typed = re.findall(r"(?:-m app\.cli|`baiqau) ([\w-]+)", _read(path))
    assert _missing(typed, _commands(cli.parser())) == []


@pytest.mark.parametrize("path", [*WRITTEN], ids=_id)
def test_a_make_command_that_a_text_names_is_in_the_makefile(path: Path) -> None:
    targets = re.findall(r"^([\w./-]+):", _read(ROOT / "Makefile"), re.M)
    named = re.findall(r"(?:^ {4}|`)make ([\w./-]+)", _read(path), re.M)
    assert _missing(named, targets) == []


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    app = create_app(Settings(data=tmp_path_factory.mktemp("docs"), database_url=""))
    return {_without_parameters(route.path) for method, route in pages(app) if method == "GET"}


@pytest.mark.parametrize("path", PLAIN, ids=_id)
def test_an_address_that_a_guide_names_is_a_page_of_the_site(path: Path, addresses: set[str]) -> None:
    named = [_without_parameters(one) for one in _ticked(_read(path)) if re.match(r"/\w", one)]
    assert _missing(named, addresses) == []


@pytest.mark.parametrize("path", PLAIN, ids=_id)
def test_a_file_that_a_guide_names_exists(path: Path) -> None:
    named = [one for one in _ticked(_read(path)) if re.match(r"(app|docs|tests|alembic)/", one)]
    assert [one for one in named if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("path", GUIDES, ids=_id)
def test_a_label_that_a_guide_quotes_stands_on_the_site(path: Path) -> None:
    spoken = _spoken(path.name.split(".")[1])
    quoted = [one.removesuffix(" …") for one in re.findall(r"«([^»]+)»", _read(path))]
    assert [one for one in quoted if one.lower() not in spoken] == []


@pytest.mark.parametrize("path", WRITTEN, ids=_id)
def test_relative_links_and_pictures_lead_to_files(path: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", _read(path))
    assert [one for one in links if "://" not in one and not (path.parent / one).exists()] == []


def test_readme_shows_a_picture_and_leads_to_every_guide() -> None:
    text = _read(ROOT / "README.md")
    assert re.search(r"!\[[^\]]+\]\(docs/pictures/[\w-]+\.png\)", text)
    assert _missing((f"docs/{path.name}" for path in PLAIN), re.findall(r"\]\(([^)]+)\)", text)) == []


def test_every_guide_is_there_in_russian_and_in_kazakh_with_the_same_headings() -> None:
    def levels(path: Path) -> list[str]:
        return re.findall(r"^(#+) ", _read(path), re.M)

    russian = {path.name.removesuffix(".ru.md"): levels(path) for path in DOCS.glob("*.ru.md")}
    kazakh = {path.name.removesuffix(".kk.md"): levels(path) for path in DOCS.glob("*.kk.md")}
    assert sorted(russian) == ["applicants", "experts", "organisers", "teachers"]
    assert kazakh == russian


@pytest.mark.parametrize("path", [*WRITTEN, ROOT / ".env.example", ROOT / "Makefile"], ids=_id)
def test_no_text_names_a_host_that_is_not_ours(path: Path) -> None:
    hosts = re.findall(r"\w+://(?:[^\s/@`]*@)?([^\s/:`…)]+)", _read(path))
    assert [host for host in hosts if not HOME.fullmatch(host) and host != "host"] == []
