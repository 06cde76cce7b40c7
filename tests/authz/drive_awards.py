"""Drivers: decisions, the protocol, publication, papers and gifts."""

from dataclasses import replace

from authz.drive_applications import PHOTO
from authz.rows import Row, get, owned, post, whole

CHOICE = {"choice": "{loser}", "reason": "Комиссия солай шешті"}
EMPTY = {"empty": "1", "why": "Шекті балға ешкім жетпеді"}
CORRECTION = {"note_kk": "Балл қате саналды", "note_ru": "Балл посчитан неверно"}
TIE = {"votes-0-application": "{work}", "votes-0-count": "1", "votes-1-application": "{loser}", "votes-1-count": "0"}
MEETING = {
    "held_on": "{today}", "starts": "10:00", "ends": "12:30", "place_kk": "Текелі", "place_ru": "Текели",
    "mode": "in_person", "votes_for": "2", "seats-0-seat": "{voter_0}", "seats-0-how": "in_person",
    "seats-1-seat": "{voter_1}", "seats-1-how": "in_person", "item_votes-0-nomination": "{recused_in}",
    "item_votes-0-votes_for": "{item_voters}",
}  # fmt: skip
CORRECTED = {"reason": "name-wrong", "recipient": "Түзетілген Есім", "work": "Атауы"}
THANKED = {"role": "partner", "people": "Бүркітбаев Сән; «Жер» қоры"}
LOOK = {
    "orientation": "portrait", "seal": "yes", "signatories-0-name_kk": "Бүркітбаев Сән",
    "signatories-0-position_kk": "Төраға",
}  # fmt: skip
SAID = {
    f"{part}_{code}": text
    for part, text in (("heading", "АЛҒЫС"), ("verb", "марапатталады"), ("reason", "көмегі үшін"))
    for code in ("kk", "ru")
} | {"go": "save"}
REVOKED = {"reason": "by-mistake", "remark": "Қате берілді"}
GIFT = {"name_kk": "Бояу", "name_ru": "Краски", "quantity": "1", "price": "3000"}
RECEIVER = {"received_by": "Анасы Айша", "relation": "mother"}

DECISIONS = [
    *whole("dec.waiting", "judging", get("office.decisions")),
    *whole("dec.propose", "deciding", get("office.decisions"), post("office.decisions.proposal"),
           post("office.decisions.choice", CHOICE, position="sealed_position")),
    *whole("dec.propose", "deciding", get("office.decisions.what_if", "n1=none&territory_mode=off")),
    *whole("dec.not_empty", "deciding", post("office.decisions.empty", EMPTY)),
    *whole("dec.no_tie", "deciding", post("office.decisions.votes", TIE)),
    *whole("dec.approve", "deciding", post("office.decisions.confirmation", {"seen": "{seen}"})),
    *whole("dec.approve", "confirmed", post("office.decisions.reopening", {"reason": "Қайта қарау"})),
    *whole("dec.over_limit", "overfull", post("office.decisions.confirmation", {"seen": "{seen}"})),
    *whole("dec.too_late", "published",
           post("office.decisions.choice", CHOICE, position="sealed_position"), post("office.decisions.proposal"),
           post("office.decisions.empty", EMPTY)),
    *whole("dec.change_published", "published", get("office.corrections", shows="names"),
           post("office.corrections.propose", CORRECTION)),
    *whole("dec.change_published", "correcting", post("office.corrections.agree", correction_id="correction"),
           post("office.corrections.refuse", correction_id="correction")),
    *whole("dec.change_published", "correcting",
           post("office.corrections.scan", {"reason-{corrected}": "Басқа бет"}, (PHOTO,), correction_id="corrected"),
           side="art"),
    *whole("prot.view", "correcting", get("office.correction_pdf", correction_id="corrected"),
           get("office.correction_docx", correction_id="corrected"),
           get("office.corrections.scan_file", correction_id="corrected", copy_id="corrected_scan"), side="art"),
    *owned("dec.own_before", "confirmed", get("applications.show", application_id="work"),
           instead=dict.fromkeys(("SEC", "CHR", "ORG"), (get("office.decisions"),))),
    *whole("dec.publish", "signed", get("office.publication"), post("office.publication.publish"),
           get("office.publication.letters", shows="all"), post("office.publication.plan", {"at": "{tomorrow}T10:00"}),
           post("office.publication.unplan", quiet=True)),
    *owned("score.comments.applicant", "published", get("applications.show", application_id="work"),
           instead=dict.fromkeys(("SEC", "CHR", "ORG"), (get("office.scores.summary", ending="pdf"),))),
    *whole("prot.view", "confirmed", get("office.protocol", shows="names"), get("office.protocol_pdf"),
           get("office.protocol.copy", kind="editable")),
    *whole("prot.view", "signed", get("office.protocol_pdf"), get("office.protocol.scan_file"),
           get("office.protocol.old_scan", copy_id="old_scan"), side="art"),
    *whole("rank.after_seal", "confirmed", get("office.scores.summary", ending="pdf"),
           get("office.scores.sheets", position="sealed_position")),
    *whole("prot.write", "confirmed", post("office.protocol.save", MEETING)),
    *whole("prot.sign", "confirmed", post("office.protocol.signature")),
    *whole("prot.sign", "signed", post("office.protocol.scan", files=(PHOTO,))),
]  # fmt: skip
PAPERS = [
    *whole("cert.issue", "published", get("office.papers", shows="names"), post("office.papers.issue"),
           post("office.papers.register"), post("office.papers.runs.add", {"reason": "copy"}),
           get("office.papers.run", run_id="print_run"), get("office.papers.run_file", run_id="print_run"),
           post("office.papers.print", {"reason": "copy"}, number="paper"),
           get("office.papers.addressees"), post("office.papers.addressees.add", THANKED),
           post("office.papers.addressees.known", which="experts_of"),
           post("office.papers.addressees.removal", addressee_id="addressee"), side="art"),
    *whole("cert.issue", "published", get("office.papers.design"), post("office.papers.design.save", LOOK),
           get("office.papers.text", kind="thanks_kind"), post("office.papers.text.save", SAID, kind="thanks_kind"),
           post("office.papers.text.reset", kind="thanks_kind"),
           get("office.papers.sample", kind="thanks_kind", ending="pdf_ending"),
           post("office.papers.pictures.add", files=(PHOTO,), name="logo"),
           post("office.papers.pictures.removal", name="logo"), side="art"),
    *whole("cert.issue", "published", get("office.papers.paper", number="paper"),
           get("office.papers.replacement", number="paper"),
           post("office.papers.replace", CORRECTED, number="paper"),
           post("office.papers.delivery", {"to": "Анасы", "on": "{today}"}, number="paper"),
           post("office.papers.taking_back", {"why": "Басқа адам еді"}, number="taken_paper"), side="art"),
    *owned("cert.own.get", "published", get("papers.pdf", number="paper")),
    *owned("cert.own.list", "published", get("papers.own", application_id="work")),
    *[replace(row, personas=tuple(one for one in row.personas if one not in ("APP2", "TCH2")))
      for row in owned("cert.own.list", "published", get("papers.mine"))],  # those two have papers of their own
    *owned("cert.revoke", "published", get("office.papers.revocation", number="paper"),
           post("office.papers.revoke", REVOKED, number="paper")),
    *owned("cert.revoke", "published", get("office.papers.reissue", number="revoked_paper"),
           post("office.papers.issue_anew", {"why": "Дұрыс еді"}, number="revoked_paper"), sides=("art",)),
]  # fmt: skip
GIFTS = [
    *whole("gift.act", "published", get("office.gifts"), get("office.gifts.award", award_id="award"),
           post("office.gifts.add", GIFT, award_id="award"),
           post("office.gifts.removal", award_id="award", gift_id="award_gift"),
           post("office.gifts.act", RECEIVER, award_id="award"), get("office.gifts.act_pdf", award_id="award"),
           get("office.gifts.acts"), get("office.gifts.register", ending="pdf"),
           post("office.gifts.handover", {"on": "{today}"}, (PHOTO,), award_id="award"),
           post("office.gifts.undo", {"undo_reason": "Қате"}, award_id="handed_award"),
           get("office.gifts.scan", award_id="done_award"), side="art"),
]  # fmt: skip
APPEAL = {"body": "Сарапшы мүдделер қақтығысын мәлімдемеді, тәртіп бұзылды."}
ANSWER = {"verdict": "dismissed", "answer": "Тәртіп бұзылмаған, баға күшінде."}
APPEALS = [
    *owned("appeal.own", "published", get("applications.appeal", application_id="work")),
    *owned("appeal.lodge", "published", post("applications.appeal.lodge", APPEAL, application_id="work")),
    *whole("appeal.list", "published", get("office.appeals", shows="names")),
    *whole("appeal.answer", "published", post("office.appeals.answer", ANSWER, appeal_id="appeal")),
]  # fmt: skip
ROWS: list[Row] = [*APPEALS, *DECISIONS, *PAPERS, *GIFTS]
