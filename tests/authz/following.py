"""The world after the publication: papers, gifts, and grants at every step of their way."""

from datetime import timedelta

import granted
from granted import Granted
from samples import drawing, encoded, pdf
from sqlmodel import select
from world import make_application

from app import numbers
from app.accounts.models import User
from app.applications.models import ApplicantKind, Application, BudgetLine
from app.awards import appeals, correction_papers, corrections, publication
from app.awards import queries as awards
from app.awards.models import Award
from app.awards.scans import Scan
from app.ceremony import event_queries, events, handovers
from app.ceremony.event_forms import EventForm
from app.ceremony.forms import GiftForm
from app.contests.models import Contest
from app.grants import opening, postponing, queries
from app.grants.models import EvidenceKind, Grant
from app.grants.report_models import Act
from app.i18n import local
from app.papers import addressees, designs, issuing, runs
from app.papers.models import AddresseeRole, Certificate, PaperReason
from authz import contracted
from authz.making import SIDES, Making

STEPS = contracted.STEPS | {
         "fresh": "taken", "ready": "details", "drafted": "drafted", "sent": "sent", "signed": "signed", "paid": "paid",
         "filled": "filled", "handed": "submitted", "checked": "content", "late": "paid",
         "done": "accepted"}  # fmt: skip
"""Name of a grant → the last step of `granted.STEPS` that it has taken."""
PDF = pdf()


def publish(making: Making) -> None:
    for side in SIDES:
        contest, by = making.contest(side), making.user("ORG")
        publication.publish(making.session, contest, by=by, now=making.now)
        issued = issuing.issue_all(making.session, making.keys, contest, by=by, now=making.now)
        mine = [one for one in issued if one.application_id == making[f"{side}.work"]]
        taken = next(one for one in issued if one.application_id not in (None, making[f"{side}.work"]))
        issuing.hand_over(making.session, taken, "Анасы", local(making.now).date(), by=by, now=making.now)
        making.name(side, paper=mine[0].number, taken_paper=taken.number)
        _print(making, side, mine)
        if side == "art":
            issuing.revoke(making.session, mine[-1], PaperReason.BY_MISTAKE, "Қате", by=by, now=making.now)
            making.name(side, revoked_paper=mine[-1].number)
        _forget_one(making, side, issued)
        other_work = making.application(side, "elsewhere")
        body = "Тәртіп бұзылды деп ойлаймын, себебі мерзім сақталмады."
        by = making.session.get_one(User, other_work.applicant_id)
        made = appeals.lodge(making.session, other_work, contest, body, by=by, now=making.now)
        making.name(side, appeal=made.id)
    _gifts(making)
    _event(making)
    _grants(making)


def ask_to_correct(making: Making) -> None:
    """Somebody who is no organiser any more has asked for a correction that takes every grant back."""
    contest, by = making.contest("grant"), making.user("OPR")
    note = {"kk": "Балл қате саналды", "ru": "Балл посчитан неверно"}
    made = corrections.propose(making.session, contest, [], note, by=by, now=making.now)
    making.name("grant", correction=made.id)
    _correct(making)


def _correct(making: Making) -> None:
    """The results of the drawings have been corrected, and the correction lies there on paper."""
    contest, by, now = making.contest("art"), making.user("ORG"), making.now
    made = corrections.propose(
        making.session, contest, [], {"kk": "Қате", "ru": "Ошибка"}, by=making.user("OPR"), now=now
    )
    corrections.agree(making.session, contest, made.id or 0, by=by, now=now)
    scan = Scan(making.shelf.put([PDF]).sha256, "application/pdf")
    correction_papers.freeze(making.session, contest, made, scan.sha256, scan, by=by, now=now)
    correction_papers.attach_scan(making.session, contest, made, scan, by=by, now=now)
    copies = awards.correction_copies(making.session, contest.id)
    making.name("art", corrected=made.id, corrected_scan=copies[-1].id)


def _print(making: Making, side: str, mine: list[Certificate]) -> None:
    """A file of papers that is ready, and somebody to thank."""
    contest, more = making.contest(side), {"by": making.user("ORG"), "now": making.now}
    run = runs.ask(making.session, contest, mine, "Қағаздар", None, **more)  # type: ignore[arg-type]
    runs.finish(making.session, run, making.shelf.put([PDF]).sha256, now=making.now)
    logo = making.shelf.put([encoded(drawing(16, 12, seed=5))]).sha256
    own = {"thanks_partner": {"heading": {"kk": "РАҚМЕТ", "ru": "СПАСИБО"}}}
    designs.change(making.session, contest, logo_sha256=logo, texts=own, **more)  # type: ignore[arg-type]
    people = addressees.read("Ақұштап Ән").people
    [thanked] = addressees.add(making.session, contest, AddresseeRole.HELPER, people, **more)  # type: ignore[arg-type]
    making.name(
        side, print_run=run.id, addressee=thanked.id, thanks_kind="thanks_partner", pdf_ending="pdf", logo="logo",
        experts_of="experts",
    )  # fmt: skip


def _forget_one(making: Making, side: str, issued: list[Certificate]) -> None:
    """So that one is still due."""
    last = [one for one in issued if one.application_id != making[f"{side}.work"]][-1]
    making.session.delete(last)


def _gifts(making: Making) -> None:
    """The owner's winner has an act, the stranger's was signed and scanned, a third one's lacks its scan."""
    by, now = making.user("SEC"), making.now
    awards = {
        one.application_id: one
        for one in making.session.exec(select(Award).where(Award.contest_id == making["art.contest_id"])).all()
    }
    mine = awards[making["art.work"]]
    other = awards[making["art.elsewhere"]]
    third = _third(making)
    for award, name in ((mine, "award"), (other, "done_award"), (third, "handed_award")):
        gifts = [
            handovers.add_gift(
                making.session, award,
                GiftForm.model_validate({"name_kk": "Кітап", "name_ru": "Книга", "quantity": "1", "price": "5000"}),
                by=by, now=now,
            )
            for _ in range(2)
        ]  # fmt: skip
        making.name("art", **{name: award.id, f"{name}_gift": gifts[0].id})
    handovers.make_act(making.session, other, "Көкекова Гүл", "mother", by=by, now=now)
    scan = Scan(making.shelf.put([PDF]).sha256, "application/pdf")
    handovers.complete(making.session, other, local(now).date(), scan, by=by, now=now)
    handovers.make_act(making.session, mine, "Бөденова Сая", "mother", by=by, now=now)
    handovers.make_act(making.session, third, "Сырғалиева Тану", "mother", by=by, now=now)
    handovers.complete(making.session, third, local(now).date(), None, by=by, now=now)


def _third(making: Making) -> Award:
    """Of the owner's other work, in a place beside the first."""
    work = making.session.get_one(Application, making["art.other_work"])
    made = Award(
        contest_id=work.contest_id, application_id=work.id or 0, nomination_id=work.nomination_id or 0,
        nomination_slot=2, place=2,
    )  # fmt: skip
    making.session.add(made)
    making.session.flush()
    return made


def _event(making: Making) -> None:
    """A ceremony to which the owner is invited."""
    by, now, session = making.user("SEC"), making.now, making.session
    said = {"kind": "ceremony", "starts_at": "2027-05-20T10:00", "place_kk": "Текелі", "place_ru": "Текели",
            "programme_kk": "10:00 Ашылуы", "programme_ru": "10:00 Открытие"}  # fmt: skip
    contest, owner = making.contest("art"), making.user("TCH")
    event = events.arrange(session, contest, EventForm.model_validate(said), by=by, now=now)
    events.invite(session, contest, event, [owner], by=by, now=now)
    held = event_queries.held(session, contest.id)
    mine = next(one for one in held if one.paper.application_id == making["art.work"])
    making.name("art", event=event.id, guest=owner.id, stamp_kind="agreement", event_paper="guests",
                held=mine.paper.id, box=mine.school.id if mine.school else 0)  # fmt: skip


def _grants(making: Making) -> None:
    contest, by = making.contest("grant"), making.user("ORG")
    contest.starts_on, contest.ends_on = making.now - timedelta(days=2), making.now + timedelta(days=20)
    contest.places = 2 * len(STEPS)
    making.session.add(contest)
    works = {name: _awarded(making, contest, name) for name in STEPS}
    opening.open_grants(making.session, contest, by=by, now=making.now)
    grants = {
        one.application_id: one
        for one in making.session.exec(select(Grant).where(Grant.contest_id == contest.id)).all()
    }
    staff = [making.user(one) for one in ("ORG", "SEC", "ACC", "CHR")]
    for name, work in works.items():
        grant = grants[work]
        making.name("grant", **{f"grant_{name}": grant.id})
        if STEPS[name]:
            case = Granted(contest, [grant], [making.user("APP")], *staff)
            _lead(making, case, STEPS[name])
    contracted.prepare(making, {name: grants[work] for name, work in works.items()})
    _names(making, grants[works["paid"]], grants[works["filled"]])
    _report(making, grants[works["late"]], grants[works["done"]])


def _report(making: Making, late: Grant, done: Grant) -> None:
    """A later day that is asked for, and an act that both have signed."""
    report = queries.report(making.session, late.id)
    report.due_on = local(making.now).date() - timedelta(days=3)
    until = report.due_on + timedelta(days=40)
    postponing.ask(making.session, late, until=until, reason="Су тасыды", by=making.user("APP"), now=making.now)
    stored, today = making.shelf.put([PDF]).sha256, local(making.now).date()
    serial = numbers.take(making.session, f"act-{today.year}")
    making.session.add(Act(
        grant_id=done.id or 0, year=today.year, serial=serial, number=f"{serial}/{today.year}", dated=today,
        pdf_sha256=stored, docx_sha256=stored, made_by=making.user("ORG").id or 0, made_at=making.now, signed_on=today,
        scan_sha256=stored, scan_type="application/pdf",
    ))  # fmt: skip


def _awarded(making: Making, contest: Contest, name: str) -> int:
    """One more award of APP; the commission has decided, this is what it left."""
    nomination = making.nominations("grant")[0]
    made = make_application(
        making.session, contest, making.user("APP"), nomination, applicant_kind=ApplicantKind.PERSON,
        territory_id=making.application("grant", "work").territory_id, title=f"Жоба {name}",
        applicant_name="Канарейкина Алия Тестовна",
        answers=granted.answers_of(ApplicantKind.PERSON) | {"name": "Канарейкина Алия Тестовна"},
    )  # fmt: skip
    granted.plan(making.session, made)
    making.session.add(Award(
        contest_id=contest.id or 0, application_id=made.id or 0, nomination_id=nomination.id or 0, amount=200_000,
        nomination_slot=100 + (made.id or 0),
    ))  # fmt: skip
    making.session.flush()
    return made.id or 0


def _lead(making: Making, case: Granted, until: str) -> None:
    """As `granted.lead`; what is sent and signed is a file that lies on the shelf."""
    for step in granted.STEPS[: granted.STEPS.index(until) + 1]:
        granted.take(making.session, case, making.keys, step, case.grant)
    contract = queries.contract(making.session, case.grant.id)
    stored = making.shelf.put([PDF]).sha256
    if contract and contract.pdf_sha256:
        contract.pdf_sha256 = stored
    if contract and contract.scan_sha256:
        contract.scan_sha256 = stored
    making.session.add_all([contract] if contract else [])


def _names(making: Making, paid: Grant, filled: Grant) -> None:
    """Where drivers send an expense, and what they look at."""
    line = making.session.exec(select(BudgetLine).where(BudgetLine.application_id == paid.application_id)).first()
    report = queries.report(making.session, filled.id)
    photo = next(one for one in queries.evidence(making.session, report.id) if one.sha256)
    stored = making.shelf.put([b"picture"]).sha256
    photo.sha256 = photo.clean_sha256 = photo.thumb_sha256 = stored
    page = next(one for one in queries.evidence(making.session, report.id) if one.kind is EvidenceKind.PUBLICATION)
    expense = queries.expenses(making.session, report.id)[0]
    expense.sha256 = expense.thumb_sha256 = stored
    making.session.add_all([photo, expense])
    later = queries.report(making.session, paid.id).due_on + timedelta(days=9)
    making.name("grant", line=line.id if line else 0, photo=photo.id, expense=expense.id, post=page.id,
                spent_line=expense.budget_line_id or 0, later=str(later))  # fmt: skip
