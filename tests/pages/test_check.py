import base64
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from browser import Browser, statements
from ceremony import BIRTH, SCHOOL, Ceremony, drawings, grants
from fastapi import FastAPI
from sqlmodel import Session, select

from app.accounts.models import Attempt
from app.papers import issuing, signatures
from app.papers.code_words import ALPHABET, WORDS
from app.papers.issuing import Correction
from app.papers.models import Certificate, PaperKind, PaperReason
from app.routers import check

World = Callable[[], AbstractContextManager[Session]]


@dataclass
class Issued:
    world: Ceremony
    papers: dict[str, Certificate] = field(default_factory=dict)
    """By kind, the first of each."""


@pytest.fixture
def issued(world: World, app: FastAPI, now: datetime) -> Issued:
    with world() as session:
        found = Issued(drawings(session))
        by = found.world.staff["secretary"]
        for paper in issuing.issue_all(session, app.state.house.keys, found.world.contest, by=by, now=now):
            found.papers.setdefault(paper.kind.value, paper)
        return found


@pytest.fixture
def diploma(issued: Issued) -> Certificate:
    return issued.papers["diploma"]


def text_of(browser: Browser) -> str:
    return str(browser.response.text) + str(browser.response.headers)


def test_a_genuine_paper_says_so_before_anything_else_in_both_official_languages(
    browser: Browser, diploma: Certificate
) -> None:
    page = browser.get(f"/check/{diploma.number}?lang=kk")

    assert [page.select_one(css).get_text() for css in ("h1", ".seal p")] == ["Диплом түпнұсқа", "Диплом подлинный"]
    page = browser.get(f"/check/{diploma.number}?lang=ru")
    assert [page.select_one(css).get_text() for css in ("h1", ".seal p")] == ["Диплом подлинный", "Диплом түпнұсқа"]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert browser.response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_strangers_read_first_name_result_contest_and_year_and_nothing_more(browser: Browser, issued: Issued) -> None:
    for paper in issued.papers.values():
        browser.get(f"/check/{paper.number}?lang=ru")
        shown = text_of(browser)
        assert [secret for secret in (SCHOOL, BIRTH, "Төлеуова", "Серікқызы", "17.08.2015", "Мөлдір", "Әбілова")
                if secret in shown] == []  # fmt: skip
    browser.get(f"/check/{issued.papers['diploma'].number}?lang=ru")
    assert "Аружан Т." in browser.words
    assert "победитель номинации «Nomination 1 (рус)»" in browser.words
    assert "Clean Deeds (рус), 2026" in browser.words


def test_an_organisation_is_named_in_full_and_has_no_surname_to_compare(
    browser: Browser, world: World, app: FastAPI, now: datetime
) -> None:
    with world() as session:
        ceremony = grants(session)
        by = ceremony.staff["secretary"]
        made = issuing.issue_all(session, app.state.house.keys, ceremony.contest, by=by, now=now)
    winner = next(paper for paper in made if paper.kind is PaperKind.CERTIFICATE_WINNER)

    page = browser.get(f"/check/{winner.number}")
    assert "«Қуатты аула» қоғамдық бірлестігі" in browser.words
    assert "200 000" not in browser.words.replace("\xa0", " ")
    assert page.select("#comparison") == []
    browser.post(f"/check/{winner.number}", {"surname": "Қуатты"}, status=404)


def test_every_bad_number_gets_the_same_bytes(browser: Browser, diploma: Certificate, world: World) -> None:
    with world() as session:  # a row that was changed behind our back is as good as none
        stored = session.exec(select(Certificate).where(Certificate.kind == PaperKind.THANKS)).one()
        stored.printed = stored.printed | {"recipient": "Басқа Біреу"}
    bad = (
        "SDC-2026-D-0001", "SDC-2026-D-0001-aaaa", "SDC-2026-D-9999-k3fq", "x", "%3Cb%3E", "%D0%90?b=1&lang2=x",
        stored.number, diploma.number[:-1], "1" * 500,
    )  # fmt: skip
    answers = []
    for number in bad:
        browser.get(f"/check/{number}", status=404)
        answers.append((browser.response.content, dict(browser.response.headers)))

    assert [one for one in answers if one != answers[0]] == []
    browser.get("/check/SDC-2026-D-0001-aaaa", status=404)
    assert [link["href"] for link in browser.page.select("nav.lang a")] == [
        f"/check?lang={code}" for code in ("kk", "ru", "en")
    ]


def test_a_number_is_typed_into_the_form_however_it_was_copied(browser: Browser, diploma: Certificate) -> None:
    browser.get("/check")
    browser.get("/check", status=303, params={"number": f" {diploma.number.lower().replace('-', '–')} "})
    assert browser.location == f"/check/{diploma.number}"
    browser.follow()
    browser.get("/check", status=303, params={"number": "/../<script>"})
    browser.get(browser.location, status=404)


def test_a_replaced_paper_says_so_first_with_day_and_reason_and_leads_on(
    browser: Browser, world: World, app: FastAPI, issued: Issued, now: datetime
) -> None:
    with world() as session:
        paper = session.get_one(Certificate, issued.papers["diploma"].id)
        fresh = issuing.replace(
            session, app.state.house.keys, paper, Correction(PaperReason.NAME_WRONG, "құпия", "Төлеуова Аруана"),
            by=issued.world.staff["secretary"], now=now,
        )  # fmt: skip

    page = browser.get(f"/check/{paper.number}?lang=ru")
    assert page.select_one("h1").get_text() == "Диплом заменён"  # type: ignore[union-attr]
    assert "20 мая 2026" in browser.words
    assert "ошибка в имени" in browser.words
    assert "құпия" not in browser.words
    assert page.select_one(f'a[href="/check/{fresh.number}"]') is not None
    browser.get(f"/check/{fresh.number}?lang=ru")
    assert "Аруана Т." in browser.words


def test_a_revoked_paper_says_so_first_with_day_and_reason(
    browser: Browser, world: World, issued: Issued, now: datetime
) -> None:
    with world() as session:
        paper = session.get_one(Certificate, issued.papers["letter_of_thanks"].id)
        issuing.revoke(session, paper, PaperReason.BY_MISTAKE, "құпия", by=issued.world.staff["organiser"], now=now)

    page = browser.get(f"/check/{paper.number}?lang=ru")
    assert page.select_one("h1").get_text() == "Благодарственное письмо отозвано"  # type: ignore[union-attr]
    assert "20 мая 2026" in browser.words
    assert "выдано по ошибке" in browser.words
    assert "құпия" not in browser.words


def test_a_revoked_paper_that_was_issued_anew_says_nothing_of_the_new_one(
    browser: Browser, world: World, app: FastAPI, issued: Issued, now: datetime
) -> None:
    by = issued.world.staff["organiser"]
    with world() as session:
        paper = session.get_one(Certificate, issued.papers["diploma"].id)
        issuing.revoke(session, paper, PaperReason.BY_MISTAKE, "", by=by, now=now)
    browser.get(f"/check/{paper.number}?lang=ru")
    before = browser.words
    with world() as session:
        old = session.get_one(Certificate, paper.id)
        fresh = issuing.reissue(session, app.state.house.keys, old, "құпия", by=by, now=now)

    page = browser.get(f"/check/{paper.number}?lang=ru")
    assert page.select_one("h1").get_text() == "Диплом отозван"  # type: ignore[union-attr]
    assert browser.words == before
    assert fresh.number not in str(page)
    browser.get(f"/check/{fresh.number}?lang=ru")
    assert browser.page.select_one("h1").get_text() == "Диплом подлинный"  # type: ignore[union-attr]
    assert paper.number not in str(browser.page)


@pytest.mark.parametrize(("typed", "kind"), [("Төлеуова", "ok"), ("толеуова", "ok"), ("Аружан", "bad"), ("Ким", "bad")])
def test_a_surname_is_answered_with_yes_or_no(browser: Browser, diploma: Certificate, typed: str, kind: str) -> None:
    browser.get(f"/check/{diploma.number}")
    page = browser.submit("#comparison form", {"surname": typed}, status=200)

    assert page.select_one("#comparison .note")["class"] == ["note", kind]  # type: ignore[index]
    shown = text_of(browser).replace(f'value="{typed}"', "")
    assert "Төлеуова" not in shown
    assert next(str(link["href"]) for link in page.select("nav.lang a")).startswith(f"/check/{diploma.number}?")


@pytest.mark.parametrize("typed", ["", "x" * 1_000, "<b>", "a\x00b"])
def test_a_surname_that_is_none_is_told_so(browser: Browser, diploma: Certificate, typed: str) -> None:
    browser.get(f"/check/{diploma.number}")
    browser.submit("#comparison form", {"surname": typed}, status=200 if typed == "<b>" else 422)

    if typed != "<b>":
        assert browser.page.select_one("#surname-e") is not None


def test_ten_guesses_a_minute_are_enough(browser: Browser, diploma: Certificate, clock: Any, world: World) -> None:
    for serial in range(5):
        browser.get(f"/check/SDC-2026-D-{serial:04}-zzzz", status=404)
        browser.post(f"/check/{diploma.number}", {"surname": "Ким"}, status=200)

    browser.get("/check/SDC-2026-D-0031-zzzz", status=429)
    assert browser.response.headers["Retry-After"] == "60"
    browser.get(f"/check/{diploma.number}", status=429)  # else the answer would tell what exists
    browser.post(f"/check/{diploma.number}", {"surname": "Төлеуова"}, status=429)
    with world() as session:
        assert len(session.exec(select(Attempt)).all()) == 5 * 2 + 5 * 2
    clock.advance(seconds=61)
    browser.get(f"/check/{diploma.number}")


def test_guesses_from_many_addresses_stay_slow(
    plain: Browser, diploma: Certificate, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CE2: of one number a hundred wrong endings an hour, of one paper ten wrong surnames, whoever tries them."""
    addresses = (f"198.51.100.{place}" for place in count())
    monkeypatch.setattr(check, "client_address", lambda *_: next(addresses))
    for _ in range(10):
        plain.post(f"/check/{diploma.number}", {"surname": "Ким"}, status=200)
    plain.post(f"/check/{diploma.number}", {"surname": "Төлеуова"}, status=429)
    plain.get(f"/check/{diploma.number}")
    stem = diploma.number[:-4]
    for ending in range(100):
        plain.get(f"/check/{stem}a{ending:03}", status=404)
    right = plain.get(f"/check/{diploma.number}", status=429)
    wrong = plain.get(f"/check/{stem}aaaa", status=429)
    assert str(right).replace(diploma.number, f"{stem}aaaa") == str(wrong), "the ending tells nothing"
    plain.post(f"/check/{diploma.number}", {"surname": "Төлеуова"}, status=429)
    clock.advance(minutes=61)
    plain.post(f"/check/{diploma.number}", {"surname": "Төлеуова"}, status=200)


def test_guesses_hide_no_paper_from_whoever_holds_it(
    browser: Browser, diploma: Certificate, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred guessed endings shut the number, not the paper: its code and its surname still open the answer."""
    addresses = (f"198.51.100.{place}" for place in count())
    monkeypatch.setattr(check, "client_address", lambda *_: next(addresses))
    stem, own = diploma.number[:-4], code_of(app, diploma)
    for ending in range(100):
        browser.get(f"/check/{stem}a{ending:03}", status=404)
    shown = browser.get(f"/check/{diploma.number}?lang=ru", status=429)
    assert shown.select_one("h1").get_text() == "Покажите, что документ у вас"  # type: ignore[union-attr]

    for wrong in ({"surname": "Ким"}, {"surname": ""}):
        refused = [browser.post(f"/check/{number}", wrong, status=429 if wrong["surname"] else 422)
                   for number in (diploma.number, f"{stem}aaaa")]  # fmt: skip
        assert str(refused[0]).replace(diploma.number, f"{stem}aaaa") == str(refused[1])
    browser.post(f"/check/{stem}aaaa", {"surname": "Төлеуова"}, status=429)
    browser.post(f"/check/{diploma.number}/code", {"code": f"A{own[1:]}"}, status=429)
    browser.post(f"/check/{stem}aaaa/code", {"code": own}, status=429)
    assert "Төлеуова" not in text_of(browser)

    answer = browser.post(f"/check/{diploma.number}", {"surname": "Төлеуова"}, status=200)
    assert answer.select_one(".note.ok:not([data-code] *)") is not None
    browser.get(f"/check/{diploma.number}", status=429)
    answer = browser.submit('form[action$="/code"]', {"code": own}, status=200)
    (recipient,) = answer.select('dd[data-field="recipient"]')
    assert " ".join(recipient.get_text(" ").split()) == diploma.printed["recipient"]


def test_what_is_no_number_slows_nobody_else_down(plain: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = (f"198.51.100.{place}" for place in count())
    monkeypatch.setattr(check, "client_address", lambda *_: next(addresses))
    for _ in range(101):
        plain.get("/check/abc", status=404)


def test_right_surnames_are_no_guesses(plain: Browser, diploma: Certificate) -> None:
    for _ in range(20):
        plain.post(f"/check/{diploma.number}", {"surname": "Төлеуова"}, status=200)


def test_a_class_that_scans_its_own_papers_is_never_refused(plain: Browser, diploma: Certificate) -> None:
    for _ in range(40):
        plain.get(f"/check/{diploma.number}")


def test_the_page_carries_what_the_browser_needs_to_check_the_code(
    plain: Browser, diploma: Certificate, app: FastAPI
) -> None:
    page, house = plain.get(f"/check/{diploma.number}"), app.state.house
    paper = page.select_one("#paper")
    assert paper is not None
    published = plain.client.get(paper["data-keys"]).json()

    said = signatures.said(house.keys, house.settings.base_url, diploma)
    assert (paper["data-number"], paper["data-said"]) == (diploma.number, said)
    assert [base64.urlsafe_b64decode(key["public_key"] + "=") for key in published["keys"]] == [house.keys.public_key]
    assert set(published["keys"][0]) == {"kid", "algorithm", "public_key", "valid_from"}
    assert (published["words"], published["alphabet"]) == (WORDS, ALPHABET)
    assert [tag["src"].partition("?")[0] for tag in page.select("script")] == ["/static/check.js"]


def code_of(app: FastAPI, paper: Certificate) -> str:
    house = app.state.house
    return signatures.address(house.keys, house.settings.base_url, paper).partition("#")[2]


def test_a_browser_that_cannot_check_lets_the_site_do_it_and_sees_every_printed_word(
    browser: Browser, diploma: Certificate, app: FastAPI
) -> None:
    browser.get(f"/check/{diploma.number}?lang=ru")
    page = browser.submit('form[action$="/code"]', {"code": code_of(app, diploma)}, status=200)

    said = {tag["data-field"]: tag.get_text(" ").split() for tag in page.select("dd[data-field]:not([hidden])")}
    assert " ".join(said["recipient"]) == diploma.printed["recipient"]
    assert " ".join(said["work"]) == diploma.printed["work"]
    assert "20.05.2026" in said["day"]
    assert all(tag.has_attr("hidden") for tag in page.select('[data-code="false"]'))
    assert page.select_one("meta[name=robots]")["content"] == "noindex"  # type: ignore[index]


def test_a_code_of_another_paper_or_with_one_letter_changed_is_false(
    browser: Browser, issued: Issued, diploma: Certificate, app: FastAPI
) -> None:
    own, other = code_of(app, diploma), code_of(app, issued.papers["letter_of_thanks"])
    for code in (other, f"A{own[1:]}", own[:-4] + "AAAA"):
        page = browser.post(f"/check/{diploma.number}/code?lang=ru", {"code": code}, status=200)
        assert page.select_one("h1").get_text() == "Подпись не совпадает — документ изменён или поддельный"  # type: ignore[union-attr]
        assert page.select("dd[data-field]:not([hidden])") == []
        assert diploma.printed["recipient"] not in text_of(browser)
    browser.post(f"/check/{diploma.number}/code", {"code": "x"}, status=404)
    browser.post("/check/SDC-2026-D-0001-aaaa/code", {"code": own}, status=404)


def test_a_revoked_paper_with_a_good_code_still_says_first_that_it_is_revoked(
    browser: Browser, world: World, issued: Issued, diploma: Certificate, app: FastAPI, now: datetime
) -> None:
    with world() as session:
        issuing.revoke(
            session,
            session.merge(diploma),
            PaperReason.BY_MISTAKE,
            "құпия",
            by=issued.world.staff["organiser"],
            now=now,
        )
    page = browser.post(f"/check/{diploma.number}/code?lang=ru", {"code": code_of(app, diploma)}, status=200)
    assert page.select_one("h1").get_text() == "Диплом отозван"  # type: ignore[union-attr]
    assert page.select_one("dd[data-field=recipient]").get_text() == diploma.printed["recipient"]  # type: ignore[union-attr]


def test_the_check_asks_the_database_little(plain: Browser, issued: Issued, app: FastAPI) -> None:
    plain.get(f"/check/{issued.papers['diploma'].number}")
    counts = []
    for paper in issued.papers.values():
        with statements(app) as seen:
            plain.get(f"/check/{paper.number}")
        counts.append(len(seen))

    assert len(set(counts)) == 1
    assert counts[0] <= 6
