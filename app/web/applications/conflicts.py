"""Two windows, one form: what each says where they differ, and what the person chooses, field by field.

Nothing is stored until every difference is decided. The page carries the typed text along, so it works without
JavaScript and survives any number of further changes elsewhere.
"""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.responses import Response

from app.applications.answers import Answers, as_text, stored
from app.applications.models import Application
from app.contests.models import Contest
from app.i18n import gettext
from app.web.page import Page

MINE, THEIRS = "mine", "stored"
CHOICE = "keep-"
COMPARED = "compared"
"""Field of the page of choices, by which its answer is known."""
OWN = frozenset({"page", "revision", "owner", "go", "autosave", "add_row", "remove_row", "step", COMPARED})
BACK = "back"
"""Field of the page of choices: it was opened from a batch, and leads there again."""


@dataclass(frozen=True)
class Words:
    """How a form calls a field, and how it shows what was typed into it."""

    named: Callable[[str], str]
    shown: Callable[[str, Answers], str]
    """(field, a side's text by field) → for people to read."""


@dataclass(frozen=True)
class Difference:
    name: str
    label: str
    mine: str
    stored: str


@dataclass(frozen=True)
class Place:
    """Which form of which application, and where it is filled in."""

    contest: Contest
    title: str
    """msgid"""
    names: Collection[str]
    words: Words
    query: str = ""
    form_id: str = "f"
    """Of the form on the page that was saved while typing."""


class Kept(Protocol):
    """What is filled in over weeks: an application, a report."""

    answers: dict[str, Any]
    revision: int


@dataclass(frozen=True)
class There:
    """The page of the form: its address, the name of its draft on the device, what it belongs to."""

    address: str
    draft: str
    of: str


def differing(application: Kept, typed: Mapping[str, Any], names: Collection[str]) -> list[str]:
    """The fields, rows' as `costs-0-price`, in which the typed text is not the stored one; blank counts as absent."""
    mine, theirs = as_text(stored(typed, names)), _stored(application, names)
    return [name for name in mine | theirs if mine.get(name, "").strip() != theirs.get(name, "").strip()]


def decided(application: Kept, typed: dict[str, Any], names: Collection[str]) -> dict[str, Any] | None:
    """`typed` with what was chosen from the stored text; None where a difference is still without a choice. What did
    not come from the page of choices stays as it is."""
    if COMPARED not in typed:
        return typed
    theirs, merged = _stored(application, names), dict(typed)
    for name in differing(application, typed, names):
        choice = typed.get(f"{CHOICE}all") or typed.get(f"{CHOICE}{name}")
        if choice not in (MINE, THEIRS):
            return None
        if choice == THEIRS:
            merged[name] = theirs.get(name, "")
    return merged


def show(page: Page, application: Application, typed: dict[str, Any], place: Place) -> Response:
    """Both texts of an application, as `between`."""
    address = page.path_for("applications.edit", application_id=application.id) + place.query
    there = There(address, f"application-{application.id} {place.query}", application.number or gettext("Draft"))
    return between(page, application, typed, place, there)


def between(page: Page, kept: Kept, typed: dict[str, Any], place: Place, there: There) -> Response:
    """Both texts side by side; to a save while typing, only the news and a button that leads here."""
    if "autosave" in typed:
        response = page.html("applications/_conflict.html", status=409, form_id=place.form_id)
        response.headers.update({"HX-Retarget": "#alerts", "HX-Reswap": "innerHTML"})
        return response
    mine, theirs = as_text(stored(typed, place.names)), _stored(kept, place.names)
    found = [
        Difference(name, place.words.named(name), place.words.shown(name, mine), place.words.shown(name, theirs))
        for name in differing(kept, typed, place.names)
    ]
    carried = {name: value for name, value in typed.items() if name not in OWN and not name.startswith(CHOICE)}
    return page(
        "applications/conflict.html", status=409, kept=kept, there=there, contest=place.contest, found=found,
        carried=carried, chosen=typed, title=gettext(place.title), is_unfinished=COMPARED in typed,
        page_id=secrets.token_urlsafe(8),
    )  # fmt: skip


def _stored(application: Kept, names: Collection[str]) -> dict[str, str]:
    return as_text({name: value for name, value in application.answers.items() if name in names})
