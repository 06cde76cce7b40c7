"""Drivers: applications, their files, their admission."""

from samples import drawing, encoded

from app.applications.checklist import USUAL
from app.contests.models import ContestKind
from authz.making import SIDES
from authz.rows import Ask, Row, get, owned, post, whole

KIND = {"grant": ContestKind.SMALL_GRANT, "art": ContestKind.DRAWING}
PHOTO = ("file", "new.jpg", encoded(drawing(160, 120, seed=5)))
UNTIL = {"return_remark": "Қолы жоқ, қосыңыз", "until": "2026-06-10"}
BECAUSE = {"reason": "Қате анықталды"}
EXTENDED = {"extended_until": "2026-06-20T18:00", "extension_reason": "Жарық болмады"}
REASON = {"reason": "incomplete", "reject_remark": "Толық емес"}


def save(side: str, name: str) -> Ask:
    """One field of the form as an autosaving page would send it."""
    said = {"step=project": {"title": "Жаңа атау"}, "": {"title": "Жаңа атау"}}
    query = "step=project" if side == "grant" else ""
    return post("applications.save", {"page": "p1"} | said[query], query=query, application_id=name)


def file_in(name: str) -> dict[str, str]:
    return {"application_id": name, "attachment_id": f"{name}_file"}


def each(id_: str, state: str, ask: str, name: str) -> list[Row]:
    """Rows of both sides whose form differs between them."""
    rows = []
    for side in SIDES:
        asks = (
            {"save": (save(side, name),),
             "admission": (_checked("admission", side, name), _checked("checks", side, name),
                           _checked("return", side, name, UNTIL), _checked("rejection", side, name, REASON))}[ask]
        )  # fmt: skip
        rows += owned(id_, state, *asks, sides=(side,))
    return rows


def _checked(verb: str, side: str, name: str, more: dict[str, str] | None = None) -> Ask:
    answers = dict(more or {})
    for index, item in enumerate(USUAL[KIND[side]]):
        answers |= {f"checks-{index}-item": item.name, f"checks-{index}-answer": "yes"}
    return post(f"office.application.{verb}", answers, application_id=name)


ROWS: list[Row] = [
    *owned("sub.create.open", "open", get("applications.new"),
           post("applications.create", {"nonce": "n1", "another": "yes"})),
    *owned("sub.create.closed", "closed", get("applications.new"), post("applications.create", {"nonce": "n1"})),
    *owned(
        "sub.draft.view", "open", get("applications.show", application_id="draft"),
        get("applications.preview", application_id="draft"), get("attachments.show", shows="all", **file_in("draft")),
        get("attachments.thumb", **file_in("draft")),
    ),
    *owned(
        "sub.draft.edit", "open", get("applications.edit", application_id="draft"),
        get("applications.deletion", application_id="draft"),
        post("applications.deletion.post", application_id="draft"),
    ),
    *each("sub.draft.edit", "open", "save", "draft"),
    *owned("sub.draft.edit", "open",
           post("schools.choice", {"page": "p1", "school_territory": "T01"}, application_id="draft", quiet="htmx",
                shows="names"),
           sides=("art",)),
    *owned("sub.submit.open", "open", post("applications.submission", application_id="draft")),
    *owned("sub.submit.closed", "closed", post("applications.submission", application_id="draft")),
    *owned("sub.edit.before_deadline", "open", get("applications.edit", application_id="submitted"),
           post("applications.submission", application_id="submitted", quiet=True)),
    *each("sub.edit.before_deadline", "open", "save", "submitted"),
    *owned("sub.edit.after_deadline", "closed", get("applications.edit", application_id="submitted"),
           post("applications.submission", application_id="submitted")),
    *each("sub.edit.after_deadline", "closed", "save", "submitted"),
    *owned("sub.edit.returned", "closed", get("applications.edit", application_id="returned"),
           post("applications.submission", application_id="returned"),
           post("attachments.add", files=(PHOTO,), application_id="returned"),
           post("attachments.removal", **file_in("returned"))),
    *each("sub.edit.returned", "closed", "save", "returned"),
    *owned("sub.edit.returned_late", "closed", get("applications.edit", application_id="returned_late"),
           post("applications.submission", application_id="returned_late"),
           post("attachments.add", files=(PHOTO,), application_id="returned_late"),
           post("attachments.removal", **file_in("returned_late"))),
    *each("sub.edit.returned_late", "closed", "save", "returned_late"),
    *owned("sub.withdraw.before", "closed", get("applications.withdrawal", application_id="submitted"),
           post("applications.withdrawal.post", application_id="submitted")),
    *owned("sub.withdraw.after", "deciding", get("applications.withdrawal", application_id="work"),
           post("applications.withdrawal.post", application_id="work")),
    *owned("sub.view.own", "judging", get("applications.show", application_id="work"),
           get("applications.preview", application_id="work"), get("applications.receipt", application_id="work"),
           get("applications.receipt_pdf", application_id="work")),
    *owned("sub.view.own", "judging", get("applications.estimate", application_id="work"), sides=("grant",)),
    *owned("sub.view.identity", "judging", get("office.application", application_id="work"),
           owner=(get("applications.show", application_id="work"),)),
    *owned("sub.view.identity_after", "deciding", get("office.application", application_id="work"),
           owner=(get("applications.show", application_id="work"),)),
    *owned("sub.list.all", "judging", get("office.applications")),
    *whole("sub.list.all", "closed", get("office.admission"), get("office.conclusion_pdf"),
           get("office.conclusion_docx")),
    *whole("sub.list.all", "checked", post("office.conclusion.close")),
    *owned("sub.view.identity", "judging", get("office.application.estimate", application_id="work"), sides=("grant",),
           owner=(get("applications.show", application_id="work"),)),
    *owned("sub.view.identity", "closed", get("office.application.check_sheet", application_id="submitted"),
           owner=(get("applications.show", application_id="submitted"),)),
    *owned("sub.admit", "closed", post("office.application.look", {"verdict": "agree"}, application_id="submitted"),
           post("office.application.look", {"verdict": "send-back", "look_comment": "Қайта қараңыз"},
                application_id="submitted")),
    *owned("sub.disqualify", "closed", get("office.application.overruling", application_id="work"),
           post("office.application.disqualification", BECAUSE, application_id="work"),
           post("office.application.reconsideration", BECAUSE, application_id="work"),
           post("office.application.readmission", BECAUSE, application_id="gone")),
    *owned("sub.extend", "closed", post("office.application.extension", EXTENDED, application_id="submitted")),
    *each("sub.admit", "closed", "admission", "submitted"),
    *owned("sub.admit", "closed", post("office.application.pages", {"page": "{submitted_file_page}"},
                                       application_id="submitted"), sides=("grant",)),
    *owned("sub.hard_delete", "closed", post("/office/{slug}/applications/{submitted}/deletion"),
           post("/applications/{submitted}/hard-deletion")),
    *owned("file.upload.draft", "open", post("attachments.add", files=(PHOTO,), application_id="draft")),
    *owned("file.upload.closed", "closed", post("attachments.add", files=(PHOTO,), application_id="submitted")),
    *owned("file.original.get", "closed", get("attachments.show", shows="all", **file_in("submitted")),
           get("attachments.thumb", **file_in("submitted"))),
    *owned("file.remove.draft", "open", post("attachments.removal", **file_in("draft"))),
    *owned("file.remove.closed", "closed", post("attachments.removal", **file_in("submitted"))),
    *owned("file.document.get", "judging",
           get("attachments.show", shows="all", application_id="work", attachment_id="work_consent"),
           get("attachments.thumb", application_id="work", attachment_id="work_consent"), sides=("art",)),
    *owned("file.by_hash_or_path", "open", get("/files/" + "0" * 64), get("/static/../../keys/links.key"),
           get("/static/%2e%2e/%2e%2e/keys/links.key"), get("/applications/{draft}/attachments/..%2f..%2fkeys")),
    *whole("sub.export.identity", "closed", post("office.applications.export", {"format": "xlsx"})),
    *whole("sub.export.blind", "closed", get("office.applications.works", form="csv")),
]  # fmt: skip
