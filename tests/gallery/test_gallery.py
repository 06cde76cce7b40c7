"""The list of documents is whole: a document that the site makes and that nobody listed is found here."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from authz.routes import by_name
from fastapi import FastAPI
from granted import keys_in, lead, make_granted
from sqlmodel import Session
from world import confirm, make_judged

from app.awards import correction_papers, protocols
from app.awards.forms import ProtocolForm
from gallery import place
from gallery.documents import DOCUMENTS, PICTURED

ROOT = Path(__file__).parents[2]
FILE = re.compile(r"(\.(pdf|docx|xlsx)|\.\{\w+\}|/word|/(contract|act|addendum))$")
ELSEWHERE = {
    "applications.receipt", "batches.template", "check.keys", "consents.batch.forms", "consents.batch.list",
    "contests.rules_docx", "declarations_pdf", "grants.receipt", "office.answer.addendum",
    "office.application.estimate", "office.contracts.pdf", "shortlists.receipt",
    "office.answer.addendum_docx", "office.applications.works", "office.event.xlsx",
    "office.gifts.act_pdf",
    "office.intake.stickers", "office.paper_sheets_pdf", "office.proof.waiting", "office.schools.export",
    "office.schools.template", "office.shortlist_pdf",
}  # fmt: skip
"""Files that no list of the field names: templates to fill in, working lists, one of many, papers of a rare turn."""


def test_every_one_of_d1_to_d18_is_produced() -> None:
    assert {one.code for one in DOCUMENTS} == {f"D{number}" for number in range(1, 19)}
    assert len({one.name for one in DOCUMENTS}) == len(DOCUMENTS)


def test_every_file_that_the_site_makes_is_listed(app: FastAPI) -> None:
    routes = by_name(app)
    listed = {one.route for one in DOCUMENTS}
    made = {
        name
        for name, route in routes.items()
        if "GET" in (route.methods or ()) and FILE.search(route.path) and not route.path.startswith("/static")
    }

    assert sorted(listed - set(routes)) == []
    assert sorted(made - listed - ELSEWHERE) == []


def test_the_gallery_shows_what_is_listed() -> None:
    page = (ROOT / "docs" / "papers.md").read_text()

    assert [one.name for one in DOCUMENTS if f"`{one.name}`" not in page] == []
    pictures = [ROOT / "docs" / "pictures" / "papers" / f"{name.removesuffix('.pdf')}.webp" for name in PICTURED]
    assert [one.name for one in pictures if not one.exists()] == []
    assert sum(one.stat().st_size for one in pictures) < 1_000_000


def test_changes_and_the_end_of_a_signed_contract_are_drawn_up(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)
    grant = lead(session, granted, keys, "signed")

    found = place.amend(session, keys, granted.contest, granted.organiser, datetime.now(UTC))

    assert found["amended_grant"] == grant.id
    names = {name for one in DOCUMENTS if one.code == "D9" for name in one.params.values()}
    assert set(found) <= names


def test_a_correction_agreed_by_two_people_is_kept_as_files(app: FastAPI, world: Callable[[], Any]) -> None:
    house, now = app.state.house, datetime.now(UTC)
    with world() as session:
        judged = make_judged(session, [(1, 0, 9), (1, 1, 8)])
        confirm(session, judged, now)
        seats = [{"seat": seat.id, "how": "in_person"} for seat in judged.seats]
        form = ProtocolForm.model_validate({
            "held_on": "20.05.2026", "starts": "15:00", "ends": "16:00", "place_kk": "Алматы", "place_ru": "Алматы",
            "mode": "in_person", "seats": seats, "votes_for": len(seats),
        })  # fmt: skip
        protocols.save(session, judged.contest, form, by=judged.chair, now=now)
        protocols.sign(session, judged.contest, house.shelf.put([b"%PDF"]).sha256, by=judged.chair, now=now)

        made = place.correct(session, house, judged.contest, judged.organiser, now)
        kept = correction_papers.of_contest(session, judged.contest.id)[made]

    assert kept.pdf is not None
    assert kept.docx is not None
    assert house.shelf.read(kept.pdf.sha256).startswith(b"%PDF-")
    assert house.shelf.read(kept.docx.sha256).startswith(b"PK")
