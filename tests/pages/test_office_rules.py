"""The rules as the organiser writes them, and as everybody reads them."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from browser import Browser
from docx import Document
from sqlmodel import Session, select
from world import give_role, make_application, make_programme, make_user, nominations_of

from app.accounts.models import Language
from app.contests import presets, queries
from app.contests.models import Contest, ContestStatus, RoleName
from app.mail import Letter

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
DRAFT, OPEN = "/office/clean-deeds-2026/rules", "/office/clean-deeds-2025/rules"
KK, RU = "# 1. Жаңа\n" + "Мәтін. " * 40, "# 1. Новое\n" + "Текст. " * 40
NOTES = {"note_kk": "Смета нақтыланды", "note_ru": "Уточнена смета"}
STAMP = {"position_kk": "Төраға", "position_ru": "Председатель", "name_kk": "Ілияс Данияр", "name_ru": "Ильяс Данияр",
         "number": "17-ө", "signed_on": "2026-05-19"}  # fmt: skip
LETTER = STAMP | {"authority_kk": "Ішкі саясат басқармасы", "authority_ru": "Управление внутренней политики"}


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def organiser(request: pytest.FixtureRequest, world: World, signed_in: SignedIn, now: datetime) -> Browser:
    """Sits before the rules of a draft (2026) and of an open contest (2025) with a draft and an application in it."""
    with world() as session:
        programme, user = make_programme(session), make_user(session)
        dates = {"opens_at": now - timedelta(days=7), "closes_at": now + timedelta(days=7)}
        for edition, more in ((2026, {}), (2025, {"status": ContestStatus.ANNOUNCED} | dates)):
            made = presets.make_contest(session, "clean-deeds", edition=edition, programme=programme, now=now, **more)
            give_role(session, user, made, RoleName.ORGANISER)
        for name in ("Айгүл", "Бекзат"):
            person = make_user(session, name, language=Language.RU)
            make_application(session, made, person, nominations_of(session, made)[0])
    return signed_in(user, htmx=request.param)


def stored(world: World, slug: str) -> Contest:
    with world() as session:
        found = queries.by_slug(session, slug)
        assert found is not None
        return found


def letters(world: World) -> list[Letter]:
    with world() as session:
        return list(session.exec(select(Letter)).all())


def test_a_draft_is_rewritten_version_by_version(organiser: Browser, world: World) -> None:
    organiser.get(DRAFT)
    organiser.submit("form[action$=rules]", {"body_kk": KK, "body_ru": RU})

    assert "Changes saved" in organiser.follow().get_text()
    assert [row.th.get_text(strip=True)[:9] for row in organiser.page.select("tbody tr")] == ["Version 2", "Version 1"]
    assert [h.get_text() for h in organiser.get("/contests/clean-deeds-2026/rules?text=ru").select("article h2")] == [
        "1. Новое"
    ]
    assert letters(world) == []


def test_short_or_missing_rules_come_back_as_typed(organiser: Browser) -> None:
    organiser.get(DRAFT)
    page = organiser.submit("form[action$=rules]", {"body_kk": "Қысқа", "body_ru": ""}, status=422)

    assert page.select_one("#body_kk").get_text().strip() == "Қысқа"
    assert page.select_one("#body_ru-e").get_text(strip=True) == "Please fill in this field"


def test_a_newer_version_is_not_overwritten_unseen(organiser: Browser) -> None:
    organiser.post(DRAFT, {"version": "1", "body_kk": KK, "body_ru": RU})
    page = organiser.post(DRAFT, {"version": "1", "body_kk": KK + "Өзге.", "body_ru": RU}, status=422)

    assert "Somebody saved a newer version" in page.get_text()
    assert page.select_one("#body_kk").get_text().strip().endswith("Өзге.")
    assert page.select_one("input[name=version]")["value"] == "2"


def test_the_draft_made_anew_is_compared_before_it_replaces_anything(organiser: Browser, world: World) -> None:
    organiser.post(DRAFT, {"version": "1", "body_kk": KK, "body_ru": RU})
    page = organiser.get(DRAFT + "/draft")

    assert page.select_one("section[aria-labelledby=difference-ru] del").get_text() == "# 1. Новое"
    assert "1.4. Участие в Конкурсе бесплатное." in page.select_one("section[aria-labelledby=difference-ru]").get_text()
    with world() as session:
        assert max(one.version for one in queries.rules_versions(session, 1, in_force=False)) == 2

    organiser.submit("form[action$=rules]")
    assert len(organiser.get("/contests/clean-deeds-2026/rules").select("article h2")) == 16
    assert "No difference." in organiser.get(DRAFT + "/versions/3?against=1").get_text()


def test_a_change_of_an_announced_contest_needs_a_note_for_everybody(organiser: Browser, world: World) -> None:
    organiser.get(OPEN)
    page = organiser.submit("form[action$=rules]", {"body_kk": KK, "body_ru": RU}, status=422)

    assert page.select_one("#note_ru-e").get_text(strip=True) == "Please fill in this field"
    assert letters(world) == []


def test_a_change_is_in_force_at_once_and_told_to_everybody(organiser: Browser, world: World, plain: Browser) -> None:
    organiser.get(OPEN)
    organiser.submit("form[action$=rules]", {"body_kk": KK, "body_ru": RU} | NOTES)

    assert "2 letters are on their way" in organiser.follow().get_text()
    assert {(one.language, "Уточнена смета" in one.text) for one in letters(world)} == {("ru", True)}
    page = plain.get("/contests/clean-deeds-2025/rules?text=ru")
    assert "Уточнена смета" in page.article.get_text()
    assert [a["href"] for a in page.select("section[aria-labelledby=versions] a")] == [
        f"/contests/clean-deeds-2025/rules?text=ru&version={number}" for number in (2, 1)
    ]
    old = plain.get("/contests/clean-deeds-2025/rules?text=ru&version=1")
    assert len(old.select("article h2")) == 16
    assert "Бұл – бұрынғы редакция." in old.get_text()


def test_versions_that_were_never_in_force_are_nobody_elses_to_read(
    organiser: Browser, world: World, plain: Browser, now: datetime
) -> None:
    organiser.post(DRAFT, {"version": "1", "body_kk": KK, "body_ru": RU})
    with world() as session:
        contest = queries.by_slug(session, "clean-deeds-2026")
        for text in queries.rules_of(session, contest.id, 2).values():
            text.frozen_at = now
        contest.opens_at, contest.closes_at, contest.status = now, now + timedelta(days=9), ContestStatus.ANNOUNCED

    assert len(plain.get("/contests/clean-deeds-2026/rules").select("article h2")) == 1
    for address in ("rules?version=1", "rules.pdf?version=1", "rules.docx?version=1"):
        plain.get(f"/contests/clean-deeds-2026/{address}", status=404)
    assert len(organiser.get("/contests/clean-deeds-2026/rules?version=1").select("article h2")) == 16


@pytest.mark.parametrize(
    ("kind", "said", "word"), [("approval", STAMP, "УТВЕРЖДАЮ"), ("agreement", LETTER, "СОГЛАСОВАНО")]
)
def test_a_stamp_stands_on_the_page_and_on_paper(
    organiser: Browser, kind: str, said: dict[str, str], word: str
) -> None:
    organiser.get(f"{DRAFT}/stamps/{kind}")
    organiser.submit(f"form[action$={kind}]", said)

    assert "№ 17-ө" in organiser.follow().select_one("section[aria-labelledby=stamps]").get_text()
    assert word in organiser.get("/contests/clean-deeds-2026/rules?text=ru").article.get_text()
    organiser.get("/contests/clean-deeds-2026/rules.docx")
    text = "\n".join(one.text for one in Document(io.BytesIO(organiser.response.content)).paragraphs)
    text = text.replace("\u00a0", " ")
    assert text.index(word) < text.index("№ 17-ө, 19 мая 2026") < text.index("1. Общие положения")


def test_an_agreement_names_the_authority_and_no_day_ahead(organiser: Browser) -> None:
    organiser.get(f"{DRAFT}/stamps/agreement")
    page = organiser.submit("form[action$=agreement]", STAMP | {"signed_on": "2026-05-21"}, status=422)

    assert page.select_one("#authority_kk-e").get_text(strip=True) == "Please fill in this field"
    assert page.select_one("#signed_on-e").get_text(strip=True) == "This day is still ahead"
    assert page.select_one("#number")["value"] == "17-ө"
