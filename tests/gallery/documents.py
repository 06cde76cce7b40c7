"""The documents D1–D18 of the two contests: under which name each is written, who fetches it from where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ORGANISER, SECRETARY, CHAIR, EXPERT = "organizer", "secretary", "chair", "expert1"
ACCOUNTANT, APPLICANT, TEACHER = "accountant", "applicant", "teacher"


@dataclass(frozen=True)
class Document:
    """`params`: parameter of the route → name in the world (or the value itself); `name` ends with the file's kind."""

    code: str
    name: str
    title: str
    who: str
    route: str
    params: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, str] | None = None
    """A form: the document is asked for by POST."""


def _of(code: str, name: str, title: str, who: str, route: str, query: str = "", **params: str) -> Document:
    return Document(code, name, title, who, route, params, query)


def _export(code: str, name: str, title: str, who: str, route: str, slug: str, **data: str) -> Document:
    return Document(code, name, title, who, route, {"slug": slug}, data=data)


DOCUMENTS: tuple[Document, ...] = (
    _of("D1", "rules-grants.pdf", "Положение о конкурсе малых грантов", ORGANISER, "contests.rules_pdf", slug="grants"),
    _of("D1", "rules-grants.docx", "То же для Word", ORGANISER, "contests.rules_docx", slug="grants"),
    _of("D1", "rules-drawings.pdf", "Положение о конкурсе рисунков", ORGANISER, "contests.rules_pdf", slug="drawings"),
    _of("D2", "receipt-application.pdf", "Расписка о приёме заявки", "owner_of_application", "applications.receipt_pdf",
        application_id="application"),
    _of("D3", "estimate.pdf", "Смета проекта", "owner_of_application", "applications.estimate",
        application_id="application"),
    _of("D4", "check-sheet.pdf", "Лист проверки допуска", SECRETARY, "office.application.check_sheet", slug="grants",
        application_id="application"),
    _of("D4", "conclusion.pdf", "Заключение о допуске", SECRETARY, "office.conclusion_pdf", slug="grants"),
    _of("D4", "conclusion.docx", "То же для Word", SECRETARY, "office.conclusion_docx", slug="grants"),
    _of("D5", "declaration.pdf", "Декларация конфликта интересов", SECRETARY, "office.commission.conflicts_pdf",
        slug="grants", seat_id="seat"),
    _of("D5", "commission.pdf", "Состав экспертной комиссии", SECRETARY, "office.commission_pdf", slug="grants"),
    _of("D5", "commission.docx", "То же для Word", SECRETARY, "office.commission_docx", slug="grants"),
    _of("D6", "score-sheets.pdf", "Оценочные листы номинации", CHAIR, "office.scores.sheets", slug="drawings",
        position="first"),
    _of("D6", "seal-receipt.pdf", "Расписка эксперта об опечатывании", EXPERT, "seals.receipt", slug="drawings",
        position="first"),
    _of("D7", "score-summary.pdf", "Сводная ведомость", CHAIR, "office.scores.summary", slug="grants", ending="pdf"),
    _of("D7", "score-summary.xlsx", "То же для Excel", CHAIR, "office.scores.summary", slug="grants", ending="xlsx"),
    _of("D8", "protocol-grants.pdf", "Протокол: малые гранты", SECRETARY, "office.protocol_pdf", slug="grants"),
    _of("D8", "protocol-drawings.pdf", "Протокол: рисунки", SECRETARY, "office.protocol_pdf", slug="drawings"),
    _of("D8", "protocol.docx", "Протокол для Word", SECRETARY, "office.protocol.copy", slug="grants", kind="editable"),
    _of("D8", "protocol-extract.pdf", "Выписка из протокола", SECRETARY, "office.protocol.copy", slug="grants",
        kind="extract"),
    _of("D8", "winners.pdf", "Список победителей", SECRETARY, "office.protocol.copy", slug="drawings", kind="winners"),
    _of("D8", "correction.pdf", "Протокол исправления результатов", SECRETARY, "office.correction_pdf", slug="drawings",
        correction_id="correction"),
    _of("D8", "correction.docx", "То же для Word", SECRETARY, "office.correction_docx", slug="drawings",
        correction_id="correction"),
    _of("D9", "contract.pdf", "Договор с приложениями", ORGANISER, "grants.contract", grant_id="grant"),
    _of("D9", "contract.docx", "То же для Word", ORGANISER, "grants.contract_docx", grant_id="grant"),
    _of("D9", "amendment-time.pdf", "Дополнительное соглашение: срок", ORGANISER, "grants.amendment",
        grant_id="amended_grant", amendment_id="amendment_time"),
    _of("D9", "amendment-budget.pdf", "Дополнительное соглашение: смета", ORGANISER, "grants.amendment",
        grant_id="amended_grant", amendment_id="amendment_budget"),
    _of("D9", "amendment-content.pdf", "Дополнительное соглашение: условия", ORGANISER, "grants.amendment",
        grant_id="amended_grant", amendment_id="amendment_content"),
    _of("D9", "termination.pdf", "Соглашение о расторжении", ORGANISER, "grants.amendment", grant_id="amended_grant",
        amendment_id="amendment_termination"),
    _of("D9", "termination.docx", "То же для Word", ORGANISER, "grants.amendment_docx", grant_id="amended_grant",
        amendment_id="amendment_termination"),
    _of("D10", "act.pdf", "Акт о реализации проекта", ORGANISER, "grants.act", grant_id="done_grant"),
    _of("D10", "act.docx", "То же для Word", ORGANISER, "grants.act", "word=true", grant_id="done_grant"),
    _of("D11", "report.pdf", "Отчёт по малому гранту", ORGANISER, "grants.report_pdf", grant_id="done_grant"),
    _of("D11", "report.docx", "То же для Word", ORGANISER, "grants.report_docx", grant_id="done_grant"),
    _of("D12", "certificate-winner.pdf", "Сертификат победителя с суммой", SECRETARY, "papers.pdf",
        number="certificate_winner"),
    _of("D12", "certificate-participant.pdf", "Сертификат участника", SECRETARY, "papers.pdf",
        number="certificate_participant"),
    _of("D13", "diploma.pdf", "Диплом", SECRETARY, "papers.pdf", number="diploma"),
    _of("D13", "diploma-longest.pdf", "Диплом с самым длинным именем", SECRETARY, "office.papers.sample",
        "{longest}", slug="drawings", kind="diploma_kind", ending="pdf"),
    _of("D13", "diplomas-of-a-teacher.pdf", "Все документы одной школы", "teacher_with_papers", "papers.mine",
        slug="drawings"),
    _of("D14", "thanks-teacher.pdf", "Благодарственное письмо учителю", SECRETARY, "papers.pdf",
        number="letter_of_thanks"),
    _of("D14", "thanks-partner.pdf", "Благодарственное письмо партнёру, латиница", SECRETARY, "papers.pdf",
        number="thanks_partner"),
    _of("D14", "thanks-shortest.pdf", "Самое короткое имя, книжный лист", SECRETARY, "papers.pdf",
        number="thanks_helper"),
    _of("D15", "handover-acts.pdf", "Акты приёма-передачи подарков", SECRETARY, "office.gifts.acts", slug="drawings"),
    _of("D16", "consent.pdf", "Согласие на обработку персональных данных", "owner_of_work", "consents.form",
        application_id="work"),
    _of("D17", "batch-receipt.pdf", "Заявка школы на конкурс рисунков", "owner_of_batch", "batches.receipt_pdf",
        slug="batch_contest", batch_id="batch"),
    _of("D17", "intake-journal.pdf", "Журнал приёма на бумаге", SECRETARY, "office.intake.journal", slug="drawings"),
    _export("D18", "register-applications.xlsx", "Реестр заявок", SECRETARY, "office.applications.export", "grants",
            format="xlsx", whole="yes"),
    _export("D18", "register-papers.xlsx", "Реестр выданных документов", SECRETARY, "office.papers.register",
            "drawings"),
    _of("D18", "register-gifts.xlsx", "Реестр подарков", SECRETARY, "office.gifts.register", slug="drawings",
        ending="xlsx"),
    _of("D18", "register-payments.xlsx", "Реестр платежей", ACCOUNTANT, "office.payments.xlsx", slug="grants"),
    _of("D18", "programme.pdf", "Программа мероприятия", SECRETARY, "office.event.pdf", slug="drawings",
        event_id="event", paper="programme"),
    _of("D18", "calling.pdf", "Порядок вызова", SECRETARY, "office.event.pdf", slug="drawings", event_id="event",
        paper="calling"),
    _of("D18", "script.pdf", "Сценарий ведущего", SECRETARY, "office.event.pdf", slug="drawings", event_id="event",
        paper="script"),
    _of("D18", "attendance.pdf", "Лист вручения", SECRETARY, "office.event.pdf", slug="drawings", event_id="event",
        paper="receipts"),
    _of("D18", "labels.pdf", "Этикетки к выставке", SECRETARY, "office.event.pdf", slug="drawings", event_id="event",
        paper="labels"),
    _of("D18", "hanging.pdf", "Развесочный список", SECRETARY, "office.event.pdf", slug="drawings", event_id="event",
        paper="hanging"),
)  # fmt: skip
PICTURED = (
    "rules-grants.pdf", "check-sheet.pdf", "score-sheets.pdf", "score-summary.pdf", "protocol-grants.pdf",
    "correction.pdf", "estimate.pdf", "contract.pdf", "amendment-budget.pdf", "termination.pdf", "act.pdf",
    "report.pdf", "certificate-winner.pdf", "certificate-participant.pdf",
    "diploma.pdf",
    "diploma-longest.pdf", "thanks-teacher.pdf", "thanks-partner.pdf", "thanks-shortest.pdf", "handover-acts.pdf",
    "consent.pdf", "batch-receipt.pdf", "programme.pdf", "labels.pdf",
)  # fmt: skip
"""Whose first pages stand in docs/papers.md."""
