"""A form: what was typed, what it means, what is wrong with it. Typed text always comes back to the page."""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile

from app.web import turns
from app.web.sentences import sentence, wrong

Model = TypeVar("Model", bound=BaseModel)
MAX_FIELDS = 1000
MAX_FILES = 40
MAX_FIELD = 3_500_000
WAITING = "_waiting"
"""Behind the name of a file's field: the field with the ticket of the file that waits."""
ROW = re.compile(r"^([a-z_]+)-(\d{1,3})-([a-z_]+)$")


@dataclass(frozen=True)
class Waiting:
    """A good file whose form comes back without scripts: `ticket` names it when the form is sent again."""

    ticket: str
    name: str


@dataclass
class Form(Generic[Model]):
    """`text`: field name → text (or list of texts) as typed; rows are named `budget-0-name`. `errors`: field name →
    sentence; "" names the whole form. `fields` is there exactly when there are no errors. `waiting`: field name → the
    file that was chosen before."""

    text: dict[str, Any] = field(default_factory=dict)
    fields: Model | None = None
    errors: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)

    @property
    def valid(self) -> Model:
        if self.fields is None:
            raise ValueError("ask `errors` first")
        return self.fields

    def refuse(self, name: str, reason: str | ValueError) -> None:
        """Mark the field `name` wrong for a reason that only the domain could know: a slug, or a `Wrong` with facts."""
        self.errors[name] = wrong(ValueError(reason) if isinstance(reason, str) else reason)

    def arrange(self, names: Iterable[str]) -> None:
        """The errors in the order in which the page asks."""
        places = {name: place for place, name in enumerate(names)}
        self.errors = dict(sorted(self.errors.items(), key=lambda error: places.get(error[0], -1)))

    def rows(self, name: str, least: int = 0) -> list[int]:
        """Indexes of the rows `name` that were typed, at least `least` of them."""
        found = {int(match[2]) for key in self.text if (match := ROW.match(key)) and match[1] == name}
        following = max(found, default=-1) + 1
        return sorted(found) + list(range(following, following + max(0, least - len(found))))


def bind(model: type[Model], text: Mapping[str, Any]) -> Form[Model]:
    """What `text` means as `model`, or what is wrong with it. Empty fields count as not filled in."""
    form: Form[Model] = Form(printable(text))
    try:
        form.fields = model.model_validate(nest(text))
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            name = "-".join(str(part) for part in _place(error["loc"], text))
            form.errors.setdefault(name, sentence(error, text.get(name)))
    return form


def printable(text: Mapping[str, Any]) -> dict[str, Any]:
    """What a page can show again: a NUL is refused by the model, and no HTML may hold it."""
    return {key: value.replace("\0", "") if isinstance(value, str) else value for key, value in text.items()}


def nest(text: Mapping[str, Any]) -> dict[str, Any]:
    """{"budget-0-name": …} → {"budget": [{"name": …}]}; rows in which nothing was typed are left out."""
    flat: dict[str, Any] = {}
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    for key, value in text.items():
        if _is_blank(value):
            continue
        match = ROW.match(key)
        if match:
            rows.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = value
        else:
            flat[key] = value
    return flat | {name: [row for _, row in sorted(found.items())] for name, found in rows.items()}


def _is_blank(value: Any) -> bool:
    return value == [] or (isinstance(value, str) and not value.strip())


def _place(location: tuple[int | str, ...], text: Mapping[str, Any]) -> Iterable[int | str]:
    """Where the error shows: list positions count filled rows only, field names count all."""
    if len(location) >= 3 and isinstance(location[1], int):
        typed = [match for key, value in text.items() if (match := ROW.match(key)) and not _is_blank(value)]
        filled = sorted({int(match[2]) for match in typed if match[1] == location[0]})
        index = filled[location[1]] if location[1] < len(filled) else location[1]
        return (location[0], index, *location[2:3])
    return location[:1]


async def typed(request: Request) -> dict[str, Any]:
    """Everything that the form sent but files; several values of one name become a list."""
    data = await request.form(max_files=0, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD)
    text: dict[str, Any] = {}
    for key in data:
        values = [value for value in data.getlist(key) if isinstance(value, str)]
        text[key] = values[0] if len(values) == 1 else values
    request.state.typed = printable(text)
    return text


Typed = Annotated[dict[str, Any], Depends(typed)]


def submitted(model: type[Model]) -> Callable[[dict[str, Any]], Form[Model]]:
    """Dependency: the request's form bound to `model`. Use as `Annotated[Form[M], Depends(submitted(M))]`."""

    def bound(text: Typed) -> Form[Model]:
        return bind(model, text)

    return bound


@dataclass(frozen=True)
class Upload:
    """One uploaded file, spooled: `file` is at its beginning."""

    name: str
    file: Any
    size: int


async def uploaded(request: Request) -> AsyncIterator[list[Upload]]:
    """The files of the request, once it is their turn to be looked through; an unselected file input gives none. Text
    fields go to `request.state.typed`. Raises RuleBroken("server-busy")."""
    async with request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD) as data:
        request.state.typed = {key: value for key, value in data.items() if isinstance(value, str)}
        found = [value for key in data for value in data.getlist(key) if isinstance(value, UploadFile)]
        async with turns.turn():
            yield [Upload(file.filename or "", file.file, file.size or 0) for file in found if file.filename]


Uploads = Annotated[list[Upload], Depends(uploaded, scope="function")]
