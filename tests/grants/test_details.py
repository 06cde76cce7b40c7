"""The winner's details: what is asked, what is refused, how it rests."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from granted import BIN, IBAN, IIN, ORGANISATION, PERSON, keys_in, lead, make_granted
from pydantic import ValidationError
from sqlalchemy import Engine, inspect, text
from sqlmodel import Session

from app import journal
from app.applications.models import ApplicantKind
from app.errors import NotYours, RuleBroken
from app.fields import Fields
from app.grants import details, queries
from app.grants.forms import OrganisationDetails, PersonDetails
from app.grants.models import ContractStatus


def wrong(model: type[Fields], said: dict[str, str], **values: str) -> dict[str, str]:
    """Field → slug."""
    with pytest.raises(ValidationError) as refused:
        model.model_validate(said | values)
    return {str(error["loc"][0]): str(error.get("ctx", {}).get("error", error["type"]))
            for error in refused.value.errors()}  # fmt: skip


@pytest.mark.parametrize(
    ("values", "slug"),
    [
        ({"iin": "850101300006"}, {"iin": "iin-checksum"}),
        ({"iin": "851301300005"}, {"iin": "iin-date"}),
        ({"iin": "85010130000"}, {"iin": "iin-length"}),
        ({"iin": BIN}, {"iin": "iin-kind"}),
        ({"iban": "KZ699990000000000002"}, {"iban": "iban-checksum"}),
        ({"iban": "DE89370400440532013000"}, {"iban": "iban-country"}),
        ({"iban": "KZ69999000000000000"}, {"iban": "iban-length"}),
        ({"bic": "HSBK"}, {"bic": "bic-length"}),
        ({"bic": "DEUTDEFF"}, {"bic": "bic-country"}),
        ({"kbe": "17"}, {"kbe": "kbe-person"}),
        ({"kbe": "90"}, {"kbe": "kbe-format"}),
        ({"phone": "701"}, {"phone": "phone-length"}),
        ({"full_name": "", "address": "", "bank": ""}, {"full_name": "too_short",
         "address": "too_short", "bank": "too_short"}),
    ],
)  # fmt: skip
def test_a_persons_details_are_checked_field_by_field(values: dict[str, str], slug: dict[str, str]) -> None:
    assert wrong(PersonDetails, PERSON, **values) == slug


@pytest.mark.parametrize(
    ("values", "slug"),
    [
        ({"bin": IIN}, {"bin": "bin-kind"}),
        ({"bin": "240540000017"}, {"bin": "bin-checksum"}),
        ({"kbe": "19"}, {"kbe": "kbe-organisation"}),
        ({"basis": "friendship"}, {"basis": "enum"}),
        ({"head_name": "", "head_position": ""}, {"head_name": "too_short", "head_position": "too_short"}),
    ],
)
def test_an_organisations_details_are_checked_field_by_field(values: dict[str, str], slug: dict[str, str]) -> None:
    assert wrong(OrganisationDetails, ORGANISATION, **values) == slug


def test_what_is_stored_is_clean_and_only_its_end_is_readable(session: Session, tmp_path: Path) -> None:
    granted = make_granted(session)
    lead(session, granted, keys_in(tmp_path), "details")

    stored = queries.details(session, granted.grant.id)
    assert stored is not None
    assert (stored.phone, stored.identifier_tail, stored.account_tail) == ("+77010000001", "0005", "0001")
    assert details.opened(keys_in(tmp_path), stored) == details.Secrets(IIN, IBAN)


@pytest.mark.parametrize("kind", [ApplicantKind.PERSON, ApplicantKind.ORGANISATION])
def test_the_database_holds_no_identifier_and_no_account(engine: Engine, tmp_path: Path, kind: ApplicantKind) -> None:
    with Session(engine) as session:
        granted = make_granted(session, kind=kind)
        place = queries.get(session, granted.grant.id or 0)
        assert place is not None
        place.application.answers = place.application.answers | {"bin": "typed openly in the application"}
        lead(session, granted, keys_in(tmp_path), "accepted")
        details.reveal(session, keys_in(tmp_path), granted.grant, by=granted.organiser, now=datetime.now(UTC))
        session.commit()
    told = ""
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            if table != "organisation":  # the grantor's own BIN is public
                told += "\n".join(map(str, connection.execute(text(f'SELECT * FROM "{table}"')).all()))

    assert IIN not in told
    assert BIN not in told
    assert IBAN not in told
    assert ("0005" if kind is ApplicantKind.PERSON else "0016") in told


def test_a_sealed_value_does_not_open_in_another_row(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session, 2), keys_in(tmp_path)
    for grant in granted.grants:
        lead(session, granted, keys, "details", grant)
    first, second = (queries.details(session, grant.id) for grant in granted.grants)
    assert first is not None
    assert second is not None
    first.identifier_sealed = second.identifier_sealed

    with pytest.raises(InvalidTag):
        details.opened(keys, first)


def test_blank_keeps_what_is_stored_and_retyping_the_same_is_no_change(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)
    grant = lead(session, granted, keys, "sent")
    before = queries.details(session, grant.id)
    assert before is not None
    sealed = before.identifier_sealed

    for said in (PERSON, PERSON | {"iin": "", "iban": ""}):
        form = PersonDetails.model_validate({name: value for name, value in said.items() if value})
        details.save(session, keys, grant, form, by=granted.winner, now=datetime.now(UTC))

    after, contract = queries.details(session, grant.id), queries.contract(session, grant.id)
    assert after is not None
    assert after.identifier_sealed == sealed
    assert contract is not None
    assert contract.status is ContractStatus.SENT


def test_a_change_after_sending_asks_for_sending_again(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)
    grant = lead(session, granted, keys, "sent")
    form = PersonDetails.model_validate(PERSON | {"bank": "Другой банк"})

    details.save(session, keys, grant, form, by=granted.winner, now=datetime.now(UTC))

    contract = queries.contract(session, grant.id)
    assert contract is not None
    assert (contract.status, contract.sent_at, contract.pdf_sha256) == (ContractStatus.DRAFTED, None, None)
    assert contract.number == "1/2026"


def test_details_are_frozen_once_the_contract_is_signed(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)
    grant = lead(session, granted, keys, "signed")

    with pytest.raises(RuleBroken) as refused:
        details.save(
            session, keys, grant, PersonDetails.model_validate(PERSON), by=granted.winner, now=datetime.now(UTC)
        )
    assert refused.value.reason == "details-frozen"


def test_every_look_is_written_down_without_what_was_seen(session: Session, tmp_path: Path) -> None:
    granted, keys = make_granted(session), keys_in(tmp_path)
    with pytest.raises(NotYours):
        details.reveal(session, keys, granted.grant, by=granted.organiser, now=datetime.now(UTC))
    lead(session, granted, keys, "details")

    seen = details.reveal(session, keys, granted.grant, by=granted.accountant, now=datetime.now(UTC))

    last = session.exec(journal.select(journal.Entry).order_by(journal.col(journal.Entry.id).desc())).first()
    assert last is not None
    assert (last.action, last.actor_id) == ("grant.details-revealed", granted.accountant.id)
    assert seen == details.Secrets(IIN, IBAN)
