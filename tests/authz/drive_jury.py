"""Drivers: judging, what stays blind, what shows after the seals."""

from authz.drive_applications import PHOTO
from authz.rows import Row, get, owned, post, whole

SEAT = {"email": "spare@mail.example", "post": "member", "name_kk": "Қосымша", "name_ru": "Қосымша",
        "occupation_kk": "Суретші", "occupation_ru": "Художник", "nominations": "1"}  # fmt: skip
MARK = {"c1": "4"}
WHY = {"why": "Туысымның жұмысы"}
REASON = {"reason": "Ауырып қалды"}
JUDGED = {"sheet_id": "sheet", "name": "work_file_judged_name"}

PERSON = {"name_kk": "Қосымша", "name_ru": "Қосымша", "occupation_kk": "Суретші", "occupation_ru": "Художник"}
STAMP = {"position_kk": "Директор", "position_ru": "Директор", "name_kk": "Дина", "name_ru": "Дина",
         "number": "7", "signed_on": "{yesterday}"}  # fmt: skip
ASKED = {"seat": "{seat_JUR}", "code": "{sealed_code}", "reason": "Қате қойылған"}
COVERED = {"application_id": "work", "rendition_id": "work_file_judged"}
AREA = {"areas-0-left": "5", "areas-0-top": "5", "areas-0-width": "20", "areas-0-height": "10"}
PILE = {"seat_id": "seat_JUR", "position": "position"}

ROWS: list[Row] = [
    *whole("jury.assign", "judging", post("office.commission.letter", SEAT, quiet=True),
           get("office.commission_pdf"), get("office.commission_docx"),
           get("office.commission.stamp", kind="approval"),
           post("office.commission.stamp.post", STAMP, kind="approval"),
           get("office.commission.conflicts_pdf", seat_id="seat_JUR"),
           get("office.commission.details", seat_id="seat_JUR"),
           post("office.commission.details.post", PERSON, seat_id="seat_JUR"),
           get("office.commission.replacement", seat_id="seat_JURX"),
           post("office.commission.replace", {**PERSON, **REASON, "email": "spare@mail.example"}, seat_id="seat_JURX")),
    *whole("set.contest", "open", get("office.sharing"), post("office.sharing.set", {"sheets_per_work": "2"})),
    *whole("jury.draw", "judging", post("office.sharing.draw")),
    *whole("jury.seat", "judging", get("declarations.show"), get("declarations_pdf"), get("seals.all")),
    *whole("jury.declare", "judging", post("declarations.declare", {"none": "yes", "up_to": "99999999"})),
    *whole("score.seal_all", "judging", post("seals.all.post")),
    *whole("score.receipt", "judging", get("seals.receipt", position="sealed_position")),
    *whole("score.unseal", "judging", get("office.unsealing"), post("office.unsealing.propose", ASKED),
           post("office.unsealing.agree", unsealing_id="unsealing"),
           post("office.unsealing.refuse", unsealing_id="unsealing")),
    *whole("short.unseal", "judging",
           post("office.unsealing.propose_answers", {"answers": "{short_seal}", "answers_reason": "Қате"},
                slug="short")),
    *whole("short.receipt", "judging", get("shortlists.receipt", slug="short", position="short_second")),
    *whole("score.paper", "judging", get("office.paper_sheets"), get("office.paper_sheets_pdf"),
           get("office.paper_sheets.show", **PILE)),
    *whole("score.paper.screen", "judging", post("office.paper_sheets.enter", **PILE),
           post("office.paper_sheets.settle", **PILE), post("office.paper_sheets.agree", **PILE),
           post("office.paper_sheets.dispute", **PILE), post("office.paper_sheets.start_over", **PILE),
           post("office.paper_sheets.scan", files=(PHOTO,), **PILE)),
    *whole("score.paper.scan", "judging", get("office.paper_sheets.scan_file", **PILE),
           get("office.paper_sheets.quick_scan_file", **PILE)),
    *whole("jury.index", "judging", get("jury.index")),
    *whole("jury.seat", "judging", get("jury.contest")),
    *owned("sub.view.blind", "judging", get("sheets.show", sheet_id="sheet")),
    *owned("sub.list.jury", "judging", get("jury.nomination"), sides=("grant",)),
    *owned("sub.search.author", "judging", get("jury.nomination", query="author=a&sort=school&q=b"), sides=("grant",)),
    *owned(
        "file.derivative.get", "judging", get("sheets.picture", **JUDGED), sides=("art",),
        owner=(get("attachments.thumb", application_id="work", attachment_id="work_file"),),
        instead={
            "CHR": (get("sheets.picture", sheet_id="own_sheet", name="work_file_judged_name"),),
            **{one: (get("office.application.page", application_id="work", rendition_id="work_file_judged"),)
               for one in ("SEC", "ORG")},
        },
    ),
    *owned("file.released", "judging", get("sheets.picture", sheet_id="sheet", name="work_file_page_name"),
           sides=("grant",)),
    *owned("file.unreleased", "judging",
           get("sheets.picture", sheet_id="sealed_sheet", name="third_file_page_name"),
           get("sheets.picture", sheet_id="sealed_sheet", name="third_file_thumb_name"), sides=("grant",)),
    *owned("file.unreleased", "judging",
           get("sheets.picture", sheet_id="sheet", name="work_consent_thumb_name"),
           get("sheets.picture", sheet_id="sheet", name="other_work_file_judged_name"),
           get("sheets.picture", sheet_id="recused_sheet", name="other_work_file_judged_name"), sides=("art",)),
    *whole("jury.assign", "judging", post("office.jury.seat", SEAT),
           get("office.jury.leaving", seat_id="seat_JURX"), post("office.jury.leave", REASON, seat_id="seat_JURX")),
    *whole("jury.assign", "judging", post("office.jury.remind")),
    *whole("jury.close", "judging", get("office.jury.closing"), post("office.jury.close", REASON)),
    *whole("jury.coi", "judging", post("sheets.recusal", WHY, sheet_id="own_sheet"), side="art"),
    *whole("jury.name", "judging", post("sheets.exposure", {"place": "Бұрышта"}, sheet_id="own_sheet"), side="art"),
    *whole("jury.cover", "judging", get("office.masking"), get("office.masking.work", application_id="work"),
           get("office.masking.covered", **COVERED), post("office.masking.picture", AREA, **COVERED),
           post("office.masking.words", {"words": "Көбелек"}, application_id="work"), side="art"),
    *whole("jury.give_back", "judging", post("office.masking.settle", application_id="work"), side="art"),
    *whole("jury.coi_back", "judging", post("sheets.return", sheet_id="recused_sheet")),
    *whole("score.save.open", "judging", post("sheets.marks", MARK, sheet_id="sheet")),
    *whole("score.save.seated", "judging", post("sheets.marks", MARK, sheet_id="own_sheet"), side="art"),
    *whole("score.save.sealed", "judging", post("sheets.marks", MARK, sheet_id="sealed_sheet")),
    *whole("score.save.other", "judging", post("sheets.marks", MARK, sheet_id="foreign_sheet"),
           post("sheets.recusal", WHY, sheet_id="foreign_sheet"), post("sheets.return", sheet_id="foreign_sheet")),
    *whole("score.view.own", "judging", get("sheets.show", sheet_id="sheet"),
           post("sheets.size", {"light": "yes"}, sheet_id="sheet")),
    *whole("score.view.others_before", "judging", get("sheets.show", sheet_id="foreign_sheet"),
           get("office.ranking", query="nomination=1")),
    *whole("score.progress", "judging", get("office.jury")),
    *whole("score.seal", "judging", get("jury.seal"), post("jury.seal.post")),
    *whole("short.own", "judging", get("shortlists.show", slug="short", position="position")),
    *whole("short.work", "judging", get("shortlists.work", sheet_id="short_sheet")),
    *whole("short.answer", "judging", post("shortlists.look", {"value": "1"}, sheet_id="short_sheet")),
    *whole("short.seal", "judging", post("shortlists.seal", slug="short", position="position")),
    *whole("score.progress", "judging", get("office.shortlist", slug="short"),
           get("office.shortlist_pdf", slug="short")),
    *whole("jury.close", "judging", get("office.shortlist.closing", slug="short", position="position"),
           post("office.shortlist.close", REASON, slug="short", position="position")),
    *whole("rank.before_seal", "judging", get("office.ranking", query="nomination=1"),
           get("office.ranking", query="nomination=2")),
    *whole("rank.before_seal", "judging", get("office.ranking"), side="art"),
    *whole("rank.after_seal", "deciding", get("office.ranking")),
    *whole("score.view.after_seal", "deciding", get("office.ranking", query="nomination=1")),
    *whole("score.map", "deciding", get("office.ranking"), side="art"),
]  # fmt: skip
