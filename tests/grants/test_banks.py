"""The account says which bank keeps it."""

import pytest

from app.grants import banks
from app.identifiers import check_bic


def test_the_code_in_an_account_names_the_bank() -> None:
    known = banks.of("KZ86722C000012345678")
    assert known is not None
    assert (known.bic, known.name("kk"), known.name("ru")) == ("CASPKZKA", "«Kaspi Bank» АҚ", "АО «Kaspi Bank»")
    assert (known.has("CASPKZKA"), known.has("CASPKZKAXXX"), known.has("HSBKKZKX")) == (True, True, False)


def test_a_bank_that_nobody_knows_is_not_guessed() -> None:
    assert banks.of("KZ699990000000000001") is None
    assert banks.of("") is None


@pytest.mark.parametrize("code", sorted(banks.BANKS))
def test_every_bank_has_a_code_a_bic_and_two_names(code: str) -> None:
    bank = banks.BANKS[code]
    assert len(code) == 3
    assert check_bic(bank.bic) == bank.bic
    assert all(bank.name(language) for language in ("kk", "ru", "en"))


def test_no_two_codes_have_one_bic() -> None:
    assert len({bank.bic for bank in banks.BANKS.values()}) == len(banks.BANKS)
