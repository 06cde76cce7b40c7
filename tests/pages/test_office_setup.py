"""The pages on which an organiser writes a contest: rows, errors beside the fields, and what is frozen later."""

from collections.abc import Callable
from datetime import datetime

import pytest
from browser import Browser
from sqlmodel import Session, select
from world import give_role, make_contest, make_user, three

from app import journal
from app.applications import checklist
from app.applications.admission_models import CheckItem
from app.contests import queries
from app.contests.models import Contest, ContestKind, ContestStatus, QuotaMode, RankingMethod, RoleName
from app.programmes.models import Organisation, Programme

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
SUBJECTS = ("nominations", "criteria", "method", "awards", "limits", "questions")


@pytest.fixture
def organiser(world: World, signed_in: SignedIn) -> Browser:
    """Organises `draft`, `drawings` (a draft too) and `open`."""
    with world() as session:
        user = make_user(session)
        grants = make_contest(session, slug="draft", status=ContestStatus.DRAFT, announced_at=None, edition=2025)
        works = make_contest(session, slug="drawings", kind=ContestKind.DRAWING, status=ContestStatus.DRAFT,
                             announced_at=None)  # fmt: skip
        for contest in (grants, works, make_contest(session, slug="open")):
            give_role(session, user, contest, RoleName.ORGANISER)
        give_role(session, make_user(session, "Хатшы Сара"), grants, RoleName.SECRETARY)
    return signed_in(user)


def stored(world: World, slug: str) -> Contest:
    with world() as session:
        contest = queries.by_slug(session, slug)
        assert contest is not None
        return contest


def errors(browser: Browser) -> dict[str, str]:
    return {str(line["id"]): line.get_text(strip=True) for line in browser.page.select("p.err[id]")}


def titles(browser: Browser) -> list[str]:
    fields = browser.page.select("ol.lines > li[data-row] input[name$=title_kk]")
    return [str(field["value"]) for field in fields]


def test_rows_come_go_and_rise_without_a_script_and_nothing_typed_is_lost(organiser: Browser, world: World) -> None:
    organiser.get("/office/draft/criteria")
    typed = {"criteria-0-title_kk": "Бір", "criteria-1-title_kk": "Екі", "criteria-1-weight": "4,5"}

    organiser.submit("form[action$=criteria]", typed, status=200, button="add_row=criteria")
    assert titles(organiser) == ["Бір", "Екі", ""]
    organiser.submit("form[action$=criteria]", status=200, button="raise_row=criteria-1")
    assert titles(organiser) == ["Екі", "Бір", ""]
    assert organiser.page.select_one("#weights").get_text() == "10.5"  # type: ignore[union-attr]
    organiser.submit("form[action$=criteria]", status=200, button="remove_row=criteria-1")
    assert titles(organiser) == ["Екі", ""]

    with world() as session:
        assert [one.weight_tenths for one in queries.criteria(session, stored(world, "draft").id)] == [60, 40]


def test_weights_that_do_not_make_ten_are_said_and_kept(organiser: Browser, world: World) -> None:
    organiser.get("/office/draft/criteria")
    organiser.submit("form[action$=criteria]", {"criteria-0-weight": "5"}, status=422)

    assert "The weights make 9: they have to make exactly 10" in organiser.words
    assert organiser.page.select_one("#criteria-0-weight")["value"] == "5"  # type: ignore[index]
    organiser.submit("form[action$=criteria]", {"criteria-0-weight": "6", "scale_max": "5"})
    assert stored(world, "draft").scale_max == 5


def test_the_order_of_tie_breaks_is_a_list_of_steps(organiser: Browser, world: World) -> None:
    organiser.get("/office/draft/method")
    organiser.submit(
        "form[action$=method]", {"tie_break-0-step": "criterion:2"}, status=200, button="raise_row=tie_break-1"
    )
    organiser.submit("form[action$=method]", {"threshold": "70"})

    contest = stored(world, "draft")
    assert contest.tie_break == ["earlier_final_submission", "criterion:2", "commission_vote"]
    assert contest.threshold == 70
    organiser.get("/office/draft/method")
    organiser.submit("form[action$=method]", {"tie_break-0-step": "criterion:9"}, status=422)
    assert "Choose one of the options" in organiser.words


def test_the_method_is_chosen_before_the_announcement_and_frozen_by_it(
    organiser: Browser, world: World, now: datetime
) -> None:
    organiser.get("/office/draft/method")
    organiser.submit("form[action$=method]", {"method": "standardised"})
    assert stored(world, "draft").method is RankingMethod.STANDARDISED

    with world() as session:
        contest = session.exec(select(Contest).where(Contest.slug == "draft")).one()
        contest.status, contest.announced_at = ContestStatus.ANNOUNCED, now
    organiser.get("/office/draft/method")
    organiser.submit("form[action$=method]", {"method": "mean"}, status=409)
    assert stored(world, "draft").method is RankingMethod.STANDARDISED


@pytest.mark.parametrize(
    ("prizes", "number", "stored_number"), [("1", "", 1), ("3", "", 3), ("other", "5", 5), ("3", "7", 3)]
)
def test_a_drawing_contest_awards_one_winner_three_places_or_another_number(
    organiser: Browser, world: World, prizes: str, number: str, stored_number: int
) -> None:
    organiser.get("/office/drawings/awards")
    organiser.submit("form[action$=awards]", {"prizes": prizes, "per_nomination": number, "nomination_mode": "soft"})

    contest = stored(world, "drawings")
    assert (contest.per_nomination, contest.nomination_mode, contest.grant_amount) == (
        stored_number, QuotaMode.SOFT, 0,
    )  # fmt: skip


def test_limits_and_plan_are_saved_and_empty_means_none(organiser: Browser, world: World) -> None:
    organiser.get("/office/draft/limits")
    organiser.submit("form[action$=limits]", {"planned": "50", "planned_rural": "60"}, status=422)
    assert errors(organiser) == {"planned_rural-e": "Not more than are planned in all"}

    organiser.submit("form[action$=limits]", {
        "planned": "50", "planned_rural": "20", "most_submitted": "", "one_per_nomination": "yes", "most_drafts": "3",
    })  # fmt: skip
    contest = stored(world, "draft")
    assert (contest.planned, contest.planned_rural, contest.most_submitted, contest.most_drafts) == (50, 20, 0, 3)
    assert contest.one_per_nomination


@pytest.mark.parametrize("subject", SUBJECTS)
def test_after_the_announcement_the_pages_say_why_nothing_can_be_changed(organiser: Browser, subject: str) -> None:
    page = organiser.get(f"/office/open/{subject}")

    assert "people rely on how it asks, judges and awards" in organiser.words
    assert page.select("main form fieldset:not([disabled]) > .btn, main ol form button") == []
    where = {"nominations": "/new", "questions": "/new"}.get(subject, "")
    good = {
        "title_kk": "Жаңа", "title_ru": "Новая", "kind": "short", "description_kk": "мәтін", "description_ru": "текст",
        "award_condition_kk": "шарт", "award_condition_ru": "условие", "nomination_mode": "hard", "cure_days": "2",
        "territory_mode": "off", "awards_per_applicant": "1", "grace_minutes": "1", "report_days": "3",
    }  # fmt: skip
    organiser.post(f"/office/open/{subject}{where}", good, status=409)
    assert "The contest was announced on" in organiser.words


def test_a_copy_is_made_in_the_office_with_the_same_people(organiser: Browser, world: World) -> None:
    source = stored(world, "draft")
    with world() as session:
        session.add(CheckItem(contest_id=source.id or 0, position=1, name="own-1", question=three("Seal")))
    organiser.get("/office/contests/new")
    organiser.submit("form.card", {"begin": f"copy-{source.id}", "edition": "2027", "slug": "next"})

    made = stored(world, "next")
    assert (made.title, made.edition, made.status) == (source.title, 2027, ContestStatus.DRAFT)
    with world() as session:
        assert [item.name for item in checklist.items(session, made)] == ["own-1"]
    organiser.get("/office/next/people")
    assert "Хатшы Сара" in organiser.words


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"begin": ""}, {"begin-e": "Please fill in this field"}),
        ({"begin": "copy-999"}, {"begin-e": "Choose one of the options"}),
        ({"title_ru": ""}, {"title_ru-e": "Please fill in this field"}),
        ({"slug": "open"}, {"slug-e": "Another contest has this address"}),
        ({"slug": "schools"},
         {"slug-e": "3 to 60 small Latin letters and digits with hyphens between them, for example clean-deeds-2027"}),
        ({"edition": "сол жыл"}, {"edition-e": "Write a whole number"}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_new_contest_stands_beside_its_field(
    organiser: Browser, world: World, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    organiser.get("/office/contests/new")
    said = {"begin": "drawing", "title_kk": "Таза сурет", "title_ru": "Чистый рисунок"}
    organiser.submit("form.card", said | typed, status=422)

    assert errors(organiser) == wrong
    assert organiser.page.select_one("#title_kk")["value"] == "Таза сурет"  # type: ignore[index]
    with world() as session:
        assert len(session.exec(select(Contest)).all()) == 3


def test_organisation_and_programme_are_checked_saved_and_journalled(organiser: Browser, world: World) -> None:
    organiser.get("/office/organisation")
    organiser.submit("form[action$=organisation]", {"bin": "240540000015", "iban": "KZ00"}, status=422)
    assert set(errors(organiser)) == {"bin-e", "iban-e"}
    organiser.submit("form[action$=organisation]", {"bin": "240540000016", "iban": "", "name_kk": "Жаңа қор"})
    organiser.get("/office/programmes/new")
    named = {"title_kk": "Жоба", "title_ru": "Проект", "customer_kk": "Басқарма", "customer_ru": "Управление"}
    organiser.submit(
        "form.card", named | {"contract_number": "12/К", "contract_date": "12.01.2026", "amount": "9 000 000"}
    )

    with world() as session:
        assert session.exec(select(Organisation).order_by(Organisation.id)).first().name["kk"] == "Жаңа қор"  # type: ignore
        newest = session.exec(select(Programme).where(Programme.contract_number == "12/К")).one()
        assert (f"{newest.contract_date:%d.%m.%Y}", newest.amount) == ("12.01.2026", 9_000_000)
        told = session.exec(select(journal.Entry.action).where(journal.Entry.chain == journal.SYSTEM)).all()
        assert told[-2:] == ["organisation.changed", "programme.added"]


def test_the_address_of_a_draft_can_be_changed_and_of_an_announced_contest_not(
    organiser: Browser, world: World
) -> None:
    organiser.get("/office/draft/settings")
    organiser.submit("form[action$=address]", {"slug": "Brave-New", "number_prefix": "bn"})

    assert organiser.location == "/office/brave-new/settings#called"
    assert stored(world, "brave-new").number_prefix == "BN"
    organiser.post("/office/open/address", {"slug": "other", "number_prefix": "OT"}, status=409)
