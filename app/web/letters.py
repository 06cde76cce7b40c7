"""Writing letters: the words in the recipient's language, as HTML with a plain-text twin, into the outbox."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from sqlmodel import Session

from app import i18n
from app.accounts.models import User
from app.mail import Letter, post
from app.programmes import queries as programmes
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
) -> None:
    """Put one letter into the outbox; equal `key`, one letter. `write` runs in the recipient's language."""
    with i18n.speaking(to.language):
        draft = write()
        action = (draft.action[0], house.settings.base_url + draft.action[1]) if draft.action else None
        context = {
            "subject": draft.subject, "heading": draft.subject, "paragraphs": draft.paragraphs, "action": action,
            "language": to.language, "name": to.name, "organisation": programmes.organisation(session),
            "site": house.settings.base_url,
        }  # fmt: skip
        html = house.templates.get_template("mail/letter.html").render(context)
        text = unescape(house.templates.get_template("mail/letter_text.html").render(context))
        post(
            session,
            Letter(
                key=key, contest_id=contest_id, user_id=to.id, address=to.email, language=to.language,
                subject=" ".join(draft.subject.split()), text=text, html=html, is_private=is_private, created_at=now,
                next_try_at=now,
            ),
        )  # fmt: skip
