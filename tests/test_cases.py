"""Kazakh dates agree with the word behind them, wherever a sentence is made."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app import i18n
from app.cases import agree
from app.errors import RuleBroken
from app.web import refusals
from app.web.templates import make_environment

TILL = {
    1: "қаңтарға", 2: "ақпанға", 3: "наурызға", 4: "сәуірге", 5: "мамырға", 6: "маусымға", 7: "шілдеге", 8: "тамызға",
    9: "қыркүйекке", 10: "қазанға", 11: "қарашаға", 12: "желтоқсанға",
}  # fmt: skip
SINCE = {
    1: "қаңтардан", 2: "ақпаннан", 3: "наурыздан", 4: "сәуірден", 5: "мамырдан", 6: "маусымнан", 7: "шілдеден",
    8: "тамыздан", 9: "қыркүйектен", 10: "қазаннан", 11: "қарашадан", 12: "желтоқсаннан",
}  # fmt: skip


@pytest.fixture(autouse=True)
def kazakh() -> object:
    i18n.load(Path(i18n.__file__).parent / "locale")
    with i18n.speaking("kk"):
        yield


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_takes_the_case_of_the_word_behind(month: int) -> None:
    said = i18n.day(date(2026, month, 30 if month != 2 else 28))
    stem = said.rsplit(" ", 1)[0]
    for word, table in (("дейін", TILL), ("бастап", SINCE), ("кейін", SINCE)):
        assert agree(f"Есеп {said} {word} беріледі") == f"Есеп {stem} {table[month]} {word} беріледі"
    assert agree(f"Есеп {said} күні берілді, дейінгі") == f"Есеп {said} күні берілді, дейінгі"


@pytest.mark.parametrize(("clock", "till", "since"), [
    ("18:00", "ге", "ден"), ("09:10", "ға", "нан"), ("23:59", "ға", "дан"), ("17:30", "ға", "дан"),
    ("12:40", "қа", "тан"), ("12:45", "ке", "тен"), ("00:01", "ге", "ден"),
])  # fmt: skip
def test_a_time_takes_it_instead_of_its_day_and_the_zone_goes_behind(clock: str, till: str, since: str) -> None:
    hour, minute = map(int, clock.split(":"))
    said = i18n.moment(datetime(2026, 11, 22, hour, minute, tzinfo=i18n.ALMATY).astimezone(UTC))
    assert agree(f"{said} дейін.") == f"2026 жылғы 22 қараша, {clock}-{till} дейін (UTC+5)."
    assert agree(f"{said} кейін") == f"2026 жылғы 22 қараша, {clock}-{since} кейін (UTC+5)"


def test_texts_pages_and_refusals_say_it() -> None:
    day, at = i18n.day(date(2026, 11, 30)), datetime(2026, 11, 30, 13, tzinfo=UTC)
    assert "30 қарашаға дейін" in i18n.gettext("The report may come later: by %(until)s") % {"until": day}
    page = make_environment(lambda name: name).from_string(
        '{{ _("Until %(at)s you may change them and add others.", at=moment(at)) }}'
        '{% trans %}<b>&amp;</b>{% endtrans %}{{ _("Accepted until %(until)s", until="<i>") }}'
    )
    said = page.render(at=at)
    assert "30 қараша, 18:00-ге дейін (UTC+5)" in said
    assert "&lt;i&gt;" in said
    assert "<b>&amp;</b>" in said
    assert "30 қарашаға дейін" in refusals.sentence(RuleBroken("answer-not-due", until=day))


def test_other_languages_and_words_stay() -> None:
    with i18n.speaking("ru"):
        assert i18n.day(date(2026, 11, 30)) in i18n.gettext("The winner may still answer until %(until)s.") % {
            "until": i18n.day(date(2026, 11, 30))
        }
    top = i18n.gettext("A mark is a whole number from 0 to %(top)s.") % {"top": 9}
    assert "9-ге дейінгі" in top


def test_no_sentence_has_a_bare_date_before_its_verb() -> None:
    """«2026 жылғы 5 желтоқсан өтті» is no Kazakh: it is «… күні өтті», or the date stands in brackets."""
    catalog = (Path(i18n.__file__).parent / "locale" / "kk" / "LC_MESSAGES" / "messages.po").read_text()
    bare = re.compile(
        r"%\((?:day|due|until|date|since|dated|on)\)s (?!дейін|бастап|бері|кейін|бұрын|күн)[а-яәғқңөұүһі]+"
    )
    assert bare.findall(catalog) == []
