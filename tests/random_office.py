"""Random people of the office at a contest that is judged: they read paper sheets, cover names, open answers."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from judging_promises import Promises
from random_people import AT, NOMINATIONS, RandomQuickRound
from sqlmodel import select

from app.applications.models import Application, Attachment, Rendition, RenditionKind
from app.contests.models import Nomination
from app.jury import exposures, masking, paper, paper_rounds, paper_settling, sealing, shortlisting, unsealing
from app.jury.models import Seat, Sheet
from app.jury.seal_models import SheetVersion, Unsealing
from app.jury.sealing import Scan
from app.jury.shortlist_models import GlanceSeal

VALUE = st.integers(0, 6)
AREAS = st.lists(st.tuples(*[st.integers(0, 500)] * 2, *[st.integers(1, 500)] * 2), max_size=2)


class RandomOffice(Promises):
    def by(self, who: int) -> dict[str, Any]:
        return {"by": self.here.staff[who % len(self.here.staff)].id or 0, "now": self.here.now}

    def pile(self, at: int, where: int) -> tuple[Seat, Nomination]:
        """Mostly of somebody who judges on paper."""
        on_paper = [one for one in self.here.all(Seat) if one.on_paper]
        seat = on_paper[at % len(on_paper)] if at % 5 else self.one(Seat, at)
        return seat, self.here.nominations[where % NOMINATIONS]

    def reading(self, seat: Seat, nomination: Nomination, value: int) -> dict[int, dict[int, int]]:
        session = self.here.session
        here = paper_rounds.now_entered(session, nomination, self.here.contest)
        return {
            sheet.id or 0: dict.fromkeys(here.columns, value) for sheet, *_ in paper.pile(session, seat, nomination)
        }

    def read_paper(self, seat: Seat, nomination: Nomination, value: int, who: int, *, is_finished: bool) -> None:
        marks = self.reading(seat, nomination, value)
        self.attempt(lambda: paper.save(self.here.session, seat, nomination, self.here.contest, marks,
                                        is_finished=is_finished, **self.by(who)))  # fmt: skip

    def seal_by_scan(self, seat: Seat, nomination: Nomination, who: int) -> None:
        scan = Scan(self.shelf.put([b"scan"]).sha256, "application/pdf")
        here = paper_rounds.now_entered(self.here.session, nomination, self.here.contest)
        seal: Callable[..., Any] = shortlisting.seal if here.is_quick else sealing.seal
        self.attempt(lambda: seal(self.here.session, seat, nomination, self.here.contest, scan=scan, **self.by(who)),
                     opens=True)  # fmt: skip

    @rule(at=AT, where=AT, who=AT, value=VALUE, is_finished=st.booleans())
    def read_a_pile(self, at: int, where: int, who: int, value: int, is_finished: bool) -> None:
        self.read_paper(*self.pile(at, where), value, who, is_finished=is_finished)

    @rule(at=AT, where=AT, who=AT, values=st.tuples(VALUE, VALUE), is_sealed=st.booleans())
    def read_a_pile_twice(self, at: int, where: int, who: int, values: tuple[int, int], is_sealed: bool) -> None:
        seat, nomination = self.pile(at, where)
        for reader, value in enumerate(values):
            self.read_paper(seat, nomination, value, who + reader, is_finished=True)
        if is_sealed:
            self.seal_by_scan(seat, nomination, who)

    def settle(self, seat: Seat, nomination: Nomination, value: int, who: int) -> None:
        chosen = self.reading(seat, nomination, value)
        self.attempt(lambda: paper_settling.settle(self.here.session, seat, nomination, self.here.contest, chosen,
                                                   **self.by(who)))  # fmt: skip

    def look_again(self, seat: Seat, nomination: Nomination, who: int, *, is_agreed: bool) -> None:
        act = paper_settling.agree if is_agreed else paper_settling.dispute
        self.attempt(lambda: act(self.here.session, seat, nomination, self.here.contest, **self.by(who)))

    @rule(at=AT, where=AT, who=AT, value=VALUE)
    def settle_what_differs(self, at: int, where: int, who: int, value: int) -> None:
        self.settle(*self.pile(at, where), value, who)

    @rule(at=AT, where=AT, who=st.tuples(AT, AT), values=st.tuples(VALUE, VALUE, VALUE))
    def read_and_settle(self, at: int, where: int, who: tuple[int, int], values: tuple[int, int, int]) -> None:
        """Two readings, mostly different ones, what a third look says, and whether somebody finds it so."""
        seat, nomination = self.pile(at, where)
        for reader, value in enumerate(values[:2]):
            self.read_paper(seat, nomination, value, reader, is_finished=True)
        self.settle(seat, nomination, values[2], who[0])
        self.look_again(seat, nomination, who[1], is_agreed=True)

    @rule(at=AT, where=AT, who=AT, is_agreed=st.booleans())
    def look_at_what_was_settled(self, at: int, where: int, who: int, is_agreed: bool) -> None:
        self.look_again(*self.pile(at, where), who, is_agreed=is_agreed)

    @rule(at=AT, where=AT, who=AT)
    def start_a_pile_over(self, at: int, where: int, who: int) -> None:
        seat, nomination = self.pile(at, where)
        thrown = {one.id for one in paper.of_contest(self.here.session, self.here.contest.id)
                  if (one.seat_id, one.nomination_id) == (seat.id, nomination.id)}  # fmt: skip
        if self.attempt(lambda: paper.start_over(self.here.session, seat, nomination, self.here.contest,
                                                 **self.by(who))):  # fmt: skip
            self.here.read = {key: kept for key, kept in self.here.read.items() if key not in thrown}

    @rule(at=AT, where=AT, who=AT)
    def seal_a_pile(self, at: int, where: int, who: int) -> None:
        self.seal_by_scan(*self.pile(at, where), who)

    def leaves_marks(self, act: Callable[[], Any]) -> None:
        """Whatever is covered or told, no mark, answer or seal is another one for it."""
        before = self.judged()
        self.attempt(act)
        assert self.judged() == before

    @rule(who=AT, areas=AREAS)
    def cover_a_picture(self, who: int, areas: list[tuple[int, int, int, int]]) -> None:
        session = self.here.session
        picture = session.exec(select(Rendition).where(Rendition.kind == RenditionKind.JUDGED)).one()
        work = session.get_one(Application, session.get_one(Attachment, picture.attachment_id).application_id)
        self.leaves_marks(lambda: masking.cover_picture(session, self.shelf, work, picture, areas, **self.by(who)))

    @rule(at=AT, who=AT, words=st.lists(st.sampled_from(["Асель", "Проект"]), unique=True))
    def cover_words(self, at: int, who: int, words: list[str]) -> None:
        work = self.one(Application, at)
        self.leaves_marks(lambda: masking.cover_words(self.here.session, work, words, **self.by(who)))

    @rule(at=AT)
    def tell_of_a_name(self, at: int) -> None:
        sheet, seat = self.one_sheet(at)
        self.leaves_marks(lambda: exposures.tell(self.here.session, sheet, seat, self.here.contest, "x",
                                                 **self.act(seat)))  # fmt: skip

    @rule(at=AT, who=AT, is_told=st.booleans())
    def give_a_work_back(self, at: int, who: int, is_told: bool) -> None:
        if is_told:
            self.tell_of_a_name(at)
        work = self.here.session.get_one(Application, self.one_sheet(at)[0].application_id)
        self.leaves_marks(lambda: exposures.settle(self.here.session, work, **self.by(who)))

    @rule(at=AT, value=st.integers(0, 10))
    def tell_after_marking_and_seal(self, at: int, value: int) -> None:
        self.mark_everything_open(at, value)
        sheets = self.here.all(Sheet)
        mine = [index for index, one in enumerate(sheets) if one.seat_id == self.one(Seat, at).id]
        if mine:
            self.tell_of_a_name(mine[0])
        self.seal_everything(at)

    @rule(at=AT, value=st.integers(0, 10))
    def recuse_and_mark_all_the_same(self, at: int, value: int) -> None:
        self.recuse(at)
        self.nobody_judges_what_they_may_not_see()
        for criterion in (0, 1):
            self.mark(at, criterion, value)


class RandomRoundOffice(RandomOffice, RandomQuickRound):
    """Two people of it open what a member sealed in the quick round."""

    @rule(at=AT, who=AT)
    def ask_to_open_answers(self, at: int, who: int) -> None:
        seal = self.one(GlanceSeal, at)
        if seal is not None:
            self.attempt(lambda: unsealing.propose_answers(self.here.session, self.here.contest, seal, "x",
                                                           **self.by(who)))  # fmt: skip

    def asked(self, at: int) -> Unsealing | None:
        found = [one for one in self.here.all(Unsealing) if one.glance_seal_id is not None]
        return found[at % len(found)] if found else None

    @rule(at=AT, who=AT)
    def refuse_to_open_answers(self, at: int, who: int) -> None:
        asked = self.asked(at)
        if asked is not None:
            self.attempt(lambda: unsealing.refuse(self.here.session, asked, **self.by(who)))

    @rule(at=AT, who=AT)
    def agree_to_open_answers(self, at: int, who: int) -> None:
        session, asked = self.here.session, self.asked(at)
        if asked is not None and self.attempt(
            lambda: unsealing.agree_on_answers(session, self.here.contest, asked, **self.by(who))
        ):
            sealed = self.here.answers.pop(asked.glance_seal_id or 0)
            version = session.exec(select(SheetVersion).where(SheetVersion.unsealing_id == asked.id)).one()
            assert (version.sha256, [tuple(row) for row in version.content[2]]) == sealed

    @rule(at=AT, value=st.integers(1, 5), who=st.tuples(*[st.integers(0, 1)] * 2))
    def answer_everything_and_open_it_again(self, at: int, value: int, who: tuple[int, int]) -> None:
        self.answer_for_everything_and_seal(at, at, value)
        self.what_was_sealed_in_the_quick_round_stays_what_it_was()
        self.ask_to_open_answers(-1, who[0])
        self.agree_to_open_answers(-1, who[1])
