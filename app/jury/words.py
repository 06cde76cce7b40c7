"""How judging is told; msgids, translated where they are shown."""

from app.applications.models import WorkKind
from app.i18n import mark
from app.jury.models import Nature, Post, SheetStatus

POST = {
    Post.CHAIR: mark("Chair"),
    Post.DEPUTY: mark("Deputy chair"),
    Post.MEMBER: mark("Member of the commission"),
    Post.SECRETARY: mark("Secretary"),
}
NATURE = {
    Nature.RELATIVE: mark("A relative of mine"),
    Nature.EMPLOYER: mark("We work in one organisation"),
    Nature.CO_MEMBER: mark("We belong to one organisation"),
    Nature.TEACHER: mark("A pupil of mine"),
    Nature.FINANCIAL: mark("Money is involved"),
    Nature.OTHER: mark("Something else"),
}
WORK = {
    WorkKind.DRAWING: mark("Drawing"),
    WorkKind.POSTER: mark("Poster"),
    WorkKind.AUTHORS_WORK: mark("Author's work"),
}
PROSE = {
    "problem": mark("The problem"),
    "goal": mark("Goal and objectives"),
    "target": mark("For whom"),
    "partners": mark("Partners and permissions"),
    "sustainability": mark("What stays afterwards"),
    "risks": mark("Risks and safety"),
    "publicity": mark("Publicity"),
}
AGES = (((0, 4), mark("grades 1–4")), ((5, 9), mark("grades 5–9")), ((10, 11), mark("grades 10–11")))


def age_group(grade: int | None) -> str:
    """The band that an expert sees in place of the grade; "" where there is none."""
    return next((words for (least, most), words in AGES if grade is not None and least <= grade <= most), "")


DOTS = {"done": "ok", "draft": "warn", "open": "info", "withheld": "bad", "recused": "", "sealed": "ok", "void": ""}


def state(status: SheetStatus, marks: int, needed: int, *, is_withheld: bool = False) -> str:
    """`done`, `draft`, `open`, `withheld`, `recused`, `sealed` or `void`: what a list shows of a sheet."""
    if status is not SheetStatus.OPEN:
        return status.value
    if is_withheld:
        return "withheld"
    return "done" if marks >= needed else "draft" if marks else "open"


STATE = {
    "done": mark("Scored"),
    "draft": mark("Begun"),
    "open": mark("Not scored"),
    "withheld": mark("The name is visible"),
    "recused": mark("Recused"),
    "sealed": mark("Sealed"),
    "void": mark("Void"),
}
