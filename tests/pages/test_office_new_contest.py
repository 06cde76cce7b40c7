"""A contest from nothing by the interface alone: made, written, announced, entered; and the next edition of one."""

from collections.abc import Callable

import pytest
from browser import Browser, filled
from samples import jpeg, work_answers
from sqlmodel import Session, select
from world import give_role, grant_answers, make_contest, make_school, make_territories, make_user

from app.applications.answers import as_text
from app.applications.models import Application, Status
from app.contests import queries
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName
from app.places import queries as queries_places

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
TOLD = {
    f"{name}_{code}": f"{name} {code} толық айтылған"
    for name in ("summary", "who_may_apply", "how_judged") for code in ("kk", "ru")
}  # fmt: skip
NOMINATION = {
    "title_kk": "Таза жаға", "title_ru": "Чистый берег", "description_kk": "Жағаны тазалау", "description_ru": "Уборка",
    "award_condition_kk": "Ең жоғары балл", "award_condition_ru": "Высший балл",
}  # fmt: skip
CRITERIA = {
    "criteria-0-title_kk": "Идея", "criteria-0-title_ru": "Идея", "criteria-0-weight": "6,5",
    "criteria-1-title_kk": "Смета", "criteria-1-title_ru": "Смета", "criteria-1-weight": "3.5", "scale_max": "10",
}  # fmt: skip
OF_STEP = {
    "applicant": ("kind", "name", "phone", "email", "settlement", "address", "born_on"),
    "project": ("nomination", "territory", "place", "title", "problem", "goal", "target", "results", "volunteers",
                "sustainability", "risks", "publicity"),
    "plan": ("activities",),
    "budget": ("costs", "requested"),
    "check": ("truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data"),
}  # fmt: skip
SETTINGS = "form[action$=settings]"


@pytest.fixture
def organiser(world: World, signed_in: SignedIn) -> Browser:
    """Organises an earlier contest, `before`."""
    with world() as session:
        make_territories(session)
        user, before = make_user(session), make_contest(session, slug="before", edition=2025, number_prefix="OLD")
        give_role(session, user, before, RoleName.ORGANISER)
    return signed_in(user)


def stored(world: World, slug: str) -> Contest:
    with world() as session:
        contest = queries.by_slug(session, slug)
        assert contest is not None
        return contest


def missing(browser: Browser, slug: str) -> list[str]:
    page = browser.get(f"/office/{slug}")
    return [item.get_text(strip=True) for item in page.select("main .list ul li")]


def begin(browser: Browser, kind: str, **typed: str) -> str:
    """Make a draft; its address."""
    browser.get("/office")
    browser.get("/office/contests/new")
    browser.submit("form.card", {"begin": kind, "title_kk": "Таза қала", "title_ru": "Чистый город"} | typed)
    return browser.location.rpartition("/")[2]


def write(browser: Browser, slug: str, kind: str) -> None:
    """Everything that a contest needs, each on its own page, found from the list of what is missing."""
    browser.get(f"/office/{slug}/settings")
    browser.submit(SETTINGS, TOLD)
    browser.get(f"/office/{slug}/nominations/new")
    browser.submit("form[action$=new]", NOMINATION)
    browser.get(f"/office/{slug}/criteria")
    browser.submit("form[action$=criteria]", CRITERIA)
    browser.get(f"/office/{slug}/awards")
    browser.submit(
        "form[action$=awards]", {"grant_amount": "200 000", "places": "4"} if kind == "small_grant" else {"prizes": "3"}
    )


def ask(browser: Browser, slug: str, **typed: str) -> None:
    browser.get(f"/office/{slug}/questions/new")
    browser.submit("form[action$=new]", {"title_kk": "Мектеп қай тілде?", "title_ru": "На каком языке школа?"} | typed)


def draft_rules_and_announce(browser: Browser, slug: str) -> None:
    browser.get(f"/office/{slug}/rules/draft")
    browser.submit("form[action$=rules]")
    browser.get(f"/office/{slug}")
    dates = {"opens_at": "2026-05-20T09:00", "closes_at": "2026-06-10T18:00", "results_at": "2026-06-30T18:00"}
    browser.submit("form[action$=announcement]", dates)


def only_draft(world: World) -> Application:
    with world() as session:
        return session.exec(select(Application)).one()


@pytest.mark.parametrize("kind", list(ContestKind))
def test_a_contest_of_either_kind_is_made_announced_and_entered_by_the_interface_alone(
    organiser: Browser, world: World, signed_in: SignedIn, kind: ContestKind
) -> None:
    slug = begin(organiser, kind.value)
    assert slug == "taza-kala-2026"
    sums = ["The sum of one grant", "How many grants there are"] if kind is ContestKind.SMALL_GRANT else []
    assert missing(organiser, slug) == [
        "Texts of the contest page in Kazakh and Russian", "At least one nomination",
        "Criteria whose weights make ten", *sums, "Contest rules in Kazakh and Russian",
    ]  # fmt: skip
    assert organiser.page.select_one("form[action$=announcement] button[type=submit]") is None

    write(organiser, slug, kind.value)
    ask(
        organiser, slug, kind="choice", options_kk="қазақша\nорысша", options_ru="казахский\nрусский", is_required="yes"
    )
    assert missing(organiser, slug) == ["Contest rules in Kazakh and Russian"]
    draft_rules_and_announce(organiser, slug)

    contest = stored(world, slug)
    assert (contest.status, contest.kind, contest.number_prefix) == (ContestStatus.ANNOUNCED, kind, "TK")
    with world() as session:
        make_school(session, queries_places.territories(session)[0])
        applicant = make_user(session)
        question = queries.questions(session, contest.id)[0]
    browser = signed_in(applicant)
    browser.get(f"/contests/{slug}/applications/new")
    browser.submit("main form")
    (enter_grant if kind is ContestKind.SMALL_GRANT else enter_work)(browser, question.name)

    handed_in = only_draft(world)
    assert (handed_in.status, handed_in.number) == (Status.SUBMITTED, "TK-2026-0001")
    assert handed_in.answers[question.name] == "2"
    browser.get(f"/applications/{handed_in.id}/preview")
    assert "Мектеп қай тілде? орысша" in browser.words


def enter_grant(browser: Browser, question: str) -> None:
    address = browser.location.removesuffix("/edit")
    answers = grant_answers(nomination="1")
    for step, names in OF_STEP.items():
        browser.get(f"{address}/edit?step={step}")
        typed = as_text({name: answers[name] for name in names})
        browser.submit("#f", typed, button="go=save" if step == "check" else "go=next")
        if step == "budget":
            assert browser.location == f"{address}/edit?step=own"
    form = filled(browser.get(f"{address}/edit?step=check").select_one("#f"))
    browser.post(f"{address}/submission", form, status=422)
    assert "Мектеп қай тілде?: Please fill in this field" in browser.words
    browser.get(f"{address}/edit?step=own")
    browser.submit("#f", {question: "2"}, button="go=next")
    form = filled(browser.get(f"{address}/edit?step=check").select_one("#f"))
    browser.post(f"{address}/submission", form)


def enter_work(browser: Browser, question: str) -> None:
    address = browser.location.removesuffix("/edit")
    browser.post(f"{address}/attachments", {"purpose": "picture"}, files={"file": ("w.jpg", jpeg(), "image/jpeg")})
    page = browser.get(f"{address}/edit")
    form = filled(page.select_one("#f")) | work_answers(school="1", nomination="1")
    page = browser.post(f"{address}/edit", form | {"go": "next"}, status=422)
    assert [link["href"] for link in page.select("#errors a")] == [f"#{question}"]
    form = filled(browser.get(f"{address}/edit").select_one("#f"))
    browser.post(f"{address}/edit", form | {question: "2", "go": "next"})
    browser.follow()
    browser.submit("form[action$=submission]")
