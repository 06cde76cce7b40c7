"""The check sheet of one application, as it is printed and filed."""

from sqlmodel import Session

from app import i18n
from app.accounts.models import User
from app.applications import admission_queries, checklist, queries, words
from app.applications.models import Application
from app.contests.models import Contest
from app.db import Texts
from app.documents.bilingual import Both
from app.documents.check_sheet import Checked, CheckSheet
from app.i18n import gettext
from app.programmes.models import Organisation


def paper(session: Session, application: Application, contest: Contest, organisation: Organisation,
          viewer: User) -> CheckSheet:  # fmt: skip
    """Signed by who prints it."""
    known = admission_queries.checks(session, application.id)
    names = admission_queries.checkers(session, application.id)
    checks = []
    for item in checklist.items(session, contest):
        check = known.get(item.name)
        by = f"{names[check.checked_by]}, {i18n.short_day(check.checked_at)}" if check and check.answer else ""
        checks.append(Checked(_both(item.texts), check.answer if check else "", check.comment if check else "", by))
    nomination = queries.nomination(session, application)
    return CheckSheet(
        organisation=_both(organisation.name), contest=_both(contest.title), number=application.number or "",
        applicant=application.applicant_name, title=application.title,
        nomination=_both(nomination.title) if nomination else "", checks=tuple(checks),
        received=application.final_submitted_at or application.created_at,
        outcome=_said(words.STATUS[application.status]), remark=_remark(application), secretary=viewer.name,
    )  # fmt: skip


def _remark(application: Application) -> str:
    reason = _said(words.REJECTION[application.rejection]) if application.rejection else Both("", "")
    return "\n".join(part for part in (" / ".join(filter(None, reason)), application.remark) if part)


def _said(msgid: str) -> Both:
    texts = {}
    for language in ("kk", "ru"):
        with i18n.speaking(language):
            texts[language] = gettext(msgid)
    return _both(texts)


def _both(texts: Texts) -> Both:
    return Both(i18n.pick(texts, "kk"), i18n.pick(texts, "ru"))
