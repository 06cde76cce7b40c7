"""The labels under which a refusal shows what was typed."""

from pathlib import Path

import pytest

from app import i18n
from app.i18n import speaking
from app.routers import application_form, reports, sign_up
from app.routers.office import payments, protocol
from app.web import labels
from app.web.templates import make_environment

HERE = make_environment(lambda *_, **__: "")
GRANT = {"page": "x1-y2", "revision": "3", "kind": "person", "truthful": "yes", "goal": "Берегти тазалау",
         "costs-1-group": "fuel_transport", "costs-1-price": "1500", "activities-0-when": "2026-05-10"}  # fmt: skip


@pytest.fixture(autouse=True)
def words() -> None:
    i18n.load(Path(i18n.__file__).parent / "locale")


def test_a_field_is_called_as_it_was_on_its_own_page() -> None:
    typed = {"name": "Asel", "email": "asel@mail.example"}
    with speaking("kk"):
        said = labels.written(typed, HERE, sign_up.post)
    assert said == [("Тегі, аты, әкесінің аты", "Asel"), ("Электрондық пошта", "asel@mail.example")]
    with speaking("en"):
        wrong = labels.written({"reason": "Не тот лист", "place_kk": "Әкімдік"}, HERE, protocol.scan)
    assert wrong == [("Why the scan is replaced", "Не тот лист"), ("Place, in Kazakh", "Әкімдік")]


def test_ticks_choices_and_hidden_fields_are_left_out() -> None:
    with speaking("en"):
        shown = labels.written(GRANT, HERE, application_form.save)
    assert shown == [
        ("Goal: what will change", "Берегти тазалау"), ("Budget lines, № 2, Price", "1500"),
        ("Activities, № 1, When", "10 May 2026"),
    ]  # fmt: skip


def test_what_no_label_is_certain_of_is_text_and_what_nobody_typed_is_nothing() -> None:
    typed = {"w-17": "Моя ученица", "x-17": "yes", "seen": "3f2a", "revision": "3", "scan_waiting": "WyJh",
             "account": "KZ86125KZT5004100100"}  # fmt: skip
    with speaking("en"):
        assert labels.written(typed, HERE, payments.returned) == [
            ("Text", "Моя ученица"), ("Text", "KZ86125KZT5004100100"),
        ]  # fmt: skip


def test_a_row_of_the_report_is_called_by_its_number_and_an_invented_row_is_text() -> None:
    """While nobody is signed in, nobody knows what the activities are called."""
    typed = {"deeds-0-how": "as_planned", "deeds-0-fact": "Қап жинадық", "deeds-1-why": "Жел", "outcomes-0-fact": "12",
             "women": "34", "deeds-0-never": "?", "never-0-asked": "!"}  # fmt: skip
    with speaking("en"):
        assert labels.written(typed, HERE, reports.submission) == [
            ("Activities, № 1, What was done", "Қап жинадық"), ("Activities, № 2, Why it was different", "Жел"),
            ("Results in figures, № 1", "12"), ("Women and girls", "34"), ("Text", "?"), ("Text", "!"),
        ]  # fmt: skip
        assert labels.written({"never-0-asked": "!"}, HERE, application_form.save) == [("Text", "!")]
