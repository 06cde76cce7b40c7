"""The consents of a child, or of all children of a batch, as those who collect them see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlmodel import Session

from app import i18n
from app.accounts import queries as accounts
from app.applications import child_names, consent_links, consent_queries, parents
from app.applications.consent_queries import Child
from app.applications.drawing_forms import Relation
from app.applications.models import Application, ConsentKind, ConsentWay
from app.contests.models import Contest
from app.documents.bilingual import Reader
from app.documents.consent_texts import GROWN, SHORT
from app.i18n import gettext, mark, pick
from app.web.applications.work_words import RELATIONS
from app.web.page import Page

KINDS = {
    ConsentKind.TAKE_PART: "take_part", ConsentKind.SHOW_NAME: "show_name", ConsentKind.PHOTO: "photo",
    ConsentKind.AUTHOR: "author",
}  # fmt: skip
WAYS = {
    ConsentWay.PAPER: mark("on paper"),
    ConsentWay.LINK: mark("through the parents' link"),
    ConsentWay.DEMAND: mark("at the parents' word to the organiser"),
    ConsentWay.OWN: mark("in the application"),
}


@dataclass(frozen=True)
class Line:
    """One consent: what it is called, whether it stands, and what is known of it."""

    label: str
    stands: bool
    was_taken_back: bool
    detail: str


@dataclass(frozen=True)
class Shown:
    child: Child
    name: str
    lines: list[Line]
    link: str
    messages: list[tuple[str, str]]
    """(language, text to send to the parents)."""
    may_state: bool

    @property
    def id(self) -> int:
        return self.child.application.id or 0


def shown(page: Page, contest: Contest, works: Sequence[Application]) -> list[Shown]:
    children = consent_queries.children(page.session, works)
    people = _people(page.session, children)
    return [
        _shown(page, contest, child, _name(child, place if len(children) > 1 else None), people)
        for place, child in enumerate(children, 1)
    ]  # fmt: skip


def link(page: Page, application: Application) -> str:
    token = consent_links.token(page.house.keys.link_secret, application)
    return page.house.settings.base_url + page.path_for("consent.show", token=token)


def is_grown(child: Child, now: datetime) -> bool | None:
    """Whether the author is old enough to agree too; None where the age is not known yet."""
    author, typed = child.author, child.application.answers
    born = author.born_on.isoformat() if author and author.born_on else str(typed.get("born_on", ""))
    age = str(author.age or "") if author else str(typed.get("age", ""))
    today = i18n.local(now).date().isoformat()
    try:
        if born:
            return int(today[:4]) - int(born[:4]) - (today[5:] < born[5:]) >= GROWN
        return int(age) >= GROWN
    except ValueError:
        return None


def name_of(child: Child) -> dict[str, str]:
    return child_names.full(child.author, child.application.answers)


def first_name(child: Child) -> dict[str, str]:
    """First name and initial, in Kazakh and in Russian."""
    return {code: child_names.short(name) for code, name in name_of(child).items() if name}


def title_of(child: Child) -> str:
    return child.application.title or str(child.application.answers.get("title", ""))


def relations() -> list[tuple[str, str]]:
    return [(relation.value, gettext(words)) for relation, words in RELATIONS.items()]


def short_words() -> dict[str, str]:
    return SHORT[cast(Reader, i18n.language())]


def _name(child: Child, place: int | None) -> str:
    """Of several that have none yet, the place tells which one it is."""
    unnamed = gettext("The name is not filled in yet") if place is None else gettext(
        "Work %(place)s: the name is not filled in yet") % {"place": place}  # fmt: skip
    return pick(name_of(child)) or unnamed


def _shown(page: Page, contest: Contest, child: Child, name: str, people: Mapping[int, str]) -> Shown:
    address = link(page, child.application)
    return Shown(
        child, name, [_line(child, kind, people) for kind in KINDS if _is_asked(child, kind)], address,
        _messages(contest, child, address), child.application.status in parents.BEFORE_ADMISSION,
    )  # fmt: skip


def _is_asked(child: Child, kind: ConsentKind) -> bool:
    return kind is not ConsentKind.AUTHOR or kind in child.consents


def _line(child: Child, kind: ConsentKind, people: Mapping[int, str]) -> Line:
    label = short_words()[KINDS[kind]]
    consent = child.consents.get(kind)
    if consent is None:
        return Line(label, False, False, "")
    at = i18n.short_day(consent.withdrawn_at or consent.given_at)
    who = [consent.given_by] if kind is not ConsentKind.AUTHOR else []
    if consent.relation in set(Relation):
        who.append(gettext(RELATIONS[Relation(consent.relation)]).lower())
    way = gettext(WAYS[consent.way])
    if consent.stated_by and consent.way is not ConsentWay.OWN:
        way += ", " + gettext("entered by %(name)s") % {"name": people.get(consent.stated_by, "")}
    detail = ", ".join([*who, at, way])
    return Line(label, consent.withdrawn_at is None, consent.withdrawn_at is not None, detail)


def _messages(contest: Contest, child: Child, address: str) -> list[tuple[str, str]]:
    """In Kazakh and in Russian, whatever the page speaks."""
    made = []
    for code in ("kk", "ru"):
        with i18n.speaking(code):
            first = pick(name_of(child)).partition(" ")[2] or gettext("your child")
            words = gettext(
                "Hello! %(child)s takes part in a contest: %(contest)s. Your consent is needed: open the link and"
                " answer, it takes a minute. %(link)s"
            )
            made.append((code, words % {"child": first, "contest": pick(contest.title), "link": address}))
    return made


def _people(session: Session, children: Sequence[Child]) -> dict[int, str]:
    ids = {consent.stated_by for child in children for consent in child.consents.values() if consent.stated_by}
    return accounts.names(session, ids)


def context(page: Page, contest: Contest, works: Sequence[Application]) -> dict[str, Any]:
    found = shown(page, contest, works)
    return {
        "contest": contest, "children": found, "relations": relations(), "words": short_words(),
        "missing": sum(one.child.is_missing and one.child.is_expected for one in found),
        "may_state": any(one.may_state for one in found),
    }  # fmt: skip
