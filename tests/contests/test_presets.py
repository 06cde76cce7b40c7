"""Both contests come configured, complete in three languages, once."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, func, select
from world import make_programme, make_user

from app import identifiers
from app.contests import presets, queries, rulebook
from app.contests.models import (
    Contest,
    ContestKind,
    ContestStatus,
    Criterion,
    Nomination,
    QuotaMode,
    Role,
    RoleName,
    RulesText,
)
from app.grants.agreement import BASIS
from app.grants.models import Basis
from app.places import queries as places
from app.places.models import Territory
from app.programmes import queries as programmes
from app.programmes.models import Organisation, Programme


def test_a_new_installation_has_both_contests_of_the_year_as_drafts(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)

    made = session.exec(select(Contest).order_by(Contest.slug)).all()
    assert [(c.slug, c.status, c.kind, c.number_prefix, c.places, c.territory_mode, c.per_territory) for c in made] == [
        ("clean-deeds-2026", ContestStatus.DRAFT, ContestKind.SMALL_GRANT, "MCD", 10, QuotaMode.HARD, 1),
        ("school-drawings-2026", ContestStatus.DRAFT, ContestKind.DRAWING, "SDC", 6, QuotaMode.OFF, 1),
    ]
    assert [(c.opens_at, c.closes_at, c.grant_amount, c.threshold, c.min_sheets) for c in made] == [
        (None, None, 200_000, 60, 3), (None, None, 0, 60, 3),
    ]  # fmt: skip
    assert [len(queries.nominations(session, c.id)) for c in made] == [10, 6]
    assert [sum(k.weight_tenths for k in queries.criteria(session, c.id)) for c in made] == [100, 100]


def test_loading_twice_changes_nothing(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)
    before = counts(session)

    presets.load_presets(session, now=now + timedelta(days=30))

    assert counts(session) == before == [10, 1, 1, 2, 16, 11, 4]


def test_a_new_year_brings_new_drafts_to_the_same_organisers(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)
    contest, user = queries.by_slug(session, "clean-deeds-2026"), make_user(session)
    assert contest is not None
    for name in (RoleName.ORGANISER, RoleName.SECRETARY):
        session.add(Role(contest_id=contest.id or 0, user_id=user.id or 0, name=name, granted_at=now))

    presets.load_presets(session, now=now + timedelta(days=300))

    new = queries.by_slug(session, "clean-deeds-2027")
    assert new is not None
    assert queries.roles_of(session, user.id or 0) >= {(new.id, RoleName.ORGANISER)}
    assert (new.id, RoleName.SECRETARY) not in queries.roles_of(session, user.id or 0)


def test_territories_stand_in_the_order_of_the_kazakh_alphabet(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)

    assert [territory.name["kk"].split()[0] for territory in places.territories(session)] == [
        "Ақсу", "Алакөл", "Ескелді", "Кербұлақ", "Көксу", "Қаратал", "Панфилов", "Сарқан", "Талдықорған", "Текелі",
    ]  # fmt: skip


def test_every_text_is_there_in_three_languages(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)

    tables = (Nomination, Criterion, Territory, Contest, Organisation, Programme)
    rows = [row for table in tables for row in session.exec(select(table))]
    texts = [value for row in rows for value in row.model_dump().values() if isinstance(value, dict) and value]
    assert len(texts) > 80
    assert [text for text in texts if set(text) != {"kk", "ru", "en"} or not all(text.values())] == []


def test_every_nomination_says_what_is_awarded_for_and_grants_how_it_is_measured(
    session: Session, now: datetime
) -> None:
    presets.load_presets(session, now=now)

    nominations = session.exec(select(Nomination, Contest).where(Nomination.contest_id == Contest.id)).all()
    assert all(nomination.description and nomination.award_condition for nomination, _ in nominations)
    assert all(bool(n.result_unit) == (contest.kind is ContestKind.SMALL_GRANT) for n, contest in nominations)


def test_the_placeholders_of_the_organisation_pass_every_check(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)

    organisation = programmes.organisation(session)
    assert organisation is not None
    assert identifiers.check_bin(organisation.bin) == organisation.bin
    assert identifiers.check_iban(organisation.iban) == organisation.iban
    assert identifiers.check_bic(organisation.bic) == organisation.bic


def test_the_head_acts_by_force_of_a_paper_named_as_in_the_contract(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)

    organisation = programmes.organisation(session)
    assert organisation is not None
    assert (organisation.basis["kk"], organisation.basis["ru"]) == BASIS[Basis.CHARTER]


@pytest.mark.parametrize("preset", presets.NAMES)
@pytest.mark.parametrize("language", rulebook.LANGUAGES)
def test_the_rules_have_their_fifteen_sections_and_the_contests_own_numbers(
    session: Session, now: datetime, preset: presets.Preset, language: str
) -> None:
    contest = presets.make_contest(session, preset, edition=2026, programme=make_programme(session), now=now)

    body = queries.rules(session, contest.id)[language].body
    parts = rulebook.sections(body)
    assert [part.heading.split(".")[0] for part in parts] == [
        *(str(number) for number in range(1, 16)), {"kk": "Қосымшалар", "ru": "Приложения"}[language],
    ]  # fmt: skip
    assert all(part.lines for part in parts)
    for nomination in queries.nominations(session, contest.id):
        assert nomination.title[language] in body
        assert nomination.award_condition[language] in body
    for criterion in queries.criteria(session, contest.id):
        assert criterion.title[language] in body
    assert ("200 000" in body.replace("\u00a0", " ")) == (preset == "clean-deeds")
    assert set(rulebook.MARK.findall(body)) <= {"opens", "closes", "results", "period"}


def test_an_edition_of_any_year_can_be_made_in_any_state(session: Session, now: datetime) -> None:
    contest = presets.make_contest(
        session, "school-drawings", edition=2025, programme=make_programme(session), now=now,
        status=ContestStatus.PUBLISHED, opens_at=now - timedelta(days=300), closes_at=now - timedelta(days=280),
        results_at=now - timedelta(days=250), published_at=now - timedelta(days=250),
    )  # fmt: skip

    texts = queries.rules(session, contest.id)
    assert contest.slug == "school-drawings-2025"
    assert {language: rulebook.MARK.findall(text.body) for language, text in texts.items()} == {"kk": [], "ru": []}
    assert {text.frozen_at for text in texts.values()} == {now}
    assert "24 июля 2025, 12:00 (UTC+5)" in texts["ru"].body


def test_a_loaded_draft_is_taken_over_and_an_announced_contest_is_not(session: Session, now: datetime) -> None:
    presets.load_presets(session, now=now)
    draft, programme = queries.by_slug(session, "clean-deeds-2026"), programmes.latest(session)
    assert programme is not None
    dates = {"opens_at": now, "closes_at": now + timedelta(days=9)}

    taken = presets.make_contest(
        session, "clean-deeds", edition=2026, programme=programme, now=now, status=ContestStatus.ANNOUNCED, **dates
    )

    assert taken is draft
    with pytest.raises(ValueError, match="announced already"):
        presets.make_contest(session, "clean-deeds", edition=2026, programme=programme, now=now)


def counts(session: Session) -> list[int]:
    tables = (Territory, Organisation, Programme, Contest, Nomination, Criterion, RulesText)
    return [session.exec(select(func.count()).select_from(table)).one() for table in tables]
