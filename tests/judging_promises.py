"""What is promised of judging, asked after everything that random people do."""

from hypothesis.stateful import invariant
from random_people import NOMINATIONS, RandomPeople

from app import invariants
from app.applications.models import Status
from app.jury import queries, ranking_queries, shortlist_queries
from app.jury.masking_models import Exposure
from app.jury.models import Closing, Mark, Seal, Seat, Sheet, SheetStatus
from app.jury.paper_models import PaperEntry, PaperSettlement
from app.jury.seal_models import OpenedSeal, Unsealing
from app.jury.shortlist_models import Glance, GlanceSeal
from app.jury.standings import examination, standings


class Promises(RandomPeople):
    @invariant()
    def what_must_hold_of_all_data_holds(self) -> None:
        if hasattr(self, "here"):
            self.here.session.flush()
            assert invariants.broken(self.here.session, self.shelf) == []

    @invariant()
    def what_was_sealed_is_complete_and_stays_what_it_was(self) -> None:
        if not hasattr(self, "here"):
            return
        there = self.here.all(Sheet)
        under_seal = {sheet.id: sheet.sha256 for sheet in there if sheet.status is SheetStatus.SEALED}
        assert self.here.sealed.items() <= under_seal.items()
        self.here.sealed = under_seal
        marks = queries.marks_of(self.here.session, under_seal)
        assert all(len(marks[one]) == 2 for one in under_seal)
        assert all(0 <= mark.value <= 10 for mark in self.here.all(Mark))

    @invariant()
    def nothing_shows_before_everybody_has_sealed_and_only_sealed_sheets_count(self) -> None:
        if not hasattr(self, "here"):
            return
        session, contest = self.here.session, self.here.contest
        found = standings(session, contest)
        closed = {one.nomination_id for one in self.here.all(Closing)}
        opened = {one.seal_id for one in self.here.all(OpenedSeal)}
        open_seals = {(one.seat_id, one.nomination_id) for one in self.here.all(Seal) if one.id not in opened}
        present = [seat for seat in queries.seats(session, contest.id) if seat.left_at is None]
        for nomination in found.sealed - closed:
            judging = [seat.id for seat in present if nomination in queries.benches(session, seat.id)]
            assert all((seat, nomination) in open_seals for seat in judging)
        used = []
        for nomination, ranked in found.by_nomination.items():
            admitted = {work.id for work in self.here.works
                        if work.status is Status.ADMITTED and work.nomination_id == nomination}  # fmt: skip
            left_out = shortlist_queries.left_out(session, [work.id or 0 for work in self.here.works])
            assert {one.entry.application_id for one in ranked} == admitted - left_out
            assert sum(one.sheets for one in ranked) == len(examination(session, contest, nomination).hashes)
            used += examination(session, contest, nomination).hashes
        under_seal = {sheet.sha256 for sheet in self.here.all(Sheet) if sheet.status is SheetStatus.SEALED}
        assert set(used) <= under_seal
        if len(found.sealed) == NOMINATIONS:
            assert sorted(used) == ranking_queries.sheet_hashes(session, contest.id)

    @invariant()
    def what_was_sealed_in_the_quick_round_stays_what_it_was(self) -> None:
        if not hasattr(self, "here"):
            return
        session = self.here.session
        opened = {one.glance_seal_id for one in self.here.all(Unsealing) if one.is_agreed}
        holding = {seal.id: (seal.sha256, shortlist_queries.under_seal(session, seal.id))
                   for seal in self.here.all(GlanceSeal) if seal.id not in opened}  # fmt: skip
        assert all(holding.get(one) == kept for one, kept in self.here.answers.items())
        self.here.answers = holding
        assert all(one.settled_by != one.proposed_by for one in self.here.all(Unsealing))

    @invariant()
    def what_stands_of_paper_was_read_so_by_two_people(self) -> None:
        if not hasattr(self, "here"):
            return
        session = self.here.session
        finished = {one.id: dict(one.marks) for one in self.here.all(PaperEntry) if one.finished_at is not None}
        assert all(finished.get(one) == kept for one, kept in self.here.read.items())
        self.here.read = finished
        seats = {one.id: one for one in self.here.all(Seat) if one.on_paper}
        sheets = {one.id: one for one in self.here.all(Sheet) if one.seat_id in seats}
        position = {one.id: one.position for one in queries.criteria(session, self.here.contest.id)}
        standing = [(one.id, one.sheet_id, position[one.criterion_id], one.value, False)
                    for one in self.here.all(Mark) if one.sheet_id in sheets]  # fmt: skip
        by_work = {(one.seat_id, one.application_id): one.id for one in sheets.values()}
        standing += [(-one.id, by_work[one.seat_id, one.application_id], 0, one.value, True)
                     for one in self.here.all(Glance) if one.seat_id in seats]  # fmt: skip
        for key, sheet, column, value, is_quick in standing:
            if self.here.on_paper.get(key) != value:
                assert len(self.readers(sheet, column, value, is_quick) - {seats[sheets[sheet].seat_id].user_id}) >= 2
        self.here.on_paper = {key: value for key, _, _, value, _ in standing}

    def readers(self, sheet: int, column: int, value: int, is_quick: bool) -> set[int]:
        """Who found this value on the paper."""
        found: set[int] = set()
        for one in self.here.all(PaperEntry) + self.here.all(PaperSettlement):
            if one.is_quick == is_quick and one.marks.get(str(sheet), {}).get(str(column)) == value:
                who = [one.entered_by] if isinstance(one, PaperEntry) else [one.settled_by, one.agreed_by]
                found |= {person for person in who if person is not None}
        return found

    @invariant()
    def nobody_judges_what_they_may_not_see(self) -> None:
        """With a conflict of interest, or while a name is not covered yet."""
        if not hasattr(self, "here"):
            return
        recused = [one.id for one in self.here.all(Sheet) if one.status is SheetStatus.RECUSED]
        marks = queries.marks_of(self.here.session, recused)
        there = {one: dict(marks.get(one, {})) for one in recused}
        assert all(there[one] == before for one, before in self.here.recused.items() if one in there)
        self.here.recused = there
        waits = {one.sheet_id for one in self.here.all(Exposure) if one.settled_at is None}
        assert not waits & {one.id for one in self.here.all(Sheet) if one.status is SheetStatus.SEALED}
