"""The organiser's method of ranking in the texts on which everybody relies."""

import pytest
from sqlmodel import Session
from world import make_contest, make_user

from app import i18n
from app.awards import method
from app.contests import making, queries, rulebook
from app.contests.making import Called
from app.contests.models import Contest, ContestKind, RankingMethod
from app.main import APP

MEAN, STANDARDISED = RankingMethod.MEAN, RankingMethod.STANDARDISED
RULES = {
    (MEAN, "kk"): "сарапшылар қорытындыларының дөңгелектелмеген орташа мәні;",
    (MEAN, "ru"): "среднее итогов экспертов без округления;",
    (STANDARDISED, "kk"): "ортақ шәкілге келтірілген сарапшы қорытындыларының орташа мәні:",
    (STANDARDISED, "ru"): "среднее итогов экспертов, приведённых к общей шкале:",
}


@pytest.fixture(autouse=True, scope="module")
def _words() -> None:
    i18n.load(APP / "locale")


def judged_by(session: Session, chosen: RankingMethod, kind: ContestKind = ContestKind.SMALL_GRANT) -> Contest:
    return make_contest(session, kind=kind, method=chosen)


@pytest.mark.parametrize("kind", list(ContestKind))
@pytest.mark.parametrize("chosen", [MEAN, STANDARDISED])
def test_the_rules_say_how_the_score_is_made(session: Session, kind: ContestKind, chosen: RankingMethod) -> None:
    drafts = rulebook.drafts(session, judged_by(session, chosen, kind))

    for language, body in drafts.items():
        (clause,) = (line for line in body.splitlines() if line.startswith("9.3."))
        assert RULES[chosen, language] in clause
        assert "{" not in clause


@pytest.mark.parametrize(
    ("chosen", "words"), [(MEAN, "среднее закрытых листов, сравнивается"), (STANDARDISED, "приведённых к общей шкале")]
)
def test_the_protocol_says_how_the_score_is_made_and_when_that_was_chosen(
    session: Session, chosen: RankingMethod, words: str
) -> None:
    contest = judged_by(session, chosen)
    told = method.described(contest, queries.criteria(session, contest.id), {}, "0" * 64)

    assert words in told.ru
    assert "выбрал до объявления конкурса" in told.ru
    assert "жарияланғанға дейін таңдаған" in told.kk


def test_the_next_edition_is_judged_by_the_same_method(session: Session, now: object) -> None:
    source = judged_by(session, STANDARDISED)
    called = Called({"kk": "Келесі", "ru": "Следующий", "en": "Next"}, 2027, source.programme_id)
    made = making.copy(session, source, called, same_people=False, by=make_user(session), now=now)  # type: ignore[arg-type]

    assert made.method is STANDARDISED
