"""What a report lacks, and what its parts are called."""

from app.grants import words
from app.grants.checklist import Problem
from app.grants.models import EvidenceKind
from app.grants.tracker import Next, Show
from app.i18n import gettext, mark, money, ngettext, number

TEXTS = {
    "done": mark("What was done"),
    "results": mark("Results in figures"),
    "participants": mark("Participants"),
    "story": mark("Success story"),
}
SHOW = {
    Show.ALL: mark("All"),
    Show.OVERDUE: mark("Overdue"),
    Show.SOON: mark("Due soon"),
    Show.CONTRACT: mark("Contract not signed"),
    Show.CHECK: mark("To be checked"),
    Show.ACCEPTED: mark("Accepted"),
}
NEXT = {
    Next.DETAILS: mark("Open"),
    Next.CONTRACT: mark("Make contract"),
    Next.SENDING: mark("Send contract"),
    Next.SIGNING: mark("Signing"),
    Next.PAYMENT: mark("Payment"),
    Next.CHECK: mark("Check"),
    Next.REPORT: mark("Open"),
    Next.NOTHING: mark("Open"),
}
ICONS = {EvidenceKind.PHOTO: "cam", EvidenceKind.VIDEO: "vid", EvidenceKind.PUBLICATION: "news"}


def problem(found: Problem) -> str:
    """One sentence: what is missing and how much of it."""
    facts = {"have": number(found.have), "need": number(found.need), "name": found.name}
    match found.slug:
        case "text-missing":
            return gettext("%(name)s: please fill in") % {"name": gettext(TEXTS[found.name])}
        case "text-short":
            sentence = gettext("%(name)s: a little short, %(have)s characters of %(need)s")
            return sentence % (facts | {"name": gettext(TEXTS[found.name])})
        case "number-missing":
            return gettext("%(name)s: begin with a number") % {"name": gettext(TEXTS[found.name])}
        case "line-over" | "grant-over":
            return _over(found)
    return _missing(found)


def _missing(found: Problem) -> str:
    left = found.need - found.have
    match found.slug:
        case "photo-missing":
            return ngettext("Add %(num)d more photo", "Add %(num)d more photos", left) % {"num": left}
        case "video-missing":
            return gettext("Add the link to a video")
        case "publication-missing":
            return gettext("Add the link to a publication")
    return gettext("Add the expenses with their receipts")


def _over(found: Problem) -> str:
    facts = {"spent": money(found.have), "most": money(found.need), "name": found.name}
    if found.slug == "line-over":
        return gettext("«%(name)s»: %(spent)s spent, with the tolerance at most %(most)s") % facts
    return gettext("The expenses add up to %(spent)s: more than the grant of %(most)s") % facts


def kind(evidence: EvidenceKind) -> str:
    return gettext(words.EVIDENCE[evidence])
