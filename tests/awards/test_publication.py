"""Results go out once, when everything is signed; before that no question about outcomes is answered; after it only
what was consented to is shown."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session
from world import Judged, confirm, make_judged, make_school, make_user

from app.applications import child_names
from app.applications.models import (
    Application,
    Attachment,
    Author,
    Consent,
    ConsentKind,
    Purpose,
    Rendition,
    RenditionKind,
    Status,
    WorkKind,
)
from app.awards import decisions, protocols, publication, queries, results
from app.awards.forms import ProtocolForm
from app.awards.models import DecisionStatus
from app.contests.models import ContestKind, ContestStatus
from app.errors import RuleBroken
from app.jury.masking_models import PictureMask


@pytest.fixture
def judged(session: Session) -> Judged:
    """Winner, reserve, not selected: nomination 1 with 90, 80, 70, all in territories of their own."""
    return make_judged(session, [(1, 0, 9), (1, 1, 8), (1, 2, 7)])


def sign(session: Session, judged: Judged, now: datetime) -> None:
    seats = [{"seat": seat.id, "how": "in_person"} for seat in judged.seats]
    form = ProtocolForm.model_validate({
        "held_on": "20.05.2026", "starts": "15:00", "ends": "16:00", "place_kk": "Алматы", "place_ru": "Алматы",
        "mode": "in_person", "seats": seats, "votes_for": len(seats),
    })  # fmt: skip
    protocols.save(session, judged.contest, form, by=judged.secretary, now=now)
    protocols.sign(session, judged.contest, "a" * 64, by=judged.chair, now=now)


def out(session: Session, judged: Judged, now: datetime) -> None:
    confirm(session, judged, now)
    sign(session, judged, now)
    publication.publish(session, judged.contest, by=judged.organiser, now=now)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason


def outcomes(session: Session, judged: Judged) -> list[str | None]:
    return [queries.outcome_of(session, work.id or 0) for work in judged.works]


def test_publication_asks_for_decision_and_signature(session: Session, judged: Judged, now: datetime) -> None:
    publish = lambda: publication.publish(session, judged.contest, by=judged.organiser, now=now)  # noqa: E731
    assert refused(publish) == "decision-unconfirmed"
    decisions.propose(session, judged.contest, by=judged.chair, now=now)
    assert refused(publish) == "decision-unconfirmed"
    confirm(session, judged, now)
    assert refused(publish) == "protocol-unsigned"
    assert [one.reason for one in publication.missing(session, judged.contest)] == ["protocol-unsigned"]
    sign(session, judged, now)
    assert publication.missing(session, judged.contest) == []

    decision = publication.publish(session, judged.contest, by=judged.organiser, now=now)

    assert (decision.status, decision.published_at) == (DecisionStatus.PUBLISHED, now)
    assert (judged.contest.status, judged.contest.published_at) == (ContestStatus.PUBLISHED, now)
    assert refused(publish) == "not-now"


def test_a_winner_who_left_stops_the_publication(session: Session, judged: Judged, now: datetime) -> None:
    confirm(session, judged, now)
    sign(session, judged, now)
    judged.works[0].status = Status.DISQUALIFIED
    session.flush()
    publish = lambda: publication.publish(session, judged.contest, by=judged.organiser, now=now)  # noqa: E731
    assert refused(publish) == "award-gone"


def test_nobody_learns_an_outcome_before_the_publication(session: Session, judged: Judged, now: datetime) -> None:
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: decisions.propose(session, judged.contest, by=judged.chair, now=now),
        lambda: confirm(session, judged, now),
        lambda: sign(session, judged, now),
    ]
    for step in steps:
        step()
        assert outcomes(session, judged) == [None, None, None]
    publication.publish(session, judged.contest, by=judged.organiser, now=now)
    assert outcomes(session, judged) == ["awarded", "reserve", "not-selected"]
    judged.contest.status = ContestStatus.ARCHIVED
    session.flush()
    assert outcomes(session, judged) == ["awarded", "reserve", "not-selected"]


def test_who_did_not_take_part_has_no_outcome(session: Session, judged: Judged, now: datetime) -> None:
    judged.works[2].status, judged.works[2].withdrawn_at = Status.WITHDRAWN, now
    session.flush()
    out(session, judged, now)
    assert outcomes(session, judged) == ["awarded", "reserve", None]


def test_everybody_is_told_of_their_own_and_nothing_else(session: Session, judged: Judged, now: datetime) -> None:
    judged.works[2].applicant_id = judged.works[1].applicant_id
    session.flush()
    out(session, judged, now)

    told = publication.addressees(session, judged.contest.id)

    assert [(user.id, [(one.application.id, one.outcome) for one in mine]) for user, mine in told] == [
        (judged.works[0].applicant_id, [(judged.works[0].id, "awarded")]),
        (judged.works[1].applicant_id, [(judged.works[1].id, "reserve"), (judged.works[2].id, "not-selected")]),
    ]


# what the public sees


def agree(session: Session, work: Application, *kinds: ConsentKind, now: datetime) -> None:
    session.add_all(Consent(application_id=work.id or 0, kind=kind, given_by="Тест", given_at=now) for kind in kinds)
    session.flush()


def test_adults_are_named_where_they_agreed(session: Session, judged: Judged, now: datetime) -> None:
    out(session, judged, now)
    shown = results.winners(session, judged.contest)
    assert [(one.title, one.name, one.number, one.amount) for one in shown] == [
        ("", {}, judged.works[0].number, 200_000)
    ]

    agree(session, judged.works[0], ConsentKind.PUBLISH, now=now)

    shown = results.winners(session, judged.contest)
    assert [(one.title, one.name["kk"]) for one in shown] == [(judged.works[0].title, judged.works[0].applicant_name)]


@pytest.fixture
def drawings(session: Session) -> Judged:
    """Three works of three pupils, the first wins; every one has a picture in two sizes and an original."""
    judged = make_judged(session, [(1, 0, 9), (1, 1, 8), (2, 1, 7)], kind=ContestKind.DRAWING, grant_amount=0)
    now = judged.works[0].created_at
    names = [("Серікова Аружан", "Серикова Аружан"), ("Ким Олег", "Ким Олег"), ("Ли Анна", "Ли Анна")]
    for work, (kk, ru), rural in zip(judged.works, names, (True, True, False), strict=True):
        territory = next(one for one in judged.territories if one.id == work.territory_id)
        school = make_school(session, territory, is_rural=rural)
        session.add(Author(application_id=work.id or 0, name_kk=kk, name_ru=ru, grade=4, school_id=school.id or 0,
                           teacher_name="Учитель", work_kind=WorkKind.DRAWING))  # fmt: skip
        _hang(session, work, now)
        agree(session, work, ConsentKind.TAKE_PART, now=now)
    return judged


def _hang(session: Session, work: Application, now: datetime, purpose: Purpose = Purpose.PICTURE) -> Attachment:
    file = Attachment(application_id=work.id or 0, purpose=purpose, name="a.jpg", sha256="a" * 64, size=1,
                      media_type="image/jpeg", uploaded_at=now, uploaded_by=work.applicant_id)  # fmt: skip
    session.add(file)
    session.flush()
    for kind, side in ((RenditionKind.JUDGED, 1600), (RenditionKind.THUMB, 320), (RenditionKind.PAGE, 1400)):
        session.add(Rendition(attachment_id=file.id or 0, kind=kind, sha256="b" * 64, size=1, width=side, height=side))
    session.flush()
    return file


def test_pupils_show_a_first_name_and_an_initial(session: Session, drawings: Judged, now: datetime) -> None:
    out(session, drawings, now)

    first = results.winners(session, drawings.contest)[0]
    assert (first.name, first.grade) == ({"kk": "Аружан С.", "ru": "Аружан С."}, 4)
    assert first.picture is not None
    agree(session, drawings.works[0], ConsentKind.SHOW_NAME, now=now)
    assert results.winners(session, drawings.contest)[0].name == {"kk": "Серікова Аружан", "ru": "Серикова Аружан"}


def test_a_pupil_who_no_longer_takes_part_is_a_number_without_a_picture(
    session: Session, drawings: Judged, now: datetime
) -> None:
    out(session, drawings, now)
    _take_back(session, drawings.works[0], now)

    first = results.winners(session, drawings.contest)[0]

    assert (first.title, first.name, first.grade, first.picture) == ("", {}, None, None)


def _take_back(session: Session, work: Application, now: datetime) -> None:
    from app.applications import queries as applications

    applications.consents(session, work.id)[ConsentKind.TAKE_PART].withdrawn_at = now
    session.flush()


def test_the_gallery_hangs_what_takes_part(session: Session, drawings: Judged, now: datetime) -> None:
    out(session, drawings, now)
    agree(session, drawings.works[1], ConsentKind.SHOW_NAME, now=now)
    every = {"nomination": None, "territory": "", "page": 1}

    works, total = results.gallery(session, drawings.contest, **every)  # type: ignore[arg-type]

    assert total == 3
    assert [(one.number, one.name, one.grade) for one in works] == [
        (drawings.works[0].number, {}, None),
        (drawings.works[1].number, {"kk": "Олег К.", "ru": "Олег К."}, 4),
        (drawings.works[2].number, {}, None),
    ]
    assert [(one.position, count) for one, count in results.gallery_nominations(session, drawings.contest)] == [
        (1, 2), (2, 1),
    ]  # fmt: skip
    code = drawings.territories[1].code
    found, number = results.gallery(session, drawings.contest, nomination=1, territory=code, page=1)
    assert ([one.number for one in found], number) == ([drawings.works[1].number], 1)
    assert [one.code for one in results.gallery_territories(session, drawings.contest)] == ["T00", "T01"]
    _take_back(session, drawings.works[2], now)
    drawings.works[1].status = Status.DISQUALIFIED
    session.flush()
    assert results.gallery(session, drawings.contest, **every)[1] == 1  # type: ignore[arg-type]
    assert results.gallery(session, drawings.contest, nomination=None, territory="", page=9) == ([], 1)


def test_only_clean_pictures_of_works_on_show_are_handed_out(session: Session, drawings: Judged, now: datetime) -> None:
    from sqlmodel import select

    annex = _hang(session, drawings.works[0], now, Purpose.ANNEX)
    consent = _hang(session, drawings.works[0], now, Purpose.CONSENT)
    removed = _hang(session, drawings.works[0], now)
    removed.removed_at = now
    other = make_judged(session, [(1, 0, 9)], kind=ContestKind.DRAWING, territories=drawings.territories)
    _take_back(session, drawings.works[2], now)
    hidden = {annex.id, consent.id, removed.id}

    shown = {(one.attachment_id, one.kind): results.picture(session, drawings.contest, one.id or 0) is not None
             for one in session.exec(select(Rendition))}  # fmt: skip

    withdrawn = select(Attachment).where(Attachment.application_id == drawings.works[2].id)
    gone = {file.id for file in session.exec(withdrawn)}
    assert shown == {key: key[1] is not RenditionKind.PAGE and key[0] not in hidden | gone for key in shown}
    some = next(one for one in session.exec(select(Rendition)) if one.kind is RenditionKind.THUMB)
    assert results.picture(session, other.contest, some.id or 0) is None


def test_a_covered_name_stays_covered_unless_it_may_be_shown(session: Session, drawings: Judged, now: datetime) -> None:
    from sqlmodel import select

    work, contest = drawings.works[0], drawings.contest
    found = session.exec(
        select(Rendition).join(Attachment).where(
            Attachment.application_id == work.id, Rendition.kind == RenditionKind.JUDGED
        )
    ).first()  # fmt: skip
    assert found is not None
    assert results.picture(session, contest, found.id or 0) == found.sha256
    session.add(
        PictureMask(rendition_id=found.id or 0, sha256="c" * 64, size=1, made_at=now, made_by=work.applicant_id)
    )
    session.flush()
    assert results.picture(session, contest, found.id or 0) == "c" * 64

    agree(session, work, ConsentKind.SHOW_NAME, now=now)
    session.flush()
    assert results.picture(session, contest, found.id or 0) == found.sha256


def test_the_figures_count_works_and_schools_apart(session: Session, drawings: Judged, now: datetime) -> None:
    session.add(make_user(session))
    assert vars(results.figures(session, drawings.contest)) == {
        "received": 3, "admitted": 3, "territories": 2, "schools": 3, "rural_works": 2,
    }  # fmt: skip
    assert now - drawings.works[0].created_at == timedelta(days=2)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Серікова Аружан", "Аружан С."), ("Ким Анна Мария", "Анна К."), ("Мадонна", "Мадонна")],
)  # fmt: skip
def test_names_are_cut_to_a_first_name_and_an_initial(name: str, shown: str) -> None:
    assert child_names.short(name) == shown
