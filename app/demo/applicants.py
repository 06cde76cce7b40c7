"""Who asks for a small grant: a person, an initiative group, an organisation. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from app.demo.content import bilingual, read
from app.demo.people import Person, person

Kind = Literal["person", "group", "organisation"]
Language = Literal["kk", "ru"]

KINDS: tuple[Kind, ...] = ("person", "group", "organisation")
_SHARES = (40, 35, 25)


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group; `role` is in the language of the application."""

    name_kk: str
    name_ru: str
    age: int
    role: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """The legal form follows the name in Kazakh and precedes it in Russian; the control digit of `bin` is right."""

    name_kk: str
    name_ru: str
    bin: str
    head: Person
    position_kk: str
    position_ru: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """`leader` signs: the person, the group's leader, the organisation's head. `group_name` and `members` are
    a group's, `organisation` is an organisation's; `social_category` is one of the donor's statistics."""

    kind: Kind
    leader: Person
    group_name: str
    members: tuple[Member, ...]
    organisation: Organisation | None
    occupation: str
    social_category: str
    street: str
    experience: str


def applicant(rng: Random, language: Language, kind: Kind | None = None) -> Applicant:
    """Words that an applicant would type stand in `language`."""
    kind = kind or rng.choices(KINDS, _SHARES)[0]
    words: dict[str, Any] = read("phrases")[language]
    shared = read("phrases")["shared"]
    leader = person(rng)
    job = _job(rng, leader.age, len(words["occupations"]))
    organisation = _organisation(rng, leader) if kind == "organisation" else None
    return Applicant(
        kind,
        leader,
        _group_name(rng, words, language) if kind == "group" else "",
        _members(rng, words) if kind == "group" else (),
        organisation,
        words["occupations"][job] if kind != "organisation" else "",
        shared["categories"][job] if kind != "organisation" else "ngo",
        f"{bilingual(rng.choice(shared['streets']))[language == 'ru']}, {rng.randint(1, 120)}",
        rng.choice(words["experience"] + (words["experience_own"] if kind == "person" else [])),
    )


def bin_number(rng: Random) -> str:
    """A business identification number of a resident head unit with a right control digit.

    Two passes of weights modulo 11; bodies for which both give 10 are never issued and are drawn again."""
    while True:
        body = f"{rng.randint(5, 24):02d}{rng.randint(1, 12):02d}40{rng.randrange(100_000):05d}"
        for start in (1, 3):
            control = sum(int(digit) * ((start + place - 1) % 11 + 1) for place, digit in enumerate(body)) % 11
            if control < 10:
                return f"{body}{control}"


def _job(rng: Random, age: int, count: int) -> int:
    """Students are young and pensioners are not."""
    retired, student = 6, 9
    if age >= 61:
        return retired
    return rng.choice([number for number in range(count) if number != retired and (number != student or age < 26)])


def _group_name(rng: Random, words: dict[str, Any], language: Language) -> str:
    name, word = rng.choice(words["groups"]), words["group_word"]
    return f"{name} {word}" if language == "kk" else f"{word} {name}"


def _members(rng: Random, words: dict[str, Any]) -> tuple[Member, ...]:
    people = (person(rng, age=(18, 60)) for _ in range(rng.randint(2, 5)))
    return tuple(
        Member(one.name_kk, one.name_ru, one.age, role) for one, role in zip(people, words["roles"], strict=False)
    )


def _organisation(rng: Random, head: Person) -> Organisation:
    stock = read("phrases")["organisations"]
    name_kk, name_ru = bilingual(rng.choice(stock["names"]))
    form_kk, form_ru = bilingual(rng.choice(stock["forms"]))
    position = bilingual(rng.choice(stock["heads"]))
    return Organisation(f"«{name_kk}» {form_kk}", f"{form_ru} «{name_ru}»", bin_number(rng), head, *position)
