"""The last annex of the small-grant agreement: the form of the act that closes an accepted report, in the words of
`act_text` and with what the agreement knows already. Each language from a page of its own, as the act."""

from __future__ import annotations

from collections.abc import Iterator

from . import act_text
from .act_text import BACK, CONTENT, DONE, DONE_HEAD, MONEY, MONEY_HEAD, PEOPLE, RECEIVED, REPORT, RESULTS, SPENT
from .bilingual import Both, Official, said
from .contract_facts import Contract
from .parts import Grid, Part, Whole, Words
from .words import grouped

BLANK = "____________"
TITLE = Both("{title} (нысан)", "{title} (форма)")
_DAY = Both("20___ жылғы «___» ____________", "«___» ____________ 20___ года")
_FACT = 26
"""Points of a row: room to write what was done."""


def form(contract: Contract, language: Official) -> Iterator[Part]:
    title = act_text.TITLE.of(language).format(number="______")
    yield Words("title", TITLE.of(language).format(title=title))
    yield Words("ends", contract.place.of(language), _DAY.of(language))
    yield Words("paragraph", act_text.basis(contract, language))
    yield Words("paragraph", act_text.parties(contract, language))
    yield Words("paragraph", act_text.project(contract, language))
    yield from _done(contract, language)
    yield Whole((
        *_money(contract, language),
        Words("paragraph", CONTENT.of(language)),
        Words("paragraph", act_text.CLAIMS[False].of(language)),
        act_text.signers(contract, language),
    ))  # fmt: skip


def _done(contract: Contract, language: Official) -> Iterator[Part]:
    yield Words("heading", DONE.of(language))
    rows = tuple(
        (str(place), said(one.activity, language), said(one.period, language), "")
        for place, one in enumerate(contract.plan, 1)
    )
    yield Grid(tuple(DONE_HEAD.of(language).split("|")), rows, (5, 32, 18, 45), tall=(_FACT,) * len(rows))
    yield Words("left", RESULTS.of(language).format(results=BLANK * 4))
    yield Words("left", PEOPLE.of(language).format(number=BLANK))
    yield Words("left", REPORT.of(language).format(day=_DAY.of(language)))


def _money(contract: Contract, language: Official) -> Iterator[Part]:
    yield Words("heading", MONEY.of(language))
    rows = tuple(
        (str(place), said(one.item, language), grouped(one.amount), "", "")
        for place, one in enumerate(contract.budget, 1)
    )
    foot = ("", act_text.TOTAL.of(language), grouped(contract.amount), "", "")
    yield Grid(tuple(MONEY_HEAD.of(language).split("|")), rows, (5, 41, 18, 18, 18), foot, right=(2,))
    for phrase in (RECEIVED, SPENT, BACK):
        yield Words("left", phrase.of(language).format(sum=BLANK * 2))
