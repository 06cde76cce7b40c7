import json
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from ceremony import NAMES, Ceremony, drawings
from pypdf import PdfReader
from samples import drawing, encoded, jpeg, pdf
from sqlmodel import Session, col, delete, select

from app import journal
from app.awards.models import Award, Protocol
from app.awards.scans import Scan
from app.ceremony import handovers
from app.ceremony import queries as ceremony_queries
from app.ceremony.acts import Acts
from app.ceremony.forms import GiftForm
from app.ceremony.models import Handover
from app.contests.models import ContestStatus
from app.documents.fonts import prepare
from app.errors import RuleBroken
from app.files import Shelf
from app.grants import papers
from app.programmes import queries as programmes
from app.web.forms import Upload

PAINTS = GiftForm(name_kk="Бояу жинағы", name_ru="Набор красок", quantity="2", price="18 500 ₸")
BOOK = GiftForm(name_kk="Кітап", name_ru="Книга", quantity=1, price="4000")
SCAN = Scan("0" * 64, "application/pdf")
DAY = date(2026, 5, 20)


@dataclass
class Table:
    session: Session
    world: Ceremony
    now: datetime

    @property
    def first(self) -> Award:
        return self.world.awards[0]

    def add(self, award: Award | None = None, gift: GiftForm = PAINTS) -> None:
        handovers.add_gift(self.session, award or self.first, gift, by=self.by, now=self.now)

    def make(self, award: Award | None = None, name: str = "Төлеуова Сәуле", relation: str = "mother") -> Handover:
        return handovers.make_act(self.session, award or self.first, name, relation, by=self.by, now=self.now)

    def complete(self, scan: Scan | None = None) -> Handover:
        return handovers.complete(self.session, self.first, DAY, scan, by=self.by, now=self.now)

    @property
    def by(self):  # type: ignore[no-untyped-def]
        return self.world.staff["secretary"]

    def acts(self, folder: Path) -> Acts:
        organisation = programmes.organisation(self.session)
        protocol = self.session.exec(select(Protocol)).one()
        assert organisation is not None
        return Acts(self.world.contest, organisation, protocol, folder)


@pytest.fixture
def table(session: Session, now: datetime) -> Table:
    return Table(session, drawings(session), now)


def words(document: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(document)).pages]


def test_an_act_takes_the_contest_s_next_number_once(table: Table) -> None:
    table.add()
    table.add(table.world.awards[1])

    assert [table.make().number, table.make(table.world.awards[1]).number, table.make(name="Басқа").number] == [1, 2, 1]
    assert [act.received_by for act in table.session.exec(select(Handover).order_by("number")).all()] == [
        "Басқа", "Төлеуова Сәуле",
    ]  # fmt: skip


def test_an_act_needs_gifts_a_receiver_for_a_minor_and_the_protocol(table: Table) -> None:
    with pytest.raises(RuleBroken, match="gifts-none"):
        table.make()
    table.add()
    with pytest.raises(RuleBroken, match="receiver-missing"):
        table.make(name="")
    table.session.exec(delete(Protocol))
    with pytest.raises(RuleBroken, match="protocol-missing"):
        table.make()
    assert table.session.exec(select(Handover)).all() == []


def test_nobody_receives_gifts_before_the_results_are_published(session: Session, now: datetime) -> None:
    table = Table(session, drawings(session, status=ContestStatus.DECIDING), now)
    for attempt in (table.add, table.make, table.complete):
        with pytest.raises(RuleBroken, match="results-unpublished"):
            attempt()


def test_gifts_and_receiver_stay_once_the_gifts_are_handed_over(table: Table) -> None:
    table.add()
    with pytest.raises(RuleBroken, match="act-missing"):
        table.complete()
    table.make()
    table.complete()
    gift = ceremony_queries.gifts(table.session, table.first)[0]

    for attempt in (
        table.add, table.make, table.complete,
        lambda: handovers.remove_gift(table.session, table.first, gift, by=table.by, now=table.now),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match="gifts-handed-over"):
            attempt()


def test_a_handing_over_noted_by_mistake_is_taken_back_and_leaves_its_trace(table: Table) -> None:
    table.add()
    table.make()
    with pytest.raises(RuleBroken, match="not-handed-over"):
        handovers.undo(table.session, table.first, "Қате", by=table.by, now=table.now)
    table.complete()

    handovers.undo(table.session, table.first, "Басқа оқушы", by=table.by, now=table.now)

    table.add(gift=BOOK)
    assert table.complete().number == 1
    entries = table.session.exec(select(journal.Entry).where(journal.Entry.action == "handover.undone")).all()
    (told,) = [json.loads(table.session.get_one(journal.Payload, one.id).body) for one in entries]
    assert (told["number"], told["on"], told["reason"]) == (1, "2026-05-20", "Басқа оқушы")
    table.complete(SCAN)
    with pytest.raises(RuleBroken, match="act-signed"):
        handovers.undo(table.session, table.first, "Қате", by=table.by, now=table.now)


def test_an_act_outlives_the_award_that_was_taken_back(table: Table) -> None:
    table.add()
    act = table.make()
    assert ceremony_queries.taken_back(table.session, table.world.contest.id) == []
    table.first.taken_at, table.first.nomination_slot = table.now, None
    table.session.flush()

    (one,) = ceremony_queries.taken_back(table.session, table.world.contest.id)

    assert (one.act, [gift.price for gift in one.gifts], one.name) == (act, [18_500], one.entry.author.name_kk)  # type: ignore[union-attr]
    assert act not in [other.act for other in ceremony_queries.winners(table.session, table.world.contest.id)]


def test_the_scan_may_come_later_and_then_stays(table: Table) -> None:
    table.add()
    table.make()
    table.complete()
    act = table.complete(SCAN)

    assert (act.handed_over_on, act.scan_sha256, act.scan_type) == (DAY, SCAN.sha256, "application/pdf")
    with pytest.raises(RuleBroken, match="gifts-handed-over"):
        table.complete(SCAN)


def test_an_act_keeps_at_least_one_gift(table: Table) -> None:
    table.add()
    table.add(gift=BOOK)
    table.make()
    first, second = ceremony_queries.gifts(table.session, table.first)
    handovers.remove_gift(table.session, table.first, first, by=table.by, now=table.now)

    with pytest.raises(RuleBroken, match="gifts-none"):
        handovers.remove_gift(table.session, table.first, second, by=table.by, now=table.now)


def test_at_most_twenty_gifts_are_listed(table: Table) -> None:
    for _ in range(handovers.MOST_GIFTS):
        table.add()
    with pytest.raises(RuleBroken, match="gifts-many"):
        table.add()


def test_every_step_is_told_in_the_journal(table: Table) -> None:
    table.add()
    table.make()
    table.complete(SCAN)
    told = table.session.exec(select(journal.Entry.action).order_by(col(journal.Entry.id))).all()

    assert told[-3:] == ["gift.added", "handover.made", "handover.completed"]


@pytest.mark.parametrize(
    ("born", "age", "minor"),
    [
        (date(2008, 5, 20), None, False), (date(2008, 5, 21), None, True), (None, 17, True), (None, 18, False),
        (None, None, True),
    ],
)  # fmt: skip
def test_who_is_a_minor(table: Table, born: date | None, age: int | None, minor: bool) -> None:
    author = ceremony_queries.winners(table.session, table.world.contest.id)[0].entry.author
    assert author is not None
    author.born_on, author.age = born, age

    assert handovers.is_minor(author, DAY) is minor


def test_the_act_says_who_receives_what_for_whom_in_both_languages(table: Table, tmp_path: Path) -> None:
    table.add()
    table.add(gift=BOOK)
    table.make()
    prepare(tmp_path)
    (winner,) = [one for one in ceremony_queries.winners(table.session, table.world.contest.id) if one.act]
    kk, ru = words(table.acts(tmp_path).one(winner))

    for part in (
        "№ 1 АКТІСІ", NAMES[0], "Бояу жинағы", "41 000 (қырық бір мың) теңге", "Төлеуова Сәуле, анасы", "№ 3 хаттамасы",
        "4-сынып", "Nomination 1 (қаз)",
    ):  # fmt: skip
        assert part in kk
    for part in ("АКТ № 1", "Набор красок", "37 000", "Төлеуова Сәуле, мать", "протокол № 3", "4 класс"):
        assert part in ru


def test_all_acts_come_in_one_file_each_with_its_own_pages(table: Table, tmp_path: Path) -> None:
    for award in table.world.awards:
        table.add(award)
        table.make(award)
    winners = ceremony_queries.winners(table.session, table.world.contest.id)
    found = words(table.acts(tmp_path).many(winners))

    assert len(found) == 4
    assert "№ 1 АКТІСІ" in found[0]
    assert "АКТ № 2" in found[3]
    with pytest.raises(RuleBroken, match="act-missing"):
        table.acts(tmp_path).many([])


def test_a_winner_of_age_signs_in_person(table: Table, tmp_path: Path) -> None:
    author = ceremony_queries.winners(table.session, table.world.contest.id)[0].entry.author
    assert author is not None
    author.born_on = date(2000, 1, 1)
    table.add()
    table.make(name="", relation="")
    (winner,) = [one for one in ceremony_queries.winners(table.session, table.world.contest.id) if one.act]

    assert "өкілі" not in words(table.acts(tmp_path).one(winner))[0]


def upload(data: bytes, name: str) -> Upload:
    return Upload(name, BytesIO(data), len(data))


def test_a_scan_is_a_pdf_a_jpeg_or_a_png_by_its_content(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for data, name, kind in (
        (pdf(), "акт.pdf", "application/pdf"), (jpeg(), "акт.jpg", "image/jpeg"),
        (encoded(drawing(), "PNG"), "акт.png", "image/png"),
    ):  # fmt: skip
        looked = papers.scan(upload(data, name))
        looked.keep(shelf)
        assert (looked.paper.media_type, shelf.read(looked.paper.sha256)) == (kind, data)
    for data, name, reason in (
        (b"", "a.pdf", "file-empty"), (b"MZ\x90" + b"0" * 99, "a.pdf", "file-type"), (jpeg(), "a.pdf", "file-type"),
        (b"RIFF0000WEBPVP8 ", "a.webp", "file-type"), (jpeg()[:200], "a.jpg", "file-damaged"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=reason):
            papers.scan(upload(data, name))
    with pytest.raises(RuleBroken, match="file-large"):
        papers.scan(Upload("a.pdf", BytesIO(pdf()), papers.LARGEST + 1))
