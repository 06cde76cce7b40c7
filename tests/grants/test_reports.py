"""Reports: states × actions, what is missing, the arithmetic, what is overdue."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from granted import TEXTS, Granted, fill, keys_in, lead, make_granted, paper, spend, told
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from app.applications.models import BudgetGroup, BudgetLine
from app.errors import RuleBroken
from app.grants import evidence, queries, reports
from app.grants.account import sentences
from app.grants.forms import ExpenseForm, VideoForm
from app.grants.models import EvidenceKind, Expense, Report, ReportStatus
from app.grants.spending import spending

NOON = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
Verb = Callable[[Session, Granted], object]
VERBS: dict[str, Verb] = {
    "save": lambda session, granted: reports.save(session, granted.grant, {"story": "x"}, by=granted.winner, now=NOON),
    "add": lambda session, granted: evidence.add_photo(
        session, granted.grant, paper("another"), by=granted.winner, now=NOON
    ),
    "submit": lambda session, granted: reports.submit(session, granted.grant, by=granted.winner, now=NOON),
    "content": lambda session, granted: reports.accept_content(session, granted.grant, by=granted.secretary, now=NOON),
    "money": lambda session, granted: reports.accept_money(session, granted.grant, by=granted.accountant, now=NOON),
    "return": lambda session, granted: reports.send_back(
        session, granted.grant, "Добавьте чек", by=granted.secretary, now=NOON
    ),
}
ALLOWED: dict[str, dict[str, str]] = {
    "due": {"save": "due", "add": "due", "submit": "submitted"},
    "submitted": {"content": "content_accepted", "return": "returned"},
    "returned": {"save": "returned", "add": "returned", "submit": "submitted"},
    "content_accepted": {"money": "accepted", "return": "returned"},
    "accepted": {},
}


@pytest.fixture
def granted(session: Session, tmp_path: Path) -> Granted:
    """Paid and filled in completely."""
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "filled")
    return granted


@pytest.mark.parametrize(("state", "verb"), list(product(ALLOWED, VERBS)))
def test_every_verb_in_every_state(session: Session, granted: Granted, state: str, verb: str) -> None:
    report = queries.report(session, granted.grant.id)
    report.status = ReportStatus(state)
    session.flush()

    if verb in ALLOWED[state]:
        VERBS[verb](session, granted)
        assert report.status.value == ALLOWED[state][verb]
    else:
        with pytest.raises(RuleBroken) as refused:
            VERBS[verb](session, granted)
        assert refused.value.reason == "not-now"


@pytest.mark.parametrize(("until", "verb"), list(product(["details", "drafted", "sent"], VERBS)))
def test_there_is_no_report_before_the_signatures(session: Session, tmp_path: Path, until: str, verb: str) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), until)

    with pytest.raises(RuleBroken) as refused:
        VERBS[verb](session, granted)
    assert refused.value.reason == "contract-unsigned"


def test_the_way_of_a_report_leaves_who_and_when(session: Session, granted: Granted) -> None:
    for verb in ("submit", "return", "submit", "content", "money"):
        VERBS[verb](session, granted)

    report = queries.report(session, granted.grant.id)
    assert (report.remark, report.submitted_at, report.accepted_at) == ("Добавьте чек", NOON, NOON)
    assert report.accepted_by == granted.accountant.id


def slugs(session: Session, granted: Granted) -> list[tuple[str, str, int, int]]:
    found = reports.check(session, granted.grant).problems
    return [(one.slug, one.anchor, one.have, one.need) for one in found]


def test_an_empty_report_lacks_everything_by_name(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")

    assert slugs(session, granted) == [
        ("deed-missing", "deeds-0-how", 0, 0), ("fact-missing", "deeds-0-fact", 0, 10),
        ("deed-missing", "deeds-1-how", 0, 0), ("fact-missing", "deeds-1-fact", 0, 10),
        ("outcome-missing", "outcomes-0-fact", 0, 0),
        ("text-missing", "women", 0, 0), ("text-missing", "men", 0, 0), ("text-missing", "story", 0, 0),
        ("photo-missing", "photos", 0, 5), ("video-missing", "videos", 0, 1),
        ("publication-missing", "publications", 0, 1), ("expenses-missing", "expenses", 0, 0),
    ]  # fmt: skip
    with pytest.raises(reports.Unfinished) as refused:
        VERBS["submit"](session, granted)
    assert len(refused.value.lacks.problems) == 12


def test_a_filled_report_lacks_nothing(session: Session, granted: Granted) -> None:
    assert slugs(session, granted) == []


def test_each_thing_taken_away_is_named(session: Session, granted: Granted) -> None:
    report, now = queries.report(session, granted.grant.id), datetime.now(UTC)
    for item in queries.evidence(session, report.id)[4:]:
        evidence.remove(session, granted.grant, item, by=granted.winner, now=now)
    for expense in queries.expenses(session, report.id):
        evidence.remove_expense(session, granted.grant, expense, by=granted.winner, now=now)

    assert slugs(session, granted) == [
        ("photo-missing", "photos", 4, 5), ("video-missing", "videos", 0, 1),
        ("publication-missing", "publications", 0, 1), ("expenses-missing", "expenses", 0, 0),
    ]  # fmt: skip


def deeds(how: str = "as_planned", fact: str = "Вывезли мусор с берега", why: str = "") -> dict[str, object]:
    return {"deeds": [{"how": how, "fact": fact, "why": why}, TEXTS["deeds"][1]]}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (deeds(fact="Вывезли"), [("fact-missing", "deeds-0-fact", 7, 10)]),
        (deeds(how="forged"), [("deed-missing", "deeds-0-how", 0, 0)]),
        (deeds(how="otherwise"), [("why-missing", "deeds-0-why", 0, 10)]),
        (deeds(how="not_done", fact=""), [("why-missing", "deeds-0-why", 0, 10)]),
        (deeds(how="not_done", fact="", why="Вода поднялась"), []),
        (deeds(fact="x" * 5001), [("text-long", "deeds-0-fact", 5001, 5000)]),
        (
            {"deeds": TEXTS["deeds"][:1]},
            [("deed-missing", "deeds-1-how", 0, 0), ("fact-missing", "deeds-1-fact", 0, 10)],
        ),
        ({"outcomes": [{"fact": "много"}]}, [("outcome-missing", "outcomes-0-fact", 0, 0)]),
        ({"outcomes": []}, [("outcome-missing", "outcomes-0-fact", 0, 0)]),
        ({"women": "34 женщины"}, [("not-a-number", "women", 0, 0)]),
        ({"women": "33"}, [("ages-differ", "age_under_14", 64, 63)]),
        ({"women": "0", "men": "0"}, [("nobody-came", "women", 0, 0), ("ages-differ", "age_under_14", 64, 0)]),
        ({"disability": "65"}, [("category-over", "disability", 65, 64)]),
        ({"disability": "64", "ngo": "64"}, []),
        ({"story": "Одно. Два. Три. Четыре."}, [("story-short", "story", 4, 5)]),
        ({"story": "Одно. " * 9}, [("story-long", "story", 9, 5)]),
        ({"partners": "x" * 5001}, [("text-long", "partners", 5001, 5000)]),
    ],
)  # fmt: skip
def test_what_is_told_wrongly_is_named(
    session: Session, granted: Granted, typed: dict[str, object], expected: list[tuple[str, str, int, int]]
) -> None:
    answers = told(session, granted.grant) | typed
    reports.save(session, granted.grant, answers, by=granted.winner, now=NOON)

    assert slugs(session, granted) == expected


def test_a_publication_needs_a_picture_of_its_page(session: Session, granted: Granted) -> None:
    report = queries.report(session, granted.grant.id)
    post = next(one for one in queries.evidence(session, report.id) if one.kind is EvidenceKind.PUBLICATION)
    post.sha256 = post.clean_sha256 = post.thumb_sha256 = None
    session.flush()
    assert slugs(session, granted) == [("page-missing", f"evidence-{post.id}", 0, 0)]

    evidence.add_page(session, granted.grant, post, paper("screen"), by=granted.winner, now=NOON)
    assert slugs(session, granted) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0), ("Одно", 1), ("Одно. Два! Три? Четыре… Пять", 5), ("Жаға тазарды. Балалар қуанды.", 2),
        ("Мы работали в с. Балпык и г. Текели. Потом уехали.", 2), ("Собрали 3.5 тонны. 40 мешков вывезли.", 2),
        ("Он сказал: «Чисто!» Все согласились.", 2), ("Раз...\nДва.", 2), ("2026 ж. Басталды. Бітті.", 2),
    ],
)  # fmt: skip
def test_sentences_are_counted_as_people_count_them(text: str, expected: int) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("gloves", "bins", "expected"),
    [
        (132_000, 68_000, []),
        (132_001, 60_000, [("line-over", 132_001, 132_000)]),
        (120_000, 88_001, [("line-over", 88_001, 88_000), ("grant-over", 208_001, 200_000)]),
        (132_000, 68_001, [("grant-over", 200_001, 200_000)]),
    ],
)
def test_a_line_may_take_ten_per_cent_from_the_others(
    session: Session, tmp_path: Path, gloves: int, bins: int, expected: list[tuple[str, int, int]]
) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "paid")
    for line, amount in zip(queries.granted_lines(session, granted.grant.application_id), (gloves, bins), strict=True):
        spend(session, granted.grant, line, amount, granted.winner)

    money = [(one[0], one[2], one[3]) for one in slugs(session, granted) if one[1] == "expenses"]
    assert money == expected


def line(number: int, granted: int) -> BudgetLine:
    return BudgetLine(id=number, application_id=1, position=number, group=BudgetGroup.OTHER, name=f"Line {number}",
                      unit="x", quantity=1, price=granted)  # fmt: skip


@given(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 10**5)), max_size=20),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_the_sums_are_exact(granted: list[int], spent: list[tuple[int, int]], paid: int, returned: int) -> None:
    lines = [line(number, amount) for number, amount in enumerate(granted)]
    expenses = [Expense(report_id=1, budget_line_id=at % len(lines), supplier="x", paper="x", amount=amount,
                        spent_on=date(2026, 5, 1), added_at=NOON) for at, amount in spent]  # fmt: skip

    found = spending(lines, expenses, granted=sum(granted), paid=paid, returned=returned)

    total = sum(amount for _, amount in spent)
    assert found.spent == total
    assert found.unspent - found.over == sum(granted) - total
    assert found.to_return == max(0, paid - total - returned)
    for index, one in enumerate(found.lines):
        own = sum(amount for at, amount in spent if at % len(lines) == index)
        assert one.spent == own
        assert (one.over > 0) == (own * 10 > granted[index] * 11)


@pytest.mark.parametrize("typed", ["1 250", "1250", "340,5", "12\u00a0000", "0"])
def test_a_result_is_a_number(session: Session, granted: Granted, typed: str) -> None:
    answers = told(session, granted.grant) | {"outcomes": [{"fact": typed}]}
    reports.save(session, granted.grant, answers, by=granted.winner, now=NOON)

    assert slugs(session, granted) == []


def test_overdue_is_the_clocks_word(session: Session, granted: Granted) -> None:
    report = queries.report(session, granted.grant.id)

    assert not reports.is_overdue(report, report.due_on)
    assert reports.is_overdue(report, report.due_on + timedelta(days=1))
    VERBS["submit"](session, granted)
    assert not reports.is_overdue(report, report.due_on + timedelta(days=1))
    VERBS["return"](session, granted)
    assert reports.is_overdue(report, report.due_on + timedelta(days=1))


def test_the_same_photo_or_link_counts_once(session: Session, granted: Granted) -> None:
    video = VideoForm.model_validate({"video": "https://video.example/1"})

    with pytest.raises(RuleBroken, match="file-twice"):
        evidence.add_photo(session, granted.grant, paper("photo 1"), by=granted.winner, now=NOON)
    with pytest.raises(RuleBroken, match="link-twice"):
        evidence.add_video(session, granted.grant, video, by=granted.winner, now=NOON)


def test_a_report_holds_only_so_many_photos(session: Session, granted: Granted) -> None:
    for number in range(5, 30):
        evidence.add_photo(session, granted.grant, paper(f"photo {number}"), by=granted.winner, now=NOON)

    with pytest.raises(RuleBroken) as refused:
        VERBS["add"](session, granted)
    assert (refused.value.reason, refused.value.facts) == ("evidence-many", {"most": 30})


def test_an_expense_stands_on_a_line_of_this_contract_and_not_in_the_future(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session, 2)
    lead(session, granted, keys_in(tmp_path), "signed")
    own, other = (queries.granted_lines(session, grant.application_id)[0].id or 0 for grant in granted.grants)

    def wrongs(line_id: int, spent_on: date) -> dict[str, str]:
        said = ExpenseForm(budget_line_id=line_id, supplier="ИП", paper="Чек", spent_on=spent_on, amount=1)
        return evidence.wrongs(session, granted.grant, said, NOON)

    assert wrongs(own, date(2026, 5, 20)) == {}
    assert wrongs(other, date(2026, 5, 21)) == {"budget_line_id": "choice", "spent_on": "date-ahead"}


def test_texts_are_kept_unfinished(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")

    typed = {"deeds": [{"how": "", "fact": " Начали", "why": ""}], "women": "около 30", "forged": "x"}
    report = reports.save(session, granted.grant, typed, by=granted.winner, now=NOON)

    assert report.answers == {"deeds": [{"how": "", "fact": " Начали", "why": ""}], "women": "около 30"}
    assert (report.saved_at, report.status, report.revision) == (NOON, ReportStatus.DUE, 1)
    fill(session, granted, granted.grant, granted.winner)
    assert slugs(session, granted) == []


def test_another_window_does_not_overwrite(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "signed")

    def save(text: str, revision: int, page: str) -> Report:
        return reports.save(session, granted.grant, {"story": text}, by=granted.winner, now=NOON, revision=revision,
                            page=page)  # fmt: skip

    save("one", 0, "first")
    save("two", 0, "first")  # the answer to the first save was lost
    with pytest.raises(RuleBroken, match="changed-meanwhile"):
        save("three", 0, "second")
    assert save("three", 2, "second").answers == {"story": "three"}
