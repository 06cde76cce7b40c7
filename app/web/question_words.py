"""What the kinds of a contest's own questions are called."""

from app.contests.models import QuestionKind
from app.i18n import gettext, mark

KINDS = {
    QuestionKind.SHORT: mark("Short text"),
    QuestionKind.LONG: mark("Long text"),
    QuestionKind.NUMBER: mark("Number"),
    QuestionKind.YES_NO: mark("Yes or no"),
    QuestionKind.CHOICE: mark("Choice of one"),
    QuestionKind.DATE: mark("Date"),
}


def kinds() -> dict[str, str]:
    """Value → words."""
    return {kind.value: gettext(text) for kind, text in KINDS.items()}
