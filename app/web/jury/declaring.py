"""Conflicts of interest are declared before a work opens: whoever goes to a work is led there first, and back."""

from typing import Any

from starlette.responses import Response

from app.contests.models import Contest
from app.jury import conflicts
from app.jury.models import Nature
from app.web.accounts.entrance import local_path
from app.web.page import Page

LONGEST = 2000
"""Characters of what is said about one conflict."""


def first(page: Page, contest: Contest, target: str = "") -> Response:
    """To the declaration; afterwards back to `target`, or to where they were going."""
    url = page.request.url
    here = target or page.request.scope["path"] + (f"?{url.query}" if url.query else "")
    return page.see("declarations.show", slug=contest.slug, query={"next": here})


def back(page: Page, contest: Contest, typed: dict[str, Any]) -> Response:
    """To the work that they were going to, if it was one of ours."""
    target = local_path(typed.get("next"))
    if target.startswith(("/sheets/", f"/jury/{contest.slug}")):
        return page.see_path(target)
    return page.see("jury.contest", slug=contest.slug)


def ticked(typed: dict[str, Any]) -> dict[int, tuple[Nature, str]]:
    """Fields of each sheet: `x-{sheet}` is ticked where there is a conflict, `n-{sheet}` its nature, `w-{sheet}` in
    words; what is not said is «other»."""
    natures = {one.value: one for one in Nature}
    found: dict[int, tuple[Nature, str]] = {}
    for name, value in typed.items():
        number = name.removeprefix("x-")
        if name.startswith("x-") and number.isdecimal() and len(number) < 10 and value == "yes":
            said = typed.get(f"n-{number}")
            nature = natures.get(said, Nature.OTHER) if isinstance(said, str) else Nature.OTHER
            why = str(typed.get(f"w-{number}", "")).replace("\0", "").strip()[:LONGEST]
            found[int(number)] = (nature, why or conflicts.in_words(nature))
    return found


def looked_through(typed: dict[str, Any]) -> int:
    """Up to which sheet the page that was sent listed the works."""
    said = str(typed.get("up_to", ""))
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 12 else 0
