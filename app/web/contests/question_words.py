"""A contest's own questions and their answers, as people read them."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.contests.models import Question, QuestionKind
from app.i18n import day, gettext, mark, pick

KINDS = {
    QuestionKind.SHORT: mark("Short text"),
    QuestionKind.LONG: mark("Long text"),
    QuestionKind.NUMBER: mark("A number"),
    QuestionKind.YES_NO: mark("Yes or no"),
    QuestionKind.CHOICE: mark("Choice of one"),
    QuestionKind.DATE: mark("A date"),
}


def kinds() -> dict[str, str]:
    """Value → words."""
    return {kind.value: gettext(text) for kind, text in KINDS.items()}


def titles(questions: Sequence[Question]) -> dict[str, str]:
    """Name of a field → the question."""
    return {question.name: pick(question.title) for question in questions}


def lines(questions: Sequence[Question], answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """(question, answer) of those that were answered."""
    return [
        (pick(question.title), answer(question, answers[question.name]))
        for question in questions
        if answers.get(question.name)
    ]


def answer(question: Question, typed: str) -> str:
    """As people read it; what is no answer stays as typed."""
    match question.kind:
        case QuestionKind.YES_NO if typed in ("yes", "no"):
            return gettext("Yes") if typed == "yes" else gettext("No")
        case QuestionKind.CHOICE if typed.isdecimal() and 0 < int(typed[:4]) <= len(question.options):
            return pick(question.options[int(typed[:4]) - 1])
        case QuestionKind.DATE:
            try:
                return day(date.fromisoformat(typed))
            except ValueError:
                return typed
    return typed
