import base64
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from ceremony import NAMES, Ceremony, drawings, grants
from pypdf import PdfReader
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from world import nominations_of

from app import journal
from app.applications.models import Author, Status
from app.contests.models import ContestStatus
from app.errors import RuleBroken
from app.keys import Keys
from app.papers import addressees, codes, dues, issuing, names, printing, register, signatures
from app.papers import queries as paper_queries
from app.papers.dues import Lacking, Part
from app.papers.issuing import MOVES, Correction
from app.papers.models import AddresseeRole, Certificate, CertificateStatus, PaperKind, PaperReason
from app.papers.printing import Press
from app.papers.register import Filters
from app.papers.words import has_surname, public_name, typed_number

SITE = "https://baiqau.kokterek-fund.example"
WINNER, PARTICIPANT = PaperKind.CERTIFICATE_WINNER, PaperKind.CERTIFICATE_PARTICIPANT


@dataclass
class Desk:
    session: Session
    keys: Keys
    world: Ceremony
    now: datetime

    def issue_all(self) -> list[Certificate]:
        by = self.world.staff["secretary"]
        return issuing.issue_all(self.session, self.keys, self.world.contest, by=by, now=self.now)

    def diploma(self) -> Certificate:
        return next(paper for paper in self.issue_all() if paper.kind is PaperKind.DIPLOMA)

    def replace(self, paper: Certificate, name: str = "Төлеуова Аруана") -> Certificate:
        correction = Correction(PaperReason.NAME_WRONG, "бір әріп", name)
        return issuing.replace(
            self.session, self.keys, paper, correction, by=self.world.staff["secretary"], now=self.now
        )

    def revoke(self, paper: Certificate) -> Certificate:
        by = self.world.staff["organiser"]
        return issuing.revoke(self.session, paper, PaperReason.BY_MISTAKE, "қате", by=by, now=self.now)

    def reissue(self, paper: Certificate) -> Certificate:
        by = self.world.staff["organiser"]
        return issuing.reissue(self.session, self.keys, paper, "Дұрыс еді", by=by, now=self.now)

    def hand_over(self, paper: Certificate) -> Certificate:
        by = self.world.staff["secretary"]
        return issuing.hand_over(self.session, paper, "Анасы", date(2026, 5, 20), by=by, now=self.now)

    def take_back(self, paper: Certificate) -> Certificate:
        by = self.world.staff["secretary"]
        return issuing.take_back(self.session, paper, "Басқа адам еді", by=by, now=self.now)


@pytest.fixture
def desk(session: Session, tmp_path: Path, now: datetime) -> Desk:
    return Desk(session, Keys(tmp_path / "keys"), drawings(session), now)


@pytest.fixture
def grant_desk(session: Session, tmp_path: Path, now: datetime) -> Desk:
    return Desk(session, Keys(tmp_path / "keys"), grants(session), now)


@pytest.fixture
def press(desk: Desk, tmp_path: Path) -> Press:
    return Press(desk.keys, SITE, tmp_path / "fonts")


def words(document: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(document)).pages)


def kinds(made: list[Certificate]) -> Counter[str]:
    return Counter(paper.kind.value for paper in made)


def test_winners_of_drawings_get_diplomas_their_teacher_one_letter_and_the_others_certificates(desk: Desk) -> None:
    assert kinds(desk.issue_all()) == {"diploma": 2, "letter_of_thanks": 1, "certificate_participant": 2}


def test_winners_of_grants_get_a_certificate_with_the_sum_and_the_others_one_of_taking_part(grant_desk: Desk) -> None:
    made = {paper.kind: paper.printed for paper in grant_desk.issue_all()}

    assert set(made) == {WINNER, PARTICIPANT}
    assert made[WINNER]["amount"] == 200_000
    assert "amount" not in made[PARTICIPANT]


@pytest.mark.parametrize("status", [ContestStatus.JUDGING, ContestStatus.DECIDING])
def test_nothing_is_issued_before_the_results_are_published(
    session: Session, tmp_path: Path, now: datetime, status: ContestStatus
) -> None:
    desk = Desk(session, Keys(tmp_path), drawings(session, status=status), now)

    with pytest.raises(RuleBroken, match="results-unpublished"):
        desk.issue_all()
    assert session.exec(select(Certificate)).all() == []


def test_a_batch_started_twice_issues_one_paper_for_each(desk: Desk) -> None:
    first = desk.issue_all()

    assert desk.issue_all() == []
    assert len(desk.session.exec(select(Certificate)).all()) == len(first) == 5


def test_papers_are_issued_school_by_school_and_nobody_gets_two(desk: Desk) -> None:
    contest, by = desk.world.contest, desk.world.staff["secretary"]
    first, second = (one.id for one in nominations_of(desk.session, contest))
    helper = addressees.Person("Жұмабеков Болат", {})
    addressees.add(desk.session, contest, AddresseeRole.HELPER, [helper], by=by, now=desk.now)

    def issue(part: Part) -> list[tuple[str, str]]:
        made = issuing.issue_all(desk.session, desk.keys, contest, by=by, now=desk.now, part=part)
        return sorted((paper.kind.value, paper.printed["recipient"]) for paper in made)

    away = desk.world.schools[1].id
    assert issue(Part(first, away)) == []
    assert issue(Part(second, away)) == [("certificate_participant", NAMES[3])]
    assert issue(Part(school_id=away)) == []
    assert issue(Part(second)) == [("diploma", NAMES[1])]
    assert issue(Part(school_id=0)) == [("letter_of_thanks", "Жұмабеков Болат")]
    assert issue(Part(nomination_id=0)) == []
    assert {kind for kind, _ in issue(Part())} == {"diploma", "certificate_participant", "letter_of_thanks"}
    assert issue(Part()) == []
    assert len(desk.session.exec(select(Certificate)).all()) == 6


def test_one_paper_is_issued_alone_and_only_once(desk: Desk) -> None:
    by, work = desk.world.staff["secretary"], desk.world.works[2]
    paper = issuing.issue(desk.session, desk.keys, work, PARTICIPANT, by=by, now=desk.now)

    assert (paper.application_id, paper.number[:15]) == (work.id, "SDC-2026-P-0001")
    for kind in (PARTICIPANT, PaperKind.DIPLOMA):
        with pytest.raises(RuleBroken, match="paper-not-due"):
            issuing.issue(desk.session, desk.keys, work, kind, by=by, now=desk.now)


def test_the_database_itself_keeps_a_second_paper_of_one_kind_away(desk: Desk) -> None:
    paper = desk.diploma()
    twin = Certificate(**(paper.model_dump() | {"id": None, "number": "SDC-2026-D-9999-aaaa", "issue": 2}))
    desk.session.add(twin)

    with pytest.raises(IntegrityError):
        desk.session.flush()


def test_numbers_are_counted_without_gaps_and_end_in_what_nobody_guesses(desk: Desk) -> None:
    made = desk.issue_all()
    fresh = desk.replace(next(paper for paper in made if paper.kind is PaperKind.DIPLOMA))
    numbers = [paper.number for paper in [*made, fresh] if paper.kind is PaperKind.DIPLOMA]

    assert [number[:-5] for number in numbers] == [f"SDC-2026-D-000{n}" for n in (1, 2, 3)]
    assert len({number[-4:] for number in numbers}) == 3


def test_a_number_that_was_taken_in_vain_is_given_again(desk: Desk) -> None:
    attempt = desk.session.begin_nested()
    desk.issue_all()
    attempt.rollback()
    assert {paper.number[-9:-5] for paper in desk.issue_all() if paper.kind is PaperKind.DIPLOMA} == {"0001", "0002"}


def test_issuing_is_told_in_the_journal_with_what_every_paper_prints(desk: Desk) -> None:
    made = desk.issue_all()
    entry = desk.session.exec(select(journal.Entry).where(journal.Entry.action == "papers.issued")).one()
    body = json.loads(desk.session.get_one(journal.Payload, entry.id).body)

    assert body["papers"] == [[paper.number, signatures.digest(paper.printed)] for paper in made]
    assert journal.first_broken(desk.session, entry.chain) is None


def test_what_a_paper_prints_stays_when_the_data_behind_it_change(desk: Desk, press: Press) -> None:
    paper = desk.diploma()
    before = words(press.one(paper))
    desk.world.works[0].title, desk.world.works[0].applicant_name = "Басқа", "Басқа Біреу"
    desk.world.contest.title = {"kk": "Басқа байқау", "ru": "Другой конкурс"}
    desk.session.flush()

    assert words(press.one(paper)) == before
    for part in ("I ДӘРЕЖЕЛІ ДИПЛОМ", "ДИПЛОМ I СТЕПЕНИ", NAMES[0], "Мөлдір бұлақ 0", "Clean Deeds (қаз), 2026"):
        assert part in before


def test_a_place_beyond_the_first_is_printed_where_a_nomination_has_several(desk: Desk, press: Press) -> None:
    desk.world.contest.per_nomination = 3
    desk.world.awards[1].place = 2
    desk.session.flush()
    made = [paper for paper in desk.issue_all() if paper.kind is PaperKind.DIPLOMA]

    assert [paper.printed["kind"] for paper in made] == ["diploma_1", "diploma_2"]
    assert "II ДӘРЕЖЕЛІ ДИПЛОМ" in words(press.one(made[1]))


def test_a_paper_whose_stored_content_was_touched_is_neither_genuine_nor_printed(desk: Desk, press: Press) -> None:
    paper = desk.diploma()
    for field, value in (("recipient", "Басқа Біреу"), ("number", "SDC-2026-D-0002-aaaa"), ("amount", 1)):
        touched = paper.model_copy(update={"printed": paper.printed | {field: value}})
        assert not signatures.is_genuine(desk.keys, touched)
        with pytest.raises(RuleBroken, match="paper-altered"):
            press.one(touched)
    assert signatures.is_genuine(desk.keys, paper)
    assert not signatures.is_genuine(desk.keys, paper.model_copy(update={"signature": "никакая"}))
    assert not signatures.is_genuine(desk.keys, paper.model_copy(update={"number": "SDC-2026-D-0002-aaaa"}))


def test_a_paper_of_another_key_is_not_ours(desk: Desk, tmp_path: Path) -> None:
    assert not signatures.is_genuine(Keys(tmp_path / "other"), desk.diploma())


def test_the_file_draws_exactly_this_address(desk: Desk, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    original = printing.diploma.qr.draw
    monkeypatch.setattr(
        printing.diploma.qr,
        "draw",
        lambda canvas, content, *rest: drawn.append(content) or original(canvas, content, *rest),
    )
    paper = desk.diploma()
    press.one(paper)

    assert drawn == [signatures.address(desk.keys, SITE, paper)]


def test_the_published_key_is_the_one_that_signs(desk: Desk) -> None:
    (key,) = signatures.published(desk.keys)["keys"]

    assert base64.urlsafe_b64decode(key["public_key"] + "=") == desk.keys.public_key
    assert (key["kid"], key["algorithm"]) == (codes.key_id(desk.keys.public_key), "Ed25519")


def test_a_replaced_paper_leads_to_the_new_one_which_says_the_corrected_name(desk: Desk, press: Press) -> None:
    old = desk.hand_over(desk.diploma())
    fresh = desk.replace(old)

    assert (old.status, old.reason, old.void_at) == (CertificateStatus.REPLACED, PaperReason.NAME_WRONG, desk.now)
    assert (fresh.status, fresh.issue, fresh.printed["recipient"]) == (CertificateStatus.ISSUED, 2, "Төлеуова Аруана")
    assert old.printed["recipient"] == NAMES[0]
    assert paper_queries.successor(desk.session, old) == fresh
    held = paper_queries.of_application(desk.session, old.application_id)
    assert [paper.number for paper in held if paper.kind is PaperKind.DIPLOMA] == [fresh.number]
    with pytest.raises(RuleBroken, match="paper-void"):
        press.one(old)


def test_a_revoked_paper_is_not_due_again(desk: Desk) -> None:
    paper = desk.revoke(desk.diploma())

    assert (paper.status, paper.reason) == (CertificateStatus.REVOKED, PaperReason.BY_MISTAKE)
    assert desk.issue_all() == []


def test_a_paper_revoked_by_mistake_is_followed_by_one_with_a_number_of_its_own(desk: Desk, press: Press) -> None:
    old = desk.revoke(desk.hand_over(desk.diploma()))
    before = old.model_dump()
    fresh = desk.reissue(old)

    assert old.model_dump() == before, "it stays revoked, for its own reason"
    assert (fresh.status, fresh.issue, fresh.handed_over_on) == (CertificateStatus.ISSUED, 2, None)
    assert fresh.number != old.number
    assert signatures.is_genuine(desk.keys, fresh)
    assert NAMES[0] in words(press.one(fresh))
    assert paper_queries.predecessor(desk.session, fresh) == old
    rows, _ = register.rows(desk.session, desk.world.contest.id, Filters(kind=PaperKind.DIPLOMA, text=NAMES[0]))
    assert [(row.paper, row.successor, row.predecessor) for row in rows] == [
        (old, fresh.number, ""), (fresh, "", old.number)
    ]  # fmt: skip
    statement = select(journal.Payload).join(journal.Entry).where(journal.Entry.action == "paper.reissued")
    body = json.loads(desk.session.exec(statement).one().body)
    assert (body["number"], body["by_number"], body["reason"]) == (old.number, fresh.number, "Дұрыс еді")


def test_one_paper_follows_a_revoked_one_however_often_it_is_revoked(desk: Desk) -> None:
    old = desk.revoke(desk.diploma())
    fresh = desk.reissue(old)
    with pytest.raises(RuleBroken, match="paper-not-due"):
        desk.reissue(old)
    desk.revoke(fresh)
    with pytest.raises(RuleBroken, match="paper-not-due"):
        desk.reissue(old)
    assert desk.reissue(fresh).issue == 3
    assert dues.lacking(desk.session, desk.world.contest) == Lacking([], {})


def test_a_paper_that_is_not_earned_any_more_is_not_issued_anew(desk: Desk) -> None:
    made = desk.issue_all()
    diploma, letter = (next(one for one in made if one.kind is kind) for kind in (PaperKind.DIPLOMA, PaperKind.THANKS))
    partner = addressees.Person("Жұмабеков Болат", {})
    by = desk.world.staff["secretary"]
    addressees.add(desk.session, desk.world.contest, AddresseeRole.PARTNER, [partner], by=by, now=desk.now)
    [thanked] = desk.issue_all()
    for one in (diploma, letter, thanked):
        desk.revoke(one)
    assert set(dues.lacking(desk.session, desk.world.contest).missed) == {diploma.id, letter.id, thanked.id}

    for work in desk.world.works[:2]:
        work.status = Status.WITHDRAWN
    desk.session.flush()
    assert set(dues.lacking(desk.session, desk.world.contest).missed) == {thanked.id}
    for one in (diploma, letter):
        with pytest.raises(RuleBroken, match="paper-not-due"):
            desk.reissue(one)
    assert desk.reissue(thanked).printed["recipient"] == "Жұмабеков Болат"


def test_a_letter_revoked_because_its_teacher_has_another_stays_revoked(desk: Desk) -> None:
    for place in (0, 1):
        author = desk.session.exec(select(Author).where(Author.application_id == desk.world.works[place].id)).one()
        author.teacher_name, author.school_id = ("Әбілова Сәуле", "Абилова Сауле М")[place], desk.world.schools[0].id
    desk.session.flush()
    twin = [one for one in desk.issue_all() if one.kind is PaperKind.THANKS][1]
    lines = names.lines(desk.session, desk.world.contest)
    second = next(one for one in lines if one.id == desk.world.works[1].id)
    said = second.now | {"teacher": "Әбілова Сәуле"}
    names.correct(desk.session, desk.world.contest, [second], second, said, by=desk.world.owner, now=desk.now)
    desk.revoke(twin)

    assert dues.lacking(desk.session, desk.world.contest).missed == {}
    with pytest.raises(RuleBroken, match="paper-not-due"):
        desk.reissue(twin)


STATES = {
    CertificateStatus.ISSUED: lambda desk: desk.diploma(),
    CertificateStatus.HANDED_OVER: lambda desk: desk.hand_over(desk.diploma()),
    CertificateStatus.REPLACED: lambda desk: (paper := desk.diploma(), desk.replace(paper))[0],
    CertificateStatus.REVOKED: lambda desk: desk.revoke(desk.diploma()),
}
VERBS = {"hand_over": Desk.hand_over, "take_back": Desk.take_back, "replace": Desk.replace, "revoke": Desk.revoke,
         "reissue": Desk.reissue}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", CertificateStatus)
def test_every_verb_in_every_state(desk: Desk, state: CertificateStatus, verb: str) -> None:
    paper = STATES[state](desk)
    if (state, verb) in MOVES:
        VERBS[verb](desk, paper)
        assert paper.status is MOVES[state, verb]
    else:
        with pytest.raises(RuleBroken, match="not-now"):
            VERBS[verb](desk, paper)
        assert paper.status is state


def test_a_note_made_by_mistake_is_taken_back_with_its_reason_in_the_journal(desk: Desk) -> None:
    paper = desk.take_back(desk.hand_over(desk.diploma()))

    assert (paper.status, paper.handed_over_on, paper.handed_over_to) == (CertificateStatus.ISSUED, None, "")
    statement = select(journal.Payload).join(journal.Entry).where(journal.Entry.action == "paper.not-handed-over")
    assert "Басқа адам еді" in desk.session.exec(statement).one().body
    assert desk.hand_over(paper).status is CertificateStatus.HANDED_OVER


def test_many_papers_come_in_the_order_of_calling_or_of_schools(desk: Desk, press: Press) -> None:
    desk.issue_all()
    contest = desk.world.contest.id

    calling = register.to_print(desk.session, contest, Filters())
    by_school = register.to_print(desk.session, contest, Filters(), "school")
    assert [(paper.kind.value, paper.printed.get("nomination", {}).get("ru", "")[:12]) for paper in calling] == [
        ("certificate_participant", "Nomination 1"), ("diploma", "Nomination 1"),
        ("certificate_participant", "Nomination 2"), ("diploma", "Nomination 2"), ("letter_of_thanks", ""),
    ]  # fmt: skip
    assert [paper.printed["school"]["ru"][:4] for paper in by_school] == ["Арай"] + ["Қарл"] * 4
    only = Filters(kind=PARTICIPANT, school_id=desk.world.schools[1].id)
    assert [paper.printed["recipient"] for paper in register.to_print(desk.session, contest, only)] == [NAMES[3]]

    file = PdfReader(BytesIO(press.many(by_school, "Барлығы")))
    assert [part.title.split(" ")[0] for part in file.outline] == [paper.number for paper in by_school]  # type: ignore[union-attr]
    with pytest.raises(RuleBroken, match="papers-none"):
        press.many([], "Ештеңе")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_found_by_folded_names_and_by_number(desk: Desk, count: int) -> None:
    made = desk.issue_all()
    contest = desk.world.contest.id

    rows, total = register.rows(desk.session, contest, Filters(text="толеуова"))
    assert ({row.paper.application_id for row in rows}, total) == ({desk.world.works[0].id}, 1)
    rows, total = register.rows(desk.session, contest, Filters(text=made[count].number))
    assert ([row.paper.number for row in rows], total) == ([made[count].number], 1)
    assert register.rows(desk.session, contest, Filters(text="100%")) == ([], 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Төлеуова Аружан Серікқызы", "Аружан Т."), ("Ахметов Дамир", "Дамир А."),
        ("Асель Маратовна Тестова", "Асель Т."), ("Ким", "К."), ("Нұрланқызы Әсем", "Әсем Н."),
        ("Иван Абрамович", "Иван"),
    ],
)  # fmt: skip
def test_strangers_read_the_first_name_and_an_initial(name: str, shown: str) -> None:
    assert public_name(name) == shown


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Төлеуова", True), (" толеуова ", True), ("Аружан ТӨЛЕУОВА", True), ("Аружан", False), ("Төлеу", False),
        ("Төлеуова Динара", False), ("Серікқызы", False),
    ],
)  # fmt: skip
def test_only_the_surname_answers_the_comparison(typed: str, same: bool) -> None:
    assert has_surname(NAMES[0], typed) is same


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("sdc-2026-d-0007-K3FQ", "SDC-2026-D-0007-k3fq"), (" SDC – 2026–D–0007–k3fq ", "SDC-2026-D-0007-k3fq"),
        ("МСD-2026-Р-0001-abcd", "MCD-2026-P-0001-abcd"), (" sdc 2026 d  0007 k3fq", "SDC-2026-D-0007-k3fq"),
        ("<b>", "b"), ("/../", "-"), ("", "-"),
    ],
)  # fmt: skip
def test_a_number_is_understood_however_it_was_copied(typed: str, number: str) -> None:
    assert typed_number(typed) == number
