"""The protocol of the expert commission, whichever file it goes to: what it says in one language, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import protocol_texts as texts
from .bilingual import Both, Official, Text, said, together
from .parts import Grid, Part, Signers, Words
from .protocol_facts import Decision, ItemQuorum, Protocol, Quorum, Votes, Winner
from .protocol_texts import Kind
from .text import quoted
from .words import long_date, number, tenge


def file_title(protocol: Protocol) -> str:
    return together(texts.FILE_TITLE).format(number=protocol.number)


def parts(protocol: Protocol, language: Official) -> Iterator[Part]:
    yield from _opening(protocol, language)
    yield from _attendance(protocol, language)
    yield from _agenda(protocol, language)
    yield from _on_ranking(protocol, language)
    yield from _on_winners(protocol, language)
    yield from _own_items(protocol, language)
    yield from _closing(protocol, language)


def heading(protocol: Protocol, language: Official) -> Iterator[Part]:
    """Organisation, name of the paper, contest; place and day."""
    title = texts.COMMISSION[protocol.kind].of(language).format(number=protocol.number)
    yield Words("centre", protocol.organisation.of(language))
    if language == "kk":
        yield Words("centre", protocol.contest.kk)
        yield Words("title", title)
    else:
        yield Words("title", title)
        yield Words("centre", protocol.contest.ru)
    yield Words("ends", protocol.place.of(language), long_date(protocol.day, language))


def _opening(protocol: Protocol, language: Official) -> Iterator[Part]:
    yield from heading(protocol, language)
    yield _say(texts.TIME, language, starts=f"{protocol.starts:%H:%M}", ends=f"{protocol.ends:%H:%M}")
    yield _say(texts.MODE, language, mode=texts.MODES[protocol.mode].of(language))
    yield _say(texts.CHAIR, language, name=protocol.chair)
    yield _say(texts.SECRETARY, language, name=protocol.secretary)


def _attendance(protocol: Protocol, language: Official) -> Iterator[Part]:
    rows = tuple(
        (str(i), member.name, said(member.position, language), texts.ATTENDANCE[member.attendance].of(language))
        for i, member in enumerate(protocol.present, 1)
    )
    absent = [
        texts.ABSENT_ITEM.of(language).format(name=one.name, reason=said(one.reason, language))
        for one in protocol.absent
    ]
    nobody = [texts.NOBODY.of(language)]
    yield Words("heading", texts.PRESENT.of(language))
    yield Grid(tuple(texts.PRESENT_HEAD.of(language).split("|")), rows, (5, 38, 39, 18))
    yield from _list(texts.ABSENT, absent or nobody, language)
    yield from _list(texts.INVITED, _each(protocol.invited, language) or nobody, language)
    yield Words("heading", texts.QUORUM.of(language))
    yield quorum(protocol.quorum, language)
    for one in protocol.quorum.items:
        yield _item_quorum(one, language)


def quorum(there: Quorum, language: Official) -> Part:
    holds = texts.QUORUM_HOLDS if there.holds else texts.QUORUM_FAILS
    return _say(
        texts.QUORUM_TEXT, language,
        holds=holds.of(language), total=there.total, required=there.required, present=there.present,
    )  # fmt: skip


def _item_quorum(one: ItemQuorum, language: Official) -> Part:
    holds = texts.QUORUM_HOLDS if one.present >= one.required > 0 else texts.QUORUM_FAILS
    return _say(
        texts.ITEM_QUORUM, language, nomination=quoted(said(one.nomination, language)), recused=one.recused,
        total=one.total, required=one.required, present=one.present, holds=holds.of(language),
    )  # fmt: skip


def _agenda(protocol: Protocol, language: Official) -> Iterator[Part]:
    standing = [texts.RANKING_ITEM[protocol.kind].of(language), texts.WINNERS_ITEM.of(language)]
    yield from _list(texts.AGENDA, [*standing, *_each((one.title for one in protocol.items), language)], language)


def _on_ranking(protocol: Protocol, language: Official) -> Iterator[Part]:
    intake = protocol.intake
    phrase = texts.INTAKE_DRAWING if protocol.kind == "drawing" else texts.INTAKE
    recusals = [
        texts.RECUSAL.of(language).format(
            expert=one.expert, application=one.application, reason=said(one.reason, language)
        )
        for one in protocol.recusals
    ]
    yield _item(1, texts.RANKING_ITEM[protocol.kind].of(language), language)
    yield _bold(texts.HEARD, language)
    yield _say(texts.REPORT, language, name=protocol.secretary)
    yield _say(
        phrase, language,
        received=intake.received, admitted=intake.admitted, rejected=intake.rejected, withdrawn=intake.withdrawn,
    )  # fmt: skip
    yield _bold(texts.METHOD, language)
    yield from _paragraphs(protocol.method, language)
    yield from _list(texts.RECUSALS, recusals or [texts.NOBODY.of(language)], language)
    yield from _list(texts.TIES, _each(protocol.tie_breaks, language), language)
    yield from _spoke(protocol.on_ranking, language)
    yield _bold(texts.DECIDED, language)
    yield Words("paragraph", texts.NOTED.of(language))


def _on_winners(protocol: Protocol, language: Official) -> Iterator[Part]:
    yield _item(2, texts.WINNERS_ITEM.of(language), language)
    yield _bold(texts.HEARD, language)
    yield Words("paragraph", texts.PROPOSAL.of(language))
    yield from _list(texts.DEPARTURES, _each(protocol.departures, language), language)
    yield from _spoke(protocol.on_winners, language)
    yield _bold(texts.DECIDED, language)
    yield from decided(protocol, language)


def decided(protocol: Protocol, language: Official) -> Iterator[Part]:
    """Winners, reserve, what stays without an award, the vote."""
    for i, decision in enumerate(protocol.decisions, 1):
        yield from _decision(i, decision, protocol.kind, language)
    amounts = [winner.amount for one in protocol.decisions for winner in one.winners if winner.amount is not None]
    if amounts:
        yield _say(texts.TOTAL, language, sum=tenge(sum(amounts), language))
    reserve = [
        texts.RESERVE_ITEM.of(language).format(
            nomination=quoted(said(one.nomination, language)),
            number=one.number, applicant=one.applicant, score=number(one.score, 2),
        )
        for one in protocol.reserve
    ]  # fmt: skip
    empty = [
        texts.EMPTY_PLACE.of(language).format(
            territory=said(one.territory, language), reason=said(one.reason, language)
        )
        for one in protocol.empty_places
    ]
    yield from _list(texts.RESERVE, reserve, language)
    yield from _list(texts.EMPTY_PLACES, empty, language)
    yield _votes(protocol.votes, language)


def _decision(i: int, decision: Decision, kind: Kind, language: Official) -> Iterator[Part]:
    nomination = quoted(said(decision.nomination, language))
    if decision.winners:
        phrase = texts.WINNER_OF if len(decision.winners) == 1 else texts.WINNERS_OF
        yield _say(phrase, language, i=i, nomination=nomination)
    else:
        reason = said(decision.not_awarded or "", language)
        yield _say(texts.NOT_AWARDED, language, i=i, nomination=nomination, reason=reason)
    for winner in decision.winners:
        yield from _winner(winner, kind, language)
    if decision.votes:
        yield _votes(decision.votes, language)


def _winner(winner: Winner, kind: Kind, language: Official) -> Iterator[Part]:
    territory = said(winner.territory, language)
    name = f"{place(winner.place, language)}: {winner.name}" if winner.place else winner.name
    said_of = [
        texts.WORK[kind].of(language).format(title=quoted(winner.work), number=winner.number),
        texts.WHERE.of(language).format(territory=territory, score=number(winner.score, 2)),
    ]
    if winner.amount is not None:
        said_of.append(texts.GRANT.of(language).format(sum=tenge(winner.amount, language)))
    if winner.gift:
        said_of.append(texts.GIFT.of(language).format(gift=said(winner.gift, language)))
    yield Words("item", name, is_bold=True)
    for text in said_of:
        yield Words("item", text)


def place(number: int, language: Official) -> str:
    """«I орын», «I место»; after III in Arabic figures."""
    figure = texts.PLACES[number - 1] if number <= len(texts.PLACES) else str(number)
    return texts.PLACE.of(language).format(place=figure)


def _own_items(protocol: Protocol, language: Official) -> Iterator[Part]:
    for i, one in enumerate(protocol.items, 3):
        yield _item(i, said(one.title, language), language)
        if one.heard:
            yield _bold(texts.HEARD, language)
            yield from _paragraphs(one.heard, language)
        yield from _spoke(one.spoke, language)
        yield _bold(texts.DECIDED, language)
        yield from _paragraphs(one.decided, language)
        if one.votes:
            yield _votes(one.votes, language)


def _closing(protocol: Protocol, language: Official) -> Iterator[Part]:
    dissents = [
        texts.DISSENT.of(language).format(name=one.name, text=said(one.text, language)) for one in protocol.dissents
    ]
    tasks = [
        texts.TASK.of(language).format(
            what=_sentence(said(one.what, language)), who=said(one.who, language), until=long_date(one.until, language)
        )
        for one in protocol.tasks
    ]
    members = [one.name for one in protocol.present if one.name != protocol.chair]
    signers = [(texts.CHAIR_SIGNS.of(language), protocol.chair)]
    signers += [(texts.MEMBER_SIGNS.of(language), name) for name in members]
    signers += [(texts.SECRETARY_SIGNS.of(language), protocol.secretary)]
    yield from _list(texts.DISSENTS, dissents, language)
    yield from _list(texts.TASKS, tasks, language)
    yield Words("paragraph", texts.ANNEX_LIST.of(language))
    yield Words("small", texts.JOURNAL.of(language).format(hash=protocol.journal))
    yield Signers(tuple(signers), texts.SIGNATURE.of(language), texts.SEAL.of(language))


def _item(i: int, title: str, language: Official) -> Part:
    return Words("heading", texts.ITEM.of(language).format(i=i, title=title))


def _spoke(text: Text, language: Official) -> Iterator[Part]:
    yield _bold(texts.SPOKE, language)
    yield from _paragraphs(text, language) if text else (Words("paragraph", texts.NOBODY_SPOKE.of(language)),)


def _votes(votes: Votes, language: Official) -> Part:
    return _say(texts.VOTES, language, in_favour=votes.in_favour, against=votes.against, abstained=votes.abstained)


def _say(phrase: Both, language: Official, **facts: object) -> Words:
    return Words("paragraph", phrase.of(language).format(**facts))


def _bold(title: Both, language: Official) -> Part:
    return Words("left", f"{title.of(language)}:", is_bold=True)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _paragraphs(text: Text, language: Official) -> Iterator[Part]:
    return (Words("paragraph", part) for part in said(text, language).splitlines() if part.strip())


def _each(items: Iterable[Text], language: Official) -> list[str]:
    return [said(item, language) for item in items]


def _list(title: Both, items: list[str], language: Official) -> Iterator[Part]:
    """A heading with its items, numbered if there are several; nothing without items."""
    if items:
        yield _bold(title, language)
        for i, item in enumerate(items, 1):
            yield Words("item", f"{i}. {item}" if len(items) > 1 else item)
