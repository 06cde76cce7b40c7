"""What the papers about an application are drawn from."""

from typing import cast

from app.applications.models import Application, Version
from app.contests.models import Contest, Nomination
from app.documents.bilingual import Reader
from app.documents.receipt import Receipt, ReceivedFile
from app.i18n import language, pick
from app.programmes.models import Organisation


def receipt(
    application: Application, version: Version, contest: Contest, nomination: Nomination | None,
    organisation: Organisation | None,
) -> Receipt:  # fmt: skip
    """In the reader's language, of the submission `version`."""
    files = tuple(ReceivedFile(file["name"], file["size"], file["sha256"]) for file in version.files)
    return Receipt(
        language=cast(Reader, language()), number=application.number or "", title=application.title,
        applicant=application.applicant_name, contest=pick(contest.title),
        nomination=pick(nomination.title) if nomination else "",
        organisation=pick(organisation.name) if organisation else "", files=files,
        received=application.paper_at or version.submitted_at,
    )  # fmt: skip
