"""What an «итоговое заключение» states, from the applications as they stand or as they stood when it was closed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from app import i18n
from app.applications import admission_models, conclusions, words
from app.applications.conclusions import Row
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestKind
from app.db import Texts
from app.documents.bilingual import Both, Text
from app.documents.conclusion_text import Conclusion, Count, Line
from app.i18n import gettext, mark
from app.programmes.models import Organisation

FACTS: TypeAdapter[Conclusion] = TypeAdapter(Conclusion)
LANGUAGES = {"kk": mark("in Kazakh"), "ru": mark("in Russian"), "en": mark("in English")}
RURAL = {True: mark("rural schools"), False: mark("town schools")}


def draft(session: Session, contest: Contest, organisation: Organisation, secretary: str, now: datetime) -> Conclusion:
    """As things stand now, without a number."""
    rows = conclusions.rows(session, contest.id)
    by_status = Counter(row.application.status for row in rows)
    left = sum(by_status[status] for status in conclusions.UNDECIDED)
    decided = [row.application.decided_at for row in rows if row.application.decided_at]
    out = [row for row in rows if row.application.status in (Status.REJECTED, Status.DISQUALIFIED)]
    return Conclusion(
        number="", kind="drawing" if contest.kind is ContestKind.DRAWING else "small_grant",
        contest=_of(lambda: f"«{i18n.pick(contest.title)}» – {contest.edition}"),
        organisation=_both(organisation.name), place=_both(organisation.city), day=i18n.local(now).date(),
        closed_at=contest.closes_at or now, left=left,
        ended_on=i18n.local(max(decided)).date() if decided and not left else None,
        received=len(rows), withdrawn=by_status[Status.WITHDRAWN],
        by_language=_counted((LANGUAGES[row.application.language] for row in rows), LANGUAGES.values()),
        by_kind=_by_kind(rows, contest),
        admitted=tuple(_line(row, "") for row in rows if row.application.status is Status.ADMITTED),
        rejected=tuple(_line(row, _reason(row.application)) for row in out),
        head=_both(organisation.head_name), secretary=secretary,
    )  # fmt: skip


def facts(conclusion: Conclusion) -> dict[str, Any]:
    """As they are stored."""
    found: dict[str, Any] = FACTS.dump_python(conclusion, mode="json")
    return found


def closed(kept: admission_models.Conclusion) -> Conclusion:
    return FACTS.validate_python({**kept.facts, "number": str(kept.number)})


def _by_kind(rows: Sequence[Row], contest: Contest) -> tuple[Count, ...]:
    if contest.kind is ContestKind.DRAWING:
        return _counted((RURAL[row.school.is_rural] for row in rows if row.school), RURAL.values())
    kinds = words.APPLICANT
    found = (kinds[row.application.applicant_kind] for row in rows if row.application.applicant_kind)
    return _counted(found, kinds.values())


def _counted(found: Any, order: Any) -> tuple[Count, ...]:
    """How often each msgid was found, in `order`, as both languages say it."""
    numbers = Counter(found)
    return tuple(Count(_said(msgid), numbers[msgid]) for msgid in order if numbers[msgid])


def _line(row: Row, reason: Text) -> Line:
    place = row.school.name if row.school else row.territory.name if row.territory else {}
    one = row.application
    return Line(one.number or "", one.applicant_name, _both(row.nomination.title), _both(place), reason)


def _reason(application: Application) -> Both:
    if application.rejection is not None:
        return _said(words.REJECTION[application.rejection])
    return _of(lambda: gettext("Disqualified: %(reason)s") % {"reason": application.remark})


def _said(msgid: str) -> Both:
    return _of(lambda: gettext(msgid))


def _of(say: Callable[[], str]) -> Both:
    texts = {}
    for language in ("kk", "ru"):
        with i18n.speaking(language):
            texts[language] = say()
    return Both(texts["kk"], texts["ru"])


def _both(texts: Mapping[str, str] | Texts) -> Both:
    return Both(i18n.pick(texts, "kk"), i18n.pick(texts, "ru"))
