"""Coming in: with a password, or with a link from a letter. Going out."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.accounts import gate, links, passwords, people, queries
from app.accounts.forms import Address, Credentials
from app.accounts.models import LinkPurpose
from app.db import transaction
from app.i18n import gettext
from app.web.accounts import account_letters, resuming
from app.web.accounts.entrance import client_address, home, let_in, local_path, see_out, with_next
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Typed, submitted
from app.web.page import Page, PageDep

router = APIRouter()
CredentialsForm = Annotated[Form[Credentials], Depends(submitted(Credentials))]
AddressForm = Annotated[Form[Address], Depends(submitted(Address))]


@dataclass(frozen=True)
class Proof:
    """How the typed password compared with the stored one."""

    right: bool = False
    better: str | None = None


def prove(request: Request, form: CredentialsForm, house: HouseDep, now: Now) -> Proof:
    """Compares before the request's own transaction begins: hashing takes its time and must not hold SQLite's lock."""
    if form.errors:
        return Proof()
    address = client_address(request, house.settings)
    with transaction(house.engine, reads_only=True) as session:
        stored = gate.stored_for(session, form.valid.email, address, now=now)
    return Proof(*passwords.verify(form.valid.password, stored))


Proved = Annotated[Proof, Depends(prove)]


@router.get("/sign-in", name="sign_in")
def show(page: PageDep, next: str = "") -> Response:
    if page.user is not None:
        return page.see_path(local_path(next) or home(page, page.user.user))
    return page("sign_in/show.html", form=Form(), target=local_path(next), kept="", resume="")


@router.post("/sign-in", name="sign_in.post")
def post(form: CredentialsForm, proof: Proved, page: PageDep, session: SessionDep, now: Now) -> Response:
    if form.errors:
        return _again(page, form)
    address = client_address(page.request, page.house.settings)
    user = gate.settle(session, form.valid.email, address, right=proof.right, better=proof.better, now=now)
    if user is None:
        form.refuse("", "sign-in-wrong")
        return _again(page, form)
    if page.wants_fragment and resuming.is_in_place(form.text):
        return resuming.in_place(page, user, form, now=now)
    return resuming.let_in_with_text(page, user, form.text, now=now)


@router.post("/sign-in/link", name="sign_in.link_request")
def link_request(form: AddressForm, page: PageDep, session: SessionDep, now: Now) -> Response:
    if form.errors:
        return _again(page, form)
    gate.count_letter(session, form.valid.email, client_address(page.request, page.house.settings), now=now)
    user = queries.by_email(session, form.valid.email)
    target = local_path(form.text.get("next"))
    if user is not None and user.disabled_at is None:
        account_letters.sign_in_link(page.house, session, user, target=target, now=now)
    words = gettext("If %(email)s has an account, a letter with a link is on its way. It works for 30 minutes.")
    page.say(words % {"email": form.valid.email}, "info")
    return page.see_path(with_next(page, "sign_in", target))


@router.get("/sign-in/link/{token}", name="sign_in.link")
def link(token: str, page: PageDep, session: SessionDep, now: Now, next: str = "") -> Response:
    links.look(session, token, LinkPurpose.SIGN_IN, now=now)
    return page("sign_in/link.html", target=local_path(next))


@router.post("/sign-in/link/{token}", name="sign_in.link_use")
def link_use(token: str, text: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    _, user = links.use(session, token, LinkPurpose.SIGN_IN, now=now)
    if page.user is None or page.user.id != user.id:
        people.reclaim(session, user, now=now)
    people.confirm(session, user, now=now)
    return let_in(page, user, how="link", now=now, target=local_path(text.get("next")))


@router.post("/sign-out", name="sign_out")
def sign_out(page: PageDep, now: Now) -> Response:
    return see_out(page, now=now)


def _again(page: Page, form: Form[Any]) -> Response:
    if page.wants_fragment and resuming.is_in_place(form.text):
        return resuming.ask_again(page, form)
    return page("sign_in/show.html", status=422, form=form, target=local_path(form.text.get("next")),
                **resuming.carried(form.text))  # fmt: skip
