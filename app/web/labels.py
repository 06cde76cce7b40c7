"""What was typed, under the labels that stood beside the fields: for pages that can only show it again.

The words are those of the templates themselves. Ticks, choices and hidden fields are not text: they are left out.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment

from app.applications import answers
from app.i18n import day, gettext
from app.web.applications import grant_words, work_words
from app.web.forms import WAITING
from app.web.grants import report_words

FIELD = re.compile(
    r"\b(?:text|textarea|date|date_time|number|number_field|money_field)"
    r'\([^()]*?"-?([a-z_]+)", *_\("([^"%]+)"\)'
)
CHOICE = re.compile(
    r"\b(?:select|radios|checks|checkbox|hidden|file)"
    r'\((?:[\w.]+, *)?(?:[^,()]*~ *)?"-?([a-z_]+)"'
)
"""Calls of the macros in components/fields.html."""
HIDDEN = re.compile(r'<input type="(?:hidden|radio|checkbox)"[^>]*? name="(?:[^"]*\}\})?-?([a-z_]+)"')
FORMS = (grant_words.FIELDS, work_words.FIELDS)
"""Of the long forms of applying, whose templates name no field."""
LONG = frozenset({"application_form", "applications", "attachments", "batches", "batch_files", "reports"})
"""Routers that take the long forms."""
CODED = frozenset({*work_words.CHOICES, "kind", "category", "group", "nomination", "territory", "school",
                   "school_territory", "grade"})  # fmt: skip
"""Their fields in which one chooses."""
ROW = re.compile(r"(?:^|-)([a-z_]+)$")


def written(typed: Mapping[str, Any], environment: Environment, endpoint: object) -> list[tuple[str, str]]:
    """(label, text) in the order of the form; without a label that is certain it is «Text»."""
    module = getattr(endpoint, "__module__", "").removeprefix("app.routers.")
    found: list[tuple[str, str]] = []
    for name, value in typed.items():
        text = value if isinstance(value, str) else "\n".join(value)
        label = _of_form(name, typed, module) if module in LONG else None
        if label is None:
            label = _of_template(name, module.replace(".", "/"), environment)
        if text.strip() and label != "" and text not in ("yes", "no") and not name.endswith(WAITING):
            found.append((label or gettext("Text"), _shown(text)))
    return found


def _shown(text: str) -> str:
    try:
        return day(date.fromisoformat(text)) if len(text) == len("2026-05-10") else text
    except ValueError:
        return text


def _of_form(name: str, typed: Mapping[str, Any], module: str) -> str | None:
    """None where none of the long forms has the field; empty for a choice."""
    if module == "reports":
        return report_words.numbered(name)
    words = max(FORMS, key=lambda one: sum(key in one for key in typed))
    if name.rpartition("-")[2] in CODED:
        return ""
    row = answers.ROW.match(name)
    if words is grant_words.FIELDS and row and f"{row[1]}.{row[3]}" in words:
        return grant_words.named(name)
    if name not in words:
        return None
    return gettext(words[name])


def _of_template(name: str, folder: str, environment: Environment) -> str | None:
    """None where nobody knows, or two forms call it differently; empty for what is not typed."""
    match = ROW.search(name)
    fields = _fields(environment).get(match[1], []) if match else []
    near = [label for place, label in fields if place == folder]
    labels = set(near or [label for _, label in fields])
    if len(labels) != 1:
        return None
    msgid = labels.pop()
    return gettext(msgid) if msgid else ""


@cache
def _fields(environment: Environment) -> dict[str, list[tuple[str, str]]]:
    """Name of a field, or of a row's part → (folder, msgid or "" for a choice) of every template that asks it."""
    found: dict[str, list[tuple[str, str]]] = {}
    assert environment.loader is not None
    for template in environment.list_templates(extensions=["html"]):
        folder, source = template.rpartition("/")[0], environment.loader.get_source(environment, template)[0]
        for asked in FIELD.finditer(source):
            found.setdefault(asked[1], []).append((folder, asked[2]))
        for chosen in (*CHOICE.finditer(source), *HIDDEN.finditer(source)):
            found.setdefault(chosen[1], []).append((folder, ""))
    return found
