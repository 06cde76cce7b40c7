"""Letters about accounts. What goes to an address that nobody has confirmed carries no words of whoever typed it."""

from datetime import datetime
from urllib.parse import urlencode

from sqlmodel import Session

from app.accounts import links
from app.accounts.models import LinkPurpose, User
from app.accounts.sessions import token_hash
from app.contests.models import Contest, RoleName
from app.i18n import gettext, pick
from app.web.current import STAFF
from app.web.house import House
from app.web.letters import Draft, send
from app.web.role_names import role_name


def confirm(house: House, session: Session, user: User, *, now: datetime) -> None:
    path, key = _link(house, session, user, LinkPurpose.CONFIRM, "confirm", now)

    def write() -> Draft:
        first = gettext("This address was entered at the registration on this site. If it was you, press the button.")
        second = gettext("The link works for 7 days. Applications can be submitted once the address is confirmed.")
        third = gettext("If it was not you, do nothing: the address stays unconfirmed.")
        return Draft(
            gettext("Confirm your e-mail address"), [first, second, third], (gettext("Confirm the address"), path)
        )

    send(house, session, to=user, key=key, now=now, write=write, is_private=True)


def address_taken(house: House, session: Session, user: User, *, now: datetime) -> None:
    def write() -> Draft:
        first = gettext("Somebody, perhaps you, tried to register with this address. It already has an account.")
        second = gettext(
            "Nothing was changed. Sign in as usual; a forgotten password can be replaced on the same page."
        )
        return Draft(
            gettext("You already have an account"), [first, second], (gettext("Sign in"), _path(house, "sign_in"))
        )

    send(house, session, to=user, key=f"taken-{user.id}-{now.timestamp():.6f}", now=now, write=write, is_private=True)


def sign_in_link(house: House, session: Session, user: User, *, target: str, now: datetime) -> None:
    path, key = _link(house, session, user, LinkPurpose.SIGN_IN, "sign_in.link", now)

    def write() -> Draft:
        first = gettext("The link works once, within 30 minutes.")
        second = gettext("If you did not ask for it, do nothing: nobody comes in without this letter.")
        return Draft(gettext("Your link to sign in"), [first, second], (gettext("Sign in"), path + _next(target)))

    send(house, session, to=user, key=key, now=now, write=write, is_private=True)


def password_link(house: House, session: Session, user: User, *, now: datetime) -> None:
    path, key = _link(house, session, user, LinkPurpose.PASSWORD, "password.reset", now)

    def write() -> Draft:
        first = gettext("The button leads to a page where you choose a new password. It works once, within an hour.")
        second = gettext("If you did not ask for it, do nothing: your password stays as it is.")
        return Draft(gettext("A new password"), [first, second], (gettext("Choose a password"), path))

    send(house, session, to=user, key=key, now=now, write=write, is_private=True)


def password_set(house: House, session: Session, user: User, *, now: datetime) -> None:
    def write() -> Draft:
        first = gettext("The password of your account has been set anew. Every other sign-in has been ended.")
        second = gettext("If it was not you, choose a new password at once and tell the organiser.")
        action = (gettext("Choose a password"), _path(house, "password"))
        return Draft(gettext("Your password has been changed"), [first, second], action)

    send(house, session, to=user, key=f"password-{user.id}-{now.timestamp():.6f}", now=now, write=write,
         is_private=True)  # fmt: skip


def invitation(house: House, session: Session, user: User, contest: Contest, role: RoleName, *, now: datetime) -> None:
    """For somebody without an account of their own yet: the role, and a link to choose a password."""
    path, key = _link(house, session, user, LinkPurpose.INVITATION, "password.reset", now)

    def write() -> Draft:
        second = gettext("The button leads to a page where you choose your password. It works once, within 14 days.")
        third = gettext("Do not pass this letter on: whoever has it comes in under your name.")
        action = (gettext("Accept the invitation"), path)
        return Draft(_subject(contest, role), [_given(contest, role), second, third], action)

    send(house, session, to=user, key=key, now=now, write=write, contest_id=contest.id, is_private=True)


def own_account(house: House, session: Session, user: User, contest: Contest, *, now: datetime) -> None:
    """For somebody whose work came on paper and whose address is known now: the account becomes their own."""
    path, key = _link(house, session, user, LinkPurpose.INVITATION, "password.reset", now)

    def write() -> Draft:
        first = gettext("What you handed in on paper for «%(contest)s» is on the site. There you see where it stands.")
        second = gettext("The button leads to a page where you choose your password. It works once, within 14 days.")
        third = gettext("Do not pass this letter on: whoever has it comes in under your name.")
        action = (gettext("Accept the invitation"), path)
        return Draft(
            gettext("Your works on the site"), [first % {"contest": pick(contest.title)}, second, third], action
        )

    send(house, session, to=user, key=key, now=now, write=write, contest_id=contest.id, is_private=True)


def role_granted(house: House, session: Session, user: User, contest: Contest, role: RoleName, *,
                 now: datetime) -> None:  # fmt: skip
    path = _path(house, "office.index" if role in STAFF else "jury.index")

    def write() -> Draft:
        second = gettext("Sign in with this address as usual.")
        return Draft(_subject(contest, role), [_given(contest, role), second], (gettext("Go to my work"), path))

    key = f"role-{contest.id}-{user.id}-{role}-{now.timestamp():.6f}"
    send(house, session, to=user, key=key, now=now, write=write, contest_id=contest.id)


def role_ended(house: House, session: Session, user: User, contest: Contest, role: RoleName, *,
               now: datetime) -> None:  # fmt: skip
    def write() -> Draft:
        facts = {"role": role_name(role), "contest": pick(contest.title)}
        first = gettext("Your role «%(role)s» in the contest «%(contest)s» has ended.") % facts
        return Draft(gettext("Your role has ended: %(role)s") % facts, [first])

    key = f"role-end-{contest.id}-{user.id}-{role}-{now.timestamp():.6f}"
    send(house, session, to=user, key=key, now=now, write=write, contest_id=contest.id)


def _subject(contest: Contest, role: RoleName) -> str:
    return gettext("Your role: %(role)s. %(contest)s") % {"role": role_name(role), "contest": pick(contest.title)}


def _given(contest: Contest, role: RoleName) -> str:
    facts = {"role": role_name(role), "contest": pick(contest.title)}
    return gettext("You have been given the role «%(role)s» in the contest «%(contest)s».") % facts


def _link(
    house: House, session: Session, user: User, purpose: LinkPurpose, route: str, now: datetime
) -> tuple[str, str]:
    """Path of a new one-time link, and the key of the letter that carries it."""
    token = links.make(session, user, purpose, now=now)
    return _path(house, route, token=token), f"{purpose}-{token_hash(token)[:20]}"


def _path(house: House, route: str, **params: str) -> str:
    return str(house.templates.globals["path_for"](route, **params))  # type: ignore[operator]


def _next(target: str) -> str:
    return f"?{urlencode({'next': target})}" if target else ""
