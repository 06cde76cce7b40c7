"""Consents, kind by kind: given, taken back, given again; the row stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.applications import queries
from app.applications.models import Application, Consent, ConsentKind, ConsentWay


@dataclass(frozen=True)
class Giver:
    """Who gave them, who they are to the child, by which way it is known. `child`: search key of the name for which
    it was said, where the way tells."""

    name: str
    relation: str = ""
    way: ConsentWay = ConsentWay.PAPER
    child: str = ""


def record(
    session: Session,
    application: Application,
    given: Mapping[ConsentKind, bool],
    giver: Giver,
    *,
    on: datetime,
    by: int | None,
    now: datetime,
) -> dict[ConsentKind, bool]:
    """Make the rows say what `given` says, given `on` that day. A consent that stands as the same person gave it keeps
    its moment; what the representatives said themselves is not changed by what others state. Returns what changed."""
    known = queries.consents(session, application.id)
    changed: dict[ConsentKind, bool] = {}
    for kind, is_given in given.items():
        consent = known.get(kind)
        if giver.way is ConsentWay.PAPER and consent is not None and is_their_own(consent):
            continue
        if is_given and not (consent and _stands_so(consent, giver, on)):
            consent = consent or Consent(application_id=application.id or 0, kind=kind, given_by="", given_at=on)
            consent.given_by, consent.relation, consent.way, consent.child = (
                giver.name, giver.relation, giver.way, giver.child,
            )  # fmt: skip
            consent.given_at, consent.withdrawn_at, consent.stated_by = on, None, by
            changed[kind] = True
        elif is_given and consent is not None:
            consent.child = giver.child or consent.child
        elif not is_given and consent is not None and consent.withdrawn_at is None:
            consent.withdrawn_at, consent.way, consent.stated_by = now, giver.way, by
            changed[kind] = False
        if consent is not None:
            session.add(consent)
    if changed and giver.way is not ConsentWay.OWN:
        _note(session, application, changed, giver.way, by=by, now=now)
    return changed


def is_their_own(consent: Consent) -> bool:
    """The representatives said it themselves, on the page behind their link or to the organiser."""
    return consent.way in (ConsentWay.LINK, ConsentWay.DEMAND)


def _stands_so(consent: Consent, giver: Giver, on: datetime) -> bool:
    if consent.withdrawn_at is not None:
        return False
    is_same = (consent.given_by, consent.relation, consent.way) == (giver.name, giver.relation, giver.way)
    return is_same and (giver.way is not ConsentWay.PAPER or consent.given_at == on)


def _note(
    session: Session, application: Application, changed: Mapping[ConsentKind, bool], way: ConsentWay, *,
    by: int | None, now: datetime,
) -> None:  # fmt: skip
    """No name stands in the journal: which consents, and by which way."""
    said = {is_given: [kind.value for kind in changed if changed[kind] is is_given] for is_given in (True, False)}
    journal.write(
        session, "consents.changed", of=("application", application.id), by=by, now=now,
        contest_id=application.contest_id, way=way, given=said[True], taken_back=said[False],
    )  # fmt: skip
