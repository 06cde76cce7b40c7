"""What was typed, in its two shapes: as stored (rows are lists of fields) and as forms send it (`budget-0-name`)."""

import re
from collections.abc import Collection, Mapping
from typing import Any

Answers = dict[str, Any]
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What nobody types and no page can show."""
ROW = re.compile(r"^([a-z_]+)-(\d{1,3})-([a-z_]+)$")


def stored(text: Mapping[str, Any], names: Collection[str]) -> Answers:
    """The fields and rows of `text` that `names` knows, blank ones too: what was typed is what comes back, but for
    signs that no page can show. Lines end in \\n however the form was sent."""
    answers: Answers = {}
    rows: dict[str, dict[int, dict[str, str]]] = {}
    for key, value in text.items():
        typed = value[0] if isinstance(value, list) and value else value
        if not isinstance(typed, str):
            continue
        match, typed = ROW.match(key), UNPRINTABLE.sub("", typed.replace("\r\n", "\n"))
        if match and match[1] in names:
            rows.setdefault(match[1], {}).setdefault(int(match[2]), {})[match[3]] = typed
        elif not match and key in names:
            answers[key] = typed
    return answers | {name: [row for _, row in sorted(found.items())] for name, found in rows.items()}


def as_text(answers: Mapping[str, Any]) -> dict[str, str]:
    """The stored answers as a form's fields, rows counted from 0."""
    text: dict[str, str] = {}
    for name, value in answers.items():
        if isinstance(value, list):
            for index, row in enumerate(value):
                text |= {f"{name}-{index}-{field}": typed for field, typed in row.items()}
        else:
            text[name] = value
    return text


def said(answers: Mapping[str, Any]) -> Answers:
    """What there is to validate: blank fields and blank rows count as not filled in."""
    kept: Answers = {}
    for name, value in answers.items():
        if isinstance(value, list):
            rows = [said(row) for row in value]
            kept[name] = [row for row in rows if row]
        elif value.strip():
            kept[name] = value
    return kept
