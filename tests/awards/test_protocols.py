"""The protocol: quorum of the whole voting list, votes that add up, a number of the year, frozen by its signature."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select
from world import Judged, confirm, make_judged, make_seat

from app import i18n, journal
from app.applications.models import Status
from app.awards import attendance, decisions, minutes, protocols, queries, rules
from app.awards.forms import ProtocolForm
from app.awards.models import Protocol
from app.contests.models import ContestKind
from app.documents import fonts
from app.documents import protocol as paper
from app.errors import RuleBroken
from app.jury.models import Post
from app.web.house import APP

SHA = "a" * 64


@pytest.fixture
def judged(session: Session) -> Judged:
    """Three of the commission vote; nomination 1 has a leader who gives way."""
    return make_judged(session, [(1, 0, 9), (1, 1, 8), (2, 0, 7), (2, 2, 6)])


@pytest.fixture
def confirmed(session: Session, judged: Judged, now: datetime) -> Judged:
    confirm(session, judged, now)
    return judged


def said(judged: Judged, absent: int = 0, **values: Any) -> ProtocolForm:
    """The last `absent` members of the voting list were not there; everybody else voted for it."""
    seats: list[dict[str, Any]] = [{"seat": seat.id, "how": "in_person"} for seat in judged.seats]
    for row in seats[len(seats) - absent :]:
        row.update(how="absent", why="болезнь")
    given = {"held_on": "20.05.2026", "starts": "15:00", "ends": "16.30", "place_kk": "Талдықорған", "mode": "mixed",
             "place_ru": "Талдыкорган", "seats": seats, "votes_for": len(seats) - absent}  # fmt: skip
    return ProtocolForm.model_validate(given | values)


def refused(act: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason, broken.value.facts


@pytest.mark.parametrize(("members", "needed"), [(1, 1), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5)])
def test_two_thirds_of_the_whole_list_make_a_quorum(members: int, needed: int) -> None:
    assert rules.quorum(members) == needed


def test_nothing_is_written_down_before_the_confirmation(session: Session, judged: Judged, now: datetime) -> None:
    write = lambda: protocols.save(session, judged.contest, said(judged), by=judged.secretary, now=now)  # noqa: E731
    assert refused(write) == ("decision-unconfirmed", {})
    decisions.propose(session, judged.contest, by=judged.chair, now=now)
    assert refused(write) == ("decision-unconfirmed", {})


def test_the_meeting_is_written_down_and_corrected_under_one_number(
    session: Session, confirmed: Judged, now: datetime
) -> None:
    act = {"by": confirmed.secretary, "now": now}
    protocols.save(session, confirmed.contest, said(confirmed, absent=1), **act)
    seats = [{"seat": seat.id, "how": how, "dissent": "Против"}
             for seat, how in zip(confirmed.seats, ("remote", "in_person", "in_person"), strict=True)]  # fmt: skip

    made = protocols.save(session, confirmed.contest, said(confirmed, seats=seats, votes_for=2, votes_against=1), **act)

    assert (made.number, made.held_on, made.starts, made.ends) == (1, date(2026, 5, 20), "15:00", "16:30")
    first, second, third = (str(seat.id) for seat in confirmed.seats)
    assert made.attendance == {first: "remote", second: "in_person", third: "in_person"}
    assert made.dissent == {first: "Против", second: "Против", third: "Против"}
    assert (made.votes_for, made.votes_against, made.abstained) == (2, 1, 0)
    other = make_judged(session, [(1, 0, 9)], territories=confirmed.territories)
    confirm(session, other, now)
    assert protocols.save(session, other.contest, said(other), by=other.secretary, now=now).number == 2


def test_who_was_absent_says_why_and_has_no_dissent(session: Session, confirmed: Judged, now: datetime) -> None:
    made = protocols.save(session, confirmed.contest, said(confirmed, absent=1), by=confirmed.secretary, now=now)
    assert made.attendance[str(confirmed.seats[2].id)] == "absent: болезнь"


def test_votes_are_those_who_were_there(session: Session, confirmed: Judged, now: datetime) -> None:
    act = {"by": confirmed.secretary, "now": now}
    wrong = lambda: protocols.save(session, confirmed.contest, said(confirmed, absent=1, votes_for=3), **act)  # noqa: E731
    assert refused(wrong) == ("votes-differ", {"said": 3, "present": 2})


def test_without_a_quorum_nothing_is_signed(session: Session, confirmed: Judged, now: datetime) -> None:
    """Two of three would do; the secretary who was there does not count."""
    act = {"by": confirmed.chair, "now": now}
    protocols.save(session, confirmed.contest, said(confirmed, absent=2), **act)

    sign = lambda: protocols.sign(session, confirmed.contest, SHA, **act)  # noqa: E731
    assert refused(sign) == ("quorum-missing", {"present": 1, "required": 2, "members": 3})
    protocols.save(session, confirmed.contest, said(confirmed, absent=1), **act)
    assert protocols.sign(session, confirmed.contest, SHA, **act).pdf_sha256 == SHA


def test_a_decision_that_was_voted_down_is_not_signed(session: Session, confirmed: Judged, now: datetime) -> None:
    act = {"by": confirmed.chair, "now": now}
    protocols.save(session, confirmed.contest, said(confirmed, votes_for=1, votes_against=2), **act)
    assert refused(lambda: protocols.sign(session, confirmed.contest, SHA, **act)) == ("votes-lost", {})


def test_an_award_that_left_the_contest_stops_the_signature(session: Session, confirmed: Judged, now: datetime) -> None:
    act = {"by": confirmed.chair, "now": now}
    protocols.save(session, confirmed.contest, said(confirmed), **act)
    confirmed.works[0].status = Status.DISQUALIFIED
    session.flush()
    assert refused(lambda: protocols.sign(session, confirmed.contest, SHA, **act)) == ("award-gone", {"count": 1})


def test_the_signature_freezes_protocol_and_decision(session: Session, confirmed: Judged, now: datetime) -> None:
    act = {"by": confirmed.chair, "now": now}
    assert refused(lambda: protocols.sign(session, confirmed.contest, SHA, **act)) == ("protocol-missing", {})
    protocols.save(session, confirmed.contest, said(confirmed), **act)
    assert refused(lambda: protocols.attach_scan(session, confirmed.contest, SHA, "image/jpeg", **act))[0] == (
        "protocol-unsigned"
    )

    signed = protocols.sign(session, confirmed.contest, SHA, **act)

    assert (signed.signed_at, signed.signed_by) == (now, confirmed.chair.id)
    for again in (
        lambda: protocols.sign(session, confirmed.contest, SHA, **act),
        lambda: protocols.save(session, confirmed.contest, said(confirmed), **act),
        lambda: decisions.reopen(session, confirmed.contest, "Ещё раз", **act),
    ):
        assert refused(again) == ("protocol-signed", {})
    protocols.attach_scan(session, confirmed.contest, "b" * 64, "image/jpeg", **act)
    assert refused(lambda: protocols.attach_scan(session, confirmed.contest, SHA, "image/jpeg", **act)) == (
        "scan-there", {},
    )  # fmt: skip
    again = protocols.attach_scan(session, confirmed.contest, SHA, "image/png", reason="Не тот лист", **act)
    kept = [(one.sha256, one.media_type, one.reason) for one in queries.old_scans(session, again)]
    assert (again.scan_sha256, kept) == (SHA, [("b" * 64, "image/jpeg", "Не тот лист")])
    actions = [entry.action for entry in session.exec(select(journal.Entry)) if entry.object_kind == "protocol"]
    assert actions == ["protocol.saved", "protocol.signed", "protocol.scanned", "protocol.scan-replaced"]


# the paper


@pytest.fixture(scope="session")
def _paper(tmp_path_factory: pytest.TempPathFactory) -> None:
    fonts.prepare(Path("/tmp") / "baiqau-test-fonts")
    i18n.load(APP / "locale")


def pages(session: Session, judged: Judged) -> list[str]:
    found = queries.protocol(session, judged.contest.id)
    assert isinstance(found, Protocol)
    data = paper.draw(minutes.facts(session, judged.contest, found))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


@pytest.mark.usefixtures("_paper")
def test_the_paper_says_everything_in_both_languages(session: Session, judged: Judged, now: datetime) -> None:
    act = {"by": judged.chair, "now": now}
    first, second, third, fourth = (work.number for work in judged.works)
    decisions.choose(session, judged.contest, 2, [judged.works[2].id or 0], reason="Аулда қоқыс көп", **act)
    confirm(session, judged, now)
    seats = [{"seat": seat.id, "how": how, "why": "болезнь", "dissent": text} for seat, how, text in zip(
        judged.seats, ("in_person", "remote", "absent"), ("Сомневаюсь", "", ""), strict=True)]  # fmt: skip
    protocols.save(session, judged.contest, said(judged, seats=seats, votes_for=1, abstained=1), **act)

    whole = " ".join(pages(session, judged))

    for words in (
        "№ 1 ХАТТАМАСЫ", "ПРОТОКОЛ № 1", "«Clean Deeds (қаз)» – 2026", "«Clean Deeds (рус)» – 2026",
        "2026 жылғы 20 мамыр",
        "20 мая 2026 года", "Начало заседания: 15:00, окончание: 16:30 (UTC+5).", "қашықтан", "причина: болезнь",
        "Всего членов комиссии – 3, необходимо – 2, присутствуют – 2.", "Комиссия мүшелерінің жалпы саны – 3",
        "Поступило заявок – 4, допущено – 4, отклонено – 0, отозвано – 0.",
        f"Номинация «Nomination 2 (рус)»: вместо {fourth} награждается {third}. Причина: Аулда қоқыс көп",
        f"«Nomination 1 (қаз)» номинациясы: басқа номинациялардағы шешімдерге байланысты {first} орнына {second}.",
        "Грант в размере 200 000 (двести тысяч) тенге 00 тиын", "200 000 (екі жүз мың) теңге 00 тиын мөлшерінде",
        "Общая сумма грантов: 400 000 (четыреста тысяч) тенге 00 тиын.",
        "Голосовали: «за» – 1, «против» – 0, «воздержались» – 1.", "Сомневаюсь", "Criterion 2",
        "Закрытых оценочных листов в основе рейтинга: 12.",
    ):  # fmt: skip
        assert words in whole.replace("\u00a0", " "), words


@pytest.mark.usefixtures("_paper")
def test_the_paper_names_ties_recusals_and_both_numbers_of_voters(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 8), (1, 1, 8)], tie_break=["commission_vote"])
    act = {"by": judged.chair, "now": now}
    votes = {judged.works[0].id or 0: 2, judged.works[1].id or 0: 1}
    decisions.vote(session, judged.contest, 1, votes, **act)
    _recuse(session, judged)
    confirm(session, judged, now)
    wrong = lambda: protocols.save(session, judged.contest, said(judged), **act)  # noqa: E731
    nomination = judged.nominations[0]
    assert refused(wrong) == ("item-votes-differ", {"nomination": nomination.title, "said": 0, "present": 2})
    apart = [{"nomination": nomination.id, "votes_for": 2}]
    protocols.save(session, judged.contest, said(judged, item_votes=apart), **act)

    whole = " ".join(pages(session, judged)).replace("\u00a0", " ")

    first, second = (work.number for work in judged.works)
    assert f"{first}, {second} – по 80,00 балла. Решено голосованием комиссии: {first} – 2; {second} – 1" in whole
    assert f"{first}, {second} – әрқайсысы 80,00 балл. Комиссияның дауыс беруімен шешілді" in whole
    assert (
        "Номинация «Nomination 1 (рус)»: самоотвод – 1. Без них членов комиссии – 2, необходимо – 2, присутствуют – 2"
        in whole
    )
    assert "Голосовали: «за» – 2, «против» – 0, «воздержались» – 0." in whole
    assert f"№ {second}: родственник" in whole


def _recuse(session: Session, judged: Judged) -> None:
    """As if the last member had recused before the seal."""
    from app.jury import queries as jury
    from app.jury.models import SheetStatus

    sheet = next(one for one in jury.sheets_of(session, judged.seats[2].id)
                 if one.application_id == judged.works[1].id)  # fmt: skip
    sheet.status, sheet.conflict, sheet.seal_id = SheetStatus.RECUSED, "родственник", None
    session.flush()


@pytest.mark.usefixtures("_paper")
def test_the_paper_names_places_once_decided_ties_and_one_reason_for_several(session: Session, now: datetime) -> None:
    rows: list[Any] = [(1, 0, 9), (1, 1, 8), (1, 2, 8), (2, 3, 5), (3, 4, 4)]
    judged = make_judged(session, rows, kind=ContestKind.DRAWING, grant_amount=0, per_nomination=3, places=None,
                         tie_break=["commission_vote"])  # fmt: skip
    act = {"by": judged.chair, "now": now}
    assert refused(lambda: decisions.confirm(session, judged.contest, **act))[0] == "ties-open"  # who is second?
    votes = {judged.works[1].id or 0: 1, judged.works[2].id or 0: 2}
    decisions.vote(session, judged.contest, 1, votes, **act)
    decisions.leave_empty(session, judged.contest, [2, 3], "Шекті балға ешкім жетпеді", **act)
    confirm(session, judged, now)
    protocols.save(session, judged.contest, said(judged), **act)

    whole = " ".join(pages(session, judged)).replace("\u00a0", " ")

    order = [whole.index(f"{place} место: {judged.works[at].applicant_name}") for place, at in
             (("I", 0), ("II", 2), ("III", 1))]  # fmt: skip
    assert order == sorted(order)
    assert whole.count("Решено голосованием комиссии: ") == 1
    assert "голосование комиссии" in whole  # in the narrow column of the annex the rule alone
    assert whole.count("победитель не определён. Причина: Шекті балға ешкім жетпеді") == 2
    assert [one.place for one in queries.awards(session, judged.contest.id)] == [1, 3, 2]


@pytest.mark.usefixtures("_paper")
def test_a_contest_of_drawings_awards_gifts_and_no_money(session: Session, now: datetime) -> None:
    judged = make_judged(session, [(1, 0, 8)], kind=ContestKind.DRAWING, grant_amount=0)
    make_seat(session, judged.contest, [], Post.DEPUTY)
    act = {"by": judged.chair, "now": now}
    confirm(session, judged, now)
    seats = [{"seat": seat.id, "how": "in_person"} for seat in attendance.voting(session, judged.contest)]
    protocols.save(session, judged.contest, said(judged, seats=seats, votes_for=4), **act)

    whole = " ".join(pages(session, judged))

    assert "Поступило работ – 1, допущено – 1" in whole
    assert "тенге" not in whole
