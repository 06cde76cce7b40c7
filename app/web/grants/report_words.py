"""What a report lacks, and what its parts are called."""

import re

from app.grants import words
from app.grants.account import PEOPLE, Account, How
from app.grants.checking import Mark, State
from app.grants.checklist import Problem
from app.grants.models import EvidenceKind
from app.grants.periods import Outside, Remark
from app.i18n import gettext, mark, money, ngettext, number, short_day

__all__ = ["PEOPLE"]
TITLE = mark("Report")
NAMES = {
    "women": mark("Women and girls"),
    "men": mark("Men and boys"),
    "age_under_14": mark("Under 14"),
    "age_from_14": mark("14 to 17"),
    "age_from_18": mark("18 to 35"),
    "age_from_36": mark("36 to 49"),
    "age_from_50": mark("50 and older"),
    "civil_servants": mark("Civil servants"),
    "public_sector": mark("Public-sector employees"),
    "disability": mark("Persons with disabilities"),
    "unemployed": mark("Unemployed"),
    "ngo": mark("NGO representatives"),
    "business": mark("Business"),
    "others": mark("Other categories"),
    "volunteers": mark("Volunteers"),
    "partners": mark("Partners"),
    "problems": mark("Difficulties"),
    "sustainability": mark("What remains after the grant"),
    "story": mark("Success story"),
}
HOW = {
    How.AS_PLANNED: mark("As planned"),
    How.OTHERWISE: mark("Done, but differently"),
    How.NOT_DONE: mark("Not done"),
}
TOLD = {"how": mark("How it went"), "fact": mark("What was done"), "why": mark("Why it was different")}
TYPED = ("fact", "why")
"""Of an activity; the rest of it is chosen."""
ITEMS = {
    "results": mark("Results in figures"),
    "people": mark("Participants"),
    "story": mark("Success story"),
    "further": mark("Partners, difficulties, what remains"),
    "balance": mark("Sums and what is returned"),
}
STATES = {
    State.ACCEPTED: ("ok", mark("accepted")),
    State.RETURNED: ("warn", mark("to be corrected")),
    State.CHANGED: ("info", mark("changed since the remark")),
}
OUTSIDE = {
    Outside.UNSIGNED: mark("Spent before the contract was signed (%(day)s)"),
    Outside.EARLY: mark("Spent before the first day of the project (%(day)s)"),
    Outside.AFTER: mark("Spent after the last day of the project (%(day)s)"),
    Outside.LATE: mark("Spent after the day by which the report was due (%(day)s)"),
}
ICONS = {EvidenceKind.PHOTO: "cam", EvidenceKind.VIDEO: "vid", EvidenceKind.PUBLICATION: "news"}
KINDS = {
    EvidenceKind.PHOTO: mark("Photo"), EvidenceKind.VIDEO: mark("Video"),
    EvidenceKind.PUBLICATION: mark("Media publication"),
}  # fmt: skip
ROW = re.compile(r"^(deeds|outcomes)-(\d+)-(\w+)$")


def label(name: str) -> str:
    return gettext(NAMES[name])


def how(which: How) -> str:
    return gettext(HOW[which])


def hows() -> list[tuple[str, str]]:
    return [(one.value, how(one)) for one in How]


def named(name: str, account: Account) -> str:
    """Of a field: «Clean-up, What was done»."""
    row = ROW.match(name)
    if row is None:
        return label(name)
    if row[1] == "outcomes":
        outcomes = account.outcomes
        return outcomes[int(row[2])].what if int(row[2]) < len(outcomes) else gettext("Results in figures")
    deeds = account.deeds
    planned = deeds[int(row[2])].planned.what if int(row[2]) < len(deeds) else gettext("What was done")
    return f"{planned}, {gettext(TOLD[row[3]]) if row[3] in TOLD else row[3]}"


def numbered(name: str) -> str | None:
    """Of a field while nobody knows whose report it is: «Activities, № 1, What was done»; empty for a choice, None for
    what the report does not ask."""
    row = ROW.match(name)
    if row is None:
        return label(name) if name in NAMES else None
    if row[1] == "outcomes":
        return f"{gettext('Results in figures')}, № {int(row[2]) + 1}"
    if row[3] not in TYPED:
        return "" if row[3] in TOLD else None
    return f"{gettext('Activities')}, № {int(row[2]) + 1}, {gettext(TOLD[row[3]])}"


def item(key: str, account: Account) -> str:
    """Of what is checked by itself."""
    kind, _, rest = key.partition("-")
    if kind == "deeds":
        return account.deeds[int(rest)].planned.what
    if kind == "evidence":
        one = next(one for one in account.evidence if one.id == int(rest))
        which = one.caption or one.url or f"№ {account.of_kind(one.kind).index(one) + 1}"
        return f"{gettext(KINDS[EvidenceKind(one.kind)])} · {which}"
    if kind == "expense":
        spent = next(one for one in account.expenses if one.id == int(rest))
        return f"{money(spent.amount)} · {spent.supplier} · {spent.paper}"
    return gettext(ITEMS[key])


def outside(found: Remark) -> str:
    """Of an expense whose date the contract does not cover."""
    return gettext(OUTSIDE[found.why]) % {"day": short_day(found.day)}


def anchor(key: str) -> str:
    """Where the winner mends an item: "" for the page of expenses."""
    kind, _, rest = key.partition("-")
    if kind in ("expense", "balance"):
        return ""
    places = {"deeds": f"deeds-{rest}-how", "results": "outcomes-0-fact", "people": "women", "further": "partners"}
    return places.get(kind, key)


def state(found: Mark) -> tuple[str, str] | None:
    """(kind of a badge, words); nothing while nobody has looked."""
    if found.state is State.OPEN:
        return None
    kind, text = STATES[found.state]
    return kind, gettext(text)


def problem(found: Problem) -> str:
    """One sentence: what is missing and how much of it."""
    facts = {"have": number(found.have), "need": number(found.need), "name": found.name}
    if found.slug in FIELDS:
        return gettext(FIELDS[found.slug]) % (facts | {"name": label(found.name)})
    if found.slug in SENTENCES:
        return gettext(SENTENCES[found.slug]) % facts
    return _over(found) if found.slug.endswith("-over") else _missing(found)


FIELDS = {
    "text-missing": mark("%(name)s: please fill in"),
    "text-long": mark("%(name)s: at most %(need)s characters (now %(have)s)"),
    "not-a-number": mark("%(name)s: write a whole number"),
    "category-over": mark("%(name)s: %(have)s people, but only %(need)s took part"),
}
"""Of one field."""
SENTENCES = {
    "deed-missing": mark("«%(name)s»: say how it went"),
    "fact-missing": mark("«%(name)s»: say what was done"),
    "why-missing": mark("«%(name)s»: say why it was different"),
    "outcome-missing": mark("«%(name)s»: write the number that was reached"),
    "nobody-came": mark("Participants: say how many people took part"),
    "ages-differ": mark("Participants: the ages make %(have)s, women and men make %(need)s"),
    "story-short": mark("Success story: 5–8 sentences (now %(have)s)"),
    "story-long": mark("Success story: 5–8 sentences (now %(have)s). Please shorten it"),
    "page-missing": mark("«%(name)s»: add a picture of the page"),
}


def _missing(found: Problem) -> str:
    left = found.need - found.have
    match found.slug:
        case "photo-missing":
            return ngettext("Add %(num)d more photo", "Add %(num)d more photos", left) % {"num": left}
        case "video-missing":
            return gettext("Add a video: a file or a link")
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
