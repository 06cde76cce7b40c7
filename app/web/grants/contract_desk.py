"""What the office's page of one grant shows of the answer, the contract, its changes and the money."""

from datetime import date
from typing import Any

from sqlmodel import Session

from app.awards.models import Award
from app.contests import rules
from app.grants import answers, contract_queries, contract_words, contracts, payments, queries, terms
from app.grants.answer_models import AnswerStatus
from app.grants.models import Grant
from app.i18n import gettext
from app.web.grants.grant_access import Held

FORMS = (
    "extending", "lapsing", "ending", "first_signing", "recalling", "planning", "giving_back",
)  # fmt: skip


def context(session: Session, held: Held, today: date) -> dict[str, Any]:
    grant, contest = held.grant, held.place.contest
    answer = contract_queries.answer(session, grant.id)
    contract = queries.contract(session, grant.id)
    award = session.get_one(Award, grant.award_id)
    successor = session.get(Grant, answer.successor_id) if answer and answer.successor_id else None
    called = queries.get(session, successor.id or 0) if successor else None
    is_up = answer is not None and answer.status in contract_queries.GIVEN_UP
    return {
        "answer": answer, "answer_words": contract_words.ANSWER, "called": called, "is_given_up": is_up,
        "is_withdrawn": answer is not None and answer.status is AnswerStatus.WITHDRAWN,
        "may_end": award.taken_at is not None and not is_up and (contract is None or contract.signed_on is None),
        "is_late": answer is not None and answers.is_late(answer, today),
        "void_papers": contract_queries.papers_that_hold(session, grant.application_id) if is_up else [],
        "amendments": contract_queries.amendments(session, contract.id) if contract else [],
        "amendment_words": contract_words.AMENDMENT, "amendment_kinds": contract_words.AMENDMENT_KIND,
        "project_ends": contracts.ends_on(contract, contest),
        "payment_words": contract_words.PAYMENT, "unplanned": payments.left(session, grant),
        "returns": contract_queries.return_notes(session, grant.id), "paid": queries.paid(session, grant.id),
        "returned": contract_queries.returned(session, grant.id),
        "may_change": rules.may_change_contest(held.roles), "in_force": contracts.IN_FORCE,
        "terms": terms.of(session, contest.id),
        "sides": [(side.value, gettext(text)) for side, text in contract_words.SIDE.items()],
    }  # fmt: skip
