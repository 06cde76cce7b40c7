"""Drivers: a teacher's batch of works: begun, filled in, sent, and the receipt for all."""

import io
import zipfile

from samples import drawing, encoded

from app.documents import sheets
from authz.rows import Row, get, owned, post

PHOTO = ("file", "new.jpg", encoded(drawing(160, 120, seed=9)))
LIST = ("file", "list.xlsx", sheets.xlsx(sheets.Table("Тізім", ["Тегі", "Аты"], [["Төлеуова", "Аружан"]])))
OURS = {"batch_id": "school_batch"}
ART = ("art",)


def _packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("one.jpg", encoded(drawing(160, 120, seed=10)))
    return out.getvalue()


ZIP = ("file", "works.zip", _packed())
ROWS: list[Row] = [
    *owned("sub.create.open", "open", get("batches.index"), post("batches.create", {"nonce": "b1"}),
           get("batches.template"), sides=ART),
    *owned("sub.create.closed", "closed", get("batches.index"), post("batches.create", {"nonce": "b1"}), sides=ART),
    *owned("sub.draft.view", "open", get("batches.show", **OURS), sides=ART),
    *owned(
        "sub.draft.edit", "open", post("batches.save", {"page": "p1", "teacher_name": "Ұлар"}, **OURS),
        post("batches.schools", {"page": "p1", "school_territory": "T01"}, quiet="htmx", shows="names", **OURS),
        post("batches.work", {"page": "p1", "title": "Жаңа атау"}, work_id="pupil", **OURS),
        post("batches.filling", {"technique": "гуашь"}, quiet=True, **OURS),
        post("batches.pupils", files=(LIST,), **OURS),
        sides=ART,
    ),
    *owned("sub.submit.open", "open", post("batches.submission", **OURS), sides=ART),
    *owned("sub.submit.closed", "closed", post("batches.submission", **OURS), sides=ART),
    *owned("file.upload.draft", "open", post("batches.pictures", files=(PHOTO,), **OURS),
           post("batches.archive", files=(ZIP,), **OURS), sides=ART),
    *owned("sub.view.own", "closed", get("batches.receipt", **OURS), get("batches.receipt_pdf", **OURS),
           get("batches.show", **OURS), sides=ART),
]  # fmt: skip
