"""Believable applications for small grants: five different ideas per nomination, told anew for each place.

The applicant's words stand in one language, Kazakh or Russian, as people write them. No text names the applicant,
so that experts may read it blind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo.applicants import Applicant, Kind, Language, applicant
from app.demo.budgets import BudgetLine, budget
from app.demo.content import bilingual, read
from app.demo.schools import SCHOOLS, School

VARIANTS = 10  # five ideas under two titles each
_LONG = 200  # characters: what a long field has at least


@dataclass(frozen=True, slots=True)
class Result:
    """Something measurable: «Очищено берега, метр, 450»."""

    name: str
    unit: str
    value: int


@dataclass(frozen=True, slots=True)
class Activity:
    """`first_day` and `last_day` count from the first day of the project, 0; `responsible` is a role, not a name."""

    what: str
    first_day: int
    last_day: int
    where: str
    responsible: str
    result: str

    def when(self, start: date) -> str:
        """«05.05.2026 – 09.05.2026» for a project that begins on `start`."""
        first, last = (f"{start + timedelta(days=day):%d.%m.%Y}" for day in (self.first_day, self.last_day))
        return first if first == last else f"{first} – {last}"


@dataclass(frozen=True, slots=True)
class Project:
    """One application; all texts in `language`. The grant share of `budget` adds up to 200 000 tenge."""

    nomination_order: int
    territory_code: str
    language: Language
    applicant: Applicant
    settlement_kk: str
    settlement_ru: str
    title: str
    problem: str
    goal: str
    target_group: str
    results: tuple[Result, ...]
    activities: tuple[Activity, ...]
    sustainability: str
    partners: str
    safety: str
    publicity: str
    budget: tuple[BudgetLine, ...]

    @property
    def requested(self) -> int:
        return sum(line.granted for line in self.budget)

    @property
    def own(self) -> int:
        return sum(line.own for line in self.budget)


def project(
    nomination_order: int, territory_code: str, rng: Random, *, variant: int | None = None, kind: Kind | None = None
) -> Project:
    """An application for the nomination, 1 to 10, in the territory. KeyError or IndexError for unknown ones.

    `variant` chooses idea and title: give the applications of one nomination 0, 1, 2, … and neighbours differ."""
    variant = rng.randrange(VARIANTS) if variant is None else variant
    ideas = read(f"project-{nomination_order:02d}")["angle"]
    idea: dict[str, Any] = ideas[variant % len(ideas)]
    language: Language = idea["language"]
    school = _school(territory_code, rng)
    results = tuple(_result(entry, rng) for entry in idea["results"])
    story = _Story(rng, language, _slots(territory_code, school, language, results, rng))
    activities = _activities(idea["activities"], story)
    return Project(
        nomination_order,
        territory_code,
        language,
        applicant(rng, language, kind),
        school.settlement_kk,
        school.settlement_ru,
        title=story.told(idea["titles"][variant // len(ideas) % len(idea["titles"])]),
        problem=story.joined(story.one("openings"), story.told(idea["problem"]), story.one("evidence")),
        goal=story.joined(
            story.told(idea["goal"]),
            story.words["tasks"].format(list="; ".join(_lowered(one.what) for one in activities)),
        ),
        target_group=story.told(idea["target"]),
        results=results,
        activities=activities,
        sustainability=story.joined(
            story.told(idea["sustainability"]), story.long("tails", at_least=_LONG - len(idea["sustainability"]))
        ),
        partners=_partners(story),
        safety=story.long("safety"),
        publicity=story.long("publicity"),
        budget=budget(nomination_order, rng, language),
    )


class _Story:
    """Fills the slots of sentences and draws them from the common stock, none twice."""

    def __init__(self, rng: Random, language: Language, slots: dict[str, str]) -> None:
        self.rng = rng
        self.words: dict[str, Any] = read("phrases")[language]
        self._slots = slots

    def told(self, text: str) -> str:
        filled = text.format_map(self._slots)
        return filled[0].upper() + filled[1:]

    def one(self, stock: str) -> str:
        return self.told(self.rng.choice(self.words[stock]))

    def some(self, stock: str, count: int) -> list[str]:
        return [entry.format_map(self._slots) for entry in self.rng.sample(self.words[stock], count)]

    def long(self, stock: str, at_least: int = _LONG) -> str:
        """Two sentences or as many as make the text long enough."""
        told: list[str] = []
        for sentence in self.some(stock, len(self.words[stock])):
            if len(told) >= 2 and len(" ".join(told)) >= at_least:
                break
            told.append(sentence[0].upper() + sentence[1:])
        return " ".join(told)

    def joined(self, *sentences: str) -> str:
        return " ".join(sentences)


def _school(territory_code: str, rng: Random) -> School:
    """The school of the place where the project happens; villages come first, as in life."""
    schools = [school for school in SCHOOLS if school.territory_code == territory_code]
    rural = [school for school in schools if school.is_rural]
    return rng.choice(rural if rural and rng.random() < 0.8 else schools)


def _slots(
    territory_code: str, school: School, language: Language, results: tuple[Result, ...], rng: Random
) -> dict[str, str]:
    water = read("places")["waters"][territory_code].split(" / ")
    slots = {f"r{number}": f"{result.value:,}".replace(",", " ") for number, result in enumerate(results)}
    slots |= {
        "n": str(rng.randrange(30, 90, 5)),
        "house": bilingual(rng.choice(read("phrases")["organisations"]["houses"]))[language == "ru"],
    }
    if language == "kk":
        place = school.settlement_kk
        return slots | {
            "place": place,
            "place_in": f"{place}нда",
            "place_of": f"{place}ның",
            "school": school.name_kk,
            "water": water[0],
            "water_of": f"{water[0]}нің",
        }
    kind, name = school.settlement_ru.split(" ", 1)
    _, nominative, genitive = water
    at = {"село": ("села", "селе", "селом"), "город": ("города", "городе", "городом")}[kind]
    return slots | {
        "place": school.settlement_ru,
        "place_of": f"{at[0]} {name}",
        "place_at": f"{at[1]} {name}",
        "place_over": f"{at[2]} {name}",
        "school": school.name_ru[0].lower() + school.name_ru[1:],
        "water": nominative,
        "water_of": genitive,
        "water_into": nominative.replace("река", "реку"),
    }


def _result(entry: str, rng: Random) -> Result:
    """«name; unit; from-to»: values step so that Russian nouns after them stay in the genitive plural."""
    name, unit, span = entry.split("; ")
    low, high = (int(bound) for bound in span.split("-"))
    step = next(step for limit, step in ((1000, 50), (200, 10), (20, 5), (0, 1)) if high > limit)
    return Result(name, unit, rng.randrange(-(-low // step), high // step + 1) * step)


def _activities(entries: list[str], story: _Story) -> tuple[Activity, ...]:
    responsible = [story.words["leader"], *story.rng.sample(story.words["roles"], len(entries) - 1)]
    day, plan = 0, []
    for entry, who in zip(entries, responsible, strict=True):
        what, where, result = (part.strip() for part in story.told(entry).split("|"))
        day += story.rng.randint(2, 8)
        last = day + story.rng.randint(0, 9)
        plan.append(Activity(what, day, last, where, who, result))
        day = last
    return tuple(plan)


def _partners(story: _Story) -> str:
    chosen = "; ".join(story.some("partners", story.rng.randint(2, 4)))
    return story.joined(story.words["partners_lead"], f"{chosen}.", story.words["partners_tail"])


def _lowered(text: str) -> str:
    return text if text[0] in "«0123456789" or text[1:2].isupper() else text[0].lower() + text[1:]
