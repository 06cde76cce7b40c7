"""The rules of a teacher's batch: keys, filling, lists, archives, twins, handing in."""

import io
import stat
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples import drawing, encoded, jpeg, sent
from sqlmodel import Session
from world import make_contest, make_school, make_territories, make_user

from app.applications import archives, attachments, batch_queries, batches, pupil_lists, pupil_rows, twins
from app.applications.batch_models import Batch
from app.applications.models import Application, Purpose, Status
from app.applications.pupil_rows import How
from app.contests import queries as contests
from app.contests.models import ContestKind
from app.documents import sheets
from app.errors import NotYours, RuleBroken
from app.files import Shelf

COMMON = {"school": "1", "school_territory": "T00", "teacher_name": "Гүлнар Әбенова", "own_work": "yes"}
ROW = {
    "author_last_kk": "Сыдықова", "author_first_kk": "Айым", "author_last_ru": "Сыдыкова", "author_first_ru": "Айым",
    "grade": "5", "age": "11", "nomination": "1", "work_kind": "drawing", "title": "Таза өзен",
}  # fmt: skip


class Class:
    """A teacher with a batch, and what they do to it."""

    def __init__(self, session: Session, shelf: Shelf, now: datetime) -> None:
        self.session, self.shelf, self.now = session, shelf, now
        self.teacher = make_user(session, "Гүлнар Әбенова")
        make_school(session, make_territories(session)[0])
        self.contest = make_contest(session, kind=ContestKind.DRAWING, nominations=2)
        self.batch = batches.start(session, self.contest, by=self.teacher, nonce="n1", language="kk", now=now)
        self.say(**COMMON)

    def say(self, revision: int | None = None, page: str = "", **answers: str) -> Batch:
        return batches.save(
            self.session, self.batch, answers, revision=revision, page=page, by=self.teacher, now=self.now
        )

    def picture(self, key: str, data: bytes = b"", name: str = "a.jpg") -> Application:
        file = attachments.prepare(self.shelf, sent(data or jpeg(len(key)), name), Purpose.PICTURE)
        return batches.add_picture(self.session, self.batch, file, key=key, by=self.teacher, now=self.now)

    def tell(self, work: Application, **answers: str) -> Application:
        batches.answer(self.session, work, ROW | answers, now=self.now)
        return work

    def read(self, *rows: list[str], replace: bool = False) -> list[pupil_rows.Placed]:
        whole = [[*row, *[""] * (len(rows[0]) - len(row))] for row in rows[1:]]
        table = sheets.xlsx(sheets.Table("Оқушылар", rows[0], whole))
        found = pupil_lists.read(table, contests.nominations(self.session, self.contest.id)).pupils
        return pupil_rows.place(self.session, self.batch, found, by=self.teacher, now=self.now, replace=replace)

    @property
    def works(self) -> list[Application]:
        return list(batch_queries.works(self.session, self.batch.id))


@pytest.fixture
def class_(session: Session, tmp_path: Path, now: datetime) -> Class:
    return Class(session, Shelf(tmp_path / "shelf"), now)


def test_the_same_key_sent_again_is_the_same_work(class_: Class) -> None:
    first = class_.picture("key-1")
    assert class_.picture("key-1") is first
    assert class_.picture("key-22") is not first
    assert len(class_.works) == 2


def test_a_batch_begun_twice_by_one_press_is_one(class_: Class) -> None:
    again = batches.start(class_.session, class_.contest, by=class_.teacher, nonce="n1", language="kk", now=class_.now)
    assert again.id == class_.batch.id


def test_a_new_batch_has_the_school_and_teacher_of_the_last_work(class_: Class) -> None:
    class_.picture("key-1")
    other = batches.start(class_.session, class_.contest, by=class_.teacher, nonce="n2", language="kk", now=class_.now)
    assert other.answers == {name: COMMON[name] for name in ("school", "school_territory", "teacher_name")}


def test_there_are_no_batches_in_a_contest_of_grants(class_: Class) -> None:
    grants = make_contest(class_.session)
    with pytest.raises(NotYours):
        batches.start(class_.session, grants, by=class_.teacher, nonce="n9", language="kk", now=class_.now)


def test_the_forty_first_work_is_refused(class_: Class) -> None:
    for number in range(batches.MOST):
        batches.add(class_.session, class_.batch, key=f"key-{number}", by=class_.teacher, now=class_.now)
    with pytest.raises(RuleBroken) as refused:
        batches.add(class_.session, class_.batch, key="one more", by=class_.teacher, now=class_.now)
    assert (refused.value.reason, refused.value.facts) == ("batch-full", {"most": 40})
    assert len(class_.works) == 40


def test_what_is_said_of_school_and_teacher_stands_in_every_work(class_: Class) -> None:
    work = class_.tell(class_.picture("key-1"))
    class_.say(**COMMON | {"teacher_name": "Сәуле Қасымова"})
    assert (work.answers["teacher_name"], work.answers["title"]) == ("Сәуле Қасымова", "Таза өзен")
    assert work.saves["work"][0] == work.revision


def test_an_admitted_work_keeps_the_teacher_with_whom_it_was_admitted(class_: Class) -> None:
    work = class_.tell(class_.picture("key-1"))
    batches.hand_in(class_.session, class_.batch, [work], by=class_.teacher, now=class_.now)
    work.status = Status.ADMITTED
    class_.say(**COMMON | {"teacher_name": "Сәуле Қасымова"})
    assert work.answers["teacher_name"] == "Гүлнар Әбенова"


def test_another_window_with_older_words_is_told(class_: Class) -> None:
    class_.say(revision=1, page="one", **COMMON | {"teacher_name": "Бір"})
    class_.say(revision=1, page="one", **COMMON | {"teacher_name": "Екі"})  # its own answer was lost
    with pytest.raises(RuleBroken, match="changed-meanwhile"):
        class_.say(revision=1, page="two", **COMMON | {"teacher_name": "Үш"})
    assert class_.batch.answers["teacher_name"] == "Екі"


def test_only_blank_fields_are_filled(class_: Class) -> None:
    first, second = class_.picture("key-1"), class_.picture("key-22")
    batches.answer(class_.session, first, {"grade": "7"}, now=class_.now)
    given = batches.fill(
        class_.session, class_.batch, {"grade": "3", "technique": "гуашь"}, by=class_.teacher, now=class_.now
    )
    assert given == 3
    assert [(work.answers["grade"], work.answers["technique"]) for work in (first, second)] == [
        ("7", "гуашь"), ("3", "гуашь"),
    ]  # fmt: skip


def test_names_without_kazakh_letters_are_the_same_in_russian(class_: Class) -> None:
    work = class_.picture("key-1")
    names = {"author_last_kk": "Иванченко", "author_first_kk": "Сәния"}
    batches.answer(class_.session, work, names, now=class_.now)
    batches.fill(class_.session, class_.batch, {}, by=class_.teacher, now=class_.now, same_names=True)
    assert work.answers["author_last_ru"] == "Иванченко"
    assert "author_first_ru" not in work.answers


def test_complete_works_go_and_an_incomplete_one_stays(class_: Class) -> None:
    whole, part = class_.tell(class_.picture("key-1")), class_.picture("key-22")
    done = batches.hand_in(class_.session, class_.batch, [whole, part], by=class_.teacher, now=class_.now)
    assert done.sent == [whole]
    assert [(work, broken.reason) for work, broken in done.refused] == [(part, "form-incomplete")]
    assert [work.status for work in (whole, part)] == [Status.SUBMITTED, Status.DRAFT]
    assert (whole.number is not None, part.number) == (True, None)


def test_handed_in_twice_it_keeps_its_number_and_version(class_: Class) -> None:
    work = class_.tell(class_.picture("key-1"))
    batches.hand_in(class_.session, class_.batch, [work], by=class_.teacher, now=class_.now)
    number = work.number
    again = batches.hand_in(class_.session, class_.batch, [work], by=class_.teacher, now=class_.now)
    assert (again.sent, work.number, work.version) == ([], number, 1)


def test_nothing_goes_after_the_deadline(class_: Class) -> None:
    work = class_.tell(class_.picture("key-1"))
    assert class_.contest.closes_at is not None
    late = class_.contest.closes_at + timedelta(seconds=1)
    with pytest.raises(RuleBroken, match="deadline-passed"):
        batches.hand_in(class_.session, class_.batch, [work], by=class_.teacher, now=late)
    assert work.status is Status.DRAFT


def test_nobody_else_reaches_the_batch(class_: Class) -> None:
    other = make_user(class_.session, "Басқа Мұғалім")
    with pytest.raises(NotYours):
        batches.add(class_.session, class_.batch, key="x", by=other, now=class_.now)
    assert class_.works == []


def test_the_same_file_and_a_smaller_copy_of_it_are_told_apart(class_: Class) -> None:
    big, small = encoded(drawing(640, 480, seed=3)), encoded(drawing(640, 480, seed=3).resize((320, 240)))
    first = class_.picture("key-1", big)
    same, alike, other = class_.picture("key-22", big), class_.picture("key-333", small), class_.picture("k", jpeg(2))
    found = twins.of_teacher(class_.session, class_.teacher.id or 0, class_.contest.id or 0)
    assert {id_: (twin.work.id, twin.is_same) for id_, twin in found.items()} == {
        same.id: (first.id, True), alike.id: (first.id, False),
    }  # fmt: skip
    assert other.id not in found


def test_works_of_others_are_no_twins(class_: Class) -> None:
    data = jpeg(3)
    other = make_user(class_.session, "Басқа Мұғалім")
    batch = batches.start(class_.session, class_.contest, by=other, nonce="n", language="kk", now=class_.now)
    file = attachments.prepare(class_.shelf, sent(data), Purpose.PICTURE)
    batches.add_picture(class_.session, batch, file, key="x", by=other, now=class_.now)
    class_.picture("key-1", data)
    assert twins.of_teacher(class_.session, class_.teacher.id or 0, class_.contest.id or 0) == {}


HEADS = ["Имя файла", "Фамилия на казахском", "Имя на казахском", "Класс", "Номинация", "Вид работы", "Пол"]


def test_a_list_finds_its_works_by_file_then_by_order(class_: Class) -> None:
    first, second = class_.picture("key-1", name="IMG_1.jpg"), class_.picture("key-22", name="IMG_2.PNG.jpg")
    placed = class_.read(
        HEADS, ["", "Оразбек", "Мирас", "5-сынып", "2", "плакат", "ұл"], ["img_1.jpeg", "Төлеуова", "Аружан", "3"]
    )
    assert [(one.how, one.work) for one in placed] == [(How.ORDER, second), (How.FILE, first)]
    assert (first.answers["author_last_kk"], first.answers["grade"]) == ("Төлеуова", "3")
    answers = {name: second.answers[name] for name in ("grade", "nomination", "work_kind", "sex", "author_first_ru")}
    assert answers == {
        "grade": "5", "nomination": "2", "work_kind": "poster", "sex": "male", "author_first_ru": "Мирас",
    }  # fmt: skip


def test_a_line_without_a_picture_waits_for_it_and_is_found_again(class_: Class) -> None:
    row = ["IMG_7.jpg", "Төлеуова", "Аружан", "3"]
    (placed,) = class_.read(HEADS, row)
    assert (placed.how, len(class_.works)) == (How.WAITING, 1)
    (again,) = class_.read(HEADS, row)
    assert (again.how, len(class_.works)) == (How.FILE, 1)
    assert class_.picture("key-1", name="img_7.jpg") is placed.work
    assert len(class_.works) == 1


def test_what_was_typed_stays_unless_it_is_to_be_replaced(class_: Class) -> None:
    work = class_.tell(class_.picture("key-1", name="a.jpg"))
    row = ["a.jpg", "", "", "9"]
    (kept,) = class_.read(HEADS, row)
    assert (kept.kept, work.answers["grade"]) == ({"grade": "9"}, "5")
    (replaced,) = class_.read(HEADS, row, replace=True)
    assert (replaced.kept, work.answers["grade"]) == ({}, "9")


def test_what_is_not_understood_is_told_and_the_rest_is_read(class_: Class) -> None:
    work = class_.picture("key-1", name="a.jpg")
    (placed,) = class_.read(HEADS, ["a.jpg", "Төлеуова", "Аружан", "бесінші", "Ғарыш", "мүсін", "?"])
    assert placed.pupil.unclear == {"grade": "бесінші", "nomination": "Ғарыш", "work_kind": "мүсін", "sex": "?"}
    assert "grade" not in work.answers
    assert work.answers["author_last_kk"] == "Төлеуова"


def test_a_whole_name_in_one_cell_is_taken_apart(class_: Class) -> None:
    class_.picture("key-1")
    (placed,) = class_.read(["ФИО", "Дата рождения", "Возраст"], ["Ахметова Айгерим Сериковна", "05.03.2014", "12 лет"])
    assert placed.pupil.answers == {
        "author_last_ru": "Ахметова", "author_first_ru": "Айгерим Сериковна", "born_on": "2014-03-05", "age": "12",
    }  # fmt: skip


def test_a_work_that_was_handed_in_is_not_touched_by_a_list(class_: Class) -> None:
    work = class_.tell(class_.picture("key-1", name="a.jpg"))
    batches.hand_in(class_.session, class_.batch, [work], by=class_.teacher, now=class_.now)
    (placed,) = class_.read(HEADS, ["a.jpg", "Басқа", "Бала", "9"], replace=True)
    assert (placed.how, work.answers["author_last_kk"]) == (How.SENT, "Сыдықова")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [([["Бір", "Екі"], ["a", "b"]], "list-headings"), ([["Класс"], *[["5"]] * 41], "list-long")],
)
def test_a_list_that_is_none_is_refused(class_: Class, rows: list[list[str]], reason: str) -> None:
    with pytest.raises(RuleBroken, match=reason):
        class_.read(*rows)
    assert class_.works == []


def test_a_list_names_the_teacher_of_a_batch_that_has_none(class_: Class) -> None:
    class_.say(school="1")
    class_.read(["Сыныбы", "Мұғалімі"], ["5", "Сәуле Қасымова"])
    assert class_.batch.answers == {"school": "1", "teacher_name": "Сәуле Қасымова"}


def packed(*entries: tuple[str, bytes], **options: Any) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out


def names_in(archive: io.BytesIO) -> list[str]:
    return [entry.name for entry in archives.entries(archive, len(archive.getvalue()), most=40)]


def test_names_in_an_archive_are_names_and_never_paths() -> None:
    archive = packed(
        ("../../etc/a.jpg", b"1"), ("c:\\temp\\b.jpg", b"2"), ("__MACOSX/._a.jpg", b"3"), ("x/Thumbs.db", b"")
    )
    assert names_in(archive) == ["a.jpg", "b.jpg"]


def test_a_damaged_file_of_an_archive_takes_no_other_with_it() -> None:
    archive = packed(("a.jpg", b"first"), ("b.jpg", b"second"))
    broken = io.BytesIO(archive.getvalue().replace(b"first", b"FIRST"))
    first, second = archives.entries(broken, 100, most=40)
    with pytest.raises(RuleBroken, match="file-damaged"):
        first.unpack()
    assert second.unpack().file.read() == b"second"


def link() -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("a.jpg")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return out


@pytest.mark.parametrize(
    ("archive", "reason"),
    [
        (io.BytesIO(b"no archive"), "archive-type"),
        (packed(), "archive-blank"),
        (packed(("inner.zip", b"PK")), "archive-unsafe"),
        (packed(("bomb.jpg", b"0" * 3_000_000), compression=zipfile.ZIP_DEFLATED), "archive-unsafe"),
        (packed(("old.jpg", b"0"), compression=zipfile.ZIP_BZIP2), "archive-unsafe"),
        (link(), "archive-unsafe"),
        (packed(*[(f"{number}.jpg", b"x") for number in range(41)]), "archive-many"),
        (packed(*[(f"{number}/", b"") for number in range(301)]), "archive-unsafe"),
    ],
    ids=["text", "blank", "nested", "bomb", "packing", "link", "many", "entries"],
)
def test_an_archive_that_is_more_than_pictures_is_refused_whole(archive: io.BytesIO, reason: str) -> None:
    with pytest.raises(RuleBroken, match=reason):
        archives.entries(archive, len(archive.getvalue()), most=40)


def test_an_archive_over_the_limit_is_not_opened() -> None:
    with pytest.raises(RuleBroken, match="archive-large"):
        archives.entries(packed(("a.jpg", b"1")), archives.MOST_BYTES + 1, most=40)


def test_a_directory_of_countless_entries_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(300):
            archive.writestr("x" * 4000 + str(number), b"")
    monkeypatch.setattr(zipfile.ZipFile, "infolist", lambda _: pytest.fail("it was read"))

    with pytest.raises(RuleBroken, match="archive-unsafe"):
        archives.entries(out, len(out.getvalue()), most=40)
