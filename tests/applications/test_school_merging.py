"""Doubles in the directory are merged and schools set right: no work is lost, and each is found where it belongs."""

from datetime import datetime

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select
from world import make_application, make_author, make_contest, make_school, make_territories, make_user, nominations_of

from app import journal
from app.accounts.models import User
from app.applications import school_choice, school_merging, work_queries
from app.applications.batch_models import Batch
from app.applications.models import Application, Author, Status
from app.applications.school_merging import Follows
from app.contests.models import Contest, ContestKind, ContestStatus
from app.errors import RuleBroken
from app.places import directory, queries
from app.places.directory import Facts
from app.places.models import School, Territory


class Case:
    """Two rows for one school: two works and a draft name `gone`, one work `kept`."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.here, self.there = make_territories(session, 2)
        self.kept, self.gone = self.school("Абай атындағы мектеп"), self.school("Абай атындагы мектебі")
        self.teacher = make_user(session)
        self.contest = make_contest(session, kind=ContestKind.DRAWING)
        self.works = [self.work(self.gone), self.work(self.gone), self.work(self.kept)]
        self.draft = self.entry(self.gone, Status.DRAFT)

    def school(self, name: str, territory: Territory | None = None) -> School:
        return make_school(self.session, territory or self.here, name)

    def entry(self, school: School, status: Status, contest: Contest | None = None) -> Application:
        contest = contest or self.contest
        nomination = nominations_of(self.session, contest)[0]
        answers = {"school": str(school.id), "title": "Көл"}
        return make_application(
            self.session, contest, self.teacher, nomination, status, answers=answers, territory_id=school.territory_id
        )

    def work(self, school: School, contest: Contest | None = None) -> Application:
        work = self.entry(school, Status.SUBMITTED, contest)
        make_author(self.session, work, school)
        return work

    def merge(self) -> Follows:
        return school_merging.merge(self.session, self.gone, self.kept, by=self.teacher.id or 0, now=self.now)

    def count(self, model: type[Application] | type[Author] | type[School]) -> int:
        return self.session.exec(select(func.count()).select_from(model)).one()


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return Case(session, now)


def test_merging_moves_every_work_and_loses_none(case: Case) -> None:
    before = [case.count(model) for model in (Application, Author, School)]

    assert case.merge() == Follows(works=2, drafts=1, batches=0)

    assert [case.count(model) for model in (Application, Author, School)] == before
    assert school_merging.works_at(case.session, [case.kept.id, case.gone.id]) == {case.kept.id: 3, case.gone.id: 0}
    assert case.draft.answers == {"school": str(case.kept.id), "title": "Көл"}


def test_what_was_handed_in_keeps_its_answers_and_still_means_the_school(case: Case) -> None:
    case.merge()
    assert case.works[0].answers["school"] == str(case.gone.id)
    assert school_choice.by_id(case.session, str(case.gone.id)) == case.kept


def test_a_batch_follows_too(case: Case) -> None:
    batch = Batch(
        contest_id=case.contest.id or 0, teacher_id=case.teacher.id or 0, nonce="n", language="kk",
        answers={"school": str(case.gone.id)}, created_at=case.now, saved_at=case.now,
    )  # fmt: skip
    case.session.add(batch)
    assert case.merge().batches == 1
    assert batch.answers == {"school": str(case.kept.id)}


def test_a_number_that_only_begins_alike_is_another_school(case: Case) -> None:
    other = case.entry(case.gone, Status.DRAFT)
    other.answers = {"school": f"{case.gone.id}1", "title": f'"school": "{case.gone.id}"'}
    case.merge()
    assert other.answers["school"] == f"{case.gone.id}1"


def test_the_merged_row_is_no_longer_on_offer_but_its_name_leads_on(case: Case) -> None:
    case.merge()
    assert [school.id for school in queries.schools(case.session, case.here.id or 0)] == [case.kept.id]
    assert [school.id for school in queries.aliases(case.session, case.kept.id)] == [case.gone.id]
    assert work_queries.same_school(case.session, case.here.id or 0, case.gone.search_key) == case.kept


def test_a_chain_of_mergers_leads_to_the_last(case: Case) -> None:
    case.merge()
    last = case.school("Абай мектебі")
    school_merging.merge(case.session, case.kept, last, by=case.teacher.id or 0, now=case.now)
    assert queries.meant(case.session, case.gone.id or 0) == last
    assert school_merging.works_at(case.session, [last.id]) == {last.id: 3}


def test_a_merged_school_is_neither_merged_nor_changed_again(case: Case) -> None:
    case.merge()
    facts = Facts(case.here.id or 0, {"kk": "а", "ru": "а"}, {"kk": "а", "ru": "а"}, True, "тізім")
    for attempt in (
        case.merge,
        lambda: school_merging.change(case.session, case.gone, facts, by=None, now=case.now),
        lambda: directory.mark_checked(case.session, case.gone, by=case.teacher.id or 0, now=case.now),
    ):
        with pytest.raises(RuleBroken, match="school-merged"):
            attempt()
    with pytest.raises(RuleBroken, match="school-itself"):
        school_merging.merge(case.session, case.kept, case.kept, by=case.teacher.id or 0, now=case.now)


def test_works_stand_in_the_district_of_the_school_that_stays_unless_they_are_decided_on(case: Case) -> None:
    case.kept.territory_id = case.there.id or 0
    old = make_contest(case.session, kind=ContestKind.DRAWING, status=ContestStatus.PUBLISHED)
    decided = case.work(case.gone, old)

    case.merge()

    assert {work.territory_id for work in case.works} == {case.there.id}
    assert decided.territory_id == case.here.id


def test_a_renamed_school_is_found_with_its_works(case: Case) -> None:
    facts = Facts(
        case.here.id or 0, {"kk": "Жамбыл мектебі", "ru": "Школа Жамбыла"}, case.kept.settlement, False, "тізім 2026"
    )
    assert school_merging.change(case.session, case.kept, facts, by=case.teacher.id, now=case.now) == [
        "name", "is_rural", "rural_source",
    ]  # fmt: skip
    found = case.session.exec(select(Application.id).where(col(Application.search_key).contains("жамбил"))).all()
    assert found == [case.works[2].id]
    assert (case.kept.rural_by, case.kept.rural_at, case.kept.is_checked) == (case.teacher.id, case.now, True)


def test_the_journal_tells_what_moved(case: Case) -> None:
    case.merge()
    entry = case.session.exec(select(journal.Entry).order_by(col(journal.Entry.id).desc())).first()
    assert entry is not None
    payload = case.session.get_one(journal.Payload, entry.id)
    assert (entry.action, entry.object_id, payload.body) == (
        "school.merged", case.gone.id, f'{{"batches":0,"drafts":1,"into":{case.kept.id},"works":2}}',
    )  # fmt: skip
    assert case.session.get_one(User, entry.actor_id) == case.teacher
