"""Files of a report that should not come in: the catalogue's rows UP1 to UP15 where a winner sends photos, videos,
pages of publications and receipts."""

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser
from granted import Granted, lead, make_granted
from PIL import ImageFile
from samples import jpeg

from abuse.house import Site, unchanged
from abuse.test_sockets import HUGE, Socket, endless, part, served, temporary
from abuse.test_uploads import REFUSED, ftyp, png
from app.grants import papers, queries
from app.grants.models import Evidence

BOTH = ("UP1 nothing", "UP2 20 MB and a byte", "UP5 a program", "UP5 two endings", "UP6 svg called jpg", "UP6 html",
        "UP9 png 30 000²", "UP10 heic", "UP11 half a jpeg")  # fmt: skip
DOCUMENTS = ("UP2 a document of 10 MB", "UP8 script", "UP8 a file inside", "UP8 locked", "UP8 10 000 pages",
             "UP11 half a pdf")  # fmt: skip
EXPENSE = {"amount": "45 000", "supplier": "ИП Пример", "paper": "Чек 17", "spent_on": "2026-05-18"}
PUBLICATION = {"title": "Жетісу", "link": "https://news.example/7", "dated": "2026-05-19"}


@pytest.fixture
def granted(site: Site) -> Granted:
    """A grant whose contract is signed: its report is waited for."""
    with site.world() as session:
        made = make_granted(session)
        lead(session, made, site.app.state.house.keys, "signed")
    return made


@pytest.fixture
def winner(site: Site, granted: Granted) -> Browser:
    return site.browser(granted.winner)


@pytest.mark.parametrize("case", BOTH)
def test_a_photo_that_must_not_come_in_is_refused_in_words(
    site: Site, granted: Granted, winner: Browser, case: str
) -> None:
    make, name, status, words = REFUSED[case]

    with unchanged(site.app):
        winner.post(f"/grants/{granted.grant.id}/report/photos", files={"file": (name, make())}, status=status)

    assert words in winner.words


@pytest.mark.parametrize("case", BOTH + DOCUMENTS)
def test_a_receipt_that_must_not_come_in_is_refused_beside_what_was_typed(
    site: Site, granted: Granted, winner: Browser, case: str
) -> None:
    make, name, _, words = REFUSED[case]
    with site.world() as session:
        line = queries.granted_lines(session, granted.grant.application_id)[0].id
    typed = EXPENSE | {"budget_line_id": str(line)}

    with unchanged(site.app):
        winner.post(f"/grants/{granted.grant.id}/expenses", typed, files={"receipt": (name, make())}, status=422)

    assert words in winner.words
    assert "ИП Пример" in str(winner.page)


@pytest.mark.parametrize("case", ["UP5 a program", "UP8 script", "UP9 png 30 000²"])
def test_a_page_of_a_publication_that_must_not_come_in_is_refused(
    site: Site, granted: Granted, winner: Browser, case: str
) -> None:
    make, name, _, words = REFUSED[case]
    path = f"/grants/{granted.grant.id}/report/publications"

    with unchanged(site.app):
        winner.post(path, PUBLICATION, files={"screen": (name, make())}, status=422)

    assert words in winner.words
    assert "https://news.example/7" in str(winner.page)


FILMS = {
    "UP1 nothing": ("a.mp4", b""),
    "UP5 a program": ("a.mp4", b"MZ\x90\0" + b"\0" * 400),
    "UP5 a film called photo": ("a.jpg", ftyp(b"mp42")),
    "UP6 html": ("a.webm", b"<!doctype html><script>alert(1)</script>"),
    "UP10 heic called film": ("a.mov", ftyp(b"heic")),
    "UP2 more than a phone films": ("a.mp4", ftyp(b"mp42") + b"\0" * 2_000_000),
}


@pytest.mark.parametrize("case", FILMS)
def test_a_video_that_must_not_come_in_is_refused(
    site: Site, granted: Granted, winner: Browser, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "FILM", 1_000_000)
    path = f"/grants/{granted.grant.id}/report/films"

    with unchanged(site.app):
        winner.post(path, files={"file": FILMS[case]}, status=413 if case.startswith("UP2") else 422)


def test_up9_bombs_are_refused_by_their_header(
    granted: Granted, winner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *_: pytest.fail("pixels were decoded"))

    bomb = {"file": ("a.png", png(30_000, 30_000))}
    winner.post(f"/grants/{granted.grant.id}/report/photos", files=bomb, status=422)


def test_up11_of_many_photos_the_good_ones_stay_and_the_bad_ones_are_named(
    site: Site, granted: Granted, winner: Browser
) -> None:
    files = [("file", ("good.jpg", jpeg())), ("file", ("half.jpg", jpeg(1)[:-2000]))]
    response = winner.client.post(
        f"/grants/{granted.grant.id}/report/photos", files=files, headers={"Sec-Fetch-Site": "same-origin"}
    )

    winner.get(response.headers["Location"].partition("#")[0])
    assert "half.jpg: Файл повреждён или загружен не полностью" in winner.words
    assert len(site.rows(Evidence)) == 1


def test_up13_the_same_photo_twice_is_a_conflict(site: Site, granted: Granted, winner: Browser) -> None:
    path, photo = f"/grants/{granted.grant.id}/report/photos", {"file": ("a.jpg", jpeg())}
    winner.post(path, files=photo)

    with unchanged(site.app):
        winner.post(path, files=photo, status=409)


@pytest.fixture(params=["photos", "films"])
def line(
    request: pytest.FixtureRequest, site: Site, granted: Granted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Socket]:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    yield from served(site, granted.winner, f"/grants/{granted.grant.id}/report/{request.param}")


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
        for _ in range(5):
            line.counted.ended.clear()
            with socket.create_connection(("127.0.0.1", line.port), timeout=30) as one:
                one.sendall(line.head(f"Content-Length: {2 * len(body)}") + body)
            assert line.counted.ended.wait(30)

    assert temporary(tmp_path) == 0
