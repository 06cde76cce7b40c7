"""The limit: the same stack with nothing of ours on it. Served as `app.bench.bare:serve`; imports nothing of the site,
so that its memory and its start are the stack's alone."""

import hashlib
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from fastapi import FastAPI, Form, UploadFile
from jinja2 import Environment
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from starlette.responses import HTMLResponse, Response

DATABASE, BYTES = "BENCH_DATABASE", "BENCH_BYTES"
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "temp_store=MEMORY",
           "cache_size=-4000")  # fmt: skip
"""As the site sets them."""
ENVIRONMENT = Environment(autoescape=True, auto_reload=False)
PAGE = ENVIRONMENT.from_string(
    "<!doctype html><title>{{ title }}</title><table>{% for row in rows %}"
    "<tr><td>{{ row.number }}</td><td>{{ row.name }}</td><td>{{ row.place }}</td><td>{{ row.score }}</td></tr>"
    "{% endfor %}</table>{{ rest }}"
)
TABLE = ENVIRONMENT.from_string(
    "<!doctype html><table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)
RANKING = """
SELECT a.number, a.applicant_name, a.title, t.name, count(*) AS sheets, avg(s.score) AS score
FROM (SELECT sheet.application_id AS application_id, sum(mark.value * criterion.weight_tenths) AS score
      FROM sheet JOIN mark ON mark.sheet_id = sheet.id JOIN criterion ON criterion.id = mark.criterion_id
      WHERE criterion.contest_id = :contest AND sheet.status = 'sealed' GROUP BY sheet.id) AS s
JOIN application AS a ON a.id = s.application_id LEFT JOIN territory AS t ON t.id = a.territory_id
WHERE a.status = 'admitted' GROUP BY a.id ORDER BY score DESC
"""
LIST = """
SELECT a.number, a.applicant_name, a.title, a.status, a.final_submitted_at, n.title, t.name
FROM application AS a JOIN nomination AS n ON n.id = a.nomination_id LEFT JOIN territory AS t ON t.id = a.territory_id
WHERE a.contest_id = :contest AND a.status != 'draft' ORDER BY a.final_submitted_at DESC LIMIT 50
"""


class Base(DeclarativeBase):
    pass


class BareMark(Base):
    __tablename__ = "bare_mark"

    sheet: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]
    saved_at: Mapped[datetime]


class BareWork(Base):
    __tablename__ = "bare_work"

    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    size: Mapped[int]


@cache
def database() -> Engine:
    engine = create_engine(f"sqlite:///{os.environ[DATABASE]}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)
    return engine


def _tune(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def table(engine: Engine, statement: str, contest: int, shown: int) -> str:
    """Every row is fetched, `shown` of them are rendered."""
    with engine.connect() as connection:
        rows = connection.execute(text(statement), {"contest": contest}).all()
    return TABLE.render(rows=rows[:shown])


def page(size: int) -> str:
    """A page of exactly `size` ASCII characters, rendered row by row."""
    rows = [
        {"number": f"MCD-{one:04}", "name": f"Name {one:04}", "place": f"Place {one:04}", "score": f"{one % 100:03}"}
        for one in range(max(0, size - 200) // 75)
    ]
    made = PAGE.render(title="Contest", rows=rows, rest="")
    return made + "." * (size - len(made))


def serve() -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    size = int(os.environ.get(BYTES, "20000"))

    @app.get("/page")
    async def show() -> Response:
        return HTMLResponse(page(size))

    @app.get("/table/{contest}")
    async def ranking(contest: int) -> Response:
        return HTMLResponse(table(database(), RANKING, contest, 250))

    @app.post("/marks/{sheet}")
    async def save(sheet: int, value: int = Form()) -> Response:
        with Session(database().execution_options(writes=True)) as session, session.begin():
            mark = session.get(BareMark, sheet) or BareMark(sheet=sheet)
            mark.value, mark.saved_at = value, datetime.now(UTC)
            session.add(mark)
        return HTMLResponse("<p>saved</p>")

    @app.get("/files/{sha256}")
    async def file(sha256: str) -> Response:
        return Response(
            (Path(os.environ[DATABASE]).parent / "files" / sha256[:2] / sha256).read_bytes(), media_type="image/jpeg"
        )

    @app.post("/works/{name}")
    def hand_in(name: str, file: UploadFile) -> Response:
        data = file.file.read()
        sha256 = hashlib.sha256(data).hexdigest()
        keep(Path(os.environ[DATABASE]).parent / "bare-files", sha256, data)
        with Session(database().execution_options(writes=True)) as session, session.begin():
            session.add(BareWork(name=name, sha256=sha256, size=len(data)))
        return HTMLResponse("<p>handed in</p>")

    return app


def keep(folder: Path, name: str, data: bytes) -> None:
    """On the disk, as far as the disk keeps its word: file, name, folder."""
    folder.mkdir(exist_ok=True)
    with (folder / f"{name}.part").open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    (folder / f"{name}.part").replace(folder / name)
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
