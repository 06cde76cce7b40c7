"""One file that goes with a form: looked through once; it stays in its field where only the form is loaded anew."""

from collections.abc import Callable
from typing import Any

from app.errors import RuleBroken
from app.grants.papers import Looked
from app.i18n import gettext
from app.web import refusals
from app.web.forms import Form, Upload
from app.web.page import Page


def looked_through(
    files: list[Upload], form: Form[Any], name: str, look: Callable[[Upload], Looked], *, required: bool = True
) -> Looked | None:
    """None without a file, or with the reason beside the field `name`; what was typed stays."""
    try:
        if files:
            return look(files[0])
        if required:
            raise RuleBroken("file-none")
    except RuleBroken as broken:
        form.errors[name] = refusals.sentence(broken)
    return None


def left_behind(page: Page, form: Form[Any], name: str, looked: Looked | None) -> None:
    """A page that is loaded anew has lost its good file; where only the form is, the file stays in its field."""
    if looked and not page.wants_fragment:
        form.errors[name] = gettext("Please choose the file again.")
