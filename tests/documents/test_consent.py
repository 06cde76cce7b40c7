"""The consent of a child's representative on paper: all that article 8 asks for, in both languages, on one page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.documents import consent, consent_texts
from app.documents.bilingual import Both
from app.documents.consent import Child
from app.documents.consent_texts import POINTS, SHORT, TICKS

from .reading import pages, text
from .samples import CONSENTS

AIYM = CONSENTS.children[0]
LONGEST = replace(
    AIYM, name=Both("Ұ" * 60 + " " + "Ә" * 60, "Щ" * 60 + " " + "Ю" * 60), school=Both("М" * 150, "Ш" * 150),
    work="Ж" * 120,
)  # fmt: skip
UNKNOWN = Child(Both("", ""), Both("", ""), Both("", ""), "")


def test_the_form_says_everything_in_both_languages() -> None:
    [page] = pages(consent.forms(CONSENTS))

    for said in ("Сыдықова Айым", "Сыдыкова Айым", "Абай мектебі", "5 класс", "Таза өзен", "БСН 240540000016",
                 "БИН 240540000016", "Басқарма", "Управление", "+7 728 200 00 00", "Дата и подпись"):  # fmt: skip
        assert said in page, said
    for language in ("kk", "ru"):
        for heading, _ in POINTS[language]:
            assert f"{heading}." in page, heading
        for name, words in TICKS[language]:
            assert name == "author" or words in page, words


@pytest.mark.parametrize("child", [AIYM, LONGEST, UNKNOWN], ids=["usual", "longest", "nothing known"])
def test_every_child_has_one_page(child: Child) -> None:
    assert len(pages(consent.forms(replace(CONSENTS, children=(child,) * 3)))) == 3


def test_a_list_names_every_child_and_says_what_its_boxes_mean() -> None:
    children = tuple(replace(AIYM, name=Both(f"Бала Ә{number}", "")) for number in range(30))
    document = text(consent.sign_list(replace(CONSENTS, children=children)))

    assert [number for number in range(30) if f"Бала Ә{number}," not in document] == []
    for language in ("kk", "ru"):
        assert all(words in document for words in SHORT[language].values())
        assert all(words in document for _, words in TICKS[language])


def test_the_three_languages_say_the_same_things_in_the_same_order() -> None:
    assert {len(points) for points in POINTS.values()} == {7}
    assert {tuple(name for name, _ in ticks) for ticks in TICKS.values()} == {tuple(SHORT["kk"])}
    for language, said in POINTS.items():
        assert [heading for heading, _ in consent_texts.points(CONSENTS.collector[0], language)] == [
            heading for heading, _ in said
        ]


def test_who_has_no_customer_and_no_contacts_leaves_no_hole() -> None:
    bare = replace(CONSENTS.collector[1], customer="", contacts="", address="")
    said = " ".join(words for _, words in consent_texts.points(bare, "ru"))

    assert not any(hole in said for hole in ("()", "  ", "{", " .", ", ."))
