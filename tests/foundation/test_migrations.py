from sqlalchemy import Engine, inspect

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
