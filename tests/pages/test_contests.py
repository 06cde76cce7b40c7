"""The public pages of the contests: what everybody reads, at every phase, cheaply."""

import gzip
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from pypdf import PdfReader
from sqlmodel import Session
from world import give_role, make_contest, make_programme, make_user, three

from app.contests import lifecycle, presets
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName, RulesText

World = Callable[[], Session]
SignedIn = Callable[..., Browser]


@pytest.fixture
def reader(plain: Browser) -> Browser:
    plain.client.cookies.set("lang", "en")
    return plain


def real(session: Session, now: datetime, preset: presets.Preset = "clean-deeds", **values: Any) -> Contest:
    """The configured contest, open for a week on both sides of now."""
    given = {"opens_at": now - timedelta(days=7), "closes_at": now + timedelta(days=7),
             "results_at": now + timedelta(days=20), "status": ContestStatus.ANNOUNCED}  # fmt: skip
    return presets.make_contest(
        session, preset, edition=2026, programme=make_programme(session), now=now, **(given | values)
    )


def test_the_contest_page_tells_everything_that_an_applicant_asks(world: World, reader: Browser, now: datetime) -> None:
    with world() as session:
        real(session, now, closes_at=now + timedelta(days=12, hours=3, minutes=40, seconds=30))

    page = reader.get("/contests/clean-deeds-2026")

    assert [page.h1.get_text(), page.title.get_text()] == [
        "Marathon of Clean Deeds", "Marathon of Clean Deeds — 2026 · Байқау",
    ]  # fmt: skip
    assert [" ".join(p.get_text(" ").split()) for p in page.select(".count p")] == ["12 days", "3 hours", "40 minutes"]
    assert page.time.get_text() == "1 June 2026, 15:40 (UTC+5)"
    facts = {row.dt.get_text(): row.dd.get_text().replace("\u00a0", " ") for row in page.select("dl .row")}
    assert facts == {"One grant": "200 000 ₸", "Grants in all": "10", "Nominations": "10",
                     "In one district or city at most": "1"}  # fmt: skip
    assert [li.h3.get_text() for li in page.select(".noms li")][:2] == ["Clean Shore", "Litter-free Forest"]
    assert "For the project that clears a measured stretch of shore" in page.select_one(".noms li").get_text()
    assert [row.td.get_text() for row in page.select(".table tbody tr")] == ["2", "2.5", "1.5", "2", "1", "1"]
    assert "the higher mark for “Fit to the nomination; concrete, measurable results”" in reader.words


@pytest.mark.parametrize(("language", "title"), [("kk", "Таза істер марафоны"), ("ru", "Марафон чистых дел")])
def test_the_contest_speaks_the_readers_language(
    world: World, reader: Browser, now: datetime, language: str, title: str
) -> None:
    with world() as session:
        real(session, now)

    page = reader.get(f"/contests/clean-deeds-2026?lang={language}")

    assert (page.html["lang"], page.h1.get_text()) == (language, title)


@pytest.mark.parametrize(
    ("change", "badge", "why"),
    [
        ({}, "Applications are open", ""),
        ({"opens_at": 1, "closes_at": 9}, "Announced", "Applications open on 21 May 2026, 12:00 (UTC+5)."),
        ({"closes_at": -1}, "Applications are closed", "Applications closed on 19 May 2026, 12:00 (UTC+5)."),
        ({"status": "judging"}, "Judging is under way", "Applications closed on 27 May 2026, 12:00 (UTC+5)."),
    ],
)
def test_the_door_in_is_open_or_says_why_not(
    world: World, reader: Browser, now: datetime, change: dict[str, Any], badge: str, why: str
) -> None:
    dates = {name: now + timedelta(days=days) for name, days in change.items() if isinstance(days, int)}
    with world() as session:
        contest = make_contest(session, **dates)
        contest.status = ContestStatus(change.get("status", "announced"))
        session.add(contest)

    page = reader.get(f"/contests/{contest.slug}")

    door = page.select_one(".hero .btn.lg")
    assert page.select_one(".badge").get_text() == badge
    assert door.get("href") == (None if why else f"/contests/{contest.slug}/applications/new")
    if why:
        assert (door["aria-disabled"], page.select_one(f"#{door['aria-describedby']}").get_text()) == ("true", why)


@pytest.mark.parametrize("role", list(RoleName))
def test_who_works_for_a_contest_is_told_that_they_cannot_enter_it(
    world: World, signed_in: SignedIn, role: RoleName
) -> None:
    with world() as session:
        contest, user = make_contest(session), make_user(session)
        give_role(session, user, contest, role)

    page = signed_in(user).get(f"/contests/{contest.slug}")

    assert page.select_one("#entry-why").get_text() == "You work for this contest, so you cannot enter it."
    assert page.select_one(".dock") is None


def test_a_published_contest_leads_to_its_results(world: World, reader: Browser) -> None:
    with world() as session:
        contest = make_contest(session, kind=ContestKind.DRAWING, status=ContestStatus.PUBLISHED)

    page = reader.get(f"/contests/{contest.slug}")

    assert [a["href"] for a in page.select(".hero a.btn")] == [
        f"/contests/{contest.slug}/results", f"/contests/{contest.slug}/gallery",
    ]  # fmt: skip


def test_a_moved_deadline_shows_its_reason(world: World, reader: Browser, now: datetime) -> None:
    with world() as session:
        contest = make_contest(session, results_at=now + timedelta(days=30))
        lifecycle.change_dates(
            session, contest, opens_at=contest.opens_at, closes_at=now + timedelta(days=14),
            results_at=contest.results_at, reason="Floods <b>closed</b> the roads", by=make_user(session), now=now,
        )  # fmt: skip

    page = reader.get(f"/contests/{contest.slug}")

    assert page.select_one(".note.warn").get_text(" ", strip=True) == (
        "The dates were changed on 20 May 2026 Floods <b>closed</b> the roads"
    )


PAGES = ("", "/rules", "/rules.pdf")


@pytest.mark.parametrize("path", PAGES)
def test_a_draft_asks_strangers_to_sign_in(world: World, reader: Browser, now: datetime, path: str) -> None:
    with world() as session:
        presets.load_presets(session, now=now)

    reader.get(f"/contests/clean-deeds-2026{path}", status=303)

    assert reader.location.startswith("/sign-in?next=")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("role", "status"),
    [(RoleName.ORGANISER, 200), (RoleName.SECRETARY, 200), (RoleName.CHAIR, 200), (RoleName.EXPERT, 404),
     (RoleName.ACCOUNTANT, 404), (None, 404)],
)  # fmt: skip
def test_a_draft_is_seen_only_by_those_who_prepare_it(
    world: World, signed_in: SignedIn, now: datetime, path: str, role: RoleName | None, status: int
) -> None:
    with world() as session:
        contest, user = real(session, now, status=ContestStatus.DRAFT), make_user(session)
        other = make_contest(session)
        give_role(session, user, contest if role else other, role or RoleName.ORGANISER)
    browser = signed_in(user)

    browser.get(f"/contests/clean-deeds-2026{path}", status=status)
    hidden = browser.response.text

    if status == 404:
        browser.get(f"/contests/no-such-contest{path}", status=404)
        assert browser.response.text.replace("no-such-contest", "clean-deeds-2026") == hidden


def test_the_front_page_lists_what_is_public_current_first(
    world: World, reader: Browser, signed_in: SignedIn, now: datetime
) -> None:
    with world() as session:
        make_contest(session, title=three("Old"), status=ContestStatus.PUBLISHED, published_at=now)
        make_contest(session, title=three("Judged"), status=ContestStatus.JUDGING, closes_at=now + timedelta(days=30))
        make_contest(session, title=three("Open"))
        draft = make_contest(session, title=three("Draft"), status=ContestStatus.DRAFT)
        organiser, accountant = make_user(session), make_user(session)
        give_role(session, organiser, draft, RoleName.ORGANISER)
        give_role(session, accountant, draft, RoleName.ACCOUNTANT)

    def listed(browser: Browser) -> list[str]:
        return [heading.get_text(strip=True) for heading in browser.get("/").select("li h3")]

    assert listed(reader) == ["Open", "Judged", "Old"]
    assert listed(signed_in(organiser)) == ["Open", "Judged", "Draft", "Old"]
    assert listed(signed_in(accountant)) == ["Open", "Judged", "Old"]


def test_an_empty_front_page_says_so(reader: Browser) -> None:
    assert "No contest has been announced yet" in reader.get("/").main.get_text()


def test_the_rules_are_read_in_kazakh_and_russian_whatever_the_interface_speaks(
    world: World, reader: Browser, now: datetime
) -> None:
    with world() as session:
        real(session, now)

    headings = {
        text: reader.get(f"/contests/clean-deeds-2026/rules?text={text}").h1.get_text() for text in ("kk", "ru")
    }
    page = reader.page

    assert headings == {"kk": "Конкурс туралы ереже", "ru": "Положение о конкурсе"}
    assert [h2.get_text().split(".")[0] for h2 in page.select("article h2")] == [
        *(str(n) for n in range(1, 16)),
        "Приложения",
    ]
    assert "Окончание приёма заявок: 27 мая 2026, 12:00 (UTC+5)." in page.article.get_text()
    assert page.article["lang"] == "ru"
    assert reader.get("/contests/clean-deeds-2026/rules?text=en").article["lang"] == "kk"
    assert reader.get("/contests/clean-deeds-2026/rules?lang=ru").article["lang"] == "ru"


def test_older_versions_of_a_draft_stay_readable(world: World, signed_in: SignedIn, now: datetime) -> None:
    with world() as session:
        contest, user = real(session, now, status=ContestStatus.DRAFT), make_user(session)
        give_role(session, user, contest, RoleName.ORGANISER)
        new = RulesText(contest_id=contest.id or 0, version=2, language="kk", body="# Жаңа\nМәтін", created_at=now)
        session.add(new)
    browser = signed_in(user)

    assert [h2.get_text() for h2 in browser.get("/contests/clean-deeds-2026/rules").select("article h2")] == ["Жаңа"]
    assert len(browser.get("/contests/clean-deeds-2026/rules?version=1").select("article h2")) == 16
    browser.get("/contests/clean-deeds-2026/rules?version=3", status=404)
    browser.get("/contests/clean-deeds-2026/rules?version=x", status=404)


def test_the_rules_come_as_one_file_in_both_languages(world: World, reader: Browser, now: datetime) -> None:
    with world() as session:
        real(session, now)

    reader.get("/contests/clean-deeds-2026/rules.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(reader.response.content)).pages)
    text = " ".join(text.split())

    assert reader.response.headers["content-type"] == "application/pdf"
    for words in ("Таза істер марафоны", "Марафон чистых дел", "Шағын грант беру туралы шарт", "27 мая 2026"):
        assert words.casefold() in text.casefold(), words


def test_the_contest_page_costs_the_same_however_many_nominations_it_has(
    app: FastAPI, world: World, reader: Browser
) -> None:
    with world() as session:
        few, many = make_contest(session, nominations=1), make_contest(session, nominations=12)

    reader.get(f"/contests/{few.slug}")
    with statements(app) as first:
        reader.get(f"/contests/{few.slug}")
    with statements(app) as second:
        reader.get(f"/contests/{many.slug}")

    assert len(first) == len(second) <= 7


def test_the_front_page_costs_the_same_for_one_contest_and_three(app: FastAPI, world: World, reader: Browser) -> None:
    with world() as session:
        make_contest(session)
    with statements(app) as one:
        reader.get("/")
    with world() as session:
        make_contest(session)
        make_contest(session, status=ContestStatus.PUBLISHED)
    with statements(app) as three_:
        reader.get("/")

    assert len(one) == len(three_) <= 3


def test_a_first_visit_of_the_contest_page_is_light(world: World, reader: Browser, now: datetime) -> None:
    """At most 20 kB on the wire with everything that the page loads."""
    with world() as session:
        real(session, now)

    page = reader.get("/contests/clean-deeds-2026?lang=kk", headers={"Accept-Encoding": "gzip"})
    assert reader.response.headers["content-encoding"] == "gzip"
    sizes = [len(gzip.compress(reader.response.content, 5))]
    addresses = {link["href"] for link in page.select("link[href]")} | {tag["src"] for tag in page.select("[src]")}
    addresses |= {use["href"].partition("#")[0] for use in page.select("use[href]")} - {""}
    for address in addresses:
        sizes.append(len(gzip.compress(reader.client.get(address).content, 5)))

    assert page.select("script") == []
    assert sum(sizes) + 500 * len(sizes) <= 20_000, sizes
