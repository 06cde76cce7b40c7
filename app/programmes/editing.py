"""Who runs the contests and who pays, as papers print it from now on; papers that exist stay as they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.programmes.models import Organisation, Programme


def change_organisation(
    session: Session, organisation: Organisation, values: Mapping[str, Any], *, by: User, now: datetime
) -> bool:
    return _change(session, organisation, "organisation", values, by=by, now=now)


def change_programme(
    session: Session, programme: Programme, values: Mapping[str, Any], *, by: User, now: datetime
) -> bool:
    return _change(session, programme, "programme", values, by=by, now=now)


def add_programme(
    session: Session, organisation: Organisation, values: Mapping[str, Any], *, by: User, now: datetime
) -> Programme:
    programme = Programme(organisation_id=organisation.id or 0, **values)
    session.add(programme)
    session.flush()
    journal.write(session, "programme.added", of=("programme", programme.id), by=by.id, now=now, **values)
    return programme


def _change(
    session: Session, thing: Organisation | Programme, kind: str, values: Mapping[str, Any], *, by: User, now: datetime
) -> bool:
    """The old values go to the system's journal. False when nothing changed."""
    session.refresh(thing, with_for_update=True)
    before = {name: getattr(thing, name) for name, value in values.items() if getattr(thing, name) != value}
    if not before:
        return False
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(thing, name, value)
    session.add(thing)
    journal.write(session, f"{kind}.changed", of=(kind, thing.id), by=by.id, now=now, before=before, after=after)
    return True
