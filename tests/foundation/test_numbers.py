from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.db import transaction
from app.numbers import take


def test_a_counter_counts_from_one(session: Session) -> None:
    assert [take(session, "a"), take(session, "a"), take(session, "b")] == [1, 2, 1]


def test_a_failed_transaction_gives_its_number_back(engine: Engine) -> None:
    with transaction(engine) as session:
        take(session, "contracts")
    with pytest.raises(ZeroDivisionError), transaction(engine) as session:
        print(take(session, "contracts") // 0)

    with transaction(engine) as session:
        assert take(session, "contracts") == 2


def test_parallel_takers_get_every_number_once(engine: Engine) -> None:
    def one(_: int) -> int:
        with transaction(engine) as session:
            return take(session, "contracts")

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(40))) == list(range(1, 41))
