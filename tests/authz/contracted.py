"""Contracts on their way: an answer that waits, one that did not come, a grant given up, payments, changes."""

from datetime import timedelta

import granted

from app.accounts.models import User
from app.applications.models import Application
from app.documents.contract_clauses import OURS
from app.grants import amendments, clauses, contract_queries, contracts, copies, payments
from app.grants.amendment_models import AmendmentKind
from app.grants.answer_models import AnswerStatus
from app.grants.contract_forms import FORMS
from app.grants.copy_models import Copied
from app.grants.models import Grant
from app.i18n import local
from authz.making import Making

STEPS = {"asked": "", "silent": "", "given": "taken", "planned": "signed", "ordered": "signed", "amending": "signed",
         "returned": "paid", "back": "sent", "copied": "sent"}  # fmt: skip
"""As `following.STEPS`."""


def prepare(making: Making, grants: dict[str, Grant]) -> None:
    """`grants` by their names."""
    session, by, now = making.session, making.user("ORG"), making.now
    today = local(now).date()
    silent, given = (contract_queries.answer(session, grants[name].id) for name in ("silent", "given"))
    assert silent is not None
    assert given is not None
    silent.until = today - timedelta(days=1)
    given.status, given.reason, given.settled_at = AnswerStatus.REFUSED, "Көшіп кетемін", now
    session.add_all([silent, given])
    granted.take_back(session, grants["back"])
    planned = payments.plan(session, grants["planned"], 50_000, by=by, now=now)
    ordered = payments.plan(session, grants["ordered"], 50_000, by=by, now=now)
    payments.order(session, grants["ordered"], ordered, "41", today, by=by, now=now)
    back = payments.note_return(session, grants["returned"], amount=1000, order_number="5", returned_on=today, by=by,
                                now=now)  # fmt: skip
    _amend(making, grants["amending"])
    _copy(making, grants["copied"])
    clauses.write(session, making.contest("grant"), OURS._replace(kk=OURS.kk + "\n"), by=by, now=now)
    making.name("grant", planned_payment=planned.id, ordered_payment=ordered.id, money_return=back.id,
                clauses_version=1)  # fmt: skip


def _amend(making: Making, grant: Grant) -> None:
    """One agreement that both have signed, one that waits."""
    session, by, now = making.session, making.user("ORG"), making.now
    today, stored = local(now).date(), making.shelf.put([b"%PDF-1.4\n% agreement\n%%EOF\n"]).sha256
    said = {"dated": today, "reason_kk": "Себебі", "reason_ru": "Причина", "text_kk": "Мәтін", "text_ru": "Текст"}
    form = FORMS[AmendmentKind.CONTENT].model_validate({"kind": "content", **said})
    signed = amendments.draw_up(session, making.keys, grant, form, by=by, now=now)
    files, scan = contracts.Frozen(stored, stored), contracts.Scan(stored, "application/pdf")
    amendments.sign(session, making.keys, grant, signed, files, scan, signed_on=today, by=by, now=now)
    waiting = amendments.draw_up(session, making.keys, grant, form, by=by, now=now)
    making.name("grant", signed_amendment=signed.id, amendment=waiting.id)


def _copy(making: Making, grant: Grant) -> None:
    """The winner has sent the signed pages."""
    sheets = copies.Sheets(making.shelf.put([b"%PDF-1.4\n% pages\n%%EOF\n"]).sha256, 4, 1000)
    winner, today = making.session.get_one(Application, grant.application_id).applicant_id, local(making.now).date()
    by = making.session.get_one(User, winner)
    copies.send(making.session, grant, Copied.CONTRACT, sheets, signed_on=today, by=by, now=making.now)
    making.name("grant", copied_paper=Copied.CONTRACT.value, copied_sha=sheets.sha256)
