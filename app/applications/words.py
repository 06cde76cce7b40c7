"""What states, kinds and choices are called; msgids, translated where they are shown."""

from app.applications.models import ApplicantKind, BudgetGroup, RejectionReason, Status
from app.i18n import mark

STATUS = {
    Status.DRAFT: mark("Draft"),
    Status.SUBMITTED: mark("Submitted"),
    Status.RETURNED: mark("Returned for revision"),
    Status.ADMITTED: mark("Admitted"),
    Status.REJECTED: mark("Rejected"),
    Status.WITHDRAWN: mark("Withdrawn"),
    Status.DISQUALIFIED: mark("Disqualified"),
}
REJECTION = {
    RejectionReason.LATE: mark("Handed in late"),
    RejectionReason.INELIGIBLE: mark("This applicant may not take part"),
    RejectionReason.TERRITORY: mark("Outside the contest's territory"),
    RejectionReason.INCOMPLETE: mark("Incomplete"),
    RejectionReason.OVER_LIMIT: mark("The sum is over the limit"),
    RejectionReason.OFF_TOPIC: mark("Not on the contest's topic"),
    RejectionReason.FALSE_DATA: mark("Data are not true"),
    RejectionReason.DUPLICATE: mark("Handed in twice"),
    RejectionReason.NO_CONSENT: mark("A consent is missing"),
}
APPLICANT = {
    ApplicantKind.PERSON: mark("Individual"),
    ApplicantKind.GROUP: mark("Initiative group"),
    ApplicantKind.ORGANISATION: mark("Organisation"),
}
BUDGET = {
    BudgetGroup.MATERIALS: mark("Materials"),
    BudgetGroup.INVENTORY: mark("Tools and inventory"),
    BudgetGroup.FUEL_TRANSPORT: mark("Fuel and transport"),
    BudgetGroup.SEEDLINGS: mark("Seedlings"),
    BudgetGroup.PRINTING: mark("Printing"),
    BudgetGroup.SERVICES: mark("Services"),
    BudgetGroup.OTHER: mark("Other costs"),
}
