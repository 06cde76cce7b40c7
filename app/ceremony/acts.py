"""The handover acts as files: one winner's, or all of a contest one behind the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.awards.models import Protocol
from app.ceremony import handovers
from app.ceremony.queries import Winner
from app.ceremony.words import RELATIONS
from app.contests.models import Contest
from app.db import Texts
from app.documents import binding, fonts, handover
from app.documents.bilingual import Both, Text
from app.errors import RuleBroken
from app.i18n import local
from app.papers.facts import both
from app.programmes.models import Organisation


@dataclass(frozen=True)
class Acts:
    """What all acts of a contest have in common."""

    contest: Contest
    organisation: Organisation
    protocol: Protocol
    font_cache: Path

    def one(self, winner: Winner) -> bytes:
        """Raises RuleBroken ``act-missing``."""
        fonts.prepare(self.font_cache)
        return handover.draw(self._drawn(winner))

    def many(self, winners: Sequence[Winner]) -> bytes:
        """Every act keeps its own page numbers. Raises RuleBroken ``act-missing`` where there is none."""
        made = [winner for winner in winners if winner.act]
        if not made:
            raise RuleBroken("act-missing")
        return binding.bound((str(winner.act.number if winner.act else ""), self.one(winner)) for winner in made)

    def _drawn(self, winner: Winner) -> handover.Handover:
        act = winner.act
        if act is None:
            raise RuleBroken("act-missing")
        head = self.organisation
        return handover.Handover(
            number=str(act.number), day=local(act.made_at).date(), place=_both(head.city),
            protocol=handover.Reference(str(self.protocol.number), self.protocol.held_on),
            contest=_both(self.contest.title), organisation=_both(head.name), giver=both(head.head_name)["kk"],
            giver_position=_both(head.head_position), receiver=winner.name,
            nomination=_both(winner.entry.nomination.title), about=_about(winner), representative=_adult(winner),
            gifts=tuple(handover.Gift(Both(one.name_kk, one.name_ru), one.quantity, one.price) for one in winner.gifts),
        )  # fmt: skip


def _about(winner: Winner) -> Text:
    """School and grade, of each language its own."""
    author, school = winner.entry.author, winner.entry.school
    if author is None or school is None:
        return ""
    name = both(school.name)
    return Both(f"{name['kk']}, {author.grade}-сынып", f"{name['ru']}, {author.grade}\u00a0класс")


def _adult(winner: Winner) -> handover.Representative | None:
    act = winner.act
    if act is None or not act.received_by or not handovers.is_minor(winner.entry.author, local(act.made_at).date()):
        return None
    return handover.Representative(act.received_by, RELATIONS[act.relation])


def _both(texts: Texts) -> Both:
    found = both(texts)
    return Both(found["kk"], found["ru"])
