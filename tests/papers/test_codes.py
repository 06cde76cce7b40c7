"""The signed code behind a paper's QR: it says every printed word, and nothing in it can be changed."""

import json
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import qr_reader
from ceremony import NAMES, Ceremony, drawings, grants
from sqlmodel import Session, select

from app import cli, journal
from app.documents import fonts
from app.keys import Keys, PublicKey
from app.papers import codes, issuing, keyring, signatures
from app.papers.codes import BadCode
from app.papers.models import Certificate, PaperKind
from app.papers.printing import Press

SITE = "https://baiqau.kokterek-fund.example"
NOISE = "".join(Random(7).choices("абвгдежзийклмнопрстуфхцчшщыьэюяәғқңөұүһі", k=400))
NOT_SHOWN = {"number", "kind", "contest_kind", "edition", "holder", "design", "orientation", "seal", "logo"}
"""What is no text of the paper, or stands in the address."""


@dataclass
class Desk:
    session: Session
    keys: Keys
    world: Ceremony
    now: datetime

    @property
    def known(self) -> dict[str, PublicKey]:
        return codes.known(self.keys.public_keys)

    def papers(self) -> list[Certificate]:
        return issuing.issue_all(
            self.session, self.keys, self.world.contest, by=self.world.staff["secretary"], now=self.now
        )

    def diploma(self) -> Certificate:
        return next(paper for paper in self.papers() if paper.kind is PaperKind.DIPLOMA)

    def address(self, paper: Certificate) -> str:
        return signatures.address(self.keys, SITE, paper)


@pytest.fixture
def desk(session: Session, now: datetime, tmp_path: Path) -> Desk:
    return Desk(session, Keys(tmp_path / "keys"), drawings(session), now)


def flat(value: Any) -> Any:
    """As a code says it: both languages as a pair, once where they are equal; pictures are left out."""
    if isinstance(value, dict) and set(value) == {"kk", "ru"}:
        return value["kk"] if value["kk"] == value["ru"] else [value["kk"], value["ru"]]
    if isinstance(value, list):
        return [{name: flat(one[name]) for name in ("name", "position")} for one in value]
    return value


def test_a_code_says_every_printed_word_of_every_kind_of_paper(desk: Desk, session: Session, now: datetime) -> None:
    others = Desk(session, desk.keys, grants(session), now).papers()
    for paper in [*desk.papers(), *others]:
        said = codes.read(desk.address(paper), desk.known)
        printed = {name: flat(value) for name, value in paper.printed.items() if name not in NOT_SHOWN}
        assert said == {"number": paper.number} | printed
        assert set(printed) <= set(codes.FIELDS), "a printed word that the check would not show"


def test_one_changed_sign_anywhere_is_refused(desk: Desk) -> None:
    address = desk.address(desk.diploma())
    start = address.index("/check/") + len("/check/")
    for at in range(start, len(address)):
        if address[at] not in "#.":
            other = "B" if address[at] == "A" else "A"
            with pytest.raises(BadCode):
                codes.read(address[:at] + other + address[at + 1 :], desk.known)


def test_a_code_belongs_to_its_number_and_to_our_key(desk: Desk, tmp_path: Path) -> None:
    first, second = [paper for paper in desk.papers() if paper.kind is PaperKind.DIPLOMA]
    with pytest.raises(BadCode, match="altered"):
        codes.read(desk.address(first).replace(first.number, second.number), desk.known)
    strange = Keys(tmp_path / "strange")
    with pytest.raises(BadCode, match="unknown-key"):
        codes.read(signatures.address(strange, SITE, first), desk.known)
    named_alike = {codes.key_id(desk.keys.public_key): strange.public_keys[0]}
    with pytest.raises(BadCode, match="altered"):
        codes.read(desk.address(first), named_alike)


def test_a_retired_key_holds_for_papers_of_its_own_time_alone(desk: Desk, tmp_path: Path) -> None:
    paper, stolen = desk.diploma(), Keys(tmp_path / "stolen")
    shutil.copytree(desk.keys.folder, stolen.folder)
    before, fresh = desk.address(paper), date.fromisoformat(paper.printed["day"]) + timedelta(days=1)
    desk.keys.replace_signing(fresh - timedelta(days=1))
    desk.keys.replace_signing(fresh)

    assert signatures.is_genuine(desk.keys, paper)
    assert codes.read(before, desk.known) == codes.read(desk.address(paper), desk.known)
    assert [one.get("valid_until") for one in signatures.published(desk.keys)["keys"]] == [
        None, f"{fresh - timedelta(days=1)}", f"{fresh}"
    ]  # fmt: skip
    assert len(signatures.said(desk.keys, SITE, paper).split()) == 3
    published = tmp_path / "contest-keys.json"
    published.write_text(json.dumps(signatures.published(desk.keys)), encoding="utf-8")
    assert cli.main(["verify", "--paper", before, "--keys", str(published)]) == 0

    forged = paper.model_copy(update={"printed": paper.printed | {"day": f"{fresh}"}})
    forged.signature = signatures.sign(stolen, forged.printed)
    assert not signatures.is_genuine(desk.keys, forged)
    assert signatures.is_genuine(stolen, forged)
    with pytest.raises(BadCode, match="altered"):
        codes.read(signatures.address(stolen, SITE, forged), desk.known)
    assert (desk.keys.folder / "retired.json").stat().st_mode & 0o777 == 0o600


def test_a_replaced_key_leaves_both_fingerprints_in_the_journal(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    keys = Keys(tmp_path / "keys")
    before = codes.key_id(keys.public_key)

    old, new = keyring.replace(session, keys, now.date(), now=now)

    assert (old, new) == (before, codes.key_id(keys.public_key))
    assert old != new
    (entry,) = session.exec(select(journal.Entry).where(journal.Entry.action == "key.replaced")).all()
    body = session.get_one(journal.Payload, entry.id)
    assert json.loads(body.body) == {"old": old, "new": new, "last_day": f"{now:%Y-%m-%d}"}


@pytest.mark.parametrize(
    "code",
    ["", "x", "https://x.example/check/A-1", "A-1#", "A-1#1.", "A-1#1AAAA.BBBB", "A-1#2AA.B",
     "A-1#1" + "A" * 50_000 + ".B", "A-1#1Қазақ.B"],
)  # fmt: skip
def test_what_is_no_code_is_told_so(code: str) -> None:
    with pytest.raises(BadCode, match="unreadable"):
        codes.read(code, {})


def test_a_packed_bomb_stays_small(desk: Desk) -> None:
    bomb = codes.VERSION + codes.text_of(codes._packed(b'{"k":"' + b"0" * 10_000_000 + b'"}'))
    with pytest.raises(BadCode, match="unreadable"):
        codes.read(f"A-1#{bomb}.AAAA", desk.known)


@pytest.mark.parametrize("name", ["Ли", "Ә" * 150, 'Ñandú 中文 🦜 \\ " </script>', "Ұзын атаулы қоғамдық бірлестік"])
def test_any_name_comes_back_as_it_was_printed(desk: Desk, name: str) -> None:
    paper = desk.diploma()
    paper.printed = paper.printed | {"recipient": name}
    assert codes.read(desk.address(paper), desk.known)["recipient"] == name


def test_what_has_no_room_is_cut_and_shows_it(desk: Desk) -> None:
    paper = desk.diploma()
    noise = NOISE[:220]
    names = ("reason", "contest", "organisation", "school")
    long = {name: {"kk": noise[at:] + noise, "ru": noise[::-1]} for at, name in enumerate(names)}
    paper.printed = paper.printed | long
    address, said = desk.address(paper), codes.read(desk.address(paper), desk.known)

    assert len(address) <= codes.LONGEST
    assert said["recipient"] == NAMES[0]
    assert said["reason"][0].endswith("…")


def test_the_code_is_read_off_the_rendered_page(desk: Desk, tmp_path: Path) -> None:
    paper = desk.diploma()
    fonts.prepare(tmp_path)
    drawn = Press(desk.keys, SITE, tmp_path).one(paper)

    for dpi, blur in ((250, 0.0), (300, 0.0), (300, 1.2)):
        assert qr_reader.read(qr_reader.photographed(drawn, dpi=dpi, blur=blur)) == desk.address(paper)


def test_the_largest_code_is_still_read_off_the_page(desk: Desk, tmp_path: Path) -> None:
    paper = desk.diploma()
    paper.printed = paper.printed | {"reason": {"kk": NOISE[:160], "ru": NOISE[160:320]}, "work": NOISE[320:400]}
    paper.signature = signatures.sign(desk.keys, paper.printed)
    fonts.prepare(tmp_path)
    address = desk.address(paper)

    assert codes.LONGEST - 200 < len(address) <= codes.LONGEST
    assert qr_reader.caught(Press(desk.keys, SITE, tmp_path).one(paper)) == address


def test_an_operator_checks_a_paper_offline(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli.settings(), "data", tmp_path / "nowhere")
    address, published = desk.address(desk.diploma()), tmp_path / "contest-keys.json"
    published.write_text(json.dumps(signatures.published(desk.keys)), encoding="utf-8")

    assert cli.main(["verify", "--paper", address, "--keys", str(published)]) == 0
    out = capsys.readouterr().out
    assert "To whom: Төлеуова Аружан Серікқызы" in out
    assert "signed by us" in out
    assert cli.main(["verify", "--paper", address[:-3] + "AAA", "--keys", str(published)]) == 1
    assert "the signature does not match" in capsys.readouterr().err
    assert cli.main(["verify", "--paper", address]) == 1
    assert "contest-keys.json" in capsys.readouterr().err
    assert cli.main(["verify", "--paper", "x", "--keys", str(published)]) == 1
    published.write_text("[]")
    assert cli.main(["verify", "--paper", address, "--keys", str(published)]) == 1
