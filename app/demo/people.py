"""Invented people of Жетісу: Kazakh and Russian spellings that agree, endings that agree with the sex.

Everything is drawn from the `random.Random` that the caller seeds, so a seed is a population."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Literal

from app.demo.content import bilingual, read

Sex = Literal["male", "female"]
Spelling = tuple[str, str]  # kk, ru

_PEOPLES = ("kazakh", "russian", "uyghur", "korean", "dungan")
_SHARES = (76, 12, 5, 4, 3)
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        ("a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh sch - y - e yu ya").replace("-", "_").split(),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Person:
    """A grown-up. `phone` is E.164, `email` lies under the reserved top domain «.example»."""

    sex: Sex
    people: str
    first_kk: str
    first_ru: str
    patronymic_kk: str
    patronymic_ru: str
    last_kk: str
    last_ru: str
    age: int
    email: str
    phone: str

    @property
    def name_kk(self) -> str:
        return f"{self.first_kk} {self.patronymic_kk} {self.last_kk}"

    @property
    def name_ru(self) -> str:
        return f"{self.first_ru} {self.patronymic_ru} {self.last_ru}"


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil, grades 1 to 11; `age` fits the grade."""

    sex: Sex
    people: str
    first_kk: str
    first_ru: str
    last_kk: str
    last_ru: str
    grade: int
    age: int

    @property
    def name_kk(self) -> str:
        return f"{self.first_kk} {self.last_kk}"

    @property
    def name_ru(self) -> str:
        return f"{self.first_ru} {self.last_ru}"


@dataclass(frozen=True, slots=True)
class _Stock:
    male: tuple[Spelling, ...]
    female: tuple[Spelling, ...]
    surnames: tuple[tuple[Spelling, bool], ...]  # the flag: changes by sex
    fathers: tuple[Spelling, ...]  # ready patronymics, male and female, alike in both languages


def person(rng: Random, *, sex: Sex | None = None, age: tuple[int, int] = (21, 63)) -> Person:
    """A grown-up with a patronymic, whose age lies within `age`, both ends included."""
    people = _people(rng)
    sex = sex or _sex(rng)
    return _person(rng, people, sex, rng.choice(_stock(people).surnames), rng.randint(*age))


def child(rng: Random, *, grade: int | None = None, sex: Sex | None = None) -> Child:
    people = _people(rng)
    sex = sex or _sex(rng)
    grade = grade or rng.randint(1, 11)
    first = rng.choice(_given(people, sex))
    last = _surname(rng.choice(_stock(people).surnames), sex)
    return Child(sex, people, *first, *last, grade, grade + rng.choice((5, 6, 6, 6)))


def guardian(of: Child, rng: Random) -> Person:
    """A mother or father of the child's surname: the one who signs the consents."""
    surname = next(s for s in _stock(of.people).surnames if _surname(s, of.sex) == (of.last_kk, of.last_ru))
    return _person(rng, of.people, _sex(rng), surname, of.age + rng.randint(22, 36))


def _person(rng: Random, people: str, sex: Sex, surname: tuple[Spelling, bool], age: int) -> Person:
    first = rng.choice(_given(people, sex))
    last = _surname(surname, sex)
    return Person(
        sex, people, *first, *_patronymic(rng, people, sex), *last, age, _email(first[1], last[1], rng), _phone(rng)
    )


def _people(rng: Random) -> str:
    return rng.choices(_PEOPLES, _SHARES)[0]


def _sex(rng: Random) -> Sex:
    return "female" if rng.random() < 0.57 else "male"


def _given(people: str, sex: Sex) -> tuple[Spelling, ...]:
    return _stock(people).male if sex == "male" else _stock(people).female


@cache
def _stock(people: str) -> _Stock:
    lists: dict[str, str] = read("names")[people]
    words = {key: tuple(bilingual(word) for word in value.split()) for key, value in lists.items()}
    surnames = tuple((s, True) for s in words["surnames"]) + tuple((s, False) for s in words["same"])
    return _Stock(words["male"], words["female"], surnames, words["fathers"])


def _surname(surname: tuple[Spelling, bool], sex: Sex) -> Spelling:
    (kk, ru), changes = surname
    return (kk + "а", ru + "а") if changes and sex == "female" else (kk, ru)


def _patronymic(rng: Random, people: str, sex: Sex) -> Spelling:
    stock = _stock(people)
    if stock.fathers:
        ready = rng.choice(stock.fathers)[sex == "female"]
        return ready, ready
    kk, ru = rng.choice([name for name in stock.male if name[1][-1] not in "аеёиоуыэюя"])
    return kk + ("қызы" if sex == "female" else "ұлы"), _russian_patronymic(ru, sex)


def _russian_patronymic(father: str, sex: Sex) -> str:
    ending = "вна" if sex == "female" else "вич"
    if father[-1] in "йь":
        return f"{father[:-1]}е{ending}"
    return f"{father}{'е' if father[-1] in 'жшчщц' else 'о'}{ending}"


def _email(first: str, last: str, rng: Random) -> str:
    name = ".".join("".join(_LATIN[letter] for letter in word.lower()).replace("_", "") for word in (first, last))
    return f"{name}{rng.randint(100, 9999)}@{rng.choice(('zhetisu', 'mektep', 'dala', 'posta'))}.example"


def _phone(rng: Random) -> str:
    return f"+7700000{rng.randrange(10_000):04d}"
