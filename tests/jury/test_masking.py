"""A name that is seen in a work: who is without it until when, and what the commission gets in its place."""

import io
from dataclasses import dataclass
from datetime import datetime

import pytest
from PIL import Image
from samples import drawing, encoded
from sqlmodel import Session, select
from world import make_application, make_contest, make_seat, make_user, mark_all, nominations_of

from app import journal
from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind
from app.contests.models import Contest, ContestStatus
from app.errors import RuleBroken
from app.files import Shelf
from app.jury import blind, conflicts, exposures, masking, queries, sealing, seats, sharing, sheets
from app.jury.masking_models import PictureMask
from app.jury.models import Seat, Sheet, SheetStatus


@dataclass
class Case:
    contest: Contest
    works: list[Application]
    seats: list[Seat]
    shelf: Shelf
    pictures: dict[RenditionKind, Rendition]


@pytest.fixture
def case(session: Session, now: datetime, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Two works before two members; the first has a picture with its thumbnail."""
    contest = make_contest(session, status=ContestStatus.JUDGING, nominations=1)
    nominations = nominations_of(session, contest)
    person = make_user(session, "Аягөз Құпия")
    works = [make_application(session, contest, person, nominations[0], title=f"Аягөз {i}") for i in range(2)]
    panel = [make_seat(session, contest, nominations) for _ in range(2)]
    seats.deal(session, contest, by=None, now=now)
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    attachment = Attachment(
        application_id=works[0].id or 0, purpose=Purpose.PICTURE, name="a.jpg", sha256="0" * 64, size=1,
        media_type="image/jpeg", uploaded_at=now, uploaded_by=person.id or 0,
    )  # fmt: skip
    session.add(attachment)
    session.flush()
    pictures = {}
    for kind, side in ((RenditionKind.JUDGED, (640, 480)), (RenditionKind.THUMB, (320, 240))):
        stored = shelf.put([encoded(drawing(*side))])
        pictures[kind] = Rendition(attachment_id=attachment.id or 0, kind=kind, sha256=stored.sha256, size=stored.size,
                                   width=side[0], height=side[1])  # fmt: skip
    session.add_all(pictures.values())
    session.flush()
    return Case(contest, works, panel, shelf, pictures)


def sheet_of(session: Session, case: Case, seat: int, work: int = 0) -> Sheet:
    wanted = select(Sheet).where(Sheet.seat_id == case.seats[seat].id)
    return session.exec(wanted.where(Sheet.application_id == case.works[work].id)).one()


def refused(reason: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda broken: broken.reason == reason)


def tell(session: Session, case: Case, now: datetime, seat: int = 0) -> Sheet:
    sheet = sheet_of(session, case, seat)
    exposures.tell(session, sheet, case.seats[seat], case.contest, "бұрышта", by=case.seats[seat].user_id, now=now)
    return sheet


def test_whoever_reads_a_name_is_without_the_work_until_it_is_given_back(
    session: Session, case: Case, now: datetime
) -> None:
    mark_all(session, case.contest, case.seats[0], {case.works[0].id or 0: 7})
    sheet = tell(session, case, now)
    criterion = queries.criteria(session, case.contest.id)[0]
    act = {"by": case.seats[0].user_id, "now": now}

    with refused("work-withheld"):
        sheets.mark(session, sheet, case.seats[0], case.contest, criterion, 1, **act)
    with refused("work-withheld"):
        sheets.comment(session, sheet, case.seats[0], case.contest, "x", **act)
    with refused("work-withheld"):
        tell(session, case, now)
    assert [row.is_withheld for row in blind.rows(session, case.seats[1], case.works[0].nomination_id)] == [False] * 2

    found = exposures.settle(session, case.works[0], by=1, now=now)

    assert [seat.id for _, seat in found] == [case.seats[0].id]
    assert set(queries.marks_of(session, [sheet.id])[sheet.id or 0].values()) == {7}
    sheets.mark(session, sheet, case.seats[0], case.contest, criterion, 1, **act)
    with refused("no-exposure"):
        exposures.settle(session, case.works[0], by=1, now=now)


def test_a_work_that_is_away_has_no_title_on_the_declaration(session: Session, case: Case, now: datetime) -> None:
    sheet = tell(session, case, now)
    titles = {one.sheet_id: one.title for one in conflicts.lines(session, case.seats[0])}
    assert (titles.pop(sheet.id or 0), list(titles.values())) == ("", ["Аягөз 1"])
    exposures.settle(session, case.works[0], by=1, now=now)
    assert "Аягөз 0" in [one.title for one in conflicts.lines(session, case.seats[0])]


def test_a_nomination_is_not_sealed_while_a_work_is_away(session: Session, case: Case, now: datetime) -> None:
    seat, nomination = case.seats[0], nominations_of(session, case.contest)[0]
    mark_all(session, case.contest, seat, {work.id or 0: 7 for work in case.works})
    tell(session, case, now)

    with refused("works-withheld"):
        sealing.seal(session, seat, nomination, case.contest, by=seat.user_id, now=now)
    exposures.settle(session, case.works[0], by=1, now=now)

    sealing.seal(session, seat, nomination, case.contest, by=seat.user_id, now=now)


def test_one_may_step_back_from_a_work_whose_name_one_read(session: Session, case: Case, now: datetime) -> None:
    sheet, seat = tell(session, case, now), case.seats[0]
    sheets.recuse(session, sheet, seat, case.contest, "own pupil", by=seat.user_id, now=now)

    exposures.settle(session, case.works[0], by=1, now=now)

    assert sheet.status is SheetStatus.RECUSED


def test_a_sheet_on_which_a_name_was_told_of_is_not_dealt_anew(session: Session, case: Case, now: datetime) -> None:
    told = tell(session, case, now)

    sharing.take_back(session, case.contest, [case.works[0].nomination_id or 0])

    assert [one.id for one in session.exec(select(Sheet)).all()] == [told.id]


def test_the_desk_reads_what_experts_wrote_and_how_many_wait(session: Session, case: Case, now: datetime) -> None:
    for seat in range(2):
        tell(session, case, now, seat)
    assert exposures.works_waiting(session, case.contest.id) == 1

    (waiting,) = exposures.cases(session, case.contest.id)
    assert (waiting.application.id, waiting.waiting, waiting.places) == (case.works[0].id, 2, ["бұрышта", "бұрышта"])

    exposures.settle(session, case.works[0], by=1, now=now)
    (settled,) = exposures.cases(session, case.contest.id)
    assert (settled.waiting, settled.is_covered) == (0, False)
    assert exposures.works_waiting(session, case.contest.id) == 0


def grey(jpeg: bytes, x: float, y: float) -> bool:
    """Whether the picture is grey there: sides in shares of its own."""
    image = Image.open(io.BytesIO(jpeg))
    pixel = image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))
    assert isinstance(pixel, tuple)
    return all(abs(channel - 128) < 6 for channel in pixel)


def test_the_commission_gets_the_covered_copy_and_the_picture_stays_as_it_came(
    session: Session, case: Case, now: datetime
) -> None:
    judged, thumb = case.pictures[RenditionKind.JUDGED], case.pictures[RenditionKind.THUMB]
    before = {kind: case.shelf.read(one.sha256) for kind, one in case.pictures.items()}
    corner = (0, 0, 250, 200)

    masking.cover_picture(session, case.shelf, case.works[0], judged, [corner], by=1, now=now)

    work = case.works[0].id or 0
    now_called = {
        RenditionKind.JUDGED: blind.work(session, work).pictures[0].name,
        RenditionKind.THUMB: blind.thumbs(session, [work])[work][0].name,
    }
    for kind, rendition in ((RenditionKind.JUDGED, judged), (RenditionKind.THUMB, thumb)):
        assert blind.file_of(session, sheet_of(session, case, 1), rendition.sha256[:16]) is None
        sha256 = blind.file_of(session, sheet_of(session, case, 1), now_called[kind])
        assert sha256 is not None
        shown = case.shelf.read(sha256)
        assert grey(shown, 0.1, 0.1)
        assert not grey(before[kind], 0.1, 0.1)
        assert Image.open(io.BytesIO(shown)).size == (rendition.width, rendition.height)
        assert case.shelf.read(rendition.sha256) == before[kind]

    masking.cover_picture(session, case.shelf, case.works[0], judged, [], by=1, now=now)
    assert session.exec(select(PictureMask)).all() == []
    assert blind.file_of(session, sheet_of(session, case, 1), judged.sha256[:16]) == judged.sha256


def test_covered_words_are_blocks_wherever_experts_read_them(session: Session, case: Case, now: datetime) -> None:
    work = case.works[0]
    masking.cover_words(session, work, ["Аягөз", "аягөздің  мектебі"], by=1, now=now)

    assert blind.work(session, work.id or 0).title == "█████ 0"
    titles = {row.title for row in blind.rows(session, case.seats[0], work.nomination_id)}
    assert titles == {"█████ 0", "Аягөз 1"}
    assert [one for one in session.exec(select(journal.Payload.body)).all() if "Аягөз" in one] == []
    assert work.title == "Аягөз 0"


@pytest.mark.parametrize(
    ("text", "words", "read"),
    [
        ("Асель мен АСЕЛЬ", ["Асель"], "█████ мен █████"),
        ("Асельдің үйі", ["Асель", "Асельдің"], "█████ үйі"),
        ("Мектеп\n№ 5 (жаңа)", ["мектеп № 5"], "█████ (жаңа)"),
        ("a+b", ["a+b"], "█████"),
        ("Ештеңе", [], "Ештеңе"),
    ],
)
def test_a_word_is_covered_in_any_case_and_the_longest_first(text: str, words: list[str], read: str) -> None:
    assert masking.blocked(text, words) == read


def test_nothing_is_covered_once_everybody_has_sealed(session: Session, case: Case, now: datetime) -> None:
    nomination = nominations_of(session, case.contest)[0]
    for seat in case.seats:
        mark_all(session, case.contest, seat, {work.id or 0: 7 for work in case.works})
        sealing.seal(session, seat, nomination, case.contest, by=seat.user_id, now=now)
    judged = case.pictures[RenditionKind.JUDGED]

    with refused("judging-closed"):
        masking.cover_picture(session, case.shelf, case.works[0], judged, [(0, 0, 9, 9)], by=1, now=now)
    with refused("judging-closed"):
        masking.cover_words(session, case.works[0], ["Аягөз"], by=1, now=now)


def test_the_least_judged_work_comes_next_and_what_was_begun_keeps_its_order(
    session: Session, case: Case, now: datetime
) -> None:
    nomination = nominations_of(session, case.contest)[0]
    person = make_user(session)
    works = [*case.works, *(make_application(session, case.contest, person, nomination) for _ in range(3))]
    seats.deal(session, case.contest, by=None, now=now)
    ids = {work.id: work.code for work in works}
    mark_all(session, case.contest, case.seats[1], {works[0].id or 0: 5, works[1].id or 0: 5, works[2].id or 0: 5})
    rows = blind.rows(session, case.seats[0], nomination.id)
    unjudged = {works[3].code, works[4].code}

    turn = blind.in_turn(rows)
    assert {row.code for row in turn[:2]} == unjudged
    assert [row.code for row in turn if row.judged] == [row.code for row in rows if row.judged]

    for at in (2, 0):
        mark_all(session, case.contest, case.seats[0], {works[at].id or 0: 4})
    turn = blind.in_turn(blind.rows(session, case.seats[0], nomination.id))
    assert [row.code for row in turn[:2]] == [ids[works[2].id], ids[works[0].id]]
    following = blind.following(turn, turn[0].sheet_id, needed=2)
    assert following is not None
    assert following.code in unjudged
