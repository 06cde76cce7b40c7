"""Drivers: what came on paper."""

from authz.rows import Row, get, post, whole

SAID = {"received_at": "2026-05-19T15:30", "taken_by": "Хатшы Сара", "way": "hand", "name": "Қағаз Иесі",
        "language": "kk"}  # fmt: skip
FREE, USED = {"code": "free_sticker"}, {"code": "used_sticker"}
ROWS: list[Row] = [
    *whole("paper.look", "open", get("office.intake"), get("office.intake.sticker", **FREE),
           get("office.intake.sticker", **USED), get("office.intake.stickers", "first=1&last=2"),
           get("office.intake.journal")),
    *whole("paper.look", "closed", get("office.intake"), get("office.intake.sticker", **USED), side="art"),
    *whole("sub.create.paper", "open", post("office.intake.print", {"count": "2"}),
           post("office.intake.register", SAID, **FREE)),
    *whole("sub.create.paper", "closed", post("office.intake.register", SAID, **FREE), side="art"),
    *whole("sub.create.paper", "open", post("office.intake.address", {"email": "paper@mail.example"}, **USED)),
    *whole("paper.enter", "open", get("applications.show", application_id="paper"),
           get("applications.edit", application_id="paper"),
           post("applications.save", {"page": "p1", "title": "Көл"}, query="step=project", application_id="paper")),
    *whole("paper.enter", "closed", get("applications.edit", application_id="paper"), side="art"),
]  # fmt: skip
