"""What the code promises about itself, read from the code."""

import ast
import json
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from jinja2 import nodes
from packaging.version import Version

from app import i18n
from app.web.templates import make_environment

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted((ROOT / "app").rglob("*.py"))
TEMPLATES = sorted(
    path.relative_to(ROOT / "app/templates").as_posix() for path in (ROOT / "app/templates").rglob("*.html")
)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_keeps_its_size(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 40]

    assert source.count("\n") <= 300
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_questions_to_the_database_live_with_the_domain(path: Path) -> None:
    """Routers and the web layer ask `queries.py`; they write no SQL of their own."""
    source = path.read_text(encoding="utf-8")
    if path.is_relative_to(ROOT / "app/routers") or path.is_relative_to(ROOT / "app/web"):
        calls = [
            n.func.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
        ]
        assert "select" not in calls


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles_and_is_used(name: str) -> None:
    environment = make_environment(lambda name, **_: name)
    source = (ROOT / "app/templates" / name).read_text(encoding="utf-8")

    environment.parse(source)

    family = name.rpartition("_")[0] + "_"  # "applications/_step_" ~ step ~ ".html"
    quoted = re.compile(rf'["\'](?:{re.escape(name)}["\']|{re.escape(family)}["\'] ~)')
    everything = [*MODULES, *(ROOT / "app/templates").rglob("*.html")]
    assert any(quoted.search(path.read_text(encoding="utf-8")) for path in everything), f"nobody uses {name}"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_trusts_nobody(name: str) -> None:
    source = (ROOT / "app/templates" / name).read_text(encoding="utf-8")

    assert "|safe" not in source.replace(" ", "")
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert name.startswith("mail/") or not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert not re.search(r"\s[\w-]+=\{\{", source), "an attribute without quotes"


def test_templates_compile_strictly() -> None:
    environment = make_environment(lambda name, **_: name)
    for name in TEMPLATES:
        tree = environment.parse((ROOT / "app/templates" / name).read_text(encoding="utf-8"))
        assert isinstance(tree, nodes.Template)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_translation_is_complete(language: str) -> None:
    from messages import missing

    assert missing(language) == []


def test_the_floors_of_what_we_stand_on() -> None:
    floors = {
        "starlette": "1.3.1", "python-multipart": "0.0.31", "pillow": "13.0.0", "reportlab": "5.1", "jinja2": "3.1.6",
        "fastapi": "0.165", "sqlmodel": "0.0.50", "cryptography": "46",
    }  # fmt: skip
    low = {name: version(name) for name, floor in floors.items() if Version(version(name)) < Version(floor)}

    assert low == {}


def test_lock_files_name_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index|--find-links", text)


def test_the_presets_are_ours() -> None:
    """Nothing of the source organisation stands in the project."""
    told = json.dumps(tomllib.loads((ROOT / "pyproject.toml").read_text()))
    for path in [*MODULES, *(ROOT / "app").rglob("*.json"), *(ROOT / "app/templates").rglob("*.html")]:
        told += path.read_text(encoding="utf-8")

    assert "Зелёная солидарность" not in told
    assert "Зеленая солидарность" not in told
