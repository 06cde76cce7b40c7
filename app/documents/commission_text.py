"""«Сараптама комиссиясының құрамы» / «Состав экспертной комиссии»: who sits on it, with the stamps that approve it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .parts import Grid, Part, Signers, Turn, Words
from .rules_text import AGREED, APPROVED, LETTER, ORDER, Approval, Piece, stamp

Post = Literal["chair", "deputy", "member", "secretary"]
TITLE = Both("Сараптама комиссиясының құрамы", "Состав экспертной комиссии")
CONTEST = Both("«{contest}» конкурсы, {edition} жыл", "Конкурс «{contest}», {edition} год")
HEAD = Both(
    "№|Тегі, аты, әкесінің аты|Лауазымы|Комиссиядағы міндеті", "№|Фамилия, имя, отчество|Должность|Место в комиссии"
)
POSTS: dict[Post, Both] = {
    "chair": Both("Төраға", "Председатель"),
    "deputy": Both("Төрағаның орынбасары", "Заместитель председателя"),
    "member": Both("Комиссия мүшесі", "Член комиссии"),
    "secretary": Both("Хатшы (дауыс беру құқығынсыз)", "Секретарь (без права голоса)"),
}
ORDER_OF: tuple[Post, ...] = ("chair", "deputy", "member", "secretary")
VOTES = Both("Дауыс беру құқығы бар мүшелер саны: {number}", "Членов с правом голоса: {number}")
MADE_BY = Both("Комиссия хатшысы", "Секретарь комиссии")
SIGNATURE = Both("қолы", "подпись")
WIDTHS = (6, 38, 34, 22)


@dataclass(frozen=True)
class Member:
    name: Text
    occupation: Text
    post: Post


@dataclass(frozen=True)
class Commission:
    """`members` in the order of their seats; without an approval a line is left for the head of the organisation."""

    organisation: Both
    contest: Both
    edition: int
    members: tuple[Member, ...]
    approved: Approval | None = None
    agreed: Approval | None = None


def name(commission: Commission) -> str:
    return f"{together(TITLE)} · {together(commission.contest)}"


def pieces(commission: Commission, language: Official) -> Iterator[Piece]:
    """What stands above the list: the stamps, the organisation, the titles."""
    yield from stamp(commission.agreed, AGREED, LETTER, language)
    yield from stamp(commission.approved, APPROVED, ORDER, language)
    yield Piece("centre", commission.organisation.of(language))
    yield Piece("title", TITLE.of(language))
    contest = CONTEST.of(language).format(contest=commission.contest.of(language), edition=commission.edition)
    yield Piece("centre", contest)


def parts(commission: Commission, language: Official) -> Iterator[Part]:
    """The list itself and who signs it."""
    ranked = sorted(commission.members, key=lambda one: ORDER_OF.index(one.post))
    rows = tuple(
        (str(place), said(one.name, language), said(one.occupation, language), POSTS[one.post].of(language))
        for place, one in enumerate(ranked, 1)
    )
    yield Grid(tuple(HEAD.of(language).split("|")), rows, WIDTHS)
    votes = sum(one.post != "secretary" for one in ranked)
    yield Words("left", VOTES.of(language).format(number=votes))
    clerks = [one for one in ranked if one.post == "secretary"]
    if clerks:
        signers = tuple((MADE_BY.of(language), said(one.name, language)) for one in clerks)
        yield Signers(signers, SIGNATURE.of(language))


def sections(commission: Commission) -> Iterator[Piece | Part]:
    """Both languages, each from a page of its own."""
    for place, language in enumerate(OFFICIAL):
        if place:
            yield Turn()
        yield from pieces(commission, language)
        yield from parts(commission, language)
