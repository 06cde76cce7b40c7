"""A pupil's work as it is accepted: author, school, consents."""

from datetime import datetime, time

from pydantic import ValidationError
from sqlmodel import Session

from app.accounts.models import Language
from app.alphabet import search_key, sort_key
from app.applications import consents, queries, work_queries
from app.applications.answers import said
from app.applications.consents import Giver
from app.applications.drawing_forms import NOTHING_SAID, DrawingForm
from app.applications.models import Application, Author, ConsentKind
from app.applications.work_queries import Known
from app.errors import RuleBroken
from app.i18n import ALMATY
from app.places import directory
from app.places import queries as places
from app.places.models import School

YOUNGEST, OLDEST = 4, 20
"""Years; outside of them the date of birth was mistyped."""
REPEATED = ("school_territory", "school", "teacher_name", "teacher_phone")
"""What a teacher's works have in common."""


def wrong(session: Session, application: Application, form: DrawingForm, *, now: datetime) -> dict[str, str]:
    """Field → slug of what only the database and the clock know to be wrong; «picture» is the missing picture."""
    known = work_queries.known(session, application.contest_id, [application.id or 0], [form.school or 0])
    return faults(application, form, known, now=now)


def faults(application: Application, form: DrawingForm, known: Known, *, now: datetime) -> dict[str, str]:
    """The same for one of many works, by what was asked about all of them at once."""
    found: dict[str, str] = {}
    if form.nomination not in known.nominations:
        found["nomination"] = "choice"
    if not form.school_is_new and form.school not in known.schools:
        found["school"] = "school-choice"
    if form.school_is_new and form.school_territory not in known.territories:
        found["school_territory"] = "choice"
    today = now.astimezone(ALMATY).date()
    if not YOUNGEST <= (form.age_on(today) or 0) <= OLDEST:
        found["born_on"] = "birth-date"
    if form.consent_on and form.consent_on > today:
        found["consent_on"] = "date-ahead"
    if application.id not in known.pictured:
        found["picture"] = "picture"
    return found


def accept(session: Session, application: Application, form: DrawingForm, *, now: datetime) -> None:
    """Write what was said into author, consents and the application's own columns. Raises RuleBroken
    ``form-incomplete`` for what `wrong` names."""
    if wrong(session, application, form, now=now):
        raise RuleBroken("form-incomplete")
    nomination = work_queries.nomination(session, application.contest_id, form.nomination)
    school = _school(session, application, form, now=now)
    _void_for_another(session, application, form, now=now)
    _author(session, application, form, school)
    _consents(session, application, form, now=now)
    application.applicant_name = form.name_ru if application.language == Language.RU else form.name_kk
    application.sort_key = sort_key(application.applicant_name)
    application.title = form.title
    application.nomination_id = nomination.id if nomination else None
    application.territory_id = school.territory_id
    application.search_key = found_by(form.name_kk, form.name_ru, form.title, form.teacher_name, school)
    session.add(application)


def found_by(name_kk: str, name_ru: str, title: str, teacher: str, school: School) -> str:
    """The key under which the office finds a work: its author, title, teacher and school."""
    words = (name_kk, name_ru, title, teacher, *school.name.values(), *school.settlement.values())
    return search_key(" ".join(words))


def begin(session: Session, draft: Application) -> None:
    """A new draft starts with school and teacher as in this person's last work."""
    if not draft.answers:
        last = work_queries.last_answers(session, draft.applicant_id, but=draft.id)
        draft.answers = {name: value for name, value in last.items() if name in REPEATED and value}
        session.add(draft)


def _school(session: Session, application: Application, form: DrawingForm, *, now: datetime) -> School:
    if not form.school_is_new:
        return places.meant(session, form.school or 0, held=True) or session.get_one(School, form.school)
    territory = work_queries.territory(session, form.school_territory or "")
    territory_id = (territory and territory.id) or 0
    name = {"kk": form.school_name_kk or "", "ru": form.school_name_ru or ""}
    settlement = dict.fromkeys(("kk", "ru"), form.school_settlement or "")
    known = work_queries.same_school(session, territory_id, directory.keys_of(name, settlement))
    return known or directory.add_school(
        session, territory_id=territory_id, name=name, settlement=settlement, is_rural=form.school_rural == "yes",
        by=application.applicant_id, now=now,
    )  # fmt: skip


def _author(session: Session, application: Application, form: DrawingForm, school: School) -> None:
    author = work_queries.author(session, application.id)
    if author is None:
        author = Author(
            application_id=application.id or 0, name_kk="", name_ru="", grade=0, school_id=0, teacher_name="",
            work_kind=form.work_kind,
        )  # fmt: skip
    author.name_kk, author.name_ru = form.name_kk, form.name_ru
    author.born_on, author.age, author.grade, author.sex = form.born_on, form.age, form.grade, form.sex or ""
    author.school_id = school.id or 0
    author.teacher_name, author.teacher_phone = form.teacher_name, form.teacher_phone or ""
    author.work_kind, author.technique = form.work_kind, form.technique
    session.add(author)


def _void_for_another(session: Session, application: Application, form: DrawingForm, *, now: datetime) -> None:
    """What was given for another child is void and can be stated anew, and that child's representatives look at this
    one no longer: their link opens nothing."""
    author, known = search_key(form.name_ru), queries.consents(session, application.id)
    before = work_queries.author(session, application.id)
    names = {consent.child for consent in known.values() if consent.child and consent.withdrawn_at is None}
    names |= {search_key(before.name_ru)} if before else set()
    if any(_is_another(name, author) for name in names):
        application.consent_link += 1
    for kind, consent in known.items():
        if consent.withdrawn_at is None and consent.child and _is_another(consent.child, author):
            giver = Giver(consent.given_by, consent.relation)
            consent.way = giver.way
            consents.record(session, application, {kind: False}, giver, on=now, by=application.applicant_id, now=now)


def _consents(session: Session, application: Application, form: DrawingForm, *, now: datetime) -> None:
    """What the form says of them, where it says something else than when it was last handed in: meanwhile they may
    have been stated or given elsewhere."""
    last = _last_said(session, application)
    if form.consents_said == (last.consents_said if last else NOTHING_SAID):
        return
    given = {
        ConsentKind.TAKE_PART: form.consent_take_part,
        ConsentKind.SHOW_NAME: form.consent_show_name,
        ConsentKind.PHOTO: form.consent_photo,
    }
    on = datetime.combine(form.consent_on, time(12), tzinfo=ALMATY) if form.consent_on else now
    giver = Giver(form.representative_name or "", form.representative_relation or "")
    consents.record(session, application, given, giver, on=on, by=application.applicant_id, now=now)


def _last_said(session: Session, application: Application) -> DrawingForm | None:
    version = queries.latest_version(session, application)
    try:
        return DrawingForm.model_validate(said(version.answers)) if version else None
    except ValidationError:  # it was handed in when less had to be said
        return None


def _is_another(child: str, author: str) -> bool:
    """A mended letter is the same child; neither surname nor first name in common is another one."""
    return not set(child.split()) & set(author.split())
