"""Applications of the demonstration world, handed in through the same verbs that the site uses."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from app.accounts import people as accounts
from app.accounts.models import User
from app.applications import drafts, lifecycle
from app.applications.models import Application
from app.contests.models import Contest
from app.demo.applicants import Applicant
from app.demo.projects import Project, project

DECLARED = ("truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data", "publish")


@dataclass(frozen=True)
class Entered:
    """An application with the person who handed it in."""

    application: Application
    by: User


def new_person(session: Session, name: str, email: str, language: str, *, now: datetime) -> User:
    return accounts.create(
        session, email=email, name=name, password=None, language=language, is_confirmed=True, now=now
    )


def draft(session: Session, contest: Contest, by: User, rng: Random, language: str, *, now: datetime) -> Application:
    nonce = f"{rng.getrandbits(96):024x}"
    return drafts.start(session, contest, by=by, nonce=nonce, language=language, now=now)


def grant_draft(
    session: Session, contest: Contest, by: User | None, nomination: int, territory: str, rng: Random, *,
    variant: int, now: datetime,
) -> Entered:  # fmt: skip
    """A filled-in draft; without `by` its applicant is a new person."""
    found = project(nomination, territory, rng, variant=variant)
    leader = found.applicant.leader
    if by is None:
        name = leader.name_kk if found.language == "kk" else leader.name_ru
        by = new_person(session, name, f"{rng.getrandbits(20):x}.{leader.email}", found.language, now=now)
    application = draft(session, contest, by, rng, found.language, now=now)
    answers = grant_answers(found, rng, contest, now.date())
    drafts.save(session, application, answers, revision=None, by=by, now=now + timedelta(minutes=40))
    return Entered(application, by)


def hand_in(session: Session, entered: Entered, *, now: datetime) -> Application:
    return lifecycle.submit(session, entered.application, by=entered.by, now=now)


def grant_answers(found: Project, rng: Random, contest: Contest, today: date) -> dict[str, Any]:
    """Everything that the form asks, as it would have been typed."""
    starts = contest.starts_on.date() if contest.starts_on else today
    answers = _applicant(found.applicant, found, rng, today) | {
        "nomination": str(found.nomination_order), "territory": found.territory_code, "title": found.title,
        "place": found.settlement_kk if found.language == "kk" else found.settlement_ru, "problem": found.problem,
        "goal": found.goal, "target": found.target_group, "volunteers": str(rng.randrange(8, 60)),
        "partners": found.partners, "sustainability": found.sustainability, "risks": found.safety,
        "publicity": found.publicity, "requested": str(found.requested),
    }  # fmt: skip
    answers["results"] = [_row(what=one.name, number=one.value, unit=one.unit) for one in found.results]
    answers["activities"] = [
        _row(what=deed.what, when=deed.when(starts), where=deed.where, responsible=deed.responsible, result=deed.result)
        for deed in found.activities
    ]
    answers["costs"] = [
        _row(group=line.group, name=line.name, unit=line.unit, quantity=line.quantity, price=line.price, own=line.own,
             reason=line.reason)
        for line in found.budget
    ]  # fmt: skip
    return answers | dict.fromkeys(DECLARED, "yes")


def _applicant(who: Applicant, found: Project, rng: Random, today: date) -> dict[str, Any]:
    is_kazakh = found.language == "kk"
    leader = who.leader
    answers: dict[str, Any] = {
        "kind": who.kind, "name": leader.name_kk if is_kazakh else leader.name_ru, "phone": leader.phone,
        "email": leader.email, "settlement": found.settlement_kk if is_kazakh else found.settlement_ru,
        "address": who.street, "experience": who.experience,
    }  # fmt: skip
    if who.organisation is not None:
        organisation = who.organisation
        return answers | {
            "org_name_kk": organisation.name_kk, "org_name_ru": organisation.name_ru, "bin": organisation.bin,
            "head": organisation.head.name_kk if is_kazakh else organisation.head.name_ru,
            "head_position": organisation.position_kk if is_kazakh else organisation.position_ru,
        }  # fmt: skip
    born = date(today.year - leader.age - 1, rng.randrange(1, 13), rng.randrange(1, 28))
    answers |= {"born_on": born.isoformat(), "workplace": who.occupation, "sex": leader.sex,
                "category": _category(leader.age, rng)}  # fmt: skip
    if who.kind == "group":
        answers["group_name"] = who.group_name
        answers["members"] = [
            _row(name=one.name_kk if is_kazakh else one.name_ru, born=today.year - one.age, role=one.role)
            for one in who.members
        ]
    return answers


def _category(age: int, rng: Random) -> str:
    """For the donor's statistics, among the form's own."""
    if age < 30:
        return "youth"
    return "older" if age >= 55 else rng.choice(("public-sector", "business", "ngo", "unemployed", "other"))


def _row(**values: object) -> dict[str, str]:
    return {field: str(value) for field, value in values.items()}
