"""Lists of schools from a table: what each row would do, said before it is done. Doing it twice changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.alphabet import clean_line, search_key
from app.errors import RuleBroken
from app.places import directory
from app.places.directory import Facts
from app.places.models import School, Territory
from app.spreadsheets import Line, Record, records

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("ID", "№ в справочнике", "Анықтамалықтағы №"),
    "name_kk": ("Мектеп (қазақша)", "Школа (на казахском)", "School in Kazakh", "Атауы", "Мектеп"),
    "name_ru": ("Школа (на русском)", "Мектеп (орысша)", "School in Russian", "Название", "Школа"),
    "territory": ("Аудан немесе қала", "Район или город", "District or city", "Район", "Аудан", "Территория"),
    "settlement_kk": ("Елді мекен (қазақша)", "Населённый пункт (на казахском)", "Settlement in Kazakh", "Елді мекен"),
    "settlement_ru": (
        "Населённый пункт (на русском)", "Елді мекен (орысша)", "Settlement in Russian", "Населённый пункт",
    ),
    "rural": ("Ауыл мектебі (иә / жоқ)", "Сельская (да / нет)", "Rural (yes / no)", "Сельская", "Ауылдық"),
    "source": ("Ауыл мектебі екені қайдан белгілі", "Откуда известно, что сельская", "Source of «rural»", "Источник"),
}  # fmt: skip
"""Column → the headings under which it is known; the first is that of the template."""
REQUIRED = ("name_kk", "name_ru", "territory", "settlement_kk", "settlement_ru", "rural")
MOST = 150
"""Characters of a name."""
_YES = frozenset(search_key(word) for word in ("да", "иә", "yes", "1", "true", "сельская", "ауыл", "ауылдық", "+"))
_NO = frozenset(search_key(word) for word in ("нет", "жоқ", "no", "0", "false", "городская", "қала", "қалалық", "-"))


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True)
class Row:
    """What one row of the table would do. `wrong`: (slug of the reason, column) each; `changed`: columns of School."""

    number: int
    values: Mapping[str, str]
    verdict: Verdict
    facts: Facts | None = None
    school: School | None = None
    changed: Sequence[str] = ()
    wrong: Sequence[tuple[str, str]] = ()


@dataclass
class _Known:
    """The directory by everything that a row can name it with."""

    territories: Mapping[str, Territory]
    by_id: Mapping[int, School]
    by_name: Mapping[tuple[int, str, str], School]
    taken: dict[int | tuple[int, str, str], int] = field(default_factory=dict)
    """What an earlier row of the same table was about → its number."""


def plan(lines: Sequence[Line], territories: Iterable[Territory], schools: Sequence[School]) -> list[Row]:
    """`schools`: every one that stands. A row means the school of its id, or the one of its district with the same
    name and settlement in either language. Raises RuleBroken ``sheet-headings``."""
    found = records(lines, COLUMNS, REQUIRED)
    if not found:
        raise RuleBroken("sheet-blank")
    known = _Known(
        {key: one for one in territories for key in _territory_keys(one)},
        {school.id or 0: school for school in schools},
        {key: school for school in schools for key in _keys(_facts_of(school))},
    )
    return [_row(record, known) for record in found]


def _row(record: Record, known: _Known) -> Row:
    values = {name: clean_line(text) for name, text in record.values.items()}
    wrong = list(_faults(values, known))
    if wrong:
        return Row(record.number, values, Verdict.WRONG, wrong=wrong)
    territory, is_rural = known.territories[search_key(values["territory"])], search_key(values["rural"]) in _YES
    school = known.by_id[int(values["id"])] if values["id"] else None
    facts = Facts(
        territory.id or 0, {"kk": values["name_kk"], "ru": values["name_ru"]},
        {"kk": values["settlement_kk"], "ru": values["settlement_ru"]}, is_rural, values["source"],
    )  # fmt: skip
    school = school or next((known.by_name[key] for key in _keys(facts) if key in known.by_name), None)
    return _judged(record.number, values, facts, school, known)


def _judged(number: int, values: Mapping[str, str], facts: Facts, school: School | None, known: _Known) -> Row:
    about: list[int | tuple[int, str, str]] = [school.id or 0] if school else [*_keys(facts)]
    if any(key in known.taken for key in about):
        return Row(number, values, Verdict.WRONG, wrong=[("repeated", "name_kk")])
    known.taken |= dict.fromkeys(about, number)
    if school is None:
        facts = _sourced(facts, directory.DIRECTORY)
        return Row(number, values, Verdict.NEW, facts)
    facts = _sourced(facts, school.rural_source)
    changed = directory.differences(school, facts)
    if not changed and school.is_checked:
        return Row(number, values, Verdict.SAME, facts, school)
    return Row(number, values, Verdict.CHANGED, facts, school, changed or ["is_checked"])


def _sourced(facts: Facts, otherwise: str) -> Facts:
    source = facts.source or otherwise
    return Facts(facts.territory_id, facts.name, facts.settlement, facts.is_rural, source)


def _faults(values: Mapping[str, str], known: _Known) -> Iterable[tuple[str, str]]:
    for name in REQUIRED:
        if not values[name]:
            yield "missing", name
    for name in ("name_kk", "name_ru", "settlement_kk", "settlement_ru", "source"):
        if len(values[name]) > MOST:
            yield "long", name
    if values["territory"] and search_key(values["territory"]) not in known.territories:
        yield "territory", "territory"
    if values["rural"] and search_key(values["rural"]) not in _YES | _NO:
        yield "rural", "rural"
    number = values["id"]
    if number and not (number.isdecimal() and len(number) < 10 and int(number) in known.by_id):
        yield "id", "id"


def _territory_keys(territory: Territory) -> Iterable[str]:
    """«Алакөл ауданы», «Алакольский район», «Алакөл»: the kind may be left out."""
    for name in (*territory.name.values(), territory.code):
        key = search_key(name)
        yield key
        words = [word for word in key.split() if word not in _KINDS]
        yield " ".join(words)


_KINDS = frozenset(search_key(word) for word in ("ауданы", "қаласы", "район", "город", "district", "city"))


def _keys(facts: Facts) -> list[tuple[int, str, str]]:
    return [
        (facts.territory_id, search_key(facts.name[code]), search_key(facts.settlement[code])) for code in ("kk", "ru")
    ]


def _facts_of(school: School) -> Facts:
    """Of a school whose texts may lack a language."""
    name = {code: school.name.get(code, "") for code in ("kk", "ru")}
    settlement = {code: school.settlement.get(code, "") for code in ("kk", "ru")}
    return Facts(school.territory_id, name, settlement, school.is_rural, school.rural_source)
