"""A person's own page: who they are, their password, where they are signed in."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app import i18n
from app.accounts import passwords, people, queries, sessions, throttle
from app.accounts.forms import PasswordChange, Profile
from app.contests import roles
from app.errors import NotYours
from app.i18n import gettext
from app.web.accounts import account_letters
from app.web.accounts.devices import device
from app.web.accounts.entrance import let_in, remember_language
from app.web.current import CurrentViewer, Now, SessionDep, Viewer
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()


@router.get("/account", name="account.show")
def show(viewer: CurrentViewer, page: PageDep, now: Now) -> Response:
    return _show(page, viewer, now=now)


@router.post("/account", name="account.save")
def save(form: Annotated[Form[Profile], Depends(submitted(Profile))], viewer: CurrentViewer, page: PageDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _show(page, viewer, now=now, profile=form)
    said, former = form.valid, viewer.user.language
    people.change(session, viewer.user, name=said.name, phone=said.phone or "", language=said.language, now=now)
    with i18n.speaking(said.language):
        page.say(gettext("Changes saved"))
    response = page.see("account.show")
    if former != said.language:
        remember_language(response, said.language)
    return response


@router.post("/account/password", name="account.password")
def password(form: Annotated[Form[PasswordChange], Depends(submitted(PasswordChange))], viewer: CurrentViewer,
             page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    if not form.errors:
        _change_password(form, viewer, session, now)
    if form.errors:
        return _show(page, viewer, now=now, secret=form)
    account_letters.password_set(page.house, session, viewer.user, now=now)
    page.say(gettext("The new password is set. Every other sign-in has been ended."))
    return let_in(page, viewer.user, how="new-password", now=now, target=page.path.removesuffix("/password"))


def _change_password(form: Form[PasswordChange], viewer: Viewer, session: SessionDep, now: Now) -> None:
    """Wrong guesses at the present password count like failed sign-ins: an open screen is no way around them."""
    throttle.check(session, throttle.SIGN_IN, viewer.user.email_key, now=now)
    stored = viewer.user.password_hash
    if stored is not None and not passwords.verify(form.valid.present_password, stored)[0]:
        throttle.note(session, throttle.SIGN_IN, viewer.user.email_key, now=now)
        form.refuse("present_password", "password-wrong")
        return
    try:
        people.set_password(session, viewer.user, form.valid.password, now=now)
    except ValueError as wrong:
        form.refuse("password", wrong)


@router.post("/account/sign-ins/{sign_in_id:int}/end", name="account.sign_ins.end")
def end_sign_in(sign_in_id: int, viewer: CurrentViewer, page: PageDep, session: SessionDep, now: Now) -> Response:
    found = queries.sign_in_of(session, viewer.id, sign_in_id)
    if found is None:
        raise NotYours
    if found.ended_at is None:
        sessions.end(session, found, now=now)
    page.say(gettext("The sign-in has been ended."))
    return page.see("account.show", anchor="sign-ins")


@router.post("/account/sign-ins/end", name="account.sign_ins.end_others")
def end_other_sign_ins(viewer: CurrentViewer, page: PageDep, session: SessionDep, now: Now) -> Response:
    people.end_other_sign_ins(session, viewer.user, but=viewer.sign_in, now=now)
    page.say(gettext("Every other sign-in has been ended."))
    return page.see("account.show", anchor="sign-ins")


def _show(page: Page, viewer: Viewer, *, now: Now, profile: Form[Any] | None = None,
          secret: Form[Any] | None = None) -> Response:  # fmt: skip
    user = viewer.user
    typed = {"name": user.name, "phone": user.phone, "language": user.language.value}
    wrong = profile or secret
    return page(
        "account/show.html", status=422 if wrong else 200, profile=profile or Form(typed), secret=secret or Form(),
        form=wrong or Form(), user=user, sign_in=viewer.sign_in, sign_ins=sessions.live(page.session, user, now=now),
        contests=roles.everywhere(page.session) if user.is_operator else [], device=device,
    )  # fmt: skip
