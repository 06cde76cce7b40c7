"""The questions that a contest asks besides its form, as fields that answers are held against."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, create_model

from app.applications.form_types import at_most
from app.contests.models import Question, QuestionKind
from app.contests.setup_forms import MOST_TEXT
from app.fields import Day, Fields, Line, Prose


def _number(value: Any) -> Any:
    """«1 200,5» and «-3» → as they are, if they are numbers."""
    bare = "".join(value.split()).replace(",", ".") if isinstance(value, str) else value
    try:
        found = Decimal(bare)
    except (InvalidOperation, TypeError) as wrong:
        raise ValueError("amount") from wrong
    if not found.is_finite() or abs(found) > 10**12:
        raise ValueError("amount")
    return found


def form_of(questions: Sequence[Question]) -> type[Fields]:
    """A form whose fields are the questions' names."""
    fields: dict[str, Any] = {
        question.name: (_type(question), ...) if question.is_required else (_type(question) | None, None)
        for question in questions
    }
    return create_model("OwnQuestions", __base__=Fields, **fields)


def names(questions: Sequence[Question]) -> frozenset[str]:
    return frozenset(question.name for question in questions)


def _type(question: Question) -> Any:
    match question.kind:
        case QuestionKind.SHORT | QuestionKind.LONG:
            text = Line if question.kind is QuestionKind.SHORT else Prose
            return Annotated[text, at_most(question.most or MOST_TEXT[question.kind])]
        case QuestionKind.NUMBER:
            return Annotated[Decimal, BeforeValidator(_number)]
        case QuestionKind.YES_NO:
            return Literal["yes", "no"]
        case QuestionKind.CHOICE:
            return Literal[tuple(str(place) for place in range(1, len(question.options) + 1))]
    return Day
