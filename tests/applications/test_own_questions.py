"""What a contest asks besides its form: every kind of answer, and what is no answer."""

from typing import Any

import pytest
from pydantic import ValidationError
from world import three

from app.applications import own_questions
from app.applications.answers import said, stored
from app.contests.models import Question, QuestionKind


def question(kind: QuestionKind, **values: Any) -> Question:
    return Question(id=7, contest_id=1, position=1, kind=kind, title=three("?"), **values)


def answered(one: Question, typed: str) -> bool:
    try:
        own_questions.form_of([one]).model_validate(said({one.name: typed}))
    except ValidationError:
        return False
    return True


TWO = [three("a"), three("b")]


@pytest.mark.parametrize(
    ("kind", "values", "good", "bad"),
    [
        (QuestionKind.SHORT, {}, ["a", "б" * 200], ["б" * 201, "a\0"]),
        (QuestionKind.SHORT, {"most": 5}, ["абвгд"], ["абвгде"]),
        (QuestionKind.LONG, {}, ["a\nb", "б" * 5000], ["б" * 5001]),
        (QuestionKind.NUMBER, {}, ["0", "1 200,5", "-3"], ["many", "1e400", "NaN"]),
        (QuestionKind.YES_NO, {}, ["yes", "no"], ["maybe"]),
        (QuestionKind.CHOICE, {"options": TWO}, ["1", "2"], ["0", "3", "a"]),
        (QuestionKind.DATE, {}, ["2026-05-22", "22.05.2026"], ["31.02.2026"]),
    ],
)  # fmt: skip
def test_each_kind_takes_its_answers(
    kind: QuestionKind, values: dict[str, Any], good: list[str], bad: list[str]
) -> None:
    one = question(kind, **values)
    assert [typed for typed in [*good, *bad, ""] if answered(one, typed)] == [*good, ""]
    one.is_required = True
    assert [typed for typed in [*good, ""] if answered(one, typed)] == good


def test_answers_are_stored_under_the_name_of_their_question() -> None:
    names = own_questions.names([question(QuestionKind.SHORT)])
    assert names == {"own-7"}
    assert stored({"own-7": "бар", "own-8": "жоқ"}, names) == {"own-7": "бар"}
