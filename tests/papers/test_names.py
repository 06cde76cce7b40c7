"""The proof of names before printing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from ceremony import Ceremony, drawings, grants
from sqlmodel import Session, select

from app.accounts.models import User
from app.applications.models import Application, Author
from app.ceremony import readiness
from app.contests.models import ContestStatus
from app.errors import RuleBroken
from app.journal import Entry, Payload
from app.keys import Keys
from app.papers import addressees, dues, facts, issuing, names, queries
from app.papers.issuing import Correction
from app.papers.models import AddresseeRole, Certificate, PaperKind, PaperReason
from app.papers.names import Line, difference


@dataclass
class Proof:
    session: Session
    world: Ceremony
    now: datetime

    @property
    def by(self) -> User:
        return self.world.owner

    def lines(self) -> list[Line]:
        return names.lines(self.session, self.world.contest)

    def correct(self, place: int, **said: str) -> bool:
        found = self.lines()
        line = found[place]
        return names.correct(self.session, self.world.contest, found, line, line.now | said, by=self.by, now=self.now)


@pytest.fixture
def proof(session: Session, now: datetime) -> Proof:
    return Proof(session, drawings(session), now)


def states(proof: Proof) -> list[str]:
    return [line.state for line in proof.lines()]


def test_everybody_admitted_is_asked_and_confirms_what_was_shown(proof: Proof) -> None:
    assert states(proof) == ["new"] * 4
    names.ask(proof.session, proof.world.contest, proof.lines(), by=proof.by, now=proof.now)
    assert states(proof) == ["waiting"] * 4

    shown = names.seen(proof.lines())
    assert names.confirm(proof.session, proof.world.contest, proof.lines(), by=proof.by, now=proof.now) == 4
    assert names.confirm(proof.session, proof.world.contest, proof.lines(), by=proof.by, now=proof.now) == 0
    assert states(proof) == ["confirmed"] * 4
    assert names.seen(proof.lines()) == shown


def test_a_correction_goes_to_the_papers_and_never_to_the_application(proof: Proof, tmp_path: Path) -> None:
    first = proof.lines()[0]
    assert proof.correct(0, recipient="Төлеуова Аружан Серіккызы") is False

    line = proof.lines()[0]
    assert (line.state, line.now["recipient"]) == ("corrected", "Төлеуова Аружан Серіккызы")
    work = proof.session.get_one(Application, first.id)
    author = proof.session.exec(select(Author).where(Author.application_id == first.id)).one()
    assert (work.applicant_name, author.name_kk) == ("Төлеуова Аружан Серікқызы", "Төлеуова Аружан Серікқызы")
    papers = issuing.issue_all(proof.session, Keys(tmp_path), proof.world.contest, by=proof.by, now=proof.now)
    printed = next(paper.printed for paper in papers if paper.application_id == first.id)
    assert printed["recipient"] == "Төлеуова Аружан Серіккызы"


def test_what_differs_from_the_application_is_marked_letter_by_letter(proof: Proof) -> None:
    proof.correct(0, recipient="Төлеуова Аружан Серіккызы")
    changed, before = proof.lines()[0].changes["recipient"]

    assert [text for text, is_gone in before if is_gone] == ["қ"]
    assert [text for text, is_new in changed if is_new] == ["к"]
    assert "".join(text for text, _ in changed) == "Төлеуова Аружан Серіккызы"
    assert difference("Ли Анна", "Ли Анна") == [("Ли Анна", False)]
    assert difference("Ли Анна", "Жұмабекқызы Әсемгүл") == [("Жұмабекқызы Әсемгүл", True)], "another name, whole"


def test_letters_that_were_taken_away_are_marked_where_they_were(proof: Proof) -> None:
    proof.correct(0, recipient="Төлеуова Аружан")
    after, before = proof.lines()[0].changes["recipient"]

    assert [text for text, is_other in after if is_other] == []
    assert [text for text, is_other in before if is_other] == [" Серікқызы"]


def test_a_correction_back_to_the_application_is_none(proof: Proof) -> None:
    proof.correct(0, recipient="Басқа Есім")
    proof.correct(0, recipient="Төлеуова Аружан Серікқызы")

    assert (states(proof)[0], proof.lines()[0].changes) == ("confirmed", {})


def test_a_teachers_name_is_corrected_for_all_their_pupils_at_once(proof: Proof) -> None:
    proof.correct(0, teacher="Әбілова Сәуле Мұратқызы")

    assert {line.now["teacher"] for line in proof.lines()} == {"Әбілова Сәуле Мұратқызы"}
    assert states(proof) == ["corrected", "new", "new", "new"], "the others were not looked at"


def test_a_correction_after_the_printing_asks_for_a_new_paper(proof: Proof, tmp_path: Path) -> None:
    keys, contest = Keys(tmp_path), proof.world.contest
    issuing.issue_all(proof.session, keys, contest, by=proof.by, now=proof.now)
    assert [line.outdated for line in proof.lines()] == [[]] * 4

    assert proof.correct(0, recipient="Төлеуова Аруана Серікқызы") is True
    [paper] = [one for line in proof.lines() for one in line.outdated]
    assert (paper.kind, paper.printed["recipient"]) == (PaperKind.DIPLOMA, "Төлеуова Аружан Серікқызы")


def test_a_teacher_whose_name_is_corrected_has_one_letter_before_and_after(proof: Proof, tmp_path: Path) -> None:
    session, contest = proof.session, proof.world.contest
    more = {"by": proof.by, "now": proof.now}
    proof.correct(0, teacher="Әбілова Сәуле Ерланқызы")
    known = addressees.teachers(session, contest)
    listed = addressees.add(session, contest, AddresseeRole.TEACHER, known, **more)  # type: ignore[arg-type]
    assert {one.name for one in listed} == {"Әбілова Сәуле Ерланқызы"}

    proof.correct(0, teacher="Әбілова Сәуле Мұратқызы")
    made = issuing.issue_all(session, Keys(tmp_path), contest, **more)  # type: ignore[arg-type]
    letters = [one.printed["recipient"] for one in made if one.kind is PaperKind.THANKS]
    assert letters == ["Әбілова Сәуле Мұратқызы"] * 2, "one at each of two schools"

    proof.correct(0, teacher="Әбілова Сәуле")
    assert dues.due(session, contest) == []


@pytest.fixture
def letter(proof: Proof, tmp_path: Path) -> Certificate:
    """Of the teacher of the second school, who is thanked though nobody there has won."""
    session, contest = proof.session, proof.world.contest
    known = addressees.teachers(session, contest)
    addressees.add(session, contest, AddresseeRole.TEACHER, known, by=proof.by, now=proof.now)
    made = issuing.issue_all(session, Keys(tmp_path), contest, by=proof.by, now=proof.now)
    return next(one for one in made if one.addressee_id)


def test_a_letter_that_hangs_on_no_work_is_out_of_date_once_its_teacher_is_corrected(
    proof: Proof, letter: Certificate, tmp_path: Path
) -> None:
    session, contest = proof.session, proof.world.contest
    assert [one for line in proof.lines() for one in line.outdated] == []
    assert proof.correct(3, teacher="Әбілова Сәуле Мұратқызы") is True

    [line] = [line for line in proof.lines() if letter in line.outdated]
    assert readiness.of(session, contest).outdated == sum(len(one.outdated) for one in proof.lines()) == 6
    assert dues.due(session, contest) == []
    right = Correction(PaperReason.NAME_WRONG, "", names.recipient(line, letter.kind), line.now["work"])
    fresh = issuing.replace(session, Keys(tmp_path), letter, right, by=proof.by, now=proof.now)
    assert fresh.printed["recipient"] == "Әбілова Сәуле Мұратқызы"
    assert [
        one for line in proof.lines() for one in line.outdated if one.kind is PaperKind.THANKS and one.addressee_id
    ] == []

    assert proof.correct(3, teacher="Әбілова Сәуле Ерланқызы") is True
    assert fresh in [one for line in proof.lines() for one in line.outdated], "a second correction is seen too"
    assert dues.due(session, contest) == []


def test_a_teacher_on_the_list_who_has_a_winners_letter_is_known_to_have_it(proof: Proof, letter: Certificate) -> None:
    session, contest = proof.session, proof.world.contest
    proof.correct(0, teacher="Әбілова Сәуле Мұратқызы")
    held = dues.thanked(session, contest)
    listed = [held[one.key] for one in queries.addressees(session, contest.id)]
    assert [one.addressee_id is None for one in listed] == [True, False]
    assert listed[1] == letter


def test_a_teacher_listed_under_both_names_stays_once(proof: Proof, letter: Certificate) -> None:
    session, contest = proof.session, proof.world.contest
    more = {"by": proof.by, "now": proof.now}
    key = facts.teacher_key("Әбілова Сәуле Мұратқызы", proof.lines()[3].entry.school)
    twin = addressees.Person("Әбілова Сәуле Мұратқызы", {}, key)
    addressees.add(session, contest, AddresseeRole.TEACHER, [twin], **more)  # type: ignore[arg-type]

    proof.correct(3, teacher="Әбілова Сәуле Мұратқызы")
    assert [one.id for one in queries.addressees(session, contest.id) if one.key == key] == [letter.addressee_id]
    assert dues.due(session, contest) == []


def test_a_letter_replaced_by_the_office_corrects_the_teacher_of_all_works(
    proof: Proof, letter: Certificate, tmp_path: Path
) -> None:
    session, contest, more = proof.session, proof.world.contest, {"by": proof.by, "now": proof.now}
    right = Correction(PaperReason.NAME_WRONG, "", "Әбілова Сәуле Мұратқызы")
    fresh = issuing.replace(session, Keys(tmp_path), letter, right, **more)  # type: ignore[arg-type]
    said = fresh.printed["recipient"]
    assert names.follow(session, contest, fresh, said, "", remark="", **more), "diplomas name the teacher"  # type: ignore[arg-type]

    assert {line.now["teacher"] for line in proof.lines()} == {said}
    assert fresh not in [one for line in proof.lines() for one in line.outdated]
    line = names.line_of(session, contest, fresh)
    assert line is not None
    assert names.recipient(line, fresh.kind) == said


def test_a_partner_whose_letter_was_replaced_is_listed_by_the_right_name(proof: Proof, tmp_path: Path) -> None:
    session, contest, more = proof.session, proof.world.contest, {"by": proof.by, "now": proof.now}
    wrong, right = (addressees.Person(name, {}) for name in ("Жумабеков Болат", "Жұмабеков Болат Асанұлы"))
    addressees.add(session, contest, AddresseeRole.PARTNER, [wrong], **more)  # type: ignore[arg-type]
    made = issuing.issue_all(session, Keys(tmp_path), contest, **more)  # type: ignore[arg-type]
    old = next(one for one in made if one.addressee_id)
    correction = Correction(PaperReason.NAME_WRONG, "", right.name)
    fresh = issuing.replace(session, Keys(tmp_path), old, correction, **more)  # type: ignore[arg-type]
    assert names.follow(session, contest, fresh, right.name, "", remark="", **more) is False  # type: ignore[arg-type]

    assert [one.name for one in queries.addressees(session, contest.id)] == [right.name]
    assert addressees.add(session, contest, AddresseeRole.PARTNER, [right], **more) == []  # type: ignore[arg-type]
    assert dues.due(session, contest) == []
    issuing.revoke(session, fresh, PaperReason.BY_MISTAKE, "", **more)  # type: ignore[arg-type]
    assert issuing.reissue(session, Keys(tmp_path), fresh, "", **more).printed["recipient"] == right.name  # type: ignore[arg-type]


def test_a_teacher_corrected_by_one_applicant_is_thanked_once(proof: Proof) -> None:
    first = proof.lines()[0]
    said = first.now | {"teacher": "Әбілова Сәуле Мұратқызы"}
    second = proof.lines()[2]
    names.correct(proof.session, proof.world.contest, [second], second, said, by=proof.by, now=proof.now)

    letters = [one for one in dues.due(proof.session, proof.world.contest) if one.kind is PaperKind.THANKS]
    assert len(letters) == 1


def test_a_teacher_corrected_by_one_applicant_after_the_issue_gets_no_second_letter(
    proof: Proof, tmp_path: Path
) -> None:
    issuing.issue_all(proof.session, Keys(tmp_path), proof.world.contest, by=proof.by, now=proof.now)
    second = proof.lines()[2]
    said = second.now | {"teacher": "Әбілова Сәуле Мұратқызы"}
    names.correct(proof.session, proof.world.contest, [second], second, said, by=proof.by, now=proof.now)
    assert dues.due(proof.session, proof.world.contest) == []


def test_outside_the_time_of_proof_nothing_is_asked_or_said(proof: Proof) -> None:
    for status in (ContestStatus.ANNOUNCED, ContestStatus.ARCHIVED):
        proof.world.contest.status = status
        for attempt in (
            lambda: names.ask(proof.session, proof.world.contest, proof.lines(), by=proof.by, now=proof.now),
            lambda: names.confirm(proof.session, proof.world.contest, proof.lines(), by=proof.by, now=proof.now),
            lambda: proof.correct(0, recipient="Басқа Есім"),
        ):
            with pytest.raises(RuleBroken, match="names-not-now"):
                attempt()


def test_a_grant_has_a_name_and_a_project_and_no_teacher(session: Session, now: datetime) -> None:
    found = Proof(session, grants(session), now)
    assert [sorted(line.now) for line in found.lines()] == [["recipient", "work"]] * 2
    found.correct(0, recipient="«Қуатты ауыл» қоғамдық бірлестігі", teacher="Біреу")
    assert found.lines()[0].now["recipient"] == "«Қуатты ауыл» қоғамдық бірлестігі"


def test_the_journal_knows_who_corrected_what_and_holds_no_name(proof: Proof) -> None:
    proof.correct(0, recipient="Төлеуова Аруана")
    entry = proof.session.exec(select(Entry).where(Entry.action == "names.corrected")).one()

    payload = proof.session.get_one(Payload, entry.id)

    assert '"corrected":["recipient"]' in payload.body
    assert "Аруана" not in payload.body


def test_a_paper_replaced_by_the_office_corrects_the_names_for_calling_and_all_else(
    proof: Proof, tmp_path: Path
) -> None:
    session, contest, keys = proof.session, proof.world.contest, Keys(tmp_path)
    made = issuing.issue_all(session, keys, contest, by=proof.by, now=proof.now)
    diploma = next(one for one in made if one.kind is PaperKind.DIPLOMA)
    said = issuing.Correction(PaperReason.NAME_WRONG, "анасы айтты", "Төлеуова Аруана")
    fresh = issuing.replace(session, keys, diploma, said, by=proof.by, now=proof.now)

    def follow(paper: Certificate, recipient: str, work: str = "") -> bool:
        return names.follow(session, contest, paper, recipient, work, by=proof.by, now=proof.now, remark="анасы айтты")

    assert follow(fresh, "Төлеуова Аруана") is False, "nothing else was printed otherwise"
    line = next(one for one in proof.lines() if one.id == diploma.application_id)
    assert (line.now["recipient"], line.outdated, line.state) == ("Төлеуова Аруана", [], "corrected")
    assert line.proof is not None
    assert (line.proof.by_office, line.proof.remark) == (True, f"{fresh.number}. анасы айтты")

    letter = next(one for one in made if one.kind is PaperKind.THANKS)
    said = issuing.Correction(PaperReason.NAME_WRONG, "", "Әбілова Сәуле Мұратқызы")
    letter = issuing.replace(session, keys, letter, said, by=proof.by, now=proof.now)
    assert follow(letter, "Әбілова Сәуле Мұратқызы") is True, "pupils' papers name the teacher"
    assert {line.now["teacher"] for line in proof.lines()} == {"Әбілова Сәуле Мұратқызы"}
    assert follow(letter, "Әбілова Сәуле Мұратқызы") is False, "said already"
