"""A teacher's batch as its page shows it: a row for each work, what each still lacks, how many may go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from app.applications import batch_queries, drawings, extensions, lifecycle, rules, twins, work_queries
from app.applications.answers import as_text
from app.applications.batch_models import Batch
from app.applications.batches import COMMON, MOST, ROW
from app.applications.drawing_forms import DrawingForm
from app.applications.models import Application, Attachment, Status
from app.applications.twins import Twin
from app.applications.work_queries import Known
from app.contests import queries as contests
from app.contests.models import Contest, Question
from app.i18n import gettext, language, mark
from app.web.applications import drawing_page
from app.web.applications.progress import Progress, progress
from app.web.applications.work_words import WORDS
from app.web.forms import Form, bind

LACKS = {
    "picture": mark("picture"),
    "author_last_kk": mark("name in Kazakh"), "author_first_kk": mark("name in Kazakh"),
    "author_last_ru": mark("name in Russian"), "author_first_ru": mark("name in Russian"),
    "grade": mark("grade"), "born_on": mark("date of birth or age"), "age": mark("date of birth or age"),
    "nomination": mark("nomination"), "work_kind": mark("kind of work"), "title": mark("title"),
    "representative_name": mark("who gives the consents"), "representative_relation": mark("who gives the consents"),
    "consent_on": mark("date of the consents"), "consent_take_part": mark("consent to take part"),
}  # fmt: skip
"""How the line of what a row lacks calls the fields that it may lack, in the order of the row."""

ALONE = mark("a tick that the children made the works alone")
OWN_QUESTIONS = mark("answers to the contest's own questions")


@dataclass(frozen=True)
class Row:
    place: int
    """In the batch, counted from 1."""
    work: Application
    pictures: Sequence[Attachment]
    form: Form[DrawingForm]
    twin: Twin | None
    twin_place: int | None
    """Of the twin, where it is of the same batch."""
    may_edit: bool
    is_changed: bool
    """It holds something that has not been handed in."""
    progress: Progress

    @property
    def name(self) -> str:
        """Of the pupil, in the reader's language before the other one; empty until somebody typed it."""
        tongues = ("ru", "kk") if language() == "ru" else ("kk", "ru")
        names = (f"{self._typed(f'author_last_{one}')} {self._typed(f'author_first_{one}')}" for one in tongues)
        return next((name.strip() for name in names if name.strip()), "")

    @property
    def picture(self) -> Attachment | None:
        return self.pictures[0] if self.pictures else None

    @property
    def is_draft(self) -> bool:
        return self.work.status is Status.DRAFT

    @property
    def is_ready(self) -> bool:
        """It may go as it stands."""
        return self.may_edit and not self.form.errors and (self.is_draft or self.is_changed)

    @property
    def is_open(self) -> bool:
        """It holds something that still has to be said before it may go."""
        return self.may_edit and bool(self.form.errors)

    @property
    def lacks(self) -> str:
        """What is not said yet, in plain words."""
        blank = [name for name in self.form.errors if not self._typed(name) and name not in COMMON]
        if not any(self._typed(name) for name in ROW):
            words = [gettext("pupil, grade, nomination, title")]
            words += [gettext(LACKS["picture"])] if "picture" in blank else []
        else:
            order = list(LACKS)
            blank.sort(key=lambda name: order.index(name) if name in LACKS else len(order))
            words = [gettext(LACKS.get(name, OWN_QUESTIONS)) for name in blank]
        if any(name in COMMON for name in self.form.errors):
            words.append(gettext("school and teacher, above"))
        return ", ".join(dict.fromkeys(words))

    @property
    def wrong(self) -> dict[str, str]:
        """Field → what is wrong with what was typed into it."""
        named = self.form.errors.items()
        return {name: sentence for name, sentence in named if name not in COMMON and self._typed(name)}

    def _typed(self, name: str) -> str:
        return str(self.form.text.get(name, "")).strip()


@dataclass(frozen=True)
class View:
    batch: Batch
    contest: Contest
    rows: Sequence[Row]
    known: Known
    is_open: bool
    until: datetime | None
    """When it no longer is."""
    questions: Sequence[Question] = ()
    """Of the contest's own."""

    @cached_property
    def ready(self) -> list[Row]:
        return [row for row in self.rows if row.is_ready]

    @cached_property
    def unfinished(self) -> list[Row]:
        return [row for row in self.rows if row.is_open]

    @cached_property
    def sent(self) -> list[Row]:
        return [row for row in self.rows if not row.is_draft]

    @cached_property
    def alike(self) -> list[Row]:
        return [row for row in self.rows if row.twin]

    @property
    def room(self) -> int:
        return MOST - len(self.rows)

    def shown(self, only: str) -> Sequence[Row]:
        """The rows that the chosen filter leaves: all for a filter that there is not."""
        return {"todo": self.unfinished, "ready": self.ready, "sent": self.sent, "twice": self.alike}.get(
            only, self.rows
        )

    def row(self, work_id: int | None) -> Row | None:
        return next((row for row in self.rows if row.work.id == work_id), None)

    @property
    def common_lacks(self) -> str:
        """What is not said yet of school and teacher, in plain words."""
        words = [gettext(ALONE) if name == "own_work" else WORDS.named(name) for name in self.common.errors]
        return ", ".join(words)

    @cached_property
    def common(self) -> Form[DrawingForm]:
        """School and teacher as typed; `errors` name what is missing of them."""
        form = bind(DrawingForm, as_text(self.batch.answers))
        form.errors = {name: sentence for name, sentence in form.errors.items() if name in COMMON}
        for name in _nowhere(form.text, self.known):
            if name not in form.errors:
                form.refuse(name, "choice")
        return form


def view(session: Session, batch: Batch, contest: Contest, *, now: datetime) -> View:
    """A constant number of statements, however many works there are."""
    works = batch_queries.works(session, batch.id)
    questions = contests.questions(session, contest.id)
    ids = [work.id for work in works]
    known = work_queries.known(session, contest.id or 0, [id_ or 0 for id_ in ids], _schools(batch, works))
    held: dict[int, list[Attachment]] = {}
    for picture in batch_queries.pictures_of_batch(session, batch.id):
        held.setdefault(picture.application_id, []).append(picture)
    alike = twins.of_teacher(session, batch.teacher_id, batch.contest_id)
    changed = lifecycle.changed(session, works)
    places = {id_: place for place, id_ in enumerate(ids, 1)}
    rows = [
        _row(work, contest, known, held.get(work.id or 0, []), alike.get(work.id or 0), places,
             questions, is_changed=work.id in changed, now=now)
        for work in works
    ]  # fmt: skip
    is_open = extensions.is_open(session, contest, batch.teacher_id, now)
    until = extensions.last_moment(session, contest, batch.teacher_id)
    return View(batch, contest, rows, known, is_open, until, questions)


def _row(
    work: Application, contest: Contest, known: Known, pictures: list[Attachment], twin: Twin | None,
    places: Mapping[int | None, int], questions: Sequence[Question], *, is_changed: bool, now: datetime,
) -> Row:  # fmt: skip
    form = bind(DrawingForm, as_text(work.answers))
    if form.fields is not None:
        for name, slug in drawings.faults(work, form.fields, known, now=now).items():
            form.refuse(name, slug)
    elif work.id not in known.pictured:
        form.refuse("picture", "picture")
    form.errors |= drawing_page.own_errors(questions, work)
    return Row(
        places[work.id], work, pictures, form, twin, places.get(twin.work.id) if twin else None,
        rules.may_edit(work, contest, now), is_changed, progress(work, contest, now),
    )  # fmt: skip


def _schools(batch: Batch, works: Sequence[Application]) -> list[int]:
    typed = {str(answers.get("school", "")) for answers in (batch.answers, *(work.answers for work in works))}
    return [int(text) for text in typed if text.isascii() and text.isdigit() and len(text) < 10]


def _nowhere(text: Mapping[str, str], known: Known) -> list[str]:
    """Fields of the school that point at something that there is not."""
    found = []
    if text.get("school_is_new") and text.get("school_territory") not in known.territories:
        found.append("school_territory")
    if not text.get("school_is_new") and text.get("school", "") not in map(str, known.schools):
        found.append("school")
    return found
