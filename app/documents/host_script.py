"""What the host of a ceremony says, in Kazakh and then in Russian. Names stand in the nominative on lines of their own:
no ending is ever glued to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from . import paper
from .bilingual import OFFICIAL, Both, Official, Text, said, together
from .diploma_texts import teacher_line, work_line
from .diploma_texts import who as where_from
from .paper import Heading, Sheet, line
from .text import quoted
from .words import long_date, tenge


@dataclass(frozen=True)
class Called:
    """Somebody who comes onto the stage. `place` is 0 where a nomination has one winner; `is_coming` is None where
    nobody answered."""

    name: str
    place: int = 0
    school: Text | None = None
    grade: str | None = None
    settlement: Text | None = None
    work: str = ""
    teacher: str = ""
    amount: int = 0
    is_coming: bool | None = None


@dataclass(frozen=True)
class Scene:
    """A nomination and who is called in it, in the order of calling."""

    nomination: Both
    called: tuple[Called, ...]


@dataclass(frozen=True)
class Script:
    organisation: Both
    contest: Both
    day: date
    place: Both
    scenes: tuple[Scene, ...]
    thanked: tuple[str, ...] = ()
    """Teachers and partners who get letters of thanks."""
    is_grant: bool = False


TITLE = Both("ЖҮРГІЗУШІНІҢ МӘТІНІ", "ТЕКСТ ВЕДУЩЕГО")
_OPENING = Both(
    "Құрметті қонақтар, ұстаздар, балалар мен ата-аналар! Бүгін мына конкурстың жеңімпаздарын марапаттаймыз:",
    "Уважаемые гости, педагоги, дети и родители! Сегодня мы награждаем победителей конкурса:",
)
_OPENING_GRANT = Both(
    "Құрметті қонақтар мен қатысушылар! Бүгін мына конкурстың жеңімпаздарын марапаттаймыз:",
    "Уважаемые гости и участники! Сегодня мы награждаем победителей конкурса:",
)
_WON = Both("{nomination} номинациясының жеңімпазы:", "Победитель в номинации {nomination}:")
_PLACED = Both("{nomination} номинациясы, {place}\u00a0орын:", "Номинация {nomination}, {place}\u00a0место:")
_STAGE = Both("Сахнаға шақырамыз. Қол шапалақтаймыз!", "Приглашаем на сцену. Аплодисменты!")
_AMOUNT = Both("Грант: {sum}", "Грант: {sum}")
_ABSENT = Both(
    "Келмейді деп хабарлаған: оқып, қағазын кейін береміз.", "Сообщил(а), что не придёт: зачитать, отдать позже."
)
_UNKNOWN = Both("Келетіні белгісіз.", "Придёт ли, неизвестно.")
_THANKS = Both(
    "Қатысушыларды дайындаған ұстаздар мен серіктестерге алғыс хаттар табыс етіледі:",
    "Благодарственные письма вручаются педагогам и партнёрам:",
)
_CLOSING = Both(
    "Барлық қатысушыларға рақмет! Келесі жылы кездескенше!", "Спасибо всем участникам! До встречи в следующем году!"
)
_PLACES = {1: "I", 2: "II", 3: "III"}


def draw(script: Script) -> bytes:
    story: list[Flowable] = []
    for language in OFFICIAL:
        story += [*(paper.new_page() if story else []), *_text(script, language)]
    title = f"{together(TITLE)}. {together(script.contest)}"
    return paper.bound(Sheet(title, together(script.organisation), together(TITLE)), story)


def _text(script: Script, language: Official) -> list[Flowable]:
    opening = _OPENING_GRANT if script.is_grant else _OPENING
    story: list[Flowable] = [
        Heading(TITLE.of(language), 1, "title"),
        paper.words(f"{long_date(script.day, language)}, {script.place.of(language)}", "centre"),
        paper.space(8),
        line(opening.of(language)),
        line("<b>{contest}</b>", "centre", contest=script.contest.of(language)),
    ]
    for scene in script.scenes:
        story += [paper.room(140), *paper.section(scene.nomination.of(language))]
        for called in scene.called:
            story += _called(script, scene, called, language)
    if script.thanked:
        story += [paper.space(8), line(_THANKS.of(language)), *(paper.words(name, "item") for name in script.thanked)]
    return [*story, paper.space(10), line(_CLOSING.of(language))]


def _called(script: Script, scene: Scene, called: Called, language: Official) -> list[Flowable]:
    said_so = (_PLACED if called.place else _WON).of(language)
    story: list[Flowable] = [
        paper.room(90),
        line(
            said_so,
            "left",
            nomination=quoted(scene.nomination.of(language)),
            place=_PLACES.get(called.place, str(called.place)),
        ),
        line("<b>{name}</b>", "title", name=called.name),
    ]
    about = [where_from(called.school, called.grade, called.settlement, language)]
    if called.work:
        about.append(work_line("small_grant" if script.is_grant else "drawing", called.work, language))
    if called.amount:
        about.append(_AMOUNT.of(language).format(sum=tenge(called.amount, language)))
    if called.teacher:
        about.append(teacher_line(called.teacher, language))
    story += [paper.words(one, "centre") for one in about if one]
    story.append(line(_STAGE.of(language), "left"))
    if called.is_coming is not True:
        note = _ABSENT if called.is_coming is False else _UNKNOWN
        story.append(line("<i>({note})</i>", "small", note=said(note, language)))
    return [*story, paper.space(6)]
