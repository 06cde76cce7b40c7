"""Writing letters: the words in the recipient's language, as HTML with a plain-text twin, into the outbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from sqlmodel import Session

from app import i18n
from app.accounts.models import User
from app.contests import letter_texts
from app.contests.letter_models import LetterKind
from app.contests.models import Contest
from app.mail import Letter, post
from app.programmes import queries as programmes
from app.web import letter_kinds
from app.web.house import House


@dataclass(frozen=True)
class Draft:
    """What a letter says. `action` is (label, path on this site)."""

    subject: str
    paragraphs: list[str] = field(default_factory=list)
    action: tuple[str, str] | None = None


@dataclass(frozen=True)
class Written:
    """A letter as it leaves: `text` is the plain twin of `html`."""

    subject: str
    html: str
    text: str


def send(
    house: House,
    session: Session,
    *,
    to: User,
    key: str,
    now: datetime,
    write: Callable[[], Draft],
    contest_id: int | None = None,
    mailing_id: int | None = None,
    is_private: bool = False,
) -> bool:
    """Put one letter into the outbox; equal `key`, one letter. `write` runs in the recipient's language. Nothing is
    written to a person without an address. True when it is new."""
    if not to.email:
        return False
    with i18n.speaking(to.language):
        written = compose(house, session, write(), to.name)
    return post(
        session,
        Letter(
            key=key, contest_id=contest_id, user_id=to.id, mailing_id=mailing_id, address=to.email,
            language=to.language, subject=written.subject, text=written.text, html=written.html,
            is_private=is_private, created_at=now, next_try_at=now,
        ),
    )  # fmt: skip


def tell(
    house: House,
    session: Session,
    contest: Contest,
    kind: LetterKind,
    *,
    to: User,
    key: str,
    path: str,
    now: datetime,
    facts: Callable[[], Mapping[str, str]],
) -> bool:
    """`send` in the organiser's words where they have put in their own, else in ours. `facts` runs in the recipient's
    language and fills the names of `letter_texts.PLACEHOLDERS[kind]`; that of the person is added."""

    def write() -> Draft:
        return worded(session, contest.id, kind, {"name": to.name, **facts()}, path)

    return send(house, session, to=to, key=key, now=now, write=write, contest_id=contest.id)


def worded(session: Session, contest_id: int | None, kind: LetterKind, facts: Mapping[str, str], path: str) -> Draft:
    """In the language that is being spoken."""
    ours = letter_kinds.words(kind, facts)
    own = letter_texts.find(session, contest_id, kind, i18n.language())
    if own is None:
        return Draft(ours.subject, ours.paragraphs, (ours.button, path))
    return own_words(own.subject, own.body, facts, (ours.button, path))


def own_words(subject: str, body: str, facts: Mapping[str, str], action: tuple[str, str] | None) -> Draft:
    paragraphs = [letter_texts.fill(paragraph, facts) for paragraph in body.split("\n\n")]
    return Draft(letter_texts.fill(subject, facts), paragraphs, action)


def compose(house: House, session: Session, draft: Draft, name: str) -> Written:
    """The letter in the language that is being spoken."""
    action = (draft.action[0], house.settings.base_url + draft.action[1]) if draft.action else None
    subject = " ".join(draft.subject.split())
    context = {
        "subject": subject, "heading": subject, "action": action, "language": i18n.language(), "name": name,
        "paragraphs": [text.strip() for text in draft.paragraphs if text.strip()],
        "organisation": programmes.organisation(session), "site": house.settings.base_url,
    }  # fmt: skip
    html = house.templates.get_template("mail/letter.html").render(context)
    text = unescape(house.templates.get_template("mail/letter_text.html").render(context))
    return Written(subject, html, text)
