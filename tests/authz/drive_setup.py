"""Drivers: making a contest, writing its settings while it is a draft, and who runs and pays for it."""

from authz.drive_entrance import DATES, LATER
from authz.rows import Row, get, post, whole

NOMINATION = {
    f"{name}_{code}": "Таза ауыл" for name in ("title", "description", "award_condition") for code in ("kk", "ru")
}
QUESTION = {"title_kk": "Неше адам?", "title_ru": "Сколько людей?", "kind": "number"}
CRITERIA = {"criteria-0-title_kk": "Ой", "criteria-0-title_ru": "Идея", "criteria-0-weight": "10", "scale_max": "5"}
METHOD = {"method": "mean", "threshold": "50", "min_sheets": "2", "spread_flag": "30",
          "tie_break-0-step": "commission_vote"}  # fmt: skip
AWARDS = {"grant_amount": "100 000", "places": "2", "per_nomination": "2", "nomination_mode": "soft",
          "per_territory": "1", "territory_mode": "off", "awards_per_applicant": "1"}  # fmt: skip
LIMITS = {"most_drafts": "2", "grace_minutes": "3", "cure_days": "5", "report_days": "12", "planned": "70"}
THREE = ("name", "short_name", "address", "city", "head_name", "head_position", "basis")
ORGANISATION = {f"{name}_{code}": "Таза қор" for name in THREE for code in ("kk", "ru")} | {
    "bin": "240540000016", "phone": "+7 701 000 00 99", "email": "fund@mail.example",
}  # fmt: skip
PROGRAMME = {f"{name}_{code}": "Таза жер" for name in ("title", "customer") for code in ("kk", "ru")}
NEW = {"begin": "drawing", "title_kk": "Жаңа сурет", "title_ru": "Новый рисунок", "edition": "2027"}

ROWS: list[Row] = [
    *whole("set.contest", "open", get("office.settings.dates"),
           post("office.settings.dates.move", DATES | {"reason": "Сұрау бойынша ұзартылды"})),
    *whole("set.contest", "open", *(
        get(f"office.settings.{name}", slug="coming")
        for name in ("nominations", "criteria", "method", "awards", "limits", "questions", "nominations.new",
                     "questions.new"))),
    *whole("set.contest", "open", get("office.settings.nomination", slug="coming", nomination_id="coming_nomination"),
           get("office.settings.question", slug="coming", question_id="coming_question")),
    *whole("set.contest", "open", post("office.settings.dates.plan", LATER, slug="coming"),
           post("office.settings.nominations.add", NOMINATION, slug="coming"),
           post("office.settings.nomination.save", NOMINATION, slug="coming", nomination_id="coming_nomination"),
           post("office.settings.nomination.move", {"way": "down"}, slug="coming", nomination_id="coming_nomination")),
    *whole("set.contest", "open", post("office.settings.questions.add", QUESTION, slug="coming"),
           post("office.settings.question.save", QUESTION, slug="coming", question_id="coming_question"),
           post("office.settings.question.move", {"way": "remove"}, slug="coming", question_id="coming_question")),
    *whole("set.contest", "open", post("office.settings.criteria.save", CRITERIA, slug="coming"),
           post("office.settings.method.save", METHOD, slug="coming"),
           post("office.settings.awards.save", AWARDS, slug="coming"),
           post("office.settings.limits.save", LIMITS, slug="coming"),
           post("office.settings.address", {"slug": "came", "number_prefix": "NEW"}, slug="coming")),
    *whole("set.new", "open", get("office.contests.new"), post("office.contests.create", NEW)),
    *whole("set.organisation", "open", get("office.organisation"), get("office.programmes.new"),
           get("office.programme", programme_id="programme"), post("office.organisation.save", ORGANISATION),
           post("office.programmes.add", PROGRAMME),
           post("office.programme.save", PROGRAMME, programme_id="programme")),
]  # fmt: skip
