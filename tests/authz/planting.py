"""Canaries: everything that applicants say about themselves becomes a word of its own, in every row and in every file.

What is planted is not listed: it is every column of text in every table that belongs to applications, but for those
that the commission is there to read, or that the machine needs. A column that somebody adds is a canary by itself.
"""

import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject
from samples import drawing, encoded, pdf, sent
from sqlalchemy import JSON, Column, Date, DateTime, Enum, String, Table, select, text, update
from sqlmodel import col
from sqlmodel import select as rows_of
from sqlmodel.sql.sqltypes import AutoString

from app.accounts.models import User
from app.applications import attachments
from app.applications.models import Application, Attachment, Purpose, Rendition
from app.contests.models import Role
from app.jury.blind import PROSE
from app.jury.models import Seat
from app.tables import metadata
from authz import judged, shortlisted
from authz.making import SIDES, Making

ROOTS = ("application", "attachment", "message", "batch")
MORE = ("user", "school", "letter", "one_time_link")
COMMISSIONS = {"sheet", "award", "reserve", "tie_vote", "grant_award"}
"""Point to an application and hold what commission and board say."""
NEEDED = ("sha256", "hash", "nonce", "code", "key", "language", "token", "signature", "type", "item", "answer", "sex",
          "fingerprint", "rural_source", "page")  # fmt: skip
"""Endings of what the machine reads."""
READ = {"application": {"title"}, "activity": {"what", "held_when", "held_where", "result"},
        "budget_line": {"name", "unit", "reason"}, "author": {"technique"}}  # fmt: skip
"""What is judged."""
PLANTED_KEYS = {"application.search_key", "application.sort_key", "school.search_key", "intake.search_key",
                "user.email_key"}  # fmt: skip
"""Keys that carry a name all the same."""
READ_ANSWERS = {
    *PROSE,
    "results",
    "volunteers",
    "place",
    "title",
    "nomination",
    "territory",
    "kind",
    "school",
    "requested",
}
LONG_AGO = 1911
"""A year in which nothing happens here: birthdays and times of arrival."""


@dataclass
class Canaries:
    """Word → where it was planted."""

    words: dict[str, str] = field(default_factory=dict)
    _serial: Iterator[int] = field(default_factory=lambda: itertools.count(1001))

    def word(self, place: str) -> str:
        made = f"zq{next(self._serial)}vx"
        self.words[made] = place
        return made

    def digits(self, place: str) -> str:
        """A telephone number."""
        made = f"7709{next(self._serial):07}"
        self.words[made[1:]] = place
        return f"+{made}"


def plant(making: Making) -> None:
    """While it is judged and no nomination is sealed by everybody: JUR has sealed one and somebody has asked to open
    that seal, a name stood on a picture, a quick round runs elsewhere."""
    judged.begin(making)
    judged.expose(making)
    judged.seal_one(making)
    judged.ask_to_open(making, "art", "sheet", "work")
    judged.note(making)
    shortlisted.ask(making)
    canaries = Canaries()
    _files(making, canaries)
    making.session.flush()
    insiders = _insiders(making)
    with _unguarded(making):
        for table in _tables():
            for column in table.columns:
                if _is_planted(table, column):
                    _column(making, canaries, table, column, insiders if table.name == "user" else frozenset())
    making.session.expire_all()
    making.name("", canaries=canaries.words)


@contextmanager
def _unguarded(making: Making) -> Iterator[None]:
    """What the database keeps from change is planted too."""
    connection = making.session.connection()
    if connection.dialect.name != "sqlite":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        return
    guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in guards:
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _, statement in guards:
        connection.exec_driver_sql(statement)


def _tables() -> list[Table]:
    roots = {table.name: {key.column.table.name for key in table.foreign_keys} for table in metadata.sorted_tables}
    names = {name for name, points_to in roots.items() if points_to & {*ROOTS}} | {*ROOTS, *MORE}
    return [table for table in metadata.sorted_tables if table.name in names - COMMISSIONS]


def _is_planted(table: Table, column: Column[Any]) -> bool:
    if column.name in READ.get(table.name, ()) or column.foreign_keys or column.primary_key:
        return False
    kind = column.type
    if isinstance(kind, Enum):
        return False
    if isinstance(kind, JSON):
        return column.name != "saves"
    if isinstance(kind, Date | DateTime):
        return (table.name, column.name) in TIMES
    if not isinstance(kind, String | AutoString):
        return False
    return f"{table.name}.{column.name}" in PLANTED_KEYS or not column.name.endswith(NEEDED)


TIMES = {
    ("application", "created_at"), ("application", "saved_at"), ("application", "submitted_at"),
    ("application", "final_submitted_at"), ("application", "paper_at"), ("application_version", "submitted_at"),
    ("attachment", "uploaded_at"), ("author", "born_on"), ("consent", "given_at"), ("intake", "received_at"),
    ("message", "created_at"),
}  # fmt: skip
"""Birthdays, and when something came."""


def _insiders(making: Making) -> frozenset[int]:
    """Staff, commission, operator: their names are no secret among them."""
    ids = {*making.session.exec(rows_of(Role.user_id)).all(), *making.session.exec(rows_of(Seat.user_id)).all()}
    return frozenset(ids | {making[f"user.{one}"] for one in ("OPR", "EXJ", "JUR", "JURX")})


def _column(making: Making, canaries: Canaries, table: Table, column: Column[Any], spared: frozenset[int]) -> None:
    key = next(iter(table.primary_key.columns))
    place = f"{table.name}.{column.name}"
    for id_, value in making.session.execute(select(key, column)).all():
        if id_ not in spared and value not in (None, "", [], {}):
            made = _planted(canaries, place, column, value)
            making.session.execute(update(table).where(key == id_).values({column.name: made}))


def _planted(canaries: Canaries, place: str, column: Column[Any], value: Any) -> Any:
    if isinstance(value, datetime):
        return datetime(LONG_AGO, 2, 17, 3, 17, 41, tzinfo=UTC)
    if isinstance(value, date):
        return date(LONG_AGO, 2, 17)
    if isinstance(column.type, JSON):
        return _leaves(canaries, place, value)
    if "phone" in place:
        return canaries.digits(place)
    made = canaries.word(place)
    if "email" in place or place.endswith(".address"):
        return f"{made}@mail.example"
    return f"{made}.jpg" if place in ("attachment.name", "message_file.name") else made.title()


def _leaves(canaries: Canaries, place: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: inner if place.endswith(".answers") and _is_read(name) else
                _leaves(canaries, f"{place}/{name}", inner) for name, inner in value.items()}  # fmt: skip
    if isinstance(value, list):
        return [_leaves(canaries, place, inner) for inner in value]
    if not isinstance(value, str) or value in ("", "yes") or place.endswith(NEEDED):
        return value
    return canaries.digits(place) if "phone" in place else canaries.word(place).title()


def _is_read(name: str) -> bool:
    return name in READ_ANSWERS or name.startswith("own-")


def _files(making: Making, canaries: Canaries) -> None:
    """Every admitted work gets a file that tells in each of its corners whose it is, taken in as one from outside."""
    for side in SIDES:
        for name in ("work", "other_work", "elsewhere"):
            work = making.application(side, name)
            purpose, makers = (Purpose.ANNEX, (_pdf, _jpeg)) if side == "grant" else (Purpose.PICTURE, (_jpeg, _png))
            for make in makers:
                data, ending = make(canaries)
                upload = sent(data, f"{canaries.word('file name')}.{ending}")
                _attach(making, work, upload, purpose)


def _attach(making: Making, work: Application, upload: Any, purpose: Purpose) -> Attachment:
    file = attachments.prepare(making.shelf, upload, purpose)
    by = making.session.get_one(User, work.applicant_id)
    made = attachments.attach(making.session, work, replace(file), purpose, by=by, now=making.now)
    for page in making.session.exec(rows_of(Rendition).where(col(Rendition.attachment_id) == made.id)):
        page.released_at = making.now
    return made


def _jpeg(canaries: Canaries) -> tuple[bytes, str]:
    exif = Image.Exif()
    for tag in (0x010E, 0x010F, 0x0110, 0x0131, 0x013B, 0x8298):
        exif[tag] = canaries.word(f"exif {tag:#x}")
    exif.get_ifd(0x8769)[0x9286] = canaries.word("exif user comment").encode()
    exif.get_ifd(0x8769)[0xA430] = canaries.word("exif owner")
    exif.get_ifd(0x8825)[0x1D] = canaries.word("exif gps date")
    thumb = encoded(drawing(80, 60), comment=canaries.word("thumbnail's comment").encode())
    xmp = f"<x:xmpmeta>{canaries.word('xmp')}</x:xmpmeta>".encode()
    data = encoded(_fresh(canaries), exif=exif, comment=canaries.word("jpeg comment").encode(), xmp=xmp,
                   icc_profile=canaries.word("icc").encode() * 20)  # fmt: skip
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + canaries.word("iptc").encode()
    segments = _segment(0xED, iptc) + _segment(0xE2, b"THUMB\x00" + thumb)
    return data[:2] + segments + data[2:] + canaries.word("behind the end").encode() + thumb, "jpg"


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _fresh(canaries: Canaries) -> Image.Image:
    return drawing(seed=len(canaries.words))


def _png(canaries: Canaries) -> tuple[bytes, str]:
    told = PngInfo()
    told.add_text("Author", canaries.word("png text"))
    told.add_text("Comment", canaries.word("png compressed text"), zip=True)
    told.add_itxt("Title", canaries.word("png itxt"))
    exif = Image.Exif()
    exif[0x013B] = canaries.word("png exif artist")
    return encoded(_fresh(canaries), "PNG", pnginfo=told, exif=exif), "png"


def _pdf(canaries: Canaries) -> tuple[bytes, str]:
    """Title, author and the like, XMP, an annotation, and text on its page: pictures of pages carry no text."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf(text=canaries.word("pdf text"))))
    writer.add_metadata({f"/{name}": canaries.word(f"pdf {name}")
                         for name in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")})  # fmt: skip
    writer.add_annotation(0, FreeText(text=canaries.word("pdf annotation"), rect=(50, 550, 200, 650)))
    xmp = StreamObject()
    xmp.set_data(f"<x:xmpmeta>{canaries.word('pdf xmp')}</x:xmpmeta>".encode())
    xmp.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    writer.root_object[NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/Private"): ArrayObject([TextStringObject(canaries.word("pdf piece"))])}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), "pdf"
