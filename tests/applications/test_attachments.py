"""What may be attached to an application, what is made of it, and until when."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples import Sent, changed_pdf, drawing, encoded, jpeg, pdf, sent
from sqlmodel import Session, select
from world import make_application, make_contest, make_user

from app.accounts.models import User
from app.applications import attachments, file_queries, file_types, queries
from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind, Status
from app.contests.models import Contest, ContestKind, Nomination
from app.errors import RuleBroken
from app.files import Shelf
from app.journal import Entry

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200


class Desk:
    """An applicant with a draft and a shelf."""

    def __init__(self, session: Session, folder: Path, now: datetime, kind: ContestKind) -> None:
        self.session, self.shelf, self.now = session, Shelf(folder / "files"), now
        self.contest: Contest = make_contest(session, kind=kind)
        self.owner: User = make_user(session)
        nomination = session.exec(select(Nomination).where(Nomination.contest_id == self.contest.id)).first()
        assert nomination is not None
        self.draft: Application = make_application(session, self.contest, self.owner, nomination, Status.DRAFT)

    def add(self, file: Sent, purpose: Purpose = Purpose.ANNEX) -> Attachment:
        return attachments.add(self.session, self.shelf, self.draft, file, purpose, by=self.owner, now=self.now)

    def kinds(self, attachment: Attachment) -> list[tuple[RenditionKind, int]]:
        rows = self.session.exec(select(Rendition).where(Rendition.attachment_id == attachment.id)).all()
        return sorted((row.kind, row.page) for row in rows)


@pytest.fixture
def grant(session: Session, tmp_path: Path, now: datetime) -> Desk:
    return Desk(session, tmp_path, now, ContestKind.SMALL_GRANT)


@pytest.fixture
def work(session: Session, tmp_path: Path, now: datetime) -> Desk:
    return Desk(session, tmp_path, now, ContestKind.DRAWING)


def refusal(desk: Desk, file: Sent, purpose: Purpose = Purpose.ANNEX) -> str:
    """Why it is refused; nothing may have changed."""
    before = len(desk.session.exec(select(Attachment)).all()), len(desk.session.exec(select(Entry)).all())
    with pytest.raises(RuleBroken) as refused:
        desk.add(file, purpose)
    after = len(desk.session.exec(select(Attachment)).all()), len(desk.session.exec(select(Entry)).all())
    assert after == before
    return refused.value.reason


def test_the_original_is_kept_as_it_came(work: Desk) -> None:
    data = jpeg(comment=b"as it came")

    added = work.add(sent(data, "Работа.JPG"), Purpose.PICTURE)

    assert work.shelf.read(added.sha256) == data
    assert (added.name, added.size, added.media_type) == ("Работа.jpg", len(data), "image/jpeg")
    assert (added.width, added.height, added.uploaded_by) == (640, 480, work.owner.id)
    assert work.kinds(added) == [(RenditionKind.JUDGED, 0), (RenditionKind.THUMB, 0)]


def test_an_annex_becomes_pages_that_nobody_has_released_yet(grant: Desk) -> None:
    letter, photo = grant.add(sent(pdf(3), "Письмо.pdf")), grant.add(sent(jpeg(), "Двор.jpg"))

    assert grant.kinds(letter) == [*((RenditionKind.PAGE, page) for page in (1, 2, 3)), (RenditionKind.THUMB, 0)]
    assert grant.kinds(photo) == [(RenditionKind.PAGE, 1), (RenditionKind.THUMB, 0)]
    pages = file_queries.renditions(grant.session, [letter.id, photo.id], RenditionKind.PAGE)
    assert [page.released_at for page in pages] == [None] * 4
    assert max(max(page.width, page.height) for page in pages) == 1400


def test_a_long_document_shows_its_first_twenty_pages(grant: Desk) -> None:
    added = grant.add(sent(pdf(23), "Устав.pdf"))

    assert len([kind for kind, _ in grant.kinds(added) if kind is RenditionKind.PAGE]) == 20


def test_a_consent_is_for_the_secretary_only(work: Desk) -> None:
    scan, photo = work.add(sent(pdf(2), "a.pdf"), Purpose.CONSENT), work.add(sent(jpeg(), "b.jpg"), Purpose.CONSENT)

    assert work.kinds(scan) == work.kinds(photo) == [(RenditionKind.THUMB, 0)]


WRONG: dict[str, tuple[Sent, str]] = {
    "UP1 empty": (sent(b"", "a.jpg"), "file-empty"),
    "UP2 a picture over 20 MB": (sent(jpeg() + b"\0" * 20_000_000, "a.jpg"), "file-large"),
    "UP2 a document over 10 MB": (sent(pdf() + b"\0" * 10_000_000, "a.pdf"), "file-large"),
    "UP5 a program called jpg": (sent(b"MZ\x90\0" + b"\0" * 500, "a.jpg"), "file-type"),
    "UP5 a jpeg called pdf": (sent(jpeg(), "a.pdf"), "file-type"),
    "UP5 a second ending": (sent(jpeg(), "a.jpg.php"), "file-type"),
    "UP6 svg": (sent(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg"), "file-type"),
    "UP6 svg called png": (sent(b"<svg><script/></svg>", "a.png"), "file-type"),
    "UP6 html": (sent(b"<!doctype html><script>1</script>", "a.html"), "file-type"),
    "UP6 docx": (sent(b"PK\x03\x04" + b"\0" * 200, "a.docx"), "file-type"),
    "UP6 gif": (sent(encoded(drawing().quantize(8), "GIF"), "a.gif"), "file-type"),
    "UP8 a script in a pdf": (sent(changed_pdf("script"), "a.pdf"), "pdf-active"),
    "UP8 a program in a pdf": (sent(changed_pdf("launch"), "a.pdf"), "pdf-active"),
    "UP8 a file in a pdf": (sent(changed_pdf("file"), "a.pdf"), "pdf-active"),
    "UP8 a locked pdf": (sent(changed_pdf("locked"), "a.pdf"), "pdf-active"),
    "UP8 a book": (sent(pdf(201), "a.pdf"), "pdf-long"),
    "UP10 heic": (sent(HEIC, "IMG_1.HEIC"), "file-heic"),
    "UP10 heic called jpg": (sent(HEIC, "IMG_1.jpg"), "file-heic"),
    "UP10 tiff": (sent(encoded(drawing(), "TIFF"), "a.tif"), "file-type"),
    "UP11 truncated jpeg": (sent(jpeg()[:-1500], "a.jpg"), "file-damaged"),
    "UP11 a pdf without a page": (sent(pdf(0), "a.pdf"), "file-damaged"),
    "UP11 truncated pdf": (sent(pdf()[:500], "a.pdf"), "file-damaged"),
    "UP11 a pdf of nothing": (sent(b"%PDF-1.7\n" + b"x" * 300, "a.pdf"), "file-damaged"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_cannot_be_taken_changes_nothing(grant: Desk, name: str) -> None:
    file, reason = WRONG[name]
    file.file.seek(0)

    assert refusal(grant, file) == reason


def test_a_work_is_a_picture(work: Desk) -> None:
    assert refusal(work, sent(pdf(), "work.pdf"), Purpose.PICTURE) == "picture-needed"


def test_a_picture_with_a_tail_is_taken_and_its_copies_have_none(work: Desk) -> None:
    added = work.add(sent(jpeg() + b"<script>CANARY</script>PK\x03\x04", "a.jpg"), Purpose.PICTURE)

    copies = work.session.exec(select(Rendition).where(Rendition.attachment_id == added.id)).all()
    assert [b"CANARY" in work.shelf.read(copy.sha256) for copy in copies] == [False, False]


NAMES = {
    "../../../etc/passwd": "passwd.jpg",
    "C:\\a\\b.jpg": "b.jpg",
    "a\0b/../c.jpg": "c.jpg",
    "я" * 300 + ".jpg": "я" * 116 + ".jpg",
    "\u202egpj.exe.jpg": "gpj.exe.jpg",
    ".htaccess": "htaccess.jpg",
    "CON": "CON.jpg",
    "photo.jpg...": "photo.jpg",
    "🌲 лес.jpeg": "🌲 лес.jpeg",
    "<img src=x>.jpg": "<img src=x>.jpg",
    "": "file.jpg",
    " .jpg": "jpg.jpg",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_cleaned_and_never_a_path(grant: Desk, name: str) -> None:
    added = grant.add(sent(jpeg(), name))

    assert added.name == NAMES[name]
    assert len(added.name) <= file_types.LONGEST_NAME
    stored = [path.name for path in grant.shelf.root.rglob("*") if path.is_file()]
    assert all(len(path) == 64 for path in stored)


def test_the_same_file_twice_is_told(grant: Desk) -> None:
    grant.add(sent(jpeg(), "a.jpg"))

    assert refusal(grant, sent(jpeg(), "other name.jpg")) == "file-twice"


def test_the_same_file_of_another_applicant_is_taken(grant: Desk) -> None:
    first = grant.add(sent(jpeg(), "a.jpg"))
    nomination = grant.session.get(Nomination, grant.draft.nomination_id)
    assert nomination is not None
    stranger = make_user(grant.session)
    other = make_application(grant.session, grant.contest, stranger, nomination, Status.DRAFT)

    second = attachments.add(
        grant.session, grant.shelf, other, sent(jpeg(), "b.jpg"), Purpose.ANNEX, by=stranger, now=grant.now
    )

    assert second.sha256 == first.sha256


def test_a_work_is_seen_from_five_sides_at_most(work: Desk) -> None:
    sides = [work.add(sent(jpeg(seed)), Purpose.PICTURE) for seed in range(5)]

    assert [item.id for item in file_queries.pictures(work.session, work.draft.id)] == [one.id for one in sides]
    assert refusal(work, sent(jpeg(7)), Purpose.PICTURE) == "pictures-many"
    assert refusal(work, sent(jpeg(4)), Purpose.PICTURE) == "file-twice"
    attachments.remove(work.session, work.draft, sides[1], by=work.owner, now=work.now)
    latest = work.add(sent(jpeg(7)), Purpose.PICTURE)
    found = [item.id for item in file_queries.pictures(work.session, work.draft.id)]
    assert found == [one.id for one in (sides[0], *sides[2:], latest)]


def test_a_scan_of_a_consent_takes_no_place_from_the_pictures(work: Desk) -> None:
    for seed in range(5):
        work.add(sent(jpeg(seed)), Purpose.PICTURE)

    scan = work.add(sent(jpeg(8)), Purpose.CONSENT)

    assert [item.id for item in file_queries.attachments(work.session, work.draft.id)][-1] == scan.id


def test_another_picture_becomes_the_main_one_and_that_has_to_be_sent(work: Desk) -> None:
    first, second, third = (work.add(sent(jpeg(seed)), Purpose.PICTURE) for seed in range(3))
    before = queries.files_of(work.session, [work.draft.id])[work.draft.id or 0]

    attachments.make_main(work.session, work.draft, third, by=work.owner, now=work.now)
    attachments.make_main(work.session, work.draft, third, by=work.owner, now=work.now)

    assert [item.id for item in file_queries.pictures(work.session, work.draft.id)] == [third.id, first.id, second.id]
    after = queries.files_of(work.session, [work.draft.id])[work.draft.id or 0]
    assert [file["sha256"] for file in after] == [before[at]["sha256"] for at in (2, 0, 1)]
    made = [entry for entry in work.session.exec(select(Entry)).all() if entry.action == "attachment.made-main"]
    assert [entry.object_id for entry in made] == [third.id]


def test_five_files_are_enough(grant: Desk) -> None:
    for seed in range(5):
        grant.add(sent(jpeg(seed), f"{seed}.jpg"))

    assert refusal(grant, sent(jpeg(6), "6.jpg")) == "files-many"


def test_all_files_together_have_a_limit(grant: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", len(jpeg(0)) + 10)
    first = grant.add(sent(jpeg(0), "a.jpg"))
    attachments.remove(grant.session, grant.draft, first, by=grant.owner, now=grant.now)

    assert refusal(grant, sent(jpeg(1), "b.jpg")) == "files-heavy"


def test_thirty_uploads_a_minute_are_enough(grant: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_A_MINUTE", 2)
    grant.add(sent(jpeg(0), "a.jpg"))
    grant.add(sent(jpeg(1), "b.jpg"))

    assert refusal(grant, sent(jpeg(2), "c.jpg")) == "uploads-fast"
    grant.now += timedelta(minutes=2)
    grant.add(sent(jpeg(2), "c.jpg"))


def test_adding_and_removing_leave_their_traces(grant: Desk) -> None:
    added = grant.add(sent(jpeg(), "a.jpg"))
    attachments.remove(grant.session, grant.draft, added, by=grant.owner, now=grant.now)

    traces = [(entry.action, entry.object_id) for entry in grant.session.exec(select(Entry)).all()]
    assert traces == [("attachment.added", added.id), ("attachment.removed", added.id)]
    assert file_queries.attachments(grant.session, grant.draft.id) == []


WHEN: list[tuple[Status, dict[str, Any], str]] = [
    (Status.DRAFT, {"closes": 1}, ""),
    (Status.DRAFT, {"closes": 0}, ""),
    (Status.DRAFT, {"closes": -299}, ""),
    (Status.DRAFT, {"closes": -300}, "deadline-passed"),
    (Status.SUBMITTED, {"closes": 1}, ""),
    (Status.SUBMITTED, {"closes": 0}, "deadline-passed"),
    (Status.RETURNED, {"closes": -9000, "cure": 1}, ""),
    (Status.RETURNED, {"closes": -9000, "cure": 0}, "cure-passed"),
    (Status.ADMITTED, {"closes": 1}, "files-fixed"),
    (Status.REJECTED, {"closes": 1}, "not-now"),
    (Status.WITHDRAWN, {"closes": 1}, "not-now"),
    (Status.DISQUALIFIED, {"closes": 1}, "not-now"),
]
"""State, seconds that are left until closing and until the end of the correction, reason of the refusal."""


@pytest.mark.parametrize(("status", "left", "reason"), WHEN)
def test_files_come_and_go_while_the_application_is_open(
    grant: Desk, status: Status, left: dict[str, int], reason: str
) -> None:
    grant.contest.closes_at = grant.now + timedelta(seconds=left["closes"])
    grant.draft.status = status
    grant.draft.cure_until = grant.now + timedelta(seconds=left["cure"]) if "cure" in left else None

    if not reason:
        attachments.require_may_change(grant.contest, grant.draft, grant.now, grant.owner)
        return
    with pytest.raises(RuleBroken) as refused:
        attachments.require_may_change(grant.contest, grant.draft, grant.now, grant.owner)
    assert refused.value.reason == reason
