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
from app.programmes.models import Organisation
from app.web import letter_kinds
from app.web.house import House


@dataclass(frozen=True)
class Draft:
    """What a letter says. `action` is (label, path on this site)."""

    subject: str
    paragraphs: list[str] = field(default_factory=list)
    action: tuple[str, str] | None = None


def send(
    house: House,
    session: Session,
    *,
    to: User,
    key: str,
    now: datetime,
    write: Callable[[], Draft],
    contest_id: int | None = None,
    is_private: bool = False,
) -> bool:
    """Put one letter into the outbox; equal `key`, one letter. `write` runs in the recipient's language. Nothing is
    written to a person without an address. True when it is new."""
    if not to.email:
        return False
    letter = written(house, programmes.organisation(session), to=to, key=key, now=now, write=write)
    letter.contest_id, letter.is_private = contest_id, is_private
    return post(session, letter)


def written(
    house: House, organisation: Organisation | None, *, to: User, key: str, now: datetime, write: Callable[[], Draft]
) -> Letter:
    """The letter, ready for the outbox."""
    with i18n.speaking(to.language):
        subject, html, text = compose(house, organisation, write(), to.name)
    return Letter(
        key=key, user_id=to.id, address=to.email, language=to.language, subject=subject, text=text, html=html,
        created_at=now, next_try_at=now,
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


def compose(house: House, organisation: Organisation | None, draft: Draft, name: str) -> tuple[str, str, str]:
    """Subject, HTML and its plain twin in the language that is being spoken."""
    action = (draft.action[0], house.settings.base_url + draft.action[1]) if draft.action else None
    subject = " ".join(draft.subject.split())
    context = {
        "subject": subject, "heading": subject, "action": action, "language": i18n.language(), "name": name,
        "paragraphs": [text.strip() for text in draft.paragraphs if text.strip()], "organisation": organisation,
        "site": house.settings.base_url,
    }  # fmt: skip
    html = house.templates.get_template("mail/letter.html").render(context)
    return subject, html, unescape(house.templates.get_template("mail/letter_text.html").render(context))
