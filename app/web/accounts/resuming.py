"""Going on where a sign-in has ended: what was typed waits, and is given to nobody but the person who typed it.

A page says whose it is (`owner`). With scripts a small form in the alert region opens a new sign-in beside the page.
Without, the form's text travels with the sign-in form and comes back as a page with one button that sends it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.responses import Response

from app.accounts.models import User
from app.web.accounts.entrance import let_in, local_path
from app.web.forms import Form
from app.web.page import Page

IN_PLACE = "whose"
"""Field of the small form: for whom the page was made."""


def is_in_place(text: Mapping[str, Any]) -> bool:
    return IN_PLACE in text


def in_place(page: Page, user: User, form: Form[Any], *, now: datetime) -> Response:
    """A new sign-in beside the page, for the person whose page it is."""
    if form.text[IN_PLACE] not in ("", str(user.id)):
        form.refuse("", "sign-in-another")
        return ask_again(page, form)
    response = page.html("sign_in/_resumed.html")
    response.headers["HX-Trigger-After-Swap"] = "signed-in"
    return let_in(page, user, how="password", now=now, response=response)


def ask_again(page: Page, form: Form[Any]) -> Response:
    return page.html("sign_in/_here.html", status=422, form=form)


def kept(text: Mapping[str, Any]) -> str:
    """What a form said, to be carried by the sign-in form; empty for forms that do not say whose they are."""
    if not text.get("owner"):
        return ""
    return json.dumps({name: value for name, value in text.items() if "password" not in name}, ensure_ascii=False)


def carried(text: Mapping[str, Any]) -> dict[str, str]:
    """For the sign-in form shown once more."""
    return {"kept": str(text.get("kept") or ""), "resume": local_path(text.get("resume"))}


def let_in_with_text(page: Page, user: User, text: Mapping[str, Any], *, now: datetime) -> Response:
    """Signed in by the ordinary page: on to where they were going, or to their text if some waits for them."""
    target, waiting = local_path(text.get("next")), carried(text)
    fields = _fields(waiting["kept"])
    if not waiting["resume"] or fields.get("owner") != str(user.id):
        return let_in(page, user, how="password", now=now, target=target)
    response = page.html("sign_in/resume.html", address=waiting["resume"], fields=fields)
    return let_in(page, user, how="password", now=now, response=response)


def _fields(kept: str) -> dict[str, Any]:
    try:
        found = json.loads(kept)
    except ValueError:
        return {}
    is_form = isinstance(found, dict) and all(isinstance(value, str | list) for value in found.values())
    return found if is_form else {}
