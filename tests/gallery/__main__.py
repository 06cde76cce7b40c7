"""`make papers`: every document from the demonstration world into var/papers/, and docs/papers.md with their first
pages. The exit status is 1 when one could not be made."""

import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pypdfium2
from PIL import Image
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app import i18n, migrations
from app.accounts import sessions
from app.accounts.models import User
from app.db import make_engine, transaction
from app.demo import world
from app.keys import Keys
from app.main import create_app
from app.papers.samples import LONGEST
from app.settings import Settings
from gallery import place
from gallery.documents import DOCUMENTS, PICTURED, Document

ROOT = Path(__file__).parents[2]
FILES, PICTURES, PAGE = ROOT / "var" / "papers", ROOT / "docs" / "pictures" / "papers", ROOT / "docs" / "papers.md"
BEGINS = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}
SIDE = 560
"""Pixels of the longer side of a picture in the gallery."""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="baiqau-papers-") as folder:
        settings = _settled(Path(folder))
        missing = write(settings)
    draw()
    for line in missing:
        print(line, file=sys.stderr)
    print(f"{len(DOCUMENTS) - len(missing)} of {len(DOCUMENTS)} documents are in {FILES.relative_to(ROOT)}")
    return 1 if missing else 0


def _settled(folder: Path) -> Settings:
    settings = Settings(data=folder, _env_file=None)  # type: ignore[call-arg]
    i18n.load(ROOT / "app" / "locale")
    Keys(folder / "keys").make_all()
    engine = make_engine(settings.url)
    migrations.upgrade(engine)
    world.build(engine, settings, now=datetime.now(UTC))
    engine.dispose()
    return settings


def write(settings: Settings, documents: Sequence[Document] = DOCUMENTS) -> list[str]:
    """What could not be made, and why."""
    app, now = create_app(settings), datetime.now(UTC)
    FILES.mkdir(parents=True, exist_ok=True)
    missing = []
    with transaction(app.state.house.engine) as session:
        names = place.prepare(session, app.state.house, now)
        tokens = {who: _token(session, names, who, now) for who in {one.who for one in documents}}
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        for one in documents:
            problem = _fetch(client, one, names, tokens[one.who])
            missing += [f"{one.code} {one.name}: {problem}"] if problem else []
    return missing


def _token(session: Session, names: dict[str, Any], who: str, now: datetime) -> str:
    user = names.get(who) or session.exec(select(User).where(User.email == f"{who}@demo.kz")).first()
    if user is None:
        return ""
    return sessions.start(session, user, now=now, address="127.0.0.1", agent="papers", how="password")


def _fetch(client: TestClient, one: Document, names: dict[str, Any], token: str) -> str:
    """Empty when the file lies in the folder."""
    params = {name: names.get(value, value) for name, value in one.params.items()}
    path = str(client.app.url_path_for(one.route, **params))  # type: ignore[attr-defined]
    query = f"name=longest&{_texts()}" if one.query == "{longest}" else one.query
    client.cookies.set("sid", token)
    client.cookies.set("lang", "ru")
    address = f"{path}?{query}" if query else path
    answer = client.get(address) if one.data is None else client.post(address, data=dict(one.data))
    ending = one.name.rpartition(".")[2]
    if answer.status_code != 200 or not answer.content.startswith(BEGINS[ending]):
        return f"{answer.status_code} {address}"
    (FILES / one.name).write_bytes(answer.content)
    return ""


def _texts() -> str:
    """The longest name goes with the usual texts of a diploma."""
    said = {
        "heading_kk": "ДИПЛОМ", "heading_ru": "ДИПЛОМ", "verb_kk": "марапатталады", "verb_ru": "награждается",
        "reason_kk": "{nomination} номинациясы бойынша жеңімпаз атанғаны үшін",
        "reason_ru": "за победу в номинации {nomination}",
    }  # fmt: skip
    return "&".join(f"{name}={quote(text)}" for name, text in said.items())


def draw() -> None:
    """The first pages as small pictures, and the page that shows them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in PICTURED:
        source = FILES / name
        if source.exists():
            _picture(source.read_bytes()).save(PICTURES / f"{source.stem}.webp", quality=60, method=6)
    PAGE.write_text(_page(), encoding="utf-8")


def _picture(data: bytes) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[0]
    image = page.render(scale=2 * SIDE / max(page.get_size())).to_pil()
    image.thumbnail((SIDE, SIDE))
    return image.convert("RGB")


def _page() -> str:
    lines = [
        "# Документы",
        "",
        "Все документы двух конкурсов, как их печатает сайт из вымышленного мира (`make papers` пишет файлы в "
        f"`var/papers/`). Самое длинное имя – {len(LONGEST)} букв, самое короткое – две; казахские, русские и "
        "латинские буквы.",
        "",
        "| | файл | что это |",
        "|---|---|---|",
        *(f"| {one.code} | `{one.name}` | {one.title} |" for one in DOCUMENTS),
        "",
    ]
    for one in DOCUMENTS:
        if one.name in PICTURED:
            picture = f"pictures/papers/{one.name.removesuffix('.pdf')}.webp"
            lines += [f"## {one.code}. {one.title}", "", f"![{one.title}]({picture})", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
