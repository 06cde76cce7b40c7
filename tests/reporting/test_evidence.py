"""What winners' reports prove, in counts."""

from pathlib import Path

from granted import keys_in, lead, make_granted
from sqlmodel import Session

from app.reporting.evidence import evidenced


def test_only_what_was_handed_in_is_counted_against_the_plan(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session, 4), keys_in(tmp_path)
    for grant, until in zip(granted.grants, ("signed", "filled", "submitted", "accepted"), strict=True):
        lead(session, granted, keys, until, grant)

    found = evidenced(session, granted.contest)

    assert {one.slug: (one.fact, one.plan) for one in found.lines} == {
        "contracts": (4, 4), "reports": (2, 4), "photo": (10, 20), "video": (2, 4), "publication": (2, 4),
        "participants": (128, None), "volunteers": (60, None), "children": (48, None), "youth": (68, None),
    }  # fmt: skip
    assert (found.accepted, found.people["women"], found.people["age_from_50"], found.people["ngo"]) == (1, 68, 16, 0)
