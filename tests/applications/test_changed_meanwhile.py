"""What somebody else has stored a moment ago is neither overlooked nor written over."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from samples import jpeg, sent
from sqlmodel import Session, col, select, update
from world import make_application, make_contest, make_school, make_territories, make_user, nominations_of

from app.applications import admission, attachments, batch_queries, batches, pupil_rows, school_merging, second_look
from app.applications.models import Application, Attachment, Consent, ConsentKind, Purpose, RejectionReason, Status
from app.applications.pupil_lists import Pupil
from app.contests.models import ContestKind, LookMode
from app.errors import RuleBroken
from app.files import Shelf


class Case:
    """A teacher's batch with one work, which this request has read."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.teacher, territory = make_user(session), make_territories(session, 1)[0]
        self.school, self.gone = make_school(session, territory), make_school(session, territory, "Школа № 6")
        self.contest = make_contest(session, kind=ContestKind.DRAWING, second_look=LookMode.BEFORE)
        self.batch = batches.start(session, self.contest, by=self.teacher, nonce="n", language="kk", now=now)
        self.work = batches.add(session, self.batch, key="k", by=self.teacher, now=now)
        self.common = {"school": str(self.gone.id), "teacher_name": "Әбілова Сәуле"}
        batches.save(session, self.batch, self.common, revision=None, page="", by=self.teacher, now=now)
        session.flush()

    def elsewhere(self, application: Application, **values: Any) -> None:
        """Another request has stored these, which the rows in this one's hands do not show yet."""
        self.session.flush()
        change = update(Application).where(col(Application.id) == application.id).values(**values)
        self.session.execute(change, execution_options={"synchronize_session": False})

    def submitted(self) -> Application:
        nomination = nominations_of(self.session, self.contest)[0]
        return make_application(self.session, self.contest, self.teacher, nomination, Status.SUBMITTED)


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return Case(session, now)


def say_school(case: Case) -> None:
    batches.save(case.session, case.batch, case.common | {"teacher_name": "Басқа"}, revision=None, page="",
                 by=case.teacher, now=case.now)  # fmt: skip


def fill(case: Case) -> None:
    batches.fill(case.session, case.batch, {"grade": "5"}, by=case.teacher, now=case.now)


def read_list(case: Case) -> None:
    pupils = [Pupil(2, "", {"author_last_kk": "Сыдықова", "author_first_kk": "Айым", "grade": "5"})]
    pupil_rows.place(case.session, case.batch, pupils, by=case.teacher, now=case.now)


def merge(case: Case) -> None:
    school_merging.merge(case.session, case.gone, case.school, by=case.teacher.id or 0, now=case.now)


@pytest.mark.parametrize("change", [say_school, fill, read_list, merge])
def test_what_is_typed_in_a_row_meanwhile_stays(case: Case, change: Callable[[Case], None]) -> None:
    before = dict(case.work.answers)
    case.elsewhere(case.work, answers=before | {"title": "Таза өзен"})

    change(case)

    case.session.flush()
    case.session.refresh(case.work)
    assert case.work.answers["title"] == "Таза өзен"


def test_a_work_admitted_meanwhile_keeps_its_teacher(case: Case) -> None:
    work = case.submitted()
    work.batch_id = case.batch.id
    case.elsewhere(work, status=Status.ADMITTED)

    say_school(case)

    case.session.refresh(work)
    assert work.answers == {}


def test_a_picture_that_was_taken_out_comes_again_into_its_work(case: Case, tmp_path: Path) -> None:
    file = attachments.prepare(Shelf(tmp_path / "shelf"), sent(jpeg(1), "a.jpg"), Purpose.PICTURE)

    def send() -> Application:
        return batches.add_picture(case.session, case.batch, file, key="sha-1", by=case.teacher, now=case.now)

    work = send()
    [picture] = batch_queries.pictures_of_batch(case.session, case.batch.id)
    attachments.remove(case.session, work, picture, by=case.teacher, now=case.now)

    assert send() is work
    assert send() is work
    stands = select(Attachment).where(Attachment.application_id == work.id, col(Attachment.removed_at).is_(None))
    assert [one.upload_key for one in case.session.exec(stands)] == ["sha-1"]


def test_a_rejection_is_not_agreed_to_for_what_was_handed_in_anew(case: Case) -> None:
    work, first, other = case.submitted(), make_user(case.session), make_user(case.session)
    second_look.reject(case.session, work, case.contest, RejectionReason.LATE, "Кеш", by=first, now=case.now)
    look = second_look.pending(case.session, work)
    assert look is not None
    case.elsewhere(work, version=2)

    with pytest.raises(RuleBroken, match="look-over"):
        second_look.agree(case.session, look, work, comment="", by=other, now=case.now)


@pytest.mark.parametrize(("is_back", "reason"), [(True, "consent-missing"), (False, "")])
def test_nobody_comes_back_without_the_parents_word(case: Case, is_back: bool, reason: str) -> None:
    work = case.submitted()
    work.status = Status.DISQUALIFIED
    case.session.add(
        Consent(application_id=work.id or 0, kind=ConsentKind.TAKE_PART, given_by="Ана", given_at=case.now,
                withdrawn_at=case.now if is_back else None)
    )  # fmt: skip

    def readmit(is_decided: bool = False) -> str:
        try:
            admission.readmit(case.session, work, case.contest, "Қате болды", is_left_out=False, by=case.teacher,
                              is_decided=is_decided, now=case.now)  # fmt: skip
        except RuleBroken as broken:
            return broken.reason
        return ""

    assert readmit(is_decided=True) == "decision-begun"
    assert readmit() == reason
    assert work.status is (Status.DISQUALIFIED if reason else Status.ADMITTED)
