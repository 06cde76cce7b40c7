"""What states of answers, contracts, their changes and money are called; msgids, translated where they are shown."""

from app.grants.amendment_models import AmendmentKind, AmendmentStatus
from app.grants.answer_models import AnswerStatus
from app.grants.models import PaymentStatus, Side
from app.grants.terms_models import From, WithheldKind
from app.i18n import mark

NOT_ASKED = mark("Winner not asked")
ANSWER = {
    AnswerStatus.WAITING: mark("Answer awaited"),
    AnswerStatus.ACCEPTED: mark("Grant accepted"),
    AnswerStatus.REFUSED: mark("Grant refused"),
    AnswerStatus.LAPSED: mark("No answer: treated as refused"),
    AnswerStatus.WITHDRAWN: mark("Ended: the award was taken back"),
}
AMENDMENT = {
    AmendmentStatus.DRAFTED: mark("Waits for signatures"),
    AmendmentStatus.SIGNED: mark("Signed"),
    AmendmentStatus.DROPPED: mark("Dropped"),
}
AMENDMENT_KIND = {
    AmendmentKind.TIME: mark("Time of the project"),
    AmendmentKind.BUDGET: mark("Budget lines"),
    AmendmentKind.CONTENT: mark("Content of the contract"),
    AmendmentKind.DETAILS: mark("Bank details"),
    AmendmentKind.TERMINATION: mark("End of the contract"),
}
PAYMENT = {
    PaymentStatus.PLANNED: mark("Planned"),
    PaymentStatus.ORDERED: mark("Ordered"),
    PaymentStatus.PAID: mark("Paid"),
    PaymentStatus.RETURNED: mark("Came back from the bank"),
}
SIDE = {Side.GRANTOR: mark("We have signed"), Side.GRANTEE: mark("The winner has signed")}
WITHHELD = {
    WithheldKind.PENSION: mark("Pension contributions"),
    WithheldKind.HEALTH: mark("Health insurance contributions"),
    WithheldKind.SOCIAL: mark("Social contributions"),
    WithheldKind.INCOME_TAX: mark("Personal income tax"),
    WithheldKind.OTHER: mark("Another deduction"),
}
FROM = {
    From.PEOPLE: mark("People and groups"),
    From.ORGANISATIONS: mark("Organisations"),
    From.ALL: mark("All winners"),
}
