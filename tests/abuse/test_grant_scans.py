"""Scans of signed papers that should not come in: the catalogue's rows UP1 to UP15 where staff send the contract, an
additional agreement and the act."""

import socket
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser import Browser
from granted import Granted, lead, make_granted
from PIL import ImageFile
from samples import jpeg, pdf

from abuse.house import Site, unchanged
from abuse.test_sockets import HUGE, Socket, endless, part, served, temporary
from abuse.test_uploads import REFUSED, png
from app.grants import amendments
from app.grants.contract_forms import ContentForm
from app.grants.report_models import Act
from app.i18n import local

CASES = ("UP1 nothing", "UP5 a program", "UP5 two endings", "UP6 svg called jpg", "UP6 html", "UP9 png 30 000²",
         "UP10 heic", "UP11 half a jpeg", "UP8 script", "UP8 a file inside", "UP8 locked", "UP8 10 000 pages",
         "UP11 half a pdf")  # fmt: skip
SIGNED = {"signed_on": "2026-05-20"}
PLACES = {"contract": ("sent", "signing", "scan"), "agreement": ("signed", "amendments/1/signing", "scan"),
          "act": ("accepted", "act/scan", "act_scan")}  # fmt: skip
"""Paper → the last step of the grant, the end of the address, the field of the file."""


@pytest.fixture(params=list(PLACES))
def paper(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def granted(site: Site, paper: str) -> Granted:
    house, now = site.app.state.house, datetime.now(UTC)
    with site.world() as session:
        made = make_granted(session, slug="signed-papers")
        grant = lead(session, made, house.keys, PLACES[paper][0])
        if paper == "agreement":
            said = {"kind": "content", "dated": local(now).date(), "reason_kk": "Себебі", "reason_ru": "Причина",
                    "text_kk": "Мәтін", "text_ru": "Текст"}  # fmt: skip
            form = ContentForm.model_validate(said)
            assert amendments.draw_up(session, house.keys, grant, form, by=made.organiser, now=now).id == 1
        if paper == "act":
            stored, today = house.shelf.put([jpeg()]).sha256, local(now).date()
            session.add(Act(grant_id=grant.id or 0, year=2026, serial=1, number="1/2026", dated=today, made_at=now,
                            pdf_sha256=stored, docx_sha256=stored, made_by=made.organiser.id or 0))  # fmt: skip
    return made


@pytest.fixture
def path(granted: Granted, paper: str) -> str:
    return f"/office/signed-papers/grants/{granted.grant.id}/{PLACES[paper][1]}"


@pytest.fixture
def organiser(site: Site, granted: Granted) -> Browser:
    return site.browser(granted.organiser)


@pytest.mark.parametrize("case", CASES)
def test_a_scan_that_must_not_come_in_is_refused_beside_its_field(
    site: Site, organiser: Browser, path: str, paper: str, case: str
) -> None:
    make, name, _, words = REFUSED[case]

    with unchanged(site.app):
        organiser.post(path, SIGNED, files={PLACES[paper][2]: (name, make())}, status=422)

    assert words in organiser.words
    assert [link["href"] for link in organiser.page.select("#errors a")] == [f"#{PLACES[paper][2]}"]


def test_up2_a_scan_of_more_than_25_mb_is_refused(site: Site, organiser: Browser, path: str, paper: str) -> None:
    large = {PLACES[paper][2]: ("a.pdf", pdf() + b"\0" * 25_000_000)}

    with unchanged(site.app):
        organiser.post(path, SIGNED, files=large, status=422)

    assert "25" in organiser.page.select("#errors a")[0].get_text()


def test_up9_bombs_are_refused_by_their_header(
    organiser: Browser, path: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *_: pytest.fail("pixels were decoded"))

    organiser.post(path, SIGNED, files={PLACES[paper][2]: ("a.png", png(30_000, 30_000))}, status=422)


@pytest.fixture
def line(site: Site, granted: Granted, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Socket]:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    yield from served(site, granted.organiser, path)


def test_up2_two_hundred_megabytes_are_refused_by_their_announcement(site: Site, line: Socket, tmp_path: Path) -> None:
    with unchanged(site.app):
        head = line.head(f"Content-Length: {HUGE}", "Expect: 100-continue")
        status, words, _ = line.send(head, endless(0))

    assert status == 413
    assert "Это больше, чем принимает сайт" in words
    assert (line.counted.read, temporary(tmp_path)) == (0, 0)


def test_up15_a_sender_who_hangs_up_leaves_nothing(site: Site, line: Socket, tmp_path: Path) -> None:
    body = part(jpeg() + b"\0" * 3_000_000)

    with unchanged(site.app):
        for _ in range(3):
            line.counted.ended.clear()
            with socket.create_connection(("127.0.0.1", line.port), timeout=30) as one:
                one.sendall(line.head(f"Content-Length: {2 * len(body)}") + body)
            assert line.counted.ended.wait(30)

    assert temporary(tmp_path) == 0
