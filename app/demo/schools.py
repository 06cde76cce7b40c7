"""Schools of the ten territories. Names are unique in each language; being rural is a fact of the settlement.

Villages are generic or invented. The four towns inside districts and the two cities are urban, all else is rural."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.demo.content import bilingual, read


@dataclass(frozen=True, slots=True)
class School:
    """`settlement_*` carries the word for its kind («… ауылы», «село …»), so that it can be printed as it is."""

    territory_code: str
    name_kk: str
    name_ru: str
    settlement_kk: str
    settlement_ru: str
    is_rural: bool


Namesakes = Iterator[tuple[str, str]]


def _schools(content: dict[str, Any]) -> Iterator[School]:
    namesakes = iter([bilingual(entry) for entry in content["namesakes"]["all"]])
    for territory, villages in content["villages"].items():
        for entry in villages.split():
            yield from _village(territory, entry, namesakes)
    for territory, (entry, count) in content["towns"].items():
        yield from _town(territory, bilingual(entry), count, namesakes)


def _village(territory: str, entry: str, namesakes: Namesakes) -> Iterator[School]:
    name, _, kind = entry.partition("+")
    kk, ru = bilingual(name)
    settlement = f"{kk} ауылы", f"село {ru}"
    if kind == "o":
        yield School(territory, f"{kk} ауылының негізгі мектебі", f"Основная школа села {ru}", *settlement, True)
    if kind in {"", "2"}:
        yield School(territory, f"{kk} ауылының орта мектебі", f"Средняя школа села {ru}", *settlement, True)
    if kind in {"n", "2"}:
        namesake_kk, namesake_ru = next(namesakes)
        yield School(
            territory, f"{namesake_kk} атындағы орта мектеп", f"Средняя школа имени {namesake_ru}", *settlement, True
        )


def _town(territory: str, name: tuple[str, str], count: int, namesakes: Namesakes) -> Iterator[School]:
    kk, ru = name
    settlement = f"{kk} қаласы", f"город {ru}"
    namesake_kk, namesake_ru = next(namesakes)
    yield School(
        territory, f"{namesake_kk} атындағы мектеп-гимназия", f"Школа-гимназия имени {namesake_ru}", *settlement, False
    )
    for number in range(1, count):
        kind_kk, kind_ru = ("мектеп-лицейі", "Школа-лицей") if number % 5 == 0 else ("орта мектебі", "Средняя школа")
        yield School(
            territory, f"{kk} қаласының № {number} {kind_kk}", f"{kind_ru} № {number} города {ru}", *settlement, False
        )


SCHOOLS: tuple[School, ...] = tuple(_schools(read("schools")))
