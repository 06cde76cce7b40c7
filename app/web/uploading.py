"""Files that go with a form: looked through once, and not lost with what was typed wrong beside them.

Where scripts load only the form anew, the file stays in its field. Where the page is loaded anew, the good file waits
on the shelf, as any file that no row names yet; the form carries a ticket for it, good for who sent it alone.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import TypeAdapter

from app.errors import RuleBroken
from app.files import FileDamaged
from app.grants.papers import Looked, Paper
from app.web import refusals
from app.web.current import Viewer
from app.web.forms import WAITING, Form, Upload, Waiting
from app.web.house import House
from app.web.page import Page

HASH = re.compile(rb'"([0-9a-f]{64})"')
File = TypeVar("File")


def looked_through(
    house: House, sender: Viewer, files: list[Upload], form: Form[Any], name: str, look: Callable[[Upload], Looked], *,
    required: bool = True,
) -> Looked | None:  # fmt: skip
    """The file of this time, else the one that waits; None without one, or with the reason beside the field `name`,
    such as ``file-gone``: it waited for too long, or for somebody else."""
    try:
        if files:
            return look(files[0])
        if (paper := waiting(house, sender, form, name, Paper)) is not None:
            return Looked(paper, (), form.waiting[name].name)
        if form.text.get(name + WAITING):
            raise RuleBroken("file-gone")
        if required:
            raise RuleBroken("file-none")
    except RuleBroken as broken:
        form.errors[name] = refusals.sentence(broken)
    return None


def left_behind(
    page: Page, sender: Viewer, form: Form[Any], name: str, looked: Looked | None, *, is_whole: bool = False
) -> None:
    """The form goes back for another reason. `is_whole`: nothing loads this form alone."""
    if looked and (is_whole or not page.wants_fragment):
        looked.keep(page.house.shelf)
        wait(page.house, sender, form, name, looked.paper, called=looked.name)


def several(
    house: House, sender: Viewer, form: Form[Any], files: Sequence[Upload], name: str, look: Callable[[Upload], File],
    kind: type[File], *, most: int,
) -> list[tuple[File, str]]:  # fmt: skip
    """The good ones of a field that takes `most` files, each with its name on the sender's device: those that wait,
    then those of this time, as `look` puts them onto the shelf. What is wrong stands beside the field."""
    places = _places(name, most)
    found = [(place, waiting(house, sender, form, place, kind)) for place in places]
    ready = [(file, form.waiting[place].name) for place, file in found if file is not None]
    if len(ready) < sum(bool(form.text.get(place + WAITING)) for place in places):
        form.errors[name] = refusals.sentence(RuleBroken("file-gone"))
    for file in files:
        try:
            ready.append((look(file), file.name))
        except RuleBroken as broken:
            form.errors[name] = f"{file.name}: {refusals.sentence(broken)}"
    if len(ready) > most:
        form.errors[name] = refusals.sentence(RuleBroken("files-many", most=most))
    return ready


def wait_together(
    house: House, sender: Viewer, form: Form[Any], name: str, ready: Sequence[tuple[Any, str]], *, most: int
) -> None:
    """The form goes back: its good files wait, in their order."""
    form.waiting.clear()
    for place, (file, called) in zip(_places(name, most), ready, strict=False):
        wait(house, sender, form, place, file, called=called)


def _places(name: str, most: int) -> list[str]:
    return [f"{name}-{place}" for place in range(most)]


def wait(house: House, sender: Viewer, form: Form[Any], name: str, file: Any, *, called: str) -> None:
    """`file`: what is known of a file on the shelf; `called`: its name on the sender's device."""
    facts = TypeAdapter(type(file)).dump_python(file, mode="json")
    form.waiting[name] = Waiting(_tickets(house, sender, name).dumps([facts, called]), called)


def waiting(house: House, sender: Viewer, form: Form[Any], name: str, kind: type[File]) -> File | None:
    """The file that the form's ticket names; None without one, or when it was cleared away meanwhile. It waits anew."""
    try:
        facts, called = _tickets(house, sender, name).loads(str(form.text.get(name + WAITING) or ""))
        file = TypeAdapter(kind).validate_python(facts)
        for sha256 in HASH.findall(TypeAdapter(kind).dump_json(file)):
            house.shelf.put([house.shelf.read(sha256.decode())])
    except (BadSignature, FileDamaged):
        return None
    wait(house, sender, form, name, file, called=called)
    return file


def _tickets(house: House, sender: Viewer, name: str) -> URLSafeSerializer:
    return URLSafeSerializer(house.keys.link_secret, salt=f"waiting-{sender.id}-{name}")
