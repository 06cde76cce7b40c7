"""Drivers: letters and their words, reminders, messages about an application, taking a withdrawal back."""

from authz.rows import Row, get, owned, post, whole

WORDS = {"subject": "Хат", "body": "Сәлем, {{name}}!"}
TO_MANY = {f"{name}_{code}": "Хат" for name in ("subject", "body") for code in ("kk", "ru")}
TEXT = {"kind": "letter_kind", "code": "letter_code"}
SAID = {"body": "Сұрақ бар"}

ROWS: list[Row] = [
    *whole("mail.log", "open", get("office.mail.look", letter_id="letter"), post("office.mail.hold"),
           post("office.mail.release", quiet=True)),
    *whole("mail.other_contest", "open", get("office.mail.look", letter_id="rival_letter")),
    *whole("mail.bulk", "open", get("office.mail.new"),
           post("office.mail.send", TO_MANY | {"audience": "submitted", "go": "send"}, shows="names"),
           get("office.mail.texts"), get("office.mail.text", **TEXT),
           post("office.mail.text.save", WORDS | {"go": "save"}, **TEXT),
           post("office.mail.text.reset", quiet=True, **TEXT), get("office.mail.reminders"),
           post("office.mail.reminders.save", {"draft": "5"})),
    *owned("sub.view.identity", "judging", get("office.application.messages", application_id="work"),
           post("office.application.messages.write", SAID, application_id="work"),
           post("office.application.messages.read", application_id="work"),
           owner=(get("messages.show", application_id="work"), post("messages.write", SAID, application_id="work"),
                  post("messages.read", application_id="work"))),
    *owned("sub.view.identity", "judging",
           get("messages.file", shows="all", application_id="work", file_id="message_file")),
    *owned("sub.list.all", "judging", get("office.messages")),
    *owned("sub.withdraw.before", "open", post("applications.restoration", application_id="taken_back")),
    *owned("aud.own", "judging", get("office.application", application_id="work"),
           owner=(get("applications.show", application_id="work"),), instead={"CHR": (get("office.journal"),)}),
]  # fmt: skip
