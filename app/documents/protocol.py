"""The protocol of the expert commission: the Kazakh text, the Russian text and one bilingual annex with the marks."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from . import paper
from . import protocol_texts as texts
from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .paper import Heading, Sheet, line
from .protocol_facts import (
    Absent,
    Decision,
    Dissent,
    Intake,
    Present,
    Protocol,
    Quorum,
    Recusal,
    Reserve,
    ScoreRow,
    Votes,
    Winner,
)
from .protocol_texts import Kind
from .score_table import score_table
from .text import quoted
from .words import long_date, number, tenge

__all__ = [
    "Absent", "Decision", "Dissent", "Intake", "Present", "Protocol", "Quorum",
    "Recusal", "Reserve", "ScoreRow", "Votes", "Winner", "draw",
]  # fmt: skip


def draw(protocol: Protocol) -> bytes:
    """One file: kk, ru, the annex on landscape pages, each with its signatures."""
    title = together(texts.FILE_TITLE).format(number=protocol.number)
    sheet = Sheet(title, together(protocol.organisation), f"{title} · {protocol.journal}")
    story: list[Flowable] = []
    for language in OFFICIAL:
        if story:
            story += paper.new_page()
        story += _text(protocol, language)
    story += paper.wide_page()
    story += score_table(protocol.experts, protocol.scores)
    signers = [(together(texts.CHAIR_SIGNS), protocol.chair), (together(texts.SECRETARY_SIGNS), protocol.secretary)]
    story.append(paper.signatures(signers, together(texts.SIGNATURE), width=paper.WIDE))
    return paper.bound(sheet, story)


def _text(protocol: Protocol, language: Official) -> list[Flowable]:
    return [
        *_opening(protocol, language),
        *_attendance(protocol, language),
        *_heard(protocol, language),
        *_decided(protocol, language),
        *_closing(protocol, language),
    ]


def _opening(protocol: Protocol, language: Official) -> list[Flowable]:
    return [
        paper.words(protocol.organisation.of(language), "centre"),
        paper.space(4),
        Heading(texts.TITLE.of(language).format(number=protocol.number), 1, "title"),
        paper.words(protocol.contest.of(language), "centre"),
        paper.space(6),
        paper.ends(protocol.place.of(language), long_date(protocol.day, language)),
        paper.space(4),
        line(texts.TIME.of(language), starts=f"{protocol.starts:%H:%M}", ends=f"{protocol.ends:%H:%M}"),
        line(texts.MODE.of(language), mode=texts.MODES[protocol.mode].of(language)),
        line(texts.CHAIR.of(language), name=protocol.chair),
        line(texts.SECRETARY.of(language), name=protocol.secretary),
    ]


def _attendance(protocol: Protocol, language: Official) -> list[Flowable]:
    rows = [
        (str(i), member.name, said(member.position, language), texts.ATTENDANCE[member.attendance].of(language))
        for i, member in enumerate(protocol.present, 1)
    ]
    head = texts.PRESENT_HEAD.of(language).split("|")
    absent = [
        texts.ABSENT_ITEM.of(language).format(name=one.name, reason=said(one.reason, language))
        for one in protocol.absent
    ]
    quorum = protocol.quorum
    holds = texts.QUORUM_HOLDS if quorum.present >= quorum.required else texts.QUORUM_FAILS
    return [
        *paper.section(texts.PRESENT.of(language)),
        paper.grid(head, rows, (5, 38, 39, 18)),
        *_list(texts.ABSENT, absent or [texts.NOBODY.of(language)], language),
        *_list(texts.INVITED, _each(protocol.invited, language), language),
        *paper.section(texts.QUORUM.of(language)),
        line(
            texts.QUORUM_TEXT.of(language),
            holds=holds.of(language), total=quorum.total, required=quorum.required, present=quorum.present,
        ),
        *(paper.words(note, "item") for note in _each(quorum.notes, language)),
    ]  # fmt: skip


def _heard(protocol: Protocol, language: Official) -> list[Flowable]:
    intake = protocol.intake
    phrase = texts.INTAKE_DRAWING if protocol.kind == "drawing" else texts.INTAKE
    recusals = [
        texts.RECUSAL.of(language).format(
            expert=one.expert, application=one.application, reason=said(one.reason, language)
        )
        for one in protocol.recusals
    ]
    return [
        *_list(texts.AGENDA, _each(protocol.agenda, language), language),
        *paper.section(texts.HEARD.of(language)),
        line(
            phrase.of(language),
            received=intake.received, admitted=intake.admitted, rejected=intake.rejected, withdrawn=intake.withdrawn,
        ),
        line(f"<b>{texts.METHOD.of(language)}.</b>", "left"),
        *paper.paragraphs(said(protocol.method, language)),
        *_list(texts.RECUSALS, recusals or [texts.NOBODY.of(language)], language),
        *_list(texts.SPOKE, _each(protocol.speeches, language), language),
    ]  # fmt: skip


def _decided(protocol: Protocol, language: Official) -> list[Flowable]:
    flowables: list[Flowable] = [*paper.section(texts.DECIDED.of(language))]
    for i, decision in enumerate(protocol.decisions, 1):
        flowables.append(KeepTogether(_decision(i, decision, protocol.kind, language)))
    amounts = [winner.amount for one in protocol.decisions for winner in one.winners if winner.amount is not None]
    if amounts:
        flowables.append(line(texts.TOTAL.of(language), sum=tenge(sum(amounts), language)))
    reserve = [
        texts.RESERVE_ITEM.of(language).format(
            nomination=quoted(said(one.nomination, language)),
            number=one.number, applicant=one.applicant, score=number(one.score, 2),
        )
        for one in protocol.reserve
    ]  # fmt: skip
    return [
        *flowables,
        *_list(texts.DEPARTURES, _each(protocol.departures, language), language),
        *_list(texts.TIES, _each(protocol.tie_breaks, language), language),
        *_list(texts.RESERVE, reserve, language),
    ]


def _decision(i: int, decision: Decision, kind: Kind, language: Official) -> list[Flowable]:
    nomination = quoted(said(decision.nomination, language))
    if decision.winners:
        phrase = texts.WINNER_OF if len(decision.winners) == 1 else texts.WINNERS_OF
        flowables: list[Flowable] = [line(phrase.of(language), i=i, nomination=nomination)]
    else:
        reason = said(decision.not_awarded or "", language)
        flowables = [line(texts.NOT_AWARDED.of(language), i=i, nomination=nomination, reason=reason)]
    for winner in decision.winners:
        flowables += _winner(winner, kind, language)
    if decision.votes:
        flowables.append(_votes(decision.votes, language))
    return flowables


def _winner(winner: Winner, kind: Kind, language: Official) -> list[Flowable]:
    territory = said(winner.territory, language)
    flowables: list[Flowable] = [
        line("<b>{name}</b>", "item", name=winner.name),
        line(texts.WORK[kind].of(language), "item", title=quoted(winner.work), number=winner.number),
        line(texts.WHERE.of(language), "item", territory=territory, score=number(winner.score, 2)),
    ]
    if winner.amount is not None:
        flowables.append(line(texts.GRANT.of(language), "item", sum=tenge(winner.amount, language)))
    if winner.gift:
        flowables.append(line(texts.GIFT.of(language), "item", gift=said(winner.gift, language)))
    return flowables


def _closing(protocol: Protocol, language: Official) -> list[Flowable]:
    dissents = [
        texts.DISSENT.of(language).format(name=one.name, text=said(one.text, language)) for one in protocol.dissents
    ]
    members = [one.name for one in protocol.present if one.name != protocol.chair]
    signers = [(texts.CHAIR_SIGNS.of(language), protocol.chair)]
    signers += [(texts.MEMBER_SIGNS.of(language), name) for name in members]
    signers += [(texts.SECRETARY_SIGNS.of(language), protocol.secretary)]
    return [
        paper.space(4),
        _votes(protocol.votes, language),
        *_list(texts.DISSENTS, dissents, language),
        *_list(texts.TASKS, _each(protocol.assignments, language), language),
        line(texts.ANNEX_LIST.of(language)),
        paper.space(6),
        paper.signatures(signers, texts.SIGNATURE.of(language), texts.SEAL.of(language)),
        line(texts.JOURNAL.of(language), "small", hash=protocol.journal),
    ]


def _votes(votes: Votes, language: Official) -> Flowable:
    return line(texts.VOTES.of(language), in_favour=votes.in_favour, against=votes.against, abstained=votes.abstained)


def _each(items: tuple[Text, ...], language: Official) -> list[str]:
    return [said(item, language) for item in items]


def _list(title: Both, items: list[str], language: Official) -> list[Flowable]:
    """A heading with its items, numbered if there are several; nothing without items."""
    if not items:
        return []
    body = paper.numbered(items) if len(items) > 1 else [paper.words(items[0], "item")]
    return [*paper.section(title.of(language)), *body]
