"""Random people do random things to a contest that is judged: what must hold of the data holds after each of them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from random_office import RandomOffice, RandomRoundOffice
from random_people import EXPERTS, NOMINATIONS, WORKS, Judging, RandomPeople
from samples import drawing, encoded
from sqlalchemy import Engine
from sqlmodel import Session
from world import make_application, make_contest, make_seat, make_user, nominations_of

from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind
from app.contests.models import ContestStatus, ShortlistMode
from app.files import Shelf
from app.jury import seats
from app.jury.models import Post


def add_picture(session: Session, shelf: Shelf, work: Application, now: datetime) -> None:
    """What the commission sees of one, as large as its thumbnail."""
    stored = shelf.put([encoded(drawing(64, 48))])
    attachment = Attachment(
        application_id=work.id or 0, purpose=Purpose.PICTURE, name="a.jpg", sha256=stored.sha256, size=stored.size,
        media_type="image/jpeg", uploaded_at=now, uploaded_by=work.applicant_id,
    )  # fmt: skip
    session.add(attachment)
    session.flush()
    for kind in (RenditionKind.JUDGED, RenditionKind.THUMB):
        session.add(Rendition(attachment_id=attachment.id or 0, kind=kind, sha256=stored.sha256, size=stored.size,
                              width=64, height=48))  # fmt: skip
    session.flush()


@pytest.fixture
def machine(engine: Engine, tmp_path: Path, now: datetime, request: pytest.FixtureRequest) -> type[RandomPeople]:
    has_round: bool = request.param
    shelf = Shelf(tmp_path)

    def begin() -> Judging:
        session = Session(engine, expire_on_commit=False)
        values = {"shortlist": ShortlistMode.STARS, "shortlist_size": 1} if has_round else {}
        contest = make_contest(session, status=ContestStatus.JUDGING, nominations=NOMINATIONS,
                               closes_at=now - timedelta(hours=1), **values)  # fmt: skip
        nominations = nominations_of(session, contest)
        works = [make_application(session, contest, make_user(session), nominations[index % NOMINATIONS])
                 for index in range(WORKS)]  # fmt: skip
        for post in (Post.CHAIR, *[Post.MEMBER] * (EXPERTS - 1)):
            last = make_seat(session, contest, nominations, post)
        last.on_paper = True
        add_picture(session, shelf, works[0], now)
        seats.deal(session, contest, by=None, now=now)
        return Judging(session, now, contest, nominations, works, [make_user(session) for _ in range(3)])

    base = RandomRoundOffice if has_round else RandomOffice
    return type("Machine", (base,), {"begin": staticmethod(begin), "shelf": shelf})


@pytest.mark.parametrize("machine", [False, True], ids=["judging", "quick round"], indirect=True)
def test_random_actions_of_random_people_never_break_what_must_hold(machine: type[RandomPeople]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=8, stateful_step_count=25))  # type: ignore[no-untyped-call]
