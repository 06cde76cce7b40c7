"""What is wrong with a field, in the reader's language; never the validator's own English."""

from typing import Any

from pydantic_core import ErrorDetails

from app.i18n import gettext, mark, ngettext, number

BY_SLUG = {
    "word-to-cover": mark("Write whole words of at least two letters, each in a line of its own"),
    "no-checkpoint": mark("There is no checkpoint of this contest in it"),
    "no-sealed-sheet": mark("This member has no sealed sheet for a work of that code"),
    "tick": mark("Please tick this box"),
    "forbidden-character": mark("The text contains a character that cannot be stored"),
    "email": mark("Check the e-mail address, for example name@mail.kz"),
    "money": mark("Write whole tenge in digits, for example 200 000"),
    "date": mark("Write a real date: day, month, year"),
    "moment": mark("Write a real date and time, for example 10.05.2026 18:00"),
    "before-opening": mark("Applications have to close after they open"),
    "before-closing": mark("The results come after applications have closed"),
    "before-start": mark("The end comes after the start"),
    "rules-newer": mark("Somebody saved a newer version meanwhile. Compare the two, then save yours again."),
    "closes-in-past": mark("Applications cannot close in the past"),
    "slug": mark("3 to 60 small Latin letters and digits with hyphens between them, for example clean-deeds-2027"),
    "slug-taken": mark("Another contest has this address"),
    "prefix": mark("2 to 6 Latin letters or digits, a letter first, for example MCD"),
    "prefix-taken": mark("Another contest of this year numbers its applications so"),
    "tenths": mark("Write the weight with at most one decimal, for example 2,5"),
    "weights": mark("The weights make %(total)s: they have to make exactly 10"),
    "anchors": mark("Every step of the scale goes from less to more, up to %(top)s at most"),
    "shortlist-size": mark("Say how many of each nomination go on, at least one"),
    "steps-twice": mark("One step stands here twice"),
    "vote-last": mark("The vote of the commission comes last: it always decides"),
    "rural-over": mark("Not more than are planned in all"),
    "options-few": mark("Write at least two answers, one a line"),
    "options-differ": mark("Write as many answers as in Kazakh, in the same order"),
    "most-over": mark("At most %(most)s characters can be allowed here"),
    "placeholder-glued": mark("A name in braces takes no ending and touches no letter: %(names)s"),
    "lines-wrong": mark("Lines without a name of 2 to 150 letters: %(lines)s"),
    "placeholder": mark("This is not among the names below: %(names)s"),
    "message-empty": mark("Write something or choose a file"),
    "reminder-days": mark("Write up to %(most)s numbers of days from 1 to %(furthest)s, for example 7, 3, 1"),
    "link": mark("Paste the whole address, beginning with https://"),
    "choice": mark("Choose one of the options"),
    "short": mark("A little short: %(now)s characters of %(least)s"),
    "long": mark("At most %(most)s characters (now %(now)s)"),
    "whole": mark("Write a whole number"),
    "amount": mark("Write a number, for example 120 or 1,5"),
    "under-age": mark("The applicant has to be %(years)s years old or older"),
    "line-over": mark("One line may be at most %(most)s ₸"),
    "own-over": mark("Your contribution is more than the line costs: %(amount)s ₸"),
    "budget-under": mark("The lines make %(lines)s ₸: %(difference)s ₸ are missing to the sum you ask for"),
    "budget-over": mark("The lines make %(lines)s ₸: %(difference)s ₸ more than the sum you ask for"),
    "percent": mark("Write a rate as 10 or 2,5"),
    "parts": mark("Write whole per cents that add up to 100, such as 60 40"),
    "rate-name": mark("Name the deduction in both languages"),
    "rate-order": mark("Only what stands before it in the list can be taken off before it"),
    "grant-over": mark("The grant is at most %(limit)s ₸: take off %(over)s ₸ or write them as your own contribution"),
    "iin-length": mark("The IIN has 12 digits"),
    "iin-date": mark("Check the digits of the IIN: its first six are the date of birth"),
    "iin-kind": mark("Check the digits of the IIN: the seventh tells century and sex"),
    "iin-checksum": mark("Check the digits of the IIN: the last one does not fit"),
    "bin-length": mark("The BIN has 12 digits"),
    "bin-date": mark("Check the digits of the BIN: its first four are year and month of registration"),
    "bin-kind": mark("This is not a BIN: check the fifth and sixth digits"),
    "bin-checksum": mark("Check the digits of the BIN: the last one does not fit"),
    "iban-length": mark("The account (IBAN) has 20 characters and begins with KZ"),
    "iban-country": mark("The account (IBAN) has 20 characters and begins with KZ"),
    "iban-format": mark("The account (IBAN) has 20 characters and begins with KZ"),
    "iban-checksum": mark("Check the account (IBAN): a character is wrong"),
    "bic-length": mark("The BIC has 8 or 11 characters, for example HSBKKZKX"),
    "bic-country": mark("The bank has to be in Kazakhstan: its BIC has KZ in the middle"),
    "kbe-person": mark("The Kbe of a person ends in 9: 19 for a resident"),
    "kbe-organisation": mark("The Kbe of an organisation: 17 for a company, 18 for an NGO or foundation"),
    "bic-format": mark("The BIC has 8 or 11 characters, for example HSBKKZKX"),
    "kbe-format": mark("The Kbe has two digits, for example 19"),
    "phone-length": mark("Write the phone as +7 7XX XXX XX XX"),
    "phone-format": mark("Write the phone as +7 7XX XXX XX XX"),
    "phone-country": mark("Write the phone as +7 7XX XXX XX XX"),
    "no-such-expert": mark("Nobody with this address has the fitting role in this contest yet"),
    "password-short": mark("The password needs at least 10 characters"),
    "password-long": mark("The password may have at most 128 characters"),
    "password-common": mark("This password is among the first that anyone would try; choose another"),
    "password-wrong": mark("The present password is wrong"),
    "sign-in-wrong": mark("Wrong e-mail or password"),
    "sign-in-another": mark("This page belongs to another person: sign in as whoever opened it, or leave the page"),
    "name-sign": mark("A name has no / @ < > in it"),
    "person-name": mark("Write the name in letters only"),
    "birth-or-age": mark("Give the date of birth or the age"),
    "birth-date": mark("Check the date of birth: this contest is for pupils"),
    "school-choice": mark("Choose the school, or tick that it is not in the list"),
    "say": mark("Please fill in this field"),
    "date-ahead": mark("This day is still ahead"),
    "before-issue": mark("The paper was issued later than that"),
    "no-such-person": mark("Nobody with this address has an account"),
    "both-languages": mark("Write it in Kazakh and in Russian"),
    "extension-early": mark("The extension has to end after applications close"),
    "date-past": mark("This day has passed"),
    "picture": mark("Add a picture of the work"),
    "children": mark("Tick the children whom the sheet covers"),
    "scan": mark("Choose the scan or photo of the signed sheet"),
    "author-agrees": mark("The author is 14 or older: their own agreement is needed too"),
    "check-yes": mark("Only «yes» admits the application"),
    "check-not-no": mark("With «no» here the application cannot be admitted"),
    "check-consent": mark("The consent without which nothing is admitted is missing"),
    "clock": mark("Write the time as 15:00"),
    "choose-nomination": mark("Choose at least one nomination"),
    "choose": mark("Choose one of the candidates, or that nothing is awarded"),
    "moment-past": mark("It has to lie ahead"),
    "votes-differ": mark("%(said)s votes in all, but %(present)s voting members took part"),
}


def sentence(error: ErrorDetails, typed: Any) -> str:
    kind, facts = error["type"], error.get("ctx", {})
    if facts.get("field_type") == "Value":  # a text behind a cleaning validator: its length, not rows
        kind = f"string_{kind}"
    if kind == "missing":
        return gettext("Please fill in this field")
    if kind == "value_error":
        return wrong(facts["error"])
    if kind == "string_too_short":
        return _too_short(int(facts["min_length"]), len(str(typed or "").strip()))
    if kind == "string_too_long":
        most, now = number(facts["max_length"]), number(len(str(typed or "")))
        return gettext("At most %(most)s characters (now %(now)s)") % {"most": most, "now": now}
    if kind in ("int_parsing", "int_type", "int_from_float"):
        return gettext("Write a whole number")
    if kind in ("greater_than_equal", "greater_than"):
        least = facts.get("ge", facts.get("gt"))
        return gettext("Not less than %(least)s") % {"least": number(int(least or 0))}
    if kind in ("less_than_equal", "less_than"):
        most = number(int(facts.get("le", facts.get("lt")) or 0))
        return gettext("Not more than %(most)s") % {"most": most}
    if kind in ("enum", "literal_error", "bool_parsing"):
        return _of_slug("choice")
    if kind in ("too_short", "too_long"):
        return _rows(kind, facts)
    return gettext("Check this field")


def wrong(error: Exception) -> str:
    """The words for a slug; facts of a `fields.Wrong` are shown as the refusals show theirs."""
    slug = str(error)
    if slug not in BY_SLUG:
        return gettext("Check this field")
    told = getattr(error, "facts", {})
    facts = {name: number(value) if isinstance(value, int) else value for name, value in told.items()}
    return gettext(BY_SLUG[slug]) % facts if facts else gettext(BY_SLUG[slug])


def _too_short(least: int, now: int) -> str:
    if now == 0:
        return gettext("Please fill in this field")
    return gettext("A little short: %(now)s characters of %(least)s") % {"now": number(now), "least": number(least)}


def _rows(kind: str, facts: dict[str, Any]) -> str:
    if kind == "too_short":
        least = int(facts["min_length"])
        return ngettext("Add at least %(num)d row", "Add at least %(num)d rows", least) % {"num": least}
    most = int(facts["max_length"])
    return ngettext("At most %(num)d row", "At most %(num)d rows", most) % {"num": most}


def _of_slug(slug: str) -> str:
    return gettext(BY_SLUG[slug])
