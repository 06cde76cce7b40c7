"""Drivers: consents of children's representatives: whoever hands in, the parents' link, the office."""

from samples import drawing, encoded

from authz.rows import Row, get, owned, post, whole

SCAN = ("file", "consent.jpg", encoded(drawing(160, 120, seed=7)))
SHEET = {
    "children-0-application": "{submitted}", "children-0-is_covered": "yes", "children-0-name": "Ата Ана",
    "children-0-relation": "mother", "signed_on": "2026-05-19", "take_part": "yes", "photo": "yes",
}  # fmt: skip
ANSWER = {"name": "Ата Ана", "relation": "mother", "is_representative": "yes", "take_part": "yes", "photo": "yes"}
OURS = {"batch_id": "school_batch"}
ART = ("art",)

ROWS: list[Row] = [
    *owned(
        "sub.consent.late", "closed", get("office.application.consents", application_id="submitted"),
        post("office.application.consents.state", SHEET, files=(SCAN,), application_id="submitted"),
        post("office.application.consents.withdrawal", {"show_name": "yes"}, application_id="submitted"),
        sides=ART,
        owner=(post("consents.state", SHEET, files=(SCAN,), application_id="submitted"),
               post("consents.batch.state", SHEET, files=(SCAN,), **OURS),
               post("consents.link", application_id="submitted")),
    ),
    *owned(
        "sub.view.own", "closed", get("consents.show", application_id="submitted"),
        get("consents.form", application_id="submitted"), get("consents.batch", **OURS),
        get("consents.batch.forms", **OURS), get("consents.batch.list", **OURS),
        post("consents.state", SHEET, files=(SCAN,), application_id="submitted"),
        post("consents.batch.state", SHEET, files=(SCAN,), **OURS), post("consents.link", application_id="submitted"),
        sides=ART,
    ),
    *whole(
        "sub.consent.link", "closed", get("consent.show", token="parents", shows="names"),
        get("consent.picture", token="parents", rendition_id="submitted_file_judged"),
        post("consent.answer", ANSWER, token="parents"), side="art",
    ),
    *owned("file.upload.draft", "open", post("attachments.main", application_id="draft", attachment_id="draft_file",
                                             quiet=True), sides=ART),
]  # fmt: skip
