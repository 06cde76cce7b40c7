"""What papers say and how they look, version by version; who is thanked; what was printed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from ceremony import Ceremony, drawings, grants
from PIL import Image
from pypdf import PdfReader
from samples import empty_png
from sqlmodel import Session, select
from world import make_contest

from app import journal
from app.contests.models import ContestKind
from app.errors import RuleBroken
from app.fields import Wrong
from app.files import Shelf
from app.keys import Keys
from app.papers import addressees, designs, issuing, pictures, queries, register, runs, samples, signatures, texts
from app.papers.issuing import Correction
from app.papers.models import AddresseeRole, Certificate, Orientation, PaperKind, PaperReason, Printing, PrintReason
from app.papers.printing import Press
from app.papers.register import Filters

OWN = {
    "heading": {"kk": "ҚҰРМЕТ ГРАМОТАСЫ", "ru": "ПОЧЁТНАЯ ГРАМОТА"},
    "verb": {"kk": "марапатталады", "ru": "награждается"},
    "reason": {
        "kk": "{nomination} номинациясы бойынша үздік жұмысы үшін", "ru": "за лучшую работу в номинации {nomination}",
    },
}  # fmt: skip


@dataclass
class Desk:
    session: Session
    keys: Keys
    world: Ceremony
    now: datetime
    press: Press

    @property
    def by(self):  # type: ignore[no-untyped-def]
        return self.world.staff["secretary"]

    def issue_all(self) -> list[Certificate]:
        return issuing.issue_all(self.session, self.keys, self.world.contest, by=self.by, now=self.now)


@pytest.fixture
def desk(session: Session, tmp_path: Path, now: datetime) -> Desk:
    keys = Keys(tmp_path / "keys")
    press = Press(keys, "https://baiqau.example", tmp_path.parent / "fonts", Shelf(tmp_path / "files"))
    return Desk(session, keys, drawings(session), now, press)


def shown(document: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(document)).pages)


def test_a_new_text_is_on_what_is_issued_from_then_on_and_on_nothing_before(desk: Desk) -> None:
    contest = desk.world.contest
    first = issuing.issue(desk.session, desk.keys, desk.world.works[0], PaperKind.DIPLOMA, by=desk.by, now=desk.now)
    designs.say(desk.session, contest, "diploma_winner", OWN, by=desk.by, now=desk.now)
    second = next(one for one in desk.issue_all() if one.kind is PaperKind.DIPLOMA)

    assert (first.printed["heading"]["kk"], first.printed["design"]) == ("I ДӘРЕЖЕЛІ ДИПЛОМ", 0)
    assert second.printed["heading"] == OWN["heading"]
    assert second.printed["reason"]["ru"] == "за лучшую работу в номинации «Nomination 2 (рус)»"
    assert "ҚҰРМЕТ ГРАМОТАСЫ" in shown(desk.press.one(second))
    assert "ҚҰРМЕТ ГРАМОТАСЫ" not in shown(desk.press.one(first))


def test_every_change_is_a_version_of_its_own_and_no_change_is_none(desk: Desk) -> None:
    contest, more = desk.world.contest, {"by": desk.by, "now": desk.now}
    one = designs.change(desk.session, contest, orientation=Orientation.PORTRAIT, **more)  # type: ignore[arg-type]
    two = designs.say(desk.session, contest, "merit", OWN, **more)  # type: ignore[arg-type]
    same = designs.say(desk.session, contest, "merit", OWN, **more)  # type: ignore[arg-type]
    usual = designs.say(desk.session, contest, "merit", None, **more)  # type: ignore[arg-type]

    assert (one.version, two.version, same.id, usual.version) == (1, 2, two.id, 3)
    assert (two.orientation, set(two.texts), usual.texts) == (Orientation.PORTRAIT, {"merit"}, {})
    written = desk.session.exec(select(journal.Entry).where(journal.Entry.action == "papers.designed")).all()
    assert len(written) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{nomination} номинациясы бойынша", ""),
        ("«{edition}» жыл", ""),
        ("{nomination}ның жеңімпазы", "placeholder-glued"),
        ("{nomination}-ның жеңімпазы", "placeholder-glued"),
        ("«{nomination}»да", "placeholder-glued"),
        ("за{nomination}", "placeholder-glued"),
        ("{amount} үшін", "placeholder"),
        ("{name} үшін", "placeholder"),
        ("{nomination", "placeholder"),
        ("{0.__class__}", "placeholder"),
    ],
)
def test_names_in_braces_are_a_closed_list_and_take_no_endings(text: str, reason: str) -> None:
    if not reason:
        texts.check(text, "merit")
        return
    with pytest.raises(Wrong) as refused:
        texts.check(text, "merit")
    assert str(refused.value) == reason


def test_what_a_nomination_is_called_is_never_looked_through_for_names(desk: Desk) -> None:
    entry = queries.entries(desk.session, desk.world.contest.id)[0]
    entry.nomination.title = {"kk": "{edition} {contest}", "ru": "{edition}", "en": ""}
    desk.session.add(entry.nomination)
    paper = next(one for one in desk.issue_all() if one.kind is PaperKind.DIPLOMA)

    assert "«{edition} {contest}»" in paper.printed["reason"]["kk"]


@pytest.mark.parametrize("orientation", list(Orientation))
@pytest.mark.parametrize("name", [samples.NAME, samples.LONGEST, "Ли", "Seitzhan Äigerım", "Щербаков-Иванов Пётр"])
def test_every_kind_is_shown_with_an_invented_name_before_anybody_gets_it(
    desk: Desk, orientation: Orientation, name: str
) -> None:
    contest = desk.world.contest
    designs.change(desk.session, contest, by=desk.by, now=desk.now, orientation=orientation)
    for kind in texts.kinds(contest)[:: 3 if name != samples.LONGEST else 1]:
        content = samples.content(desk.session, contest, kind, day=date(2026, 5, 22), name=name)
        [page] = PdfReader(BytesIO(desk.press.sample(content))).pages
        assert name.replace(" ", "") in page.extract_text().replace(" ", "").replace("\n", "")
        wide = page.mediabox.width > page.mediabox.height
        assert wide is (orientation is Orientation.LANDSCAPE)


def test_a_sample_needs_no_application_and_shows_the_text_being_written(session: Session, desk: Desk) -> None:
    empty = make_contest(session, kind=ContestKind.DRAWING)
    content = samples.content(session, empty, "diploma_winner", OWN, day=date(2026, 5, 22))

    assert content["heading"] == OWN["heading"]
    assert "{" not in content["reason"]["kk"]
    assert "үздік жұмысы үшін" in shown(desk.press.sample(content))


def test_signatories_logo_and_signatures_stand_on_paper_and_stay_with_what_was_issued(desk: Desk) -> None:
    out = BytesIO()
    Image.new("RGBA", (300, 100), (20, 80, 50, 128)).save(out, "PNG")
    assert desk.press.shelf
    kept = desk.press.shelf.put([pictures.prepare(out.getvalue(), "logo.png")]).sha256
    signatory = {"name": {"kk": "Бекова Гүл", "ru": "Бекова Гуль"}, "position": {"kk": "Төрайым", "ru": "Председатель"}}
    designs.change(
        desk.session, desk.world.contest, by=desk.by, now=desk.now, signatories=[signatory], logo_sha256=kept,
        first_sha256=kept, has_seal_place=False,
    )  # fmt: skip
    made = desk.issue_all()
    designs.change(
        desk.session, desk.world.contest, by=desk.by, now=desk.now, signatories=[], logo_sha256=None, first_sha256=None
    )

    document = desk.press.many(made, "Барлығы")
    assert document == desk.press.many(made, "Барлығы")
    assert "Бекова Гүл / Бекова Гуль" in shown(document)
    assert "М.О." not in shown(document)
    assert all(signatures.is_genuine(desk.keys, one) for one in made)
    assert document.count(b"/Subtype /Image") == 2, "the picture and what is transparent of it are stored once"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file-empty"),
        (b"%PDF-1.4", "file-type"),
        (b"\x89PNG\r\n\x1a\n broken", "file-damaged"),
        (empty_png(5_000, 5_000), "picture-huge"),
        (empty_png(30_000, 30_000), "picture-huge"),
    ],
)
def test_a_picture_that_is_none_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(RuleBroken, match=reason):
        pictures.prepare(data, "logo.png")


def test_a_pasted_list_is_read_line_by_line(desk: Desk) -> None:
    pasted = addressees.read(
        "Асанов Үсен; «Жер» қоры; Фонд «Жер»\n\n  Ли Анна\tАқсу әкімдігі\nX\nСмирнова Ольга;;Библиотека\n" + "Ы" * 151
    )
    assert pasted.wrong == [4, 6]
    assert [(one.name, one.organisation) for one in pasted.people] == [
        ("Асанов Үсен", {"kk": "«Жер» қоры", "ru": "Фонд «Жер»"}),
        ("Ли Анна", {"kk": "Ақсу әкімдігі", "ru": "Ақсу әкімдігі"}),
        ("Смирнова Ольга", {"kk": "Библиотека", "ru": "Библиотека"}),
    ]
    again = [*pasted.people, replace(pasted.people[1], name="ЛИ  АННА")]
    made = addressees.add(desk.session, desk.world.contest, AddresseeRole.PARTNER, again, by=desk.by, now=desk.now)
    assert len(made) == 3
    assert (
        addressees.add(desk.session, desk.world.contest, AddresseeRole.PARTNER, again, by=desk.by, now=desk.now) == []
    )


def test_partners_experts_and_teachers_get_one_letter_each_however_often_they_are_added(desk: Desk) -> None:
    contest, session = desk.world.contest, desk.session
    more = {"by": desk.by, "now": desk.now}
    partner = addressees.read("Асанов Үсен; «Жер» қоры; Фонд «Жер»").people
    addressees.add(session, contest, AddresseeRole.PARTNER, partner, **more)  # type: ignore[arg-type]
    addressees.add(session, contest, AddresseeRole.EXPERT, addressees.experts(session, contest), **more)  # type: ignore[arg-type]
    addressees.add(session, contest, AddresseeRole.TEACHER, addressees.teachers(session, contest), **more)  # type: ignore[arg-type]
    made = desk.issue_all()
    letters = [one for one in made if one.kind is PaperKind.THANKS]

    assert len({one.recipient_key for one in letters}) == len(letters) == 4
    assert {one.printed["kind"] for one in letters} == {"thanks_partner", "thanks_expert", "letter_of_thanks"}
    mine = next(one for one in letters if one.printed["kind"] == "thanks_partner")
    assert mine.application_id is None
    assert "Фонд «Жер»" in shown(desk.press.one(mine))
    assert desk.issue_all() == []
    with pytest.raises(RuleBroken, match="addressee-has-papers"):
        addressees.remove(session, queries.addressees(session, contest.id)[1], **more)  # type: ignore[arg-type]

    fresh = issuing.replace(
        session,
        desk.keys,
        mine,
        Correction(PaperReason.NAME_WRONG, "", "Асанов Үсен Болатұлы"),
        **more,  # type: ignore[arg-type]
    )
    assert (fresh.issue, fresh.addressee_id, fresh.printed["recipient"]) == (
        2,
        mine.addressee_id,
        "Асанов Үсен Болатұлы",
    )
    assert queries.successor(session, mine) == fresh


def test_who_has_no_letter_yet_can_be_taken_off_the_list(desk: Desk) -> None:
    more = {"by": desk.by, "now": desk.now}
    people = addressees.read("Ли Анна").people
    [one] = addressees.add(desk.session, desk.world.contest, AddresseeRole.HELPER, people, **more)  # type: ignore[arg-type]
    addressees.remove(desk.session, one, **more)  # type: ignore[arg-type]

    assert list(queries.addressees(desk.session, desk.world.contest.id)) == []


def test_every_print_is_on_record_and_another_one_needs_a_reason(desk: Desk) -> None:
    made, more = desk.issue_all(), {"by": desk.by, "now": desk.now}
    runs.log(desk.session, made[:1], None, **more)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="reprint-reason"):
        runs.log(desk.session, made, None, **more)  # type: ignore[arg-type]
    run = runs.ask(desk.session, desk.world.contest, made, "Барлығы", PrintReason.LOST, **more)  # type: ignore[arg-type]

    found = register.prints_of(desk.session, [one.id for one in made])
    assert [one.printing.reason for one in found[made[0].id or 0]] == [PrintReason.FIRST, PrintReason.LOST]
    assert [one.printing.reason for one in found[made[1].id or 0]] == [PrintReason.FIRST]
    assert [one.id for one in register.of_run(desk.session, run.id)] == [one.id for one in made]
    assert register.rows(desk.session, desk.world.contest.id, Filters(unprinted=True))[1] == 0
    row = register.rows(desk.session, desk.world.contest.id, Filters(text=made[0].number))[0][0]
    assert (len(row.prints), row.prints[0].by, row.issued_by) == (2, desk.by.name, desk.by.name)
    assert len(desk.session.exec(select(Printing)).all()) == len(made) + 1


def test_a_finished_file_is_let_go_after_a_week(desk: Desk) -> None:
    made = desk.issue_all()
    run = runs.ask(desk.session, desk.world.contest, made, "Барлығы", None, by=desk.by, now=desk.now)
    runs.finish(desk.session, run, "a" * 64, now=desk.now)

    assert runs.forget_old(desk.session, now=desk.now + timedelta(days=6)) == 0
    assert runs.forget_old(desk.session, now=desk.now + timedelta(days=8)) == 1
    assert run.file_sha256 is None


def test_the_sum_of_a_grant_may_stand_in_the_text(session: Session, desk: Desk) -> None:
    world = grants(session)
    said = texts.wording(world.contest, None, "certificate_winner") | {
        "reason": {"kk": "{amount} грант үшін", "ru": "за проект {work} на сумму {amount}"}
    }
    designs.say(session, world.contest, "certificate_winner", said, by=world.staff["organiser"], now=desk.now)
    made = issuing.issue_all(session, desk.keys, world.contest, by=world.staff["organiser"], now=desk.now)
    winner = next(one for one in made if one.kind is PaperKind.CERTIFICATE_WINNER)

    assert winner.printed["reason"]["ru"].replace("\u00a0", " ") == (
        "за проект «Таза жаға» на сумму 200 000 (двести тысяч) тенге 00 тиын"
    )
