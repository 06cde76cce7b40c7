"""A teacher's list of pupils: lines of a sheet in, answers of works out, and what in them could not be understood."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from app import spreadsheets
from app.alphabet import search_key
from app.applications.batches import EXPECTED, MOST
from app.applications.models import WorkKind
from app.contests.models import Nomination
from app.errors import RuleBroken
from app.fields import Day

COLUMNS: dict[str, tuple[str, ...]] = {
    EXPECTED: ("Файл атауы", "Имя файла", "File name", "Файл", "Сурет файлы", "Файл рисунка", "File"),
    "author_last_kk": ("Тегі (қазақша)", "Фамилия на казахском", "Surname in Kazakh", "Тегі", "Фамилия (каз)"),
    "author_first_kk": ("Аты (қазақша)", "Имя на казахском", "First name in Kazakh", "Аты", "Имя (каз)"),
    "author_last_ru": ("Тегі (орысша)", "Фамилия на русском", "Surname in Russian", "Фамилия", "Фамилия (рус)",
                       "Surname"),
    "author_first_ru": ("Аты (орысша)", "Имя на русском", "First name in Russian", "Имя", "Имя (рус)", "First name"),
    "name_kk": ("Аты-жөні", "ФИО на казахском", "Full name in Kazakh", "Оқушының аты-жөні", "Аты-жөні (қазақша)",
                "Оқушы", "Тегі, аты", "Тегі, аты, әкесінің аты"),
    "name_ru": ("Аты-жөні (орысша)", "ФИО", "Full name in Russian", "ФИО ученика", "Фамилия, имя", "Фамилия Имя",
                "ФИО на русском", "Full name", "Ученик", "Ф.И.О.", "ФИО учащегося"),
    "born_on": ("Туған күні", "Дата рождения", "Date of birth", "Туған жылы, айы, күні"),
    "age": ("Жасы", "Возраст", "Age", "Толық жасы"),
    "grade": ("Сыныбы", "Класс", "Grade", "Сынып"),
    "sex": ("Жынысы", "Пол", "Sex"),
    "nomination": ("Номинация", "Номинация конкурса", "Nomination", "Аталым", "Аталымы", "Номинациясы"),
    "work_kind": ("Жұмыс түрі", "Вид работы", "Kind of work", "Түрі", "Вид"),
    "title": ("Жұмыс атауы", "Название работы", "Title of the work", "Атауы", "Название", "Title", "Жұмыстың атауы",
              "Сурет атауы", "Суреттің атауы", "Название рисунка"),
    "technique": ("Техникасы", "Техника", "Technique", "Орындау техникасы", "Техника исполнения"),
    "teacher_name": ("Жетекшісі", "Руководитель", "Teacher", "Мұғалімі", "Учитель", "Педагог"),
}  # fmt: skip
"""Column → headings under which people write it: Kazakh, Russian and English as in our own sheet, then others."""
KINDS = {
    WorkKind.DRAWING: ("Сурет", "Рисунок", "Drawing"),
    WorkKind.POSTER: ("Плакат", "Постер", "Poster"),
    WorkKind.AUTHORS_WORK: ("Авторлық жұмыс", "Авторская работа", "Author's work", "Қолөнер", "Поделка"),
}
PRESCHOOL = ("Мектепалды", "Предшкол", "Preschool")
SEXES = {"female": ("Қыз", "Әйел", "Ж", "Дев", "Жен", "F"), "male": ("Ұл", "Ер", "М", "Мал", "Муж", "Male")}
_APART = (EXPECTED, "name_kk", "name_ru", "teacher_name")
"""Columns that are no answer of a work by themselves."""
_COUNTING = ("№", "№ п/п", "р/с", "р/с №", "№ р/с", "п/п", "No", "N", "#")
"""Headings of the column that only counts the lines."""
_NUMBER = re.compile(r"\d{1,3}")
_DAY: TypeAdapter[object] = TypeAdapter(Day)


@dataclass(frozen=True)
class Pupil:
    """A line of the list. `answers` of what was understood; `unclear`: field → what stands there and was not."""

    number: int
    """As the sheet counts its rows."""
    file: str
    answers: dict[str, str]
    unclear: dict[str, str] = field(default_factory=dict)
    teacher: str = ""


@dataclass(frozen=True)
class PupilList:
    pupils: list[Pupil]
    unread: list[str]
    """Headings of columns that nobody knows: what stands below them was left."""


def read(content: bytes, nominations: Sequence[Nomination]) -> PupilList:
    """The pupils of an XLSX. Raises RuleBroken: as `spreadsheets.read`, ``list-headings`` when no heading is known,
    ``list-blank``, ``list-long`` with more lines than a batch has works."""
    sheet = spreadsheets.read(content)
    lines = spreadsheets.records(sheet, COLUMNS, ())
    said = [line for line in lines if any(line.values.values())]
    if not said:
        raise RuleBroken("list-headings" if lines else "list-blank")
    if len(said) > MOST:
        raise RuleBroken("list-long", most=MOST, found=len(said))
    unread = [head for head in spreadsheets.unknown_headings(sheet, COLUMNS) if head not in _COUNTING]
    return PupilList([_pupil(line, nominations) for line in said], unread)


def _pupil(line: spreadsheets.Record, nominations: Sequence[Nomination]) -> Pupil:
    readers: dict[str, Callable[[str], str | None]] = {
        "grade": _grade, "born_on": _born_on, "age": _age, "sex": _sex, "work_kind": _kind,
        "nomination": lambda typed: _nomination(typed, nominations),
    }  # fmt: skip
    answers: dict[str, str] = {}
    unclear: dict[str, str] = {}
    for name, typed in _whole_names(line.values).items():
        understood = readers[name](typed) if name in readers else typed
        if understood is None:
            unclear[name] = typed
        elif understood:
            answers[name] = understood
    return Pupil(line.number, line.values[EXPECTED], answers, unclear, line.values["teacher_name"])


def _whole_names(values: dict[str, str]) -> dict[str, str]:
    """Surname and the rest out of a name in one cell, where they have no cells of their own."""
    found = {name: text for name, text in values.items() if text and name not in _APART}
    for tongue in ("kk", "ru"):
        last, _, first = values[f"name_{tongue}"].partition(" ")
        for name, text in ((f"author_last_{tongue}", last), (f"author_first_{tongue}", first.strip())):
            if text:
                found.setdefault(name, text)
    return found


def _grade(typed: str) -> str | None:
    """«5», «5 «Б»», «5-сынып» → 5; the preparatory class is 0."""
    if _is_one_of(typed, PRESCHOOL):
        return "0"
    number = _NUMBER.search(typed)
    return str(int(number[0])) if number and int(number[0]) <= 11 else None


def _age(typed: str) -> str | None:
    number = _NUMBER.search(typed)
    return number[0] if number and 5 <= int(number[0]) <= 19 else None


def _born_on(typed: str) -> str | None:
    try:
        return str(_DAY.validate_python(typed))
    except ValidationError:
        return None


def _sex(typed: str) -> str | None:
    return next((sex for sex, words in SEXES.items() if _is_one_of(typed, words)), None)


def _kind(typed: str) -> str | None:
    return next((kind.value for kind, words in KINDS.items() if _is_one_of(typed, words)), None)


def _nomination(typed: str, nominations: Sequence[Nomination]) -> str | None:
    """By its number in the contest or its title in any language."""
    key = search_key(typed)
    for one in nominations:
        titles = {search_key(title) for title in one.title.values()}
        if key in titles or key == str(one.position) or key.startswith(f"{one.position}. "):
            return str(one.position)
    return None


def _is_one_of(typed: str, words: Sequence[str]) -> bool:
    """A word of one letter is meant as it is, a longer one as a beginning."""
    key = search_key(typed)
    return any(key == search_key(word) or (len(word) > 1 and key.startswith(search_key(word))) for word in words)
