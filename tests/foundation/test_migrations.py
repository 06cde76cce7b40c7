import pytest
from sqlalchemy import Engine, inspect, text

from app import migrations


def test_models_and_migrations_agree(engine: Engine) -> None:
    assert migrations.drift(engine) == []
    assert migrations.is_current(engine)


def test_migrations_can_be_taken_back_and_run_again(engine: Engine) -> None:
    before = set(inspect(engine).get_table_names())

    migrations.downgrade(engine)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    assert not migrations.is_current(engine)

    migrations.upgrade(engine)
    assert set(inspect(engine).get_table_names()) == before


def test_tables_of_another_version_are_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'another'"))
    before = set(inspect(engine).get_table_names())

    with pytest.raises(migrations.UnknownSchema, match="another"):
        migrations.upgrade(engine)

    assert set(inspect(engine).get_table_names()) == before
    assert not migrations.is_current(engine)
