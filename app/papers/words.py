"""What papers are called and how they are spoken of, in every language of the interface."""

import re

from app.alphabet import search_key
from app.i18n import gettext, mark, pick
from app.papers.models import (
    AddresseeRole,
    Certificate,
    CertificateStatus,
    PaperKind,
    PaperReason,
    PrintReason,
)

KIND = {
    PaperKind.CERTIFICATE_WINNER: mark("Winner's certificate"),
    PaperKind.CERTIFICATE_PARTICIPANT: mark("Participant's certificate"),
    PaperKind.DIPLOMA: mark("Diploma"),
    PaperKind.MERIT: mark("Certificate of merit"),
    PaperKind.THANKS: mark("Letter of thanks"),
}
LETTER = {
    PaperKind.CERTIFICATE_WINNER: "W",
    PaperKind.CERTIFICATE_PARTICIPANT: "P",
    PaperKind.DIPLOMA: "D",
    PaperKind.MERIT: "M",
    PaperKind.THANKS: "T",
}
"""In numbers."""
STATUS = {
    CertificateStatus.ISSUED: ("info", mark("Issued")),
    CertificateStatus.HANDED_OVER: ("ok", mark("Handed over")),
    CertificateStatus.REPLACED: ("warn", mark("Replaced")),
    CertificateStatus.REVOKED: ("bad", mark("Revoked")),
}
"""Colour of the badge, words."""
REASON = {
    PaperReason.NAME_WRONG: mark("an error in the name"),
    PaperReason.TEXT_WRONG: mark("an error in the text"),
    PaperReason.LOST: mark("the paper was lost or damaged"),
    PaperReason.BY_MISTAKE: mark("it was issued by mistake"),
    PaperReason.AWARD_WITHDRAWN: mark("the award was withdrawn"),
}
FOR_REPLACING = (PaperReason.NAME_WRONG, PaperReason.TEXT_WRONG, PaperReason.LOST)
FOR_REVOKING = (PaperReason.BY_MISTAKE, PaperReason.AWARD_WITHDRAWN)

_HEADS = {
    "genuine": (
        mark("The certificate is genuine"), mark("The diploma is genuine"), mark("The letter of thanks is genuine"),
    ),
    "replaced": (
        mark("The certificate was replaced"), mark("The diploma was replaced"),
        mark("The letter of thanks was replaced"),
    ),
    "revoked": (
        mark("The certificate was revoked"), mark("The diploma was revoked"), mark("The letter of thanks was revoked"),
    ),
}  # fmt: skip
_PLACES = {"diploma_1": "I", "diploma_2": "II", "diploma_3": "III"}
_WON = mark("winner of the nomination «%(nomination)s»")
_MERIT = mark("a high result in the nomination «%(nomination)s»")
_TOOK_PART = mark("participant, nomination «%(nomination)s»")
ROLE = {
    AddresseeRole.PARTNER: mark("Partner"),
    AddresseeRole.EXPERT: mark("Expert"),
    AddresseeRole.TEACHER: mark("Teacher"),
    AddresseeRole.HELPER: mark("Helper"),
}
PRINT_REASON = {
    PrintReason.FIRST: mark("printed for the first time"),
    PrintReason.SPOILED: mark("the sheet was spoiled"),
    PrintReason.LOST: mark("the sheet was lost"),
    PrintReason.COPY: mark("one more copy is needed"),
}
FOR_REPRINT = (PrintReason.SPOILED, PrintReason.LOST, PrintReason.COPY)
_COLUMN = {PaperKind.DIPLOMA: 1, PaperKind.THANKS: 2}

_LOOK_ALIKES = str.maketrans("АВСЕНКМОРТХУІ\u2010\u2011\u2012\u2013\u2014\u2212", "ABCEHKMOPTXYI------")
_PATRONYMIC = re.compile(r"(?:ұлы|улы|қызы|кызы|вич|вна|ична)$", re.IGNORECASE)


def heading(kind: PaperKind, status: CertificateStatus) -> str:
    """What the check says first."""
    state = status.value if status.value in _HEADS else "genuine"
    return _HEADS[state][_COLUMN.get(kind, 0)]


def result(paper: Certificate) -> str:
    """For what it was given, in the reader's language."""
    drawn = paper.printed["kind"]
    if paper.kind is PaperKind.THANKS:
        return pick(paper.printed["reason"])
    nomination = pick(paper.printed["nomination"])
    if drawn in _PLACES:
        words = gettext("%(place)s place in the nomination «%(nomination)s»")
        return words % {"place": _PLACES[drawn], "nomination": nomination}
    is_winner = paper.kind is PaperKind.CERTIFICATE_WINNER or drawn == "diploma_winner"
    words = _WON if is_winner else _MERIT if drawn == "merit" else _TOOK_PART
    return gettext(words) % {"nomination": nomination}


def public_name(name: str) -> str:
    """A person as strangers may read them: «Төлеуова Аружан Серікқызы» → «Аружан Т.»."""
    first, last = _first_and_last(name)
    return " ".join(part for part in (first, f"{last[:1].upper()}." if last else "") if part)


def has_surname(name: str, typed: str) -> bool:
    """Whether `typed` is the surname of `name`, alone or with other parts of it, however its letters are spelled."""
    said, known = search_key(typed).split(), search_key(name).split()
    return search_key(_first_and_last(name)[1]) in said and set(said) <= set(known)


def typed_number(text: str) -> str:
    """A paper's number as it is stored, however it was copied from paper: spaces (also in place of
    its dashes), long dashes, small letters and Cyrillic look-alikes are forgiven. «-» where nothing like a number was
    typed."""
    upper = text.upper().translate(_LOOK_ALIKES)
    if "-" not in upper:
        upper = "-".join(upper.split())
    kept = re.sub(r"[^0-9A-Z-]", "", upper)[:60]
    start, dash, ending = kept.rpartition("-")
    return f"{start}{dash}{ending.lower()}" or "-"


def _first_and_last(name: str) -> tuple[str, str]:
    """Surname first, as documents have it, unless the patronymic in second place says otherwise. A single word may be
    a surname."""
    words = name.split()
    if len(words) < 2:
        return "", "".join(words)
    if _PATRONYMIC.search(words[1]):
        return words[0], words[2] if len(words) > 2 else ""
    return words[1], words[0]
