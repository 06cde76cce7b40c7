"""What papers say: our wording or the organiser's, with a closed list of names in braces. A name never takes an ending:
what Kazakh would glue to it is refused, because the value may end in any letter."""

import re
from collections.abc import Mapping

from app.contests.letter_texts import fill, strange
from app.contests.models import Contest, ContestKind
from app.db import Texts
from app.documents.diploma_texts import Kind, Wording, usual
from app.fields import Wrong
from app.i18n import mark
from app.papers.models import AddresseeRole, PaperDesign

TITLES: dict[Kind, str] = {
    "certificate_winner": mark("Winner's certificate"),
    "diploma_winner": mark("Winner's diploma"),
    "diploma_1": mark("Diploma of the I degree"),
    "diploma_2": mark("Diploma of the II degree"),
    "diploma_3": mark("Diploma of the III degree"),
    "merit": mark("Certificate of merit"),
    "certificate_participant": mark("Participant's certificate"),
    "letter_of_thanks": mark("Letter of thanks to a teacher"),
    "thanks_expert": mark("Letter of thanks to an expert"),
    "thanks_partner": mark("Letter of thanks to a partner"),
    "thanks_helper": mark("Letter of thanks to a helper"),
}
OF_ROLE: dict[AddresseeRole, Kind] = {
    AddresseeRole.TEACHER: "letter_of_thanks",
    AddresseeRole.PARTNER: "thanks_partner",
    AddresseeRole.EXPERT: "thanks_expert",
    AddresseeRole.HELPER: "thanks_helper",
}
MEANINGS = {
    "nomination": mark("the nomination, in quotation marks"),
    "place": mark("the degree: I, II or III"),
    "amount": mark("the sum in digits and words"),
    "work": mark("the title of the work or project, in quotation marks"),
    "contest": mark("the contest, in quotation marks"),
    "edition": mark("the year of the contest"),
}
"""Every name that a text may hold."""
_EVERYWHERE = ("contest", "edition")
_OF_A_WORK = ("nomination", "work", *_EVERYWHERE)
_OWN: dict[Kind, tuple[str, ...]] = {
    "certificate_winner": ("amount", *_OF_A_WORK),
    "diploma_1": ("place", *_OF_A_WORK),
    "diploma_2": ("place", *_OF_A_WORK),
    "diploma_3": ("place", *_OF_A_WORK),
    "diploma_winner": _OF_A_WORK,
    "merit": _OF_A_WORK,
    "certificate_participant": _OF_A_WORK,
}
_GLUED = re.compile(r"\{[^{}]*\}[»”“\"]?[-‐‑–'’]?\w|\w\{[^{}]*\}")
"""A letter that touches a name, with or without a hyphen or a closing quotation mark between."""


def kinds(contest: Contest) -> list[Kind]:
    """The kinds of text that papers of this contest may have."""
    if contest.kind is ContestKind.SMALL_GRANT:
        left = {"diploma_winner", "diploma_1", "diploma_2", "diploma_3", "merit", "letter_of_thanks"}
    elif contest.per_nomination == 1:
        left = {"certificate_winner", "diploma_1", "diploma_2", "diploma_3", "merit"}
    else:
        left = {"certificate_winner", "diploma_winner"}
    return [kind for kind in TITLES if kind not in left]


def names(kind: Kind) -> tuple[str, ...]:
    return _OWN.get(kind, _EVERYWHERE)


def check(text: str, kind: Kind) -> None:
    """Raises Wrong ``placeholder`` for a name that means nothing here, ``placeholder-glued`` for one that touches a
    letter."""
    found = strange(text, names(kind))
    if found:
        raise Wrong("placeholder", names=", ".join(found))
    glued = [match[0] for match in _GLUED.finditer(text)]
    if glued:
        raise Wrong("placeholder-glued", names=", ".join(glued))


def wording(contest: Contest, design: PaperDesign | None, kind: Kind) -> dict[str, Texts]:
    """`heading`, `verb` and `reason` with their names in braces."""
    ours = _ours(usual(kind, contest.kind.value))
    if kind == "diploma_winner":
        ours["heading"] = _ours(usual("diploma_1", contest.kind.value))["heading"]
    own = design.texts.get(kind, {}) if design else {}
    return {part: own.get(part) or said for part, said in ours.items()}


def filled(texts: Mapping[str, Texts], facts: Mapping[str, Texts]) -> dict[str, Texts]:
    """Every name replaced, in each language by the fact in that language."""
    return {
        part: {
            language: fill(said[language], {name: fact[language] for name, fact in facts.items()})
            for language in ("kk", "ru")
        }
        for part, said in texts.items()
    }


def _ours(said: Wording) -> dict[str, Texts]:
    return {part: {"kk": both.kk, "ru": both.ru} for part, both in said._asdict().items()}
