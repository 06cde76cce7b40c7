"""The page of the contract's clauses in words: what names mean, what is wrong, and an invented contract to look at."""

from dataclasses import replace
from datetime import date

from app.documents.bilingual import Both
from app.documents.contract_clauses import Problem
from app.documents.contract_facts import BudgetLine, Contract, Party, PlanLine, Reference, Withheld
from app.i18n import gettext, mark

MEANINGS = {
    "project": mark("Title of the project, in quotation marks"),
    "purpose": mark("Goal of the project, as in the application"),
    "contest": mark("Name of the contest"),
    "nomination": mark("Nomination"),
    "territory": mark("District or city"),
    "customer": mark("Customer of the programme"),
    "amount": mark("The grant in figures and words"),
    "net": mark("What is paid out after the deductions"),
    "parts": mark("The payments, where there are several"),
    "withheld": mark("What is withheld, by kind"),
    "starts": mark("First day of the project"),
    "ends": mark("Last day of the project"),
    "payment_days": mark("Working days for the payment"),
    "correction_days": mark("Working days to correct the report"),
    "report_days": mark("Calendar days for the report"),
    "return_days": mark("Calendar days for returning money"),
    "tolerance": mark("Per cent that may move between budget lines"),
    "photos": mark("Photos at least"),
    "videos": mark("Videos at least"),
    "publications": mark("Publications at least"),
}
CONDITIONS = {
    "purpose": mark("only if the goal is known"),
    "customer": mark("only if there is a customer"),
    "at_once": mark("only if all is paid at once"),
    "in_parts": mark("only if it is paid in parts"),
    "taxed": mark("only if something is withheld"),
    "untaxed": mark("only if nothing is withheld"),
}
PROBLEMS = {
    "placeholder-strange": mark("%(about)s in braces means nothing here"),
    "placeholder-missing": mark("{%(about)s} has to stand in the text"),
    "condition-strange": mark("[%(about)s] in brackets means nothing here"),
    "section-empty": mark("Section %(about)s needs a heading and a clause"),
    "sections-differ": mark("The two languages have different numbers of sections: %(about)s"),
    "section-differs": mark("Section %(about)s does not have the same clauses and names in both languages"),
}
_PARTY = Party(
    "organisation", Both("«Мысал» қоғамдық қоры", "Общественный фонд «Мысал»"), "—", Both("Мысал қаласы", "г. Мысал"),
    "—", "—", "—", "18",
)  # fmt: skip
SAMPLE = Contract(
    number="1/2026", day=date(2026, 6, 1), place=Both("Мысал қаласы", "г. Мысал"), grantor=_PARTY, grantee=_PARTY,
    protocol=Reference("1", date(2026, 5, 25)), contest=Both("«Мысал» конкурсы", "Конкурс «Мысал»"),
    nomination=Both("Таза жаға", "Чистый берег"), territory=Both("Ақсу ауданы", "Аксуский район"),
    project=Both("Көктем", "Весна"), amount=200_000, starts=date(2026, 6, 10), ends=date(2026, 9, 30),
    budget=(BudgetLine("—", "—", "1", 200_000, 200_000),), plan=(PlanLine("—", "—", "—"),),
    purpose=Both("Жағалауды тазарту", "Очистить берег"), customer=Both("Мысал басқармасы", "Управление «Мысал»"),
    parts=(120_000, 80_000), withheld=(Withheld(Both("Жеке табыс салығы", "Индивидуальный подоходный налог"), 20_000),),
)  # fmt: skip
"""Invented; with everything that a clause can name."""


def sample(clauses: Both) -> Contract:
    """The invented contract with these clauses, paid at once with nothing withheld, as by default."""
    return replace(SAMPLE, clauses=clauses, parts=(), withheld=())


def sentence(problem: Problem) -> str:
    return gettext(PROBLEMS[problem.slug]) % {"about": problem.about}
