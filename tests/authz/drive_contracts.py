"""Drivers: the winner's answer, contracts and what changes them, payments, the terms of a contest."""

from app.documents.contract_clauses import OURS
from authz.drive_applications import PHOTO
from authz.rows import Row, get, owned, post

GRANT = ("grant",)
CHANGE = {"kind": "content", "dated": "{today}", "reason_kk": "Себебі", "reason_ru": "Причина", "text_kk": "Мәтін",
          "text_ru": "Текст"}  # fmt: skip
TERMS = {"answer_days": "7", "payment_days": "10", "return_days": "10", "parts": "100"}
RATE = {"kind": "pension", "basis_points": "10", "since": "{today}", "who": "people"}
CLAUSES = {name: (text + "\n").replace("{", "{{").replace("}", "}}").replace("5 жұмыс", "6 жұмыс").replace(
    "5 рабочих", "6 рабочих") for name, text in (("body_kk", OURS.kk), ("body_ru", OURS.ru))}  # fmt: skip


def of(grant: str) -> dict[str, str]:
    return {"grant_id": f"grant_{grant}"}


AMENDMENT = of("amending") | {"amendment_id": "amendment"}
SIGNED = of("amending") | {"amendment_id": "signed_amendment"}
PLANNED = of("planned") | {"payment_id": "planned_payment"}
ORDERED = of("ordered") | {"payment_id": "ordered_payment"}
NOTE = of("returned") | {"return_id": "money_return"}
COPIED = of("copied") | {"paper": "copied_paper"}
ROWS: list[Row] = [
    *owned("con.copy", "published", get("grants.copy", **COPIED),
           post("grants.copy.send", {"copy_signed_on": "{today}"}, (PHOTO,), **COPIED), sides=GRANT),
    *owned("con.details", "published", get("grants.answer", **of("asked")), post("grants.accept", **of("asked")),
           post("grants.refuse", {"reason": ""}, **of("asked")), sides=GRANT),
    *owned("con.view", "published", get("grants.contract_docx", **of("drafted")),
           get("grants.amendment", **AMENDMENT), get("grants.amendment_docx", **AMENDMENT),
           get("grants.amendment_scan", **SIGNED), get("grants.copy.file", **COPIED), sides=GRANT),
    *owned("con.office", "published", get("office.answer.addendum", shows="names", **of("given")),
           get("office.answer.addendum_docx", shows="names", **of("given")), sides=GRANT),
    *owned("con.sign", "published",
           post("office.grant.first_signing", {"first_side": "grantee", "first_signed_on": "{today}"}, **of("sent")),
           post("office.grant.recall", {"recall_reason": "Аты қате"}, **of("sent")),
           post("office.grant.copy.take", {"copy_signed_on": "{today}", "seen": "{copied_sha}"}, **COPIED),
           post("office.grant.copy.return", {"copy_remark": "2-бет оқылмайды", "seen": "{copied_sha}"}, **COPIED),
           sides=GRANT),
    *owned(
        "con.void", "published",
        post("office.answer.extension", {"answer_until": "2026-12-30"}, **of("asked")),
        post("office.answer.lapse", {"lapse_reason": "Жауап болмады"}, **of("silent")),
        post("office.answer.end", {"ending_reason": "Балл қате саналды"}, **of("back")),
        get("office.amendments.new", shows="all", **of("signed")), get("office.amendments.one", shows="all",
                                                                       **AMENDMENT),
        post("office.amendments.create", CHANGE, **of("signed")),
        post("office.amendments.signing", {"signed_on": "{today}"}, (PHOTO,), **AMENDMENT),
        post("office.amendments.drop", **AMENDMENT), sides=GRANT,
    ),
    *owned(
        "con.pay", "published", post("office.payments.plan", {"plan_amount": "1000"}, **of("signed")),
        get("office.payments.one", shows="names", **PLANNED),
        post("office.payments.order", {"order_number": "78", "ordered_on": "{today}"}, **PLANNED),
        post("office.payments.drop", **PLANNED),
        post("office.payments.confirmation", {"paid_on": "{today}"}, **ORDERED),
        post("office.payments.bounce", {"returned_on": "{today}"}, **ORDERED),
        post("office.payments.back", {"back_amount": "1000", "back_order": "9", "back_on": "{today}"}, **of("paid")),
        get("office.payments.note", shows="names", **NOTE),
        post("office.payments.cancellation", {"cancel_reason": "Қате"}, **NOTE),
        sides=GRANT,
    ),
    *owned("con.register", "published", get("office.payments", shows="names"),
           get("office.payments.xlsx", shows="names"), post("office.payments.full", shows="all", reveals=True),
           sides=GRANT),
    *owned("con.terms", "published", get("office.terms"), get("office.clauses"),
           get("office.clauses.version", version="clauses_version"), sides=GRANT),
    *owned("con.terms.edit", "published", post("office.terms.save", TERMS), post("office.terms.rate", RATE),
           sides=GRANT),
    *owned("con.clauses.edit", "published", post("office.clauses.save", CLAUSES | {"go": "save"}), sides=GRANT),
]  # fmt: skip
