"""Registration, and the letter that proves the address."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.accounts import gate, links, people, signing_up, throttle
from app.accounts.forms import SignUp
from app.accounts.models import LinkPurpose, User
from app.accounts.signing_up import Outcome
from app.i18n import gettext
from app.web.accounts import account_letters
from app.web.accounts.entrance import client_address, home, let_in, local_path, remember_language, with_next
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.forms import Form, Typed, submitted
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/sign-up", name="sign_up")
def show(page: PageDep, next: str = "") -> Response:
    if page.user is not None:
        return page.see_path(local_path(next) or home(page, page.user.user))
    return page("sign_up/show.html", form=Form({"language": page.language}), target=local_path(next))


@router.post("/sign-up", name="sign_up.post")
def post(form: Annotated[Form[SignUp], Depends(submitted(SignUp))], page: PageDep, session: SessionDep,
         now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _again(page, form)
    address = client_address(page.request, page.house.settings)
    try:
        outcome, user = signing_up.register(session, form.valid, address, now=now)
    except ValueError as wrong:
        form.refuse("password", wrong)
        return _again(page, form)
    _write(page, outcome, user, now)
    page.say(gettext("A letter is on its way to %(email)s.") % {"email": form.valid.email}, "info")
    return _sent(page, form, outcome, user, now)


def _write(page: Page, outcome: Outcome, user: User, now: Now) -> None:
    if outcome is Outcome.TAKEN:
        if not throttle.wait(page.session, throttle.LETTER, user.email_key, now=now):
            throttle.note(page.session, throttle.LETTER, user.email_key, now=now)
            account_letters.address_taken(page.house, page.session, user, now=now)
    elif outcome is Outcome.NEW:
        account_letters.confirm(page.house, page.session, user, now=now)


def _sent(page: Page, form: Form[SignUp], outcome: Outcome, user: User, now: Now) -> Response:
    """The same page for a new address and a taken one."""
    path = with_next(page, "sign_up.sent", local_path(form.text.get("next")))
    is_in = outcome is not Outcome.TAKEN
    response = let_in(page, user, how="sign-up", now=now, target=path) if is_in else page.see_path(path)
    remember_language(response, form.valid.language)
    return response


def _again(page: Page, form: Form[SignUp]) -> Response:
    return page("sign_up/show.html", status=422, form=form, target=local_path(form.text.get("next")))


@router.get("/sign-up/sent", name="sign_up.sent")
def sent(page: PageDep, next: str = "") -> Response:
    onward = local_path(next) or str(page.request.app.url_path_for("applications.index"))
    return page("sign_up/sent.html", onward=onward)


@router.post("/confirm", name="confirm.resend")
def resend(viewer: CurrentViewer, text: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    if viewer.user.confirmed_at is None:
        gate.count_letter(session, viewer.email, client_address(page.request, page.house.settings), now=now)
        account_letters.confirm(page.house, session, viewer.user, now=now)
        page.say(gettext("A letter is on its way to %(email)s.") % {"email": viewer.email}, "info")
    return page.see_path(local_path(text.get("next")) or str(page.request.app.url_path_for("account.show")))


@router.get("/confirm/{token}", name="confirm")
def confirmation(token: str, page: PageDep, session: SessionDep, now: Now) -> Response:
    _, user = links.look(session, token, LinkPurpose.CONFIRM, now=now)
    return page("confirm/show.html", email=user.email)


@router.post("/confirm/{token}", name="confirm.use")
def confirm(token: str, page: PageDep, session: SessionDep, now: Now) -> Response:
    _, user = links.use(session, token, LinkPurpose.CONFIRM, now=now)
    people.confirm(session, user, now=now)
    page.say(gettext("The address is confirmed. Applications can now be submitted."))
    return page.see("sign_in")
