"""Consents, kind by kind: given, taken back, given again; the row stays."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from app.applications import queries
from app.applications.models import Application, Consent, ConsentKind


def record(
    session: Session,
    application: Application,
    given: Mapping[ConsentKind, bool],
    *,
    given_by: str,
    now: datetime,
    relation: str = "",
) -> None:
    """Make the rows say what `given` says; a consent that still stands keeps the moment at which it was given."""
    known = queries.consents(session, application.id)
    for kind, is_given in given.items():
        consent = known.get(kind)
        if consent is None and is_given:
            session.add(
                Consent(
                    application_id=application.id or 0, kind=kind, given_by=given_by, relation=relation, given_at=now
                )
            )
        elif consent is not None and is_given and consent.withdrawn_at is not None:
            consent.given_by, consent.relation, consent.given_at, consent.withdrawn_at = given_by, relation, now, None
        elif consent is not None and not is_given and consent.withdrawn_at is None:
            consent.withdrawn_at = now
