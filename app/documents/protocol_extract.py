"""What is taken from a protocol: the extract that the secretary certifies, and the list of winners."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import parts_docx, parts_pdf
from . import protocol_texts as texts
from .bilingual import OFFICIAL, Both, Official, said, together
from .paper import Sheet
from .parts import Grid, Part, Signers, Turn, Words
from .protocol_facts import Protocol, Winner
from .protocol_text import decided, place, quorum
from .text import quoted
from .words import grouped, kk_date, long_date, number

Told = Callable[[Protocol, Official], Iterator[Part]]


def draw(protocol: Protocol) -> bytes:
    """The extract as a PDF: kk, then ru."""
    return _drawn(protocol, texts.EXTRACT, _extract)


def write(protocol: Protocol) -> bytes:
    """The extract for Word."""
    return parts_docx.bound(
        _title(protocol, texts.EXTRACT), together(protocol.organisation), _twice(protocol, _extract)
    )


def draw_winners(protocol: Protocol) -> bytes:
    """The list of winners as a PDF: kk, then ru."""
    return _drawn(protocol, texts.WINNERS_LIST, _winners)


def write_winners(protocol: Protocol) -> bytes:
    """The list of winners for Word."""
    return parts_docx.bound(
        _title(protocol, texts.WINNERS_LIST), together(protocol.organisation), _twice(protocol, _winners)
    )


def _drawn(protocol: Protocol, name: Both, told: Told) -> bytes:
    title = _title(protocol, name)
    return parts_pdf.bound(Sheet(title, together(protocol.organisation), title), _twice(protocol, told))


def _title(protocol: Protocol, name: Both) -> str:
    return f"{together(name)} № {protocol.number}"


def _twice(protocol: Protocol, told: Told) -> Iterator[Part]:
    for language in OFFICIAL:
        if language != OFFICIAL[0]:
            yield Turn()
        yield from told(protocol, language)


def _extract(protocol: Protocol, language: Official) -> Iterator[Part]:
    named = {"number": protocol.number, "day": _of_the_day(protocol, language)}
    yield Words("centre", protocol.organisation.of(language))
    yield Words("centre", protocol.contest.of(language))
    if language == "kk":
        yield Words("centre", texts.EXTRACT_OF.kk.format(**named))
    yield Words("title", texts.EXTRACT_TITLE.of(language))
    if language == "ru":
        yield Words("centre", texts.EXTRACT_OF.ru.format(**named))
    yield Words("ends", protocol.place.of(language), long_date(protocol.day, language))
    yield quorum(protocol.quorum, language)
    yield Words("left", f"{texts.DECIDED.of(language)}:", is_bold=True)
    yield from decided(protocol, language)
    yield Words("paragraph", texts.EXTRACT_RIGHT.of(language))
    signers = ((texts.SECRETARY_SIGNS.of(language), protocol.secretary),)
    yield Signers(signers, texts.SIGNATURE.of(language), texts.SEAL.of(language))


def _winners(protocol: Protocol, language: Official) -> Iterator[Part]:
    """The last column tells the sum or the place; where each nomination has one winner there is no place to tell."""
    named = {"number": protocol.number, "day": _of_the_day(protocol, language)}
    yield Words("centre", protocol.organisation.of(language))
    yield Words("title", texts.WINNERS_LIST.of(language))
    yield Words("centre", protocol.contest.of(language))
    yield Words("paragraph", texts.WINNERS_BASIS.of(language).format(**named))
    rows = [(quoted(said(one.nomination, language)), winner) for one in protocol.decisions for winner in one.winners]
    if rows:
        heads = texts.WINNERS_HEAD[protocol.kind].of(language).split("|")
        size = len(heads) if protocol.kind == "small_grant" or any(winner.place for _, winner in rows) else -1
        cells = tuple(
            (str(i), name, *_row(winner, protocol, language))[:size] for i, (name, winner) in enumerate(rows, 1)
        )
        yield Grid(tuple(heads[:size]), cells, (4, 22, 20, 20, 15, 8, 11)[:size])
    else:
        yield Words("paragraph", texts.NOBODY.of(language))
    signers = (
        (texts.CHAIR_SIGNS.of(language), protocol.chair), (texts.SECRETARY_SIGNS.of(language), protocol.secretary)
    )  # fmt: skip
    yield Signers(signers, texts.SIGNATURE.of(language), texts.SEAL.of(language))


def _of_the_day(protocol: Protocol, language: Official) -> str:
    """«2026 жылғы 20 мамырдағы», «20 мая 2026 года»."""
    return kk_date(protocol.day, "of") if language == "kk" else long_date(protocol.day, "ru")


def _row(winner: Winner, protocol: Protocol, language: Official) -> tuple[str, ...]:
    told = place(winner.place, language) if winner.place else ""
    last = grouped(winner.amount or 0) if protocol.kind == "small_grant" else told
    work = f"{quoted(winner.work)} (№\u00a0{winner.number})"
    return winner.name, work, said(winner.territory, language), number(winner.score, 2), last
