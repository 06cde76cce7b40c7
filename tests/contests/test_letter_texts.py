"""The organiser's words: names in braces are filled in, everything else is text."""

from datetime import datetime

import pytest
from sqlmodel import Session, select
from world import make_contest, make_user

from app import i18n, journal
from app.contests import letter_texts
from app.contests.letter_models import LetterKind
from app.contests.letter_texts import PLACEHOLDERS
from app.main import APP
from app.web import letter_kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [("Сәлем, {name}!", []), ("{nam}", ["{nam}"]), ("{{ 7*7 }}", ["{ 7*7 }", "{", "}"]), ("{name", ["{"]), ("}", ["}"]),
     ("{name.__class__}", ["{name.__class__}"]), ("{0}", ["{0}"]), ("{}", ["{}"]), ("{% if x %}", ["{% if x %}"]),
     ("{name!r}", ["{name!r}"])],
)  # fmt: skip
def test_only_the_known_names_may_stand_in_braces(text: str, found: list[str]) -> None:
    assert letter_texts.strange(text, ("name",)) == found


def test_what_a_fact_says_is_not_filled_in_again() -> None:
    facts = {"name": "{title}", "title": "{{ 7*7 }} %(x)s"}
    assert letter_texts.fill("{name}, {title}, {other}", facts) == "{title}, {{ 7*7 }} %(x)s, {other}"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_usual_text_holds_only_names_that_will_be_filled_in(
    session: Session, now: datetime, kind: LetterKind, language: str
) -> None:
    i18n.load(APP / "locale")
    with i18n.speaking(language):
        subject, body = letter_kinds.default(kind)
        facts = letter_kinds.sample(kind, make_contest(session), now)
    assert letter_texts.strange(subject, PLACEHOLDERS[kind]) == letter_texts.strange(body, PLACEHOLDERS[kind]) == []
    filled = letter_texts.fill(f"{subject} {body}", facts)
    assert "{" not in filled
    assert set(facts) == set(PLACEHOLDERS[kind]) <= set(letter_kinds.MEANINGS)


def test_words_are_put_and_taken_back_for_one_kind_and_language(session: Session, now: datetime) -> None:
    contest, other = make_contest(session), make_contest(session)
    by = make_user(session).id or 0
    letter_texts.put(session, contest, LetterKind.RECEIPT, "kk", "Хат", "Мәтін", by=by, now=now)
    letter_texts.put(session, contest, LetterKind.RECEIPT, "kk", "Хат 2", "Мәтін 2", by=by, now=now)

    assert letter_texts.changed(session, contest.id) == {(LetterKind.RECEIPT, "kk")}
    assert letter_texts.changed(session, other.id) == set()
    found = letter_texts.find(session, contest.id, LetterKind.RECEIPT, "kk")
    assert found is not None
    assert (found.subject, found.body) == ("Хат 2", "Мәтін 2")

    letter_texts.take_back(session, contest, LetterKind.RECEIPT, "kk", by=by, now=now)
    letter_texts.take_back(session, contest, LetterKind.RECEIPT, "kk", by=by, now=now)
    assert letter_texts.changed(session, contest.id) == set()
    actions = session.exec(select(journal.Entry.action)).all()
    assert actions == ["letter-text.changed", "letter-text.changed", "letter-text.reset"]
