"""The secretary runs a whole meeting of the commission, from the first vote to published results."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from journeys.installation import Site
from journeys.walker import DESK, PHONE, Walker, text_of
from playwright.sync_api import BrowserContext, expect
from samples import pdf
from world import Judged, make_judged

from app.accounts.models import User
from app.awards import queries
from app.awards.models import DecisionStatus
from app.contests.models import ContestStatus
from app.i18n import local

pytestmark = pytest.mark.browser
# Nomination 1: two are level; nomination 2: the commission prefers the second; nomination 3: nobody is good enough.
ROWS: list[Any] = [(1, 0, 8), (1, 1, 8), (1, 2, 7), (2, 3, 9), (2, 4, 8), (3, 5, 4)]
DEPARTURE = "Ауылда мұндай жоба әлі болған емес"
NOBODY = "Шекті балға ешкім жетпеді"
DISSENT = "Мен бірінші номинацияның нәтижесімен келіспеймін"
ILLNESS = "сырқаттануына байланысты"
RANKING = "Байқау нәтижелері тыңдалды"


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_the_secretary_runs_a_meeting_to_a_signed_protocol(
    site: Site, opened: Callable[..., BrowserContext], window: dict[str, int]
) -> None:
    with site.world() as session:
        judged = make_judged(session, ROWS, tie_break=["criterion:1", "commission_vote"], slug="meeting")

    def walker(user: User) -> Walker:
        return Walker(opened(user, language="kk", viewport=window), site.world, site.url, "kk")

    secretary, chair, organiser = (walker(one) for one in (judged.secretary, judged.chair, judged.organiser))
    secretary.go("/office/meeting/decisions")
    _vote(secretary, judged)
    _depart(secretary, judged)
    _leave_empty(secretary)
    secretary.expect_text(secretary.said("The chair or the organiser confirms."))
    _confirm(chair, "Now another person has to confirm it.")
    _confirm(organiser, "The decision is confirmed. Now fill in the protocol of the meeting.")
    _write_down(secretary, judged)
    paper = _sign(chair)
    _publish(organiser, judged)

    numbers = [work.number or "" for work in judged.works]
    for said in (numbers[1], numbers[4], DEPARTURE, NOBODY, DISSENT, ILLNESS, RANKING):
        assert said in text_of(paper), said
    with site.world() as session:
        contest, decision = site.contest(session, "meeting"), queries.decision(session, judged.contest.id)
        kept = {one.application_id for one in queries.awards(session, judged.contest.id)}
        protocol = queries.protocol(session, judged.contest.id)
    assert (contest.status, decision.status) == (ContestStatus.PUBLISHED, DecisionStatus.PUBLISHED)
    assert kept == {judged.works[1].id, judged.works[4].id}
    assert site.app.state.house.shelf.read(protocol.pdf_sha256) == paper
    assert protocol.scan_sha256


def _vote(secretary: Walker, judged: Judged) -> None:
    """Two are level and no rule parts them."""
    first, second = judged.works[0].id, judged.works[1].id
    secretary.page.locator(f"#vote-{first}").fill("1")
    secretary.page.locator(f"#vote-{second}").fill("2")
    with secretary.saving("/nominations/1/votes"):
        secretary.find("button", "Save the vote", "main").click()
    expect(secretary.page.locator(f"#choice-{second}")).to_be_checked()
    secretary.look()


def _depart(secretary: Walker, judged: Judged) -> None:
    """The commission wants another one than was proposed, and says why."""
    chosen = secretary.page.locator(f"#choice-{judged.works[4].id}")
    secretary.page.locator("#nomination-2 > summary").click()
    with secretary.saving("/nominations/2"):
        chosen.check()
    expect(secretary.page.locator("#nomination-2")).to_contain_text(secretary.said("Reason missing"))
    secretary.look()
    secretary.page.locator("#reason-2").fill(DEPARTURE)
    with secretary.saving("/nominations/2"):
        secretary.find("button", "Save the choice", "#nomination-2").click()
    expect(secretary.page.locator("#nomination-2")).not_to_contain_text(secretary.said("Reason missing"))
    secretary.look()


def _leave_empty(secretary: Walker) -> None:
    secretary.answer({"why": NOBODY}, "form[action$='/decisions/empty']")
    secretary.press("Leave them without an award")
    expect(secretary.page.locator("#none-3")).to_be_checked()


def _confirm(somebody: Walker, told: str) -> None:
    somebody.go("/office/meeting/decisions")
    somebody.press("Confirm")
    expect(somebody.page.locator("body")).to_contain_text(somebody.said(told))


def _write_down(secretary: Walker, judged: Judged) -> None:
    """Of three who vote, one is ill and one has an opinion of their own."""
    absent, dissenting = judged.seats[2].position, judged.seats[1].position
    secretary.go("/office/meeting/protocol")
    secretary.page.locator("li", has=secretary.page.locator(f"[name=seats-{dissenting}-dissent]")).locator(
        "summary"
    ).click()
    secretary.answer({
        "held_on": local(datetime.now(UTC)).date().isoformat(), "starts": "10:00", "ends": "11:30",
        "place_kk": "Талдықорған қ.", "place_ru": "г. Талдыкорган", f"seats-{absent}-how": "absent",
        f"seats-{absent}-why": ILLNESS, f"seats-{dissenting}-dissent": DISSENT, "on_ranking_kk": RANKING,
        "votes_for": "2",
    })  # fmt: skip
    secretary.press("Save the protocol")
    secretary.expect_text(secretary.said("There is a quorum"))


def _sign(chair: Walker) -> bytes:
    """Frozen, printed, signed by hand, scanned. Returns the file."""
    chair.go("/office/meeting/protocol")
    chair.press("Sign")
    paper = chair.fetch(chair.find("link", "Open the file", "main"))
    chair.attach("scan", ("protocol.pdf", "application/pdf", pdf(text="Signed")))
    chair.press("Attach")
    chair.find("link", "Download the signed paper", "main")
    return paper


def _publish(organiser: Walker, judged: Judged) -> None:
    organiser.go("/office/meeting/publication")
    expect(organiser.page.locator(".side [aria-current]")).to_be_in_viewport()  # of twenty sections in a row
    organiser.follow("Read the letters")
    organiser.expect_text(judged.works[1].number or "")
    organiser.go("/office/meeting/publication")
    organiser.press("Publish the results")
    organiser.go("/contests/meeting/results")
    organiser.expect_text(judged.works[4].number or "")
