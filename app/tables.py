"""Every table of the installation: importing this module fills `db.metadata`."""

from sqlalchemy import select
from sqlmodel import Session

import app.accounts.models
import app.applications.admission_models
import app.applications.batch_models
import app.applications.intake_models
import app.applications.message_models
import app.applications.models
import app.awards.correction_models
import app.awards.models
import app.ceremony.event_models
import app.ceremony.models
import app.checkpoints
import app.contests.letter_models
import app.contests.models
import app.contests.witness_models
import app.grants.amendment_models
import app.grants.answer_models
import app.grants.copy_models
import app.grants.models
import app.grants.money_models
import app.grants.report_models
import app.grants.terms_models
import app.journal
import app.jury.commission_models
import app.jury.masking_models
import app.jury.models
import app.jury.paper_models
import app.jury.seal_models
import app.jury.shortlist_models
import app.leases
import app.mail
import app.numbers
import app.papers.models
import app.papers.name_models
import app.places.models
import app.programmes.models  # noqa: F401
from app.db import metadata

__all__ = ["files_named", "metadata"]


def files_named(session: Session) -> set[str]:
    """The SHA-256 of every file that some row names: all columns so called, and a few hashes that name no file."""
    columns = [
        column for table in metadata.tables.values() for column in table.columns if column.name.endswith("sha256")
    ]
    return {sha256 for column in columns for sha256 in session.execute(select(column)).scalars() if sha256}
