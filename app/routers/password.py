"""A forgotten password, and the first one of somebody who was invited."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.accounts import gate, links, people, queries
from app.accounts.forms import Address, FirstPassword
from app.accounts.models import LinkPurpose, OneTimeLink, User
from app.errors import RuleBroken
from app.i18n import gettext
from app.web.accounts import account_letters
from app.web.accounts.entrance import client_address, let_in
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PURPOSES = (LinkPurpose.PASSWORD, LinkPurpose.INVITATION)


@router.get("/password", name="password")
def show(page: PageDep) -> Response:
    return page("password/show.html", form=Form({"email": page.user.email} if page.user else {}))


@router.post("/password", name="password.post")
def post(form: Annotated[Form[Address], Depends(submitted(Address))], page: PageDep, session: SessionDep,
         now: Now) -> Response:  # fmt: skip
    if form.errors:
        return page("password/show.html", status=422, form=form)
    gate.count_letter(session, form.valid.email, client_address(page.request, page.house.settings), now=now)
    user = queries.by_email(session, form.valid.email)
    if user is not None and user.disabled_at is None:
        account_letters.password_link(page.house, session, user, now=now)
    words = gettext("If %(email)s has an account, a letter with a link is on its way. It works for one hour.")
    page.say(words % {"email": form.valid.email}, "info")
    return page.see("account.show" if page.user else "sign_in")


@router.get("/password/{token}", name="password.reset")
def reset(token: str, page: PageDep, session: SessionDep, now: Now) -> Response:
    link, user = _look(page, token, now)
    return page("password/reset.html", form=Form(), user=user, is_invitation=_is_invitation(link))


@router.post("/password/{token}", name="password.choose")
def choose(token: str, form: Annotated[Form[FirstPassword], Depends(submitted(FirstPassword))], page: PageDep,
           session: SessionDep, now: Now) -> Response:  # fmt: skip
    link, user = _look(page, token, now)
    if not form.errors:
        try:
            people.set_password(session, user, form.valid.password, now=now)
        except ValueError as wrong:
            form.refuse("password", wrong)
    if form.errors:
        return page("password/reset.html", status=422, form=form, user=user, is_invitation=_is_invitation(link))
    people.confirm(session, user, now=now)
    account_letters.password_set(page.house, session, user, now=now)
    page.say(gettext("The new password is set."))
    return let_in(page, user, how="password-link", now=now)


def _look(page: Page, token: str, now: Now) -> tuple[OneTimeLink, User]:
    """An invitation that was passed on to somebody with an account of their own gives them nothing."""
    link, user = links.look(page.session, token, *PURPOSES, now=now)
    if _is_invitation(link) and page.user is not None and page.user.id != user.id:
        raise RuleBroken("link-of-another")
    return link, user


def _is_invitation(link: OneTimeLink) -> bool:
    return link.purpose is LinkPurpose.INVITATION
