"""What states and choices are called; msgids, translated where they are shown."""

from app.grants.models import Basis, ContractStatus, EvidenceKind, ReportStatus
from app.i18n import mark

CONTRACT = {
    ContractStatus.DRAFTED: mark("Contract drafted"),
    ContractStatus.SENT: mark("Contract sent"),
    ContractStatus.SIGNED_BY_ONE: mark("Contract signed by one"),
    ContractStatus.SIGNED: mark("Contract signed"),
    ContractStatus.AMENDED: mark("Contract amended"),
    ContractStatus.TERMINATED: mark("Contract terminated"),
}
REPORT = {
    ReportStatus.DUE: mark("Report due"),
    ReportStatus.SUBMITTED: mark("Report submitted"),
    ReportStatus.RETURNED: mark("Report returned"),
    ReportStatus.CONTENT_ACCEPTED: mark("Content of the report accepted"),
    ReportStatus.ACCEPTED: mark("Report accepted"),
}
BASIS = {
    Basis.CHARTER: mark("Charter"),
    Basis.REGULATION: mark("Regulation"),
    Basis.POWER_OF_ATTORNEY: mark("Power of attorney"),
}
EVIDENCE = {
    EvidenceKind.PHOTO: mark("Photo"),
    EvidenceKind.VIDEO: mark("Video"),
    EvidenceKind.PUBLICATION: mark("Media publication"),
}
