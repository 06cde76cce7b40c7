"""Drivers: what follows an award of money."""

from granted import IBAN, PERSON, TEXTS

from app.applications.answers import as_text
from authz.drive_applications import PHOTO
from authz.rows import Ask, Row, get, owned, post

FILM = ("file", "a.mp4", b"\0\0\0\x18ftypmp42" + bytes(64))
GRANT = ("grant",)
MONEY = {"order_number": "77", "paid_on": "{today}", "amount": "50000"}
EXPENSE = {"budget_line_id": "{line}", "supplier": "ИП Пример", "paper": "Чек 5", "spent_on": "{today}",
           "amount": "1000"}  # fmt: skip
PUBLICATION = {"title": "Мақала", "link": "https://news.example/9", "dated": "{today}"}


def of(grant: str) -> dict[str, str]:
    return {"grant_id": f"grant_{grant}"}


def proof(route: str, **more: str) -> Ask:
    return get(route, **of("filled"), **more)


ROWS: list[Row] = [
    *owned("con.list", "published", get("office.grants", shows="names"), sides=GRANT),
    *owned("con.office", "published", *(get("office.grant", shows="all", **of(one)) for one in ("ready", "signed")),
           sides=GRANT),
    *owned("con.create", "published", post("office.grant.contract", {"dated": "{today}"}, **of("ready")),
           get("office.contracts", shows="names"), get("office.contracts.pdf", shows="all"),
           post("office.contracts.make", {"dated": "{today}"}), post("office.contracts.send"), sides=GRANT),
    *owned("con.view", "published", get("grants.contract", **of("drafted")), get("grants.contract", **of("sent")),
           get("grants.scan", **of("signed")), get("grants.show", **of("signed")), sides=GRANT),
    *owned("con.secret", "published", post("office.grant.secrets", reveals=True, shows="all", **of("ready")),
           owner=(post("grants.reveal", reveals=True, **of("ready")),), sides=GRANT),
    *owned("con.secret.own", "published", post("grants.reveal", reveals=True, **of("ready")), sides=GRANT),
    *owned("con.details", "published", get("grants.details", **of("fresh")),
           post("grants.details.save", PERSON, **of("fresh")),
           post("grants.details.bank", {"iban": IBAN}, quiet=True, **of("fresh")), sides=GRANT),
    *owned("con.bank.edit", "published", get("grants.details", **of("sent")),
           post("grants.details.save", PERSON | {"bank": "АО «Басқа банк»"}, **of("sent")), sides=GRANT),
    *owned("con.bank.edit_signed", "published", get("grants.details", **of("signed")),
           post("grants.details.save", {}, **of("signed")), sides=GRANT),
    *owned("con.sign", "published", post("office.grant.sending", **of("drafted")),
           post("office.grant.signing", {"signed_on": "{today}"}, (PHOTO,), **of("sent")), sides=GRANT),
    *owned("con.pay", "published", post("office.grant.payment", MONEY, **of("signed")), sides=GRANT),
    *owned(
        "rep.submit", "published", post("grants.report.save", as_text(TEXTS) | {"page": "a"}, **of("paid")),
        post("grants.photos", files=(PHOTO,), **of("paid")), post("grants.films", files=(FILM,), **of("paid")),
        post("grants.page", files=(PHOTO,), evidence_id="post", **of("filled")),
        post("grants.later", {"until": "{later}", "reason": "Су тасыды"}, **of("paid")),
        post("grants.remind_office", **of("filled")),
        post("grants.videos", {"video": "https://video.example/9"}, **of("paid")),
        post("grants.publications", PUBLICATION, **of("paid")), get("grants.checklist", **of("paid")),
        post("grants.expenses.add", EXPENSE, (PHOTO,), **of("paid")),
        post("grants.caption", {"caption": "Жағалау"}, evidence_id="photo", **of("filled")),
        post("grants.evidence.removal", evidence_id="photo", **of("filled")),
        post("grants.expenses.removal", expense_id="expense", **of("filled")),
        post("grants.expense.correct", EXPENSE | {"budget_line_id": "{spent_line}"}, (PHOTO,), expense_id="expense",
             **of("filled")),
        post("grants.submission", **of("filled")), sides=GRANT,
    ),
    *owned(
        "rep.view", "published", proof("grants.report"), proof("grants.expenses"),
        proof("grants.evidence", evidence_id="photo"), proof("grants.evidence.picture", evidence_id="photo"),
        proof("grants.evidence.thumb", evidence_id="photo"), proof("grants.receipt", expense_id="expense"),
        proof("grants.expense", expense_id="expense"),
        proof("grants.receipt.thumb", expense_id="expense"), get("grants.act", **of("done")),
        get("grants.act.scan", **of("done")), get("grants.report_pdf", **of("done")),
        get("grants.report_docx", **of("done")), sides=GRANT,
    ),
    *owned("rep.decide", "published", post("office.grant.return", {"remark": "Чек жоқ"}, **of("handed")), sides=GRANT),
    *owned("rep.content", "published", post("office.grant.content", **of("handed")),
           post("office.grant.check", {"do.story": "accept"}, **of("handed")), sides=GRANT),
    *owned("rep.letters", "published", get("office.grants.letters", shows="names"), sides=GRANT),
    *owned("rep.remind", "published", post("office.grants.remind"), sides=GRANT),
    *owned("rep.later", "published", post("office.grant.later.grant", {"words": "Жарайды"}, **of("late")),
           post("office.grant.later.refuse", {"words": "Болмайды"}, **of("late")), sides=GRANT),
    *owned("rep.act", "published", post("office.grant.act", {"signed_on": "{today}"}, (PHOTO,), **of("done")),
           sides=GRANT),
    *owned("rep.money", "published", post("office.grant.money", **of("checked")), sides=GRANT),
]  # fmt: skip
