"""The rules of a contest («Положение о конкурсе» / «Конкурс туралы ереже») as text.

A body reads as `documents/rules.py` prints it: `# ` begins a section, `- ` an item, a number such as `1.2.` or an empty
line a new paragraph; other lines go on. Marks such as `{closes}` stand for facts: what is known is put in when the
text is made, the dates when the contest is announced.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from app import i18n
from app.contests import queries
from app.contests.models import LEAST_SCALED, Contest, Criterion, Nomination
from app.documents.words import kk_date, long_date, tenge
from app.errors import RuleBroken
from app.programmes.models import Organisation, Programme

DRAFTS = Path(__file__).parent / "presets"
"""Where `<kind of contest>.<language>.txt` are."""
LANGUAGES = ("kk", "ru")
"""Official texts exist in these two."""
TITLES = {"kk": "Конкурс туралы ереже", "ru": "Положение о конкурсе"}
MARK = re.compile(r"\{([a-z_]+)\}")
BEGINS = re.compile(r"# |- |[0-9]+(\.[0-9]+)*[.)] ")
BLANK = "________"
WORDS = {
    "kk": {
        "nomination": "- «{title}» — {description}. Марапаттау шарты: {condition}{unit}",
        "unit": " Нәтиже өлшемі: {unit}.",
        "criterion": "- {title}: салмағы {weight};",
        "tie_criterion": "- «{title}» өлшемшарты бойынша балдың жоғары болуы;",
        "earlier_final_submission": "- соңғы нұсқаның ертерек берілуі;",
        "commission_vote": "- комиссияның ашық дауысы, дауыстар тең болса төрағаның даусы шешуші болады.",
        "mean": "сарапшылар қорытындыларының дөңгелектелмеген орташа мәні",
        "standardised": (
            "ортақ шәкілге келтірілген сарапшы қорытындыларының орташа мәні: сарапшының қорытындысынан оның "
            "номинациядағы қорытындыларының орташа мәні шегеріледі, айырма олардың стандартты ауытқуына бөлінеді, "
            "номинациядағы барлық қорытындылардың стандартты ауытқуына көбейтіледі және олардың орташа мәніне қосылады "
            "(номинацияда {least} жұмыстан аз бағалаған сарапшының қорытындылары өзгермейді)"
        ),
        "yes_no": (
            " (алдымен комиссия мүшелері номинацияның барлық жұмысын қарап, «иә» не «жоқ» деп жауап береді; барлық "
            "өлшемшарт бойынша үздік {size} жұмыс, сондай-ақ соңғысымен тең жұмыстар ғана бағаланады)"
        ),
        "stars": (
            " (алдымен комиссия мүшелері номинацияның барлық жұмысын қарап, бірден беске дейін жұлдыз қояды; барлық "
            "өлшемшарт бойынша үздік {size} жұмыс, сондай-ақ соңғысымен тең жұмыстар ғана бағаланады)"
        ),
        "off": "",
        "period": "шартта көрсетіледі",
        "basis": "{date} № {number} шарт",
        "no_basis": "мемлекеттік грант беру туралы шарт",
    },
    "ru": {
        "nomination": "- «{title}» — {description}. Условие награждения: {condition}{unit}",
        "unit": " Результат измеряется: {unit}.",
        "criterion": "- {title}: вес {weight};",
        "tie_criterion": "- более высокий балл по критерию «{title}»;",
        "earlier_final_submission": "- более раннее время последней отправки;",
        "commission_vote": "- открытое голосование комиссии, при равенстве голосов решает голос председателя.",
        "mean": "среднее итогов экспертов без округления",
        "standardised": (
            "среднее итогов экспертов, приведённых к общей шкале: из итога эксперта вычитается среднее его итогов в "
            "номинации, разность делится на их стандартное отклонение, умножается на стандартное отклонение всех "
            "итогов номинации и складывается с их средним (у эксперта, который оценил в номинации меньше {least} "
            "работ, итоги не меняются)"
        ),
        "yes_no": (
            " (сначала члены комиссии просматривают все работы номинации и отвечают «да» или «нет»; по всем критериям "
            "оцениваются только {size} лучших, а также равные последней из них)"
        ),
        "stars": (
            " (сначала члены комиссии просматривают все работы номинации и ставят от одной до пяти звёзд; по всем "
            "критериям оцениваются только {size} лучших, а также равные последней из них)"
        ),
        "off": "",
        "period": "указывается в договоре",
        "basis": "договор № {number} от {date}",
        "no_basis": "договор о предоставлении государственного гранта",
    },
}


@dataclass(frozen=True)
class Line:
    text: str
    is_item: bool


@dataclass(frozen=True)
class Section:
    heading: str
    lines: list[Line] = field(default_factory=list)


def sections(body: str) -> list[Section]:
    """The body in parts; what stands before the first heading gets a part without one."""
    found: list[Section] = []
    for block in paragraphs(body):
        if block.startswith("# "):
            found.append(Section(block[2:].strip()))
            continue
        if not found:
            found.append(Section(""))
        found[-1].lines.append(Line(block.removeprefix("- "), block.startswith("- ")))
    return found


def filled(body: str, facts: Mapping[str, str]) -> str:
    """The body with the marks that `facts` knows put in; other marks stay for later."""
    return MARK.sub(lambda mark: facts.get(mark[1], mark[0]), body)


def facts(contest: Contest, nominations: Sequence[Nomination], criteria: Sequence[Criterion],
          organisation: Organisation, programme: Programme, language: str) -> dict[str, str]:  # fmt: skip
    """Everything that is known of a contest before it is announced."""
    return {
        "title": i18n.pick(contest.title, language), "edition": str(contest.edition),
        "organisation": i18n.pick(organisation.name, language), "phone": organisation.phone,
        "email": organisation.email, "programme": i18n.pick(programme.title, language),
        "customer": i18n.pick(programme.customer, language), "basis": _basis(programme, language),
        "nominations_count": str(len(nominations)),
        "grant": tenge(contest.grant_amount, "kk" if language == "kk" else "ru"),
        "fund": tenge(contest.grant_amount * contest.places, "kk" if language == "kk" else "ru"),
        "nominations": "\n".join(_nomination(nomination, language) for nomination in nominations),
        "criteria": "\n".join(_criterion(criterion, language) for criterion in criteria),
        "tie_break": "\n".join(_tie_break(step, criteria, language) for step in contest.tie_break),
        "method": WORDS[language][contest.method].format(least=LEAST_SCALED)
        + WORDS[language][contest.shortlist].format(size=contest.shortlist_size),
        **{name: str(getattr(contest, name)) for name in NUMBERS},
    }  # fmt: skip


def drafts(session: Session, contest: Contest) -> dict[str, str]:
    """The rules in kk and ru as they follow from what is known of the contest now; without its dates."""
    programme = session.get_one(Programme, contest.programme_id)
    organisation = session.get_one(Organisation, programme.organisation_id)
    nominations, criteria = queries.nominations(session, contest.id), queries.criteria(session, contest.id)
    return {
        language: filled(
            (DRAFTS / f"{contest.kind}.{language}.txt").read_text(encoding="utf-8"),
            facts(contest, nominations, criteria, organisation, programme, language),
        )
        for language in LANGUAGES
    }


NUMBERS = (
    "places", "per_nomination", "per_territory", "awards_per_applicant", "scale_max", "threshold", "min_sheets",
    "cure_days", "report_days",
)  # fmt: skip


def dates(contest: Contest, language: str) -> dict[str, str]:
    """The dates, as far as they are set."""
    with i18n.speaking(language):
        known = {"opens": _moment(contest.opens_at), "closes": _moment(contest.closes_at)}
        known["results"] = i18n.day(contest.results_at) if contest.results_at else ""
        known["period"] = WORDS[language]["period"]
        if contest.starts_on and contest.ends_on:
            known["period"] = f"{i18n.day(contest.starts_on)} — {i18n.day(contest.ends_on)}"
    return {name: text or BLANK for name, text in known.items()}


def freeze(session: Session, contest: Contest, now: datetime) -> None:
    """Put the dates into the newest texts; from now on they are what everybody relies on. Both languages must be
    there: RuleBroken ``rules-missing``."""
    texts = queries.rules(session, contest.id)
    if not all(language in texts and texts[language].body.strip() for language in LANGUAGES):
        raise RuleBroken("rules-missing")
    for language in LANGUAGES:
        text = texts[language]
        text.body, text.frozen_at = filled(text.body, dates(contest, language)), now
        session.add(text)


def paragraphs(body: str) -> Iterator[str]:
    """Headings, items and clauses, each on one line with its mark."""
    block = ""
    for row in (raw.strip() for raw in body.splitlines()):
        if block and (not row or BEGINS.match(row) or block.startswith("# ")):
            yield block
            block = ""
        block = f"{block} {row}".strip()
    if block:
        yield block


def _basis(programme: Programme, language: str) -> str:
    if not programme.contract_number or programme.contract_date is None:
        return WORDS[language]["no_basis"]
    date = kk_date(programme.contract_date, "of") if language == "kk" else long_date(programme.contract_date, "ru")
    return WORDS[language]["basis"].format(number=programme.contract_number, date=date)


def _moment(at: datetime | None) -> str:
    return i18n.moment(at) if at else ""


def _nomination(nomination: Nomination, language: str) -> str:
    words = WORDS[language]
    unit = i18n.pick(nomination.result_unit, language)
    return words["nomination"].format(
        title=i18n.pick(nomination.title, language), description=i18n.pick(nomination.description, language),
        condition=i18n.pick(nomination.award_condition, language),
        unit=words["unit"].format(unit=unit) if unit else "",
    )  # fmt: skip


def _criterion(criterion: Criterion, language: str) -> str:
    weight = f"{criterion.weight_tenths / 10:g}".replace(".", ",")
    return WORDS[language]["criterion"].format(title=i18n.pick(criterion.title, language), weight=weight)


def _tie_break(step: str, criteria: Sequence[Criterion], language: str) -> str:
    if not step.startswith("criterion:"):
        return WORDS[language][step]
    position = int(step.removeprefix("criterion:"))
    title = next(i18n.pick(criterion.title, language) for criterion in criteria if criterion.position == position)
    return WORDS[language]["tie_criterion"].format(title=title)
