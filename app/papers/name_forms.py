"""What is said about the names on papers."""

from typing import Annotated

from pydantic import StringConstraints

from app.fields import Fields, Line, Name, Remark


class NameForm(Fields):
    """The names of one application's papers. Which of them there are, the application says."""

    recipient: Name
    work: Annotated[Line, StringConstraints(min_length=1)]
    teacher: Name | None = None


class ToldForm(NameForm):
    """The same, entered by the office."""

    remark: Remark
