"""Papers as files, drawn from what was signed when they were issued and from nothing else."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from app.documents import diploma, fonts
from app.documents.bilingual import Both
from app.documents.diploma import Diploma, Signatory
from app.errors import RuleBroken
from app.files import Shelf
from app.keys import Keys
from app.papers import signatures
from app.papers.models import Certificate
from app.papers.queries import HOLDING


@dataclass(frozen=True)
class Press:
    """What printing needs of an installation: its keys, its public address, the folder of its cut fonts, and the shelf
    on which logos and pictures of signatures lie."""

    keys: Keys
    site: str
    font_cache: Path
    shelf: Shelf | None = None
    _pictures: dict[str, bytes] = field(default_factory=dict)

    def one(self, paper: Certificate) -> bytes:
        """Raises RuleBroken ``paper-void`` for one that was replaced or revoked, ``paper-altered`` for one that no
        longer says what was signed."""
        fonts.prepare(self.font_cache)
        return diploma.draw(self._drawn(paper))

    def many(self, papers: Sequence[Certificate], title: str) -> bytes:
        """One file with a bookmark for each. Raises as `one`, and ``papers-none``."""
        target = BytesIO()
        self.write(target, papers, title)
        return target.getvalue()

    def write(
        self, target: IO[bytes], papers: Sequence[Certificate], title: str, tell: Callable[[int], None] | None = None
    ) -> None:
        """The same into a file, page by page; `tell` hears how many are drawn."""
        if not papers:
            raise RuleBroken("papers-none")
        fonts.prepare(self.font_cache)
        diploma.write_all(target, self._each(papers, tell), title)

    def sample(self, printed: dict[str, Any]) -> bytes:
        """How a paper with this content would look; its code leads nowhere."""
        fonts.prepare(self.font_cache)
        return diploma.draw(drawn(printed, f"{self.site}/check/{printed['number']}", self._picture))

    def _each(self, papers: Sequence[Certificate], tell: Callable[[int], None] | None) -> Iterator[Diploma]:
        for number, paper in enumerate(papers, 1):
            yield self._drawn(paper)
            if tell:
                tell(number)

    def _drawn(self, paper: Certificate) -> Diploma:
        if paper.status not in HOLDING:
            raise RuleBroken("paper-void")
        if not signatures.is_genuine(self.keys, paper):
            raise RuleBroken("paper-altered")
        return drawn(paper.printed, signatures.address(self.keys, self.site, paper), self._picture)

    def _picture(self, sha256: str) -> bytes:
        if sha256 not in self._pictures and self.shelf:
            self._pictures[sha256] = self.shelf.read(sha256)
        return self._pictures[sha256]


def drawn(printed: dict[str, Any], check_url: str, picture: Callable[[str], bytes]) -> Diploma:
    def seen(sha256: str | None) -> bytes | None:
        return picture(sha256) if sha256 else None

    return Diploma(
        kind=printed["kind"], recipient=printed["recipient"], organisation=_both(printed["organisation"]),
        contest=_both(printed["contest"]), number=printed["number"], day=date.fromisoformat(printed["day"]),
        place=_both(printed["place"]), check_url=check_url, contest_kind=printed["contest_kind"],
        signatories=tuple(
            Signatory(_both(one["name"]), _both(one["position"]), seen(image))
            for one, image in zip(printed["signatories"], printed.get("signatures", ("", "")), strict=False)
        ),
        heading=_both(printed["heading"]), verb=_both(printed["verb"]), reason=_both(printed["reason"]),
        nomination=_maybe(printed, "nomination"), school=_maybe(printed, "school") or _maybe(printed, "workplace"),
        settlement=_maybe(printed, "settlement"), grade=printed.get("grade"), work=printed.get("work"),
        teacher=printed.get("teacher"), amount=printed.get("amount"), orientation=printed["orientation"],
        has_seal_place=printed["seal"], logo=seen(printed.get("logo")),
    )  # fmt: skip


def _both(texts: dict[str, str]) -> Both:
    return Both(texts["kk"], texts["ru"])


def _maybe(printed: dict[str, Any], name: str) -> Both | None:
    return _both(printed[name]) if name in printed else None
