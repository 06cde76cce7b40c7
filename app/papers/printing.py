"""Papers as files, drawn from what was signed when they were issued and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.documents import diploma, fonts
from app.documents.bilingual import Both
from app.documents.diploma import Diploma, Signatory
from app.errors import RuleBroken
from app.keys import Keys
from app.papers import signatures
from app.papers.models import Certificate, CertificateStatus

HOLDING = (CertificateStatus.ISSUED, CertificateStatus.HANDED_OVER)


@dataclass(frozen=True)
class Press:
    """What printing needs of an installation: its keys, its public address, the folder of its cut fonts."""

    keys: Keys
    site: str
    font_cache: Path

    def one(self, paper: Certificate) -> bytes:
        """Raises RuleBroken ``paper-void`` for one that was replaced or revoked, ``paper-altered`` for one that no
        longer says what was signed."""
        fonts.prepare(self.font_cache)
        return diploma.draw(self._drawn(paper))

    def many(self, papers: Sequence[Certificate], title: str) -> bytes:
        """One file with a bookmark for each. Raises as `one`, and ``papers-none``."""
        if not papers:
            raise RuleBroken("papers-none")
        fonts.prepare(self.font_cache)
        return diploma.draw_all((self._drawn(paper) for paper in papers), title)

    def _drawn(self, paper: Certificate) -> Diploma:
        if paper.status not in HOLDING:
            raise RuleBroken("paper-void")
        if not signatures.is_genuine(self.keys, paper):
            raise RuleBroken("paper-altered")
        return drawn(paper.printed, signatures.address(self.keys, self.site, paper))


def drawn(printed: dict[str, Any], check_url: str) -> Diploma:
    return Diploma(
        kind=printed["kind"], recipient=printed["recipient"], organisation=_both(printed["organisation"]),
        contest=_both(printed["contest"]), number=printed["number"], day=date.fromisoformat(printed["day"]),
        place=_both(printed["place"]), check_url=check_url, contest_kind=printed["contest_kind"],
        signatories=tuple(Signatory(_both(one["name"]), _both(one["position"])) for one in printed["signatories"]),
        nomination=_both(printed["nomination"]), heading=_maybe(printed, "heading"), school=_maybe(printed, "school"),
        settlement=_maybe(printed, "settlement"), grade=printed.get("grade"), work=printed.get("work"),
        teacher=printed.get("teacher"), amount=printed.get("amount"),
    )  # fmt: skip


def _both(texts: dict[str, str]) -> Both:
    return Both(texts["kk"], texts["ru"])


def _maybe(printed: dict[str, Any], name: str) -> Both | None:
    return _both(printed[name]) if name in printed else None
