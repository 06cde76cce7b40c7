"""Drivers: what everybody sees, coming in, accounts, roles, the office's letters, journal and settings."""

from app.contests.rulebook import LANGUAGES
from authz.rows import Row, get, owned, post, whole

RULES = "# Ереже\n1. Қатысушы бір өтінім береді. " + "Өтінімдер сайт арқылы қабылданады. " * 12
TEXTS = {
    f"{name}_{code}": "Мәтін" for name in ("title", "summary", "who_may_apply", "how_judged") for code in LANGUAGES
}
DATES = {"opens_at": "2026-05-13T12:00", "closes_at": "2026-06-20T18:00", "results_at": "2026-07-20T18:00"}
LATER = DATES | {"opens_at": "2026-05-25T12:00"}
PERSON = {"email": "new@mail.example", "name": "Жаңа Адам", "language": "ru"}
FRESH = "a very long new secret 7"

PUBLIC = [
    *whole("pub.index", "open", get("contests.index"), get("check.index"), get("privacy"), get("check.keys")),
    *whole("pub.contest.view", "judging", get("contests.checkpoints"), get("contests.checkpoints_file")),
    *whole("pub.contest.view", "open", get("contests.show"), get("contests.rules"), get("contests.rules_pdf"),
           get("contests.rules_docx")),
    *whole(
        "pub.contest.view_draft", "open", get("contests.show", slug="coming"), get("contests.rules", slug="coming"),
        get("contests.checkpoints", slug="coming"), get("contests.checkpoints_file", slug="coming"),
        get("contests.rules_pdf", slug="coming"), get("contests.rules_docx", slug="coming"),
    ),
    *whole("pub.winners.undecided", "deciding", get("contests.results")),
    *whole(
        "pub.winners.undecided", "deciding", get("contests.results"), get("contests.gallery"),
        get("contests.picture", rendition_id="work_file_judged"), side="art",
    ),
    *whole("pub.winners.before", "confirmed", get("contests.results", shows="names")),
    *whole(
        "pub.winners.before", "confirmed", get("contests.results", shows="names"),
        get("contests.gallery", shows="names"), get("contests.picture", rendition_id="work_file_judged"), side="art",
    ),
    *whole("pub.winners.after", "published", get("contests.results", shows="names")),
    *whole(
        "pub.winners.after", "published", get("contests.results", shows="names"),
        get("contests.gallery", shows="names"), get("contests.picture", rendition_id="work_file_judged"), side="art",
    ),
    *whole("pub.cert.verify", "published", get("check.show", number="paper")),
    *whole(
        "pub.cert.verify", "published", get("check.show", number="paper"),
        post("check.compare", {"surname": "Басқа"}, number="paper"),
        post("check.code", {"code": "1AAAAAAAAAAAAAAAAAAAAAAA.AAAA"}, number="paper"), side="art",
    ),
    *whole(
        "pub.cert.verify_unknown", "published", get("check.show", number="no_number"),
        post("check.compare", {"surname": "Басқа"}, number="no_number"),
        post("check.code", {"code": "1AAAAAAAAAAAAAAAAAAAAAAA.AAAA"}, number="no_number"),
    ),
    *whole("pub.health", "open", get("health.alive"), get("health.ready")),
    *whole(
        "pub.internal", "open", get("/metrics"), get("/docs"), get("/openapi.json"), get("/redoc"), get("/readyz/full"),
    ),
]  # fmt: skip
ENTRANCE = [
    *whole(
        "pub.entrance", "open", get("sign_in"), get("sign_up"), get("sign_up.sent"), get("password"),
        get("sign_in.link", token="sign_in_token"), get("confirm", token="confirm_token"),
        get("password.reset", token="password_token"),
    ),
    *whole(
        "acct.enter", "open", post("sign_in.post", {"email": "app2-goldfinch@mail.example", "password": "{password}"}),
        post("sign_in.link_request", {"email": "new@mail.example"}),
        post("password.post", {"email": "new@mail.example"}),
        post("sign_up.post", PERSON | {"password": FRESH, "agree": "yes"}),
        post("sign_in.link_use", token="sign_in_token"), post("confirm.use", token="confirm_token"),
        post("password.choose", {"password": FRESH}, token="password_token"), post("sign_out", quiet=True),
    ),
    *whole("acct.own.view_edit", "open", get("account.show"),
           post("account.save", {"name": "Жаңа Есім", "language": "kk"})),
    *whole("acct.own.view_edit", "open", post("confirm.resend", quiet=True)),
    *whole("acct.own.email_password", "open",
           post("account.password", {"present_password": "{password}", "password": FRESH})),
    *whole("acct.own.sessions", "open", post("account.sign_ins.end", sign_in_id="sign_in"),
           post("account.sign_ins.end_others")),
    *whole("acct.other.sessions", "open", post("account.sign_ins.end", sign_in_id="strangers_sign_in")),
    *whole("acct.impersonate", "open", post("/office/people/{role_SEC}/impersonation"), get("/impersonate/{role_SEC}")),
    *whole("acct.grant.juror", "open", get("office.people"), post("office.people.grant", PERSON | {"role": "expert"})),
    *whole("acct.revoke.juror", "open", get("office.people.removal", role_id="role_JUR"),
           post("office.people.remove", role_id="role_JUR")),
    *whole("acct.grant.organizer", "open", post("office.people.grant", PERSON | {"role": "organiser"}),
           get("office.people.removal", role_id="role_ORG"), post("office.people.remove", role_id="role_ORG")),
]  # fmt: skip
STAMP = {"position_kk": "Төраға", "position_ru": "Председатель", "name_kk": "Ілияс", "name_ru": "Ильяс", "number": "5",
         "signed_on": "2026-05-01"}  # fmt: skip
LINE = {"items-0-question_kk": "Мөрі бар", "items-0-question_ru": "Есть печать"}
LATE = {"email": "spare@mail.example", "extended_until": "2026-06-20T18:00", "extension_reason": "Жарық болмады"}
WITNESS = {"address": "partner@fund.example", "language": "ru"}
OFFICE = [
    *whole("office.index", "judging", get("office.index")),
    *whole("office.contest", "judging", get("office.contest")),
    *whole("office.contest", "published", get("office.contest")),
    *whole("mail.log", "open", get("office.mail"), get("office.mail.letter", letter_id="letter"),
           post("office.mail.retry", letter_id="letter")),
    *whole("mail.other_contest", "open", get("office.mail.letter", letter_id="rival_letter"),
           post("office.mail.retry", letter_id="rival_letter")),
    *whole("aud.contest", "judging", get("office.journal")),
    *whole("aud.verify", "judging", get("office.journal.verification"),
           post("office.journal.comparison", {"text": "{checkpoint}"}, quiet=True)),
    *whole("set.contest", "judging", get("office.witnesses"), post("office.witnesses.name", WITNESS),
           post("office.witnesses.dismiss", witness_id="witness")),
    *whole("aud.change", "judging", post("/office/{slug}/journal/1"), post("/office/{slug}/journal/1/removal")),
    *whole("set.contest", "open", get("office.settings"), post("office.settings.texts", TEXTS)),
    *whole("set.contest", "open", get("office.rules", slug="coming"), get("office.rules.draft", slug="coming"),
           get("office.rules.version", slug="coming", version="rules_version"),
           get("office.rules.stamp", slug="coming", kind="approval"),
           post("office.rules.save", dict.fromkeys(("body_kk", "body_ru"), RULES + "Жаңа.") | {"version": "1"},
                slug="coming"),
           post("office.rules.stamp.post", STAMP, slug="coming", kind="approval"),
           post("office.contest.announcement", LATER, slug="coming")),
    *whole("set.contest", "closed", get("office.checklist"), post("office.checklist.post", LINE),
           post("office.checklist.looks", {"second_look": "before", "sample_percent": "10"}),
           post("office.extensions.grant", LATE)),
    *whole("set.contest", "checked", post("office.contest.judging")),
    *whole("set.contest", "published", post("office.contest.archive")),
    *whole("set.deciding", "sealed", post("office.contest.deciding")),
    *whole("set.backup_web", "open", get("/office/{slug}/backup"), get("/backup"), get("/baiqau.sqlite3")),
]  # fmt: skip
ROWS: list[Row] = [*PUBLIC, *ENTRANCE, *OFFICE, *owned("sub.own", "open", get("applications.index"))]
