"""An appeal, and what is answered."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from app.fields import Fields, Prose


class AppealForm(Fields):
    body: Annotated[Prose, StringConstraints(min_length=20)]


class AnswerForm(Fields):
    verdict: Literal["upheld", "dismissed"]
    answer: Annotated[Prose, StringConstraints(min_length=10)]
