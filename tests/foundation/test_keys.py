import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from app.keys import Keys


def test_what_is_encrypted_opens_only_in_its_place(tmp_path: Path) -> None:
    keys = Keys(tmp_path)

    sealed = keys.encrypt("850101300005", context="grant-7-identifier")

    assert "850101300005" not in sealed
    assert keys.decrypt(sealed, context="grant-7-identifier") == "850101300005"
    with pytest.raises(InvalidTag):
        keys.decrypt(sealed, context="grant-8-identifier")


def test_equal_texts_are_encrypted_differently(tmp_path: Path) -> None:
    keys = Keys(tmp_path)

    assert keys.encrypt("x", context="c") != keys.encrypt("x", context="c")


def test_a_signature_holds_for_its_message_alone(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    signature = keys.sign("Айгерім Ә.".encode())

    assert keys.is_ours("Айгерім Ә.".encode(), signature)
    assert not keys.is_ours("Айгерім А.".encode(), signature)
    assert not Keys(tmp_path / "other").is_ours("Айгерім Ә.".encode(), signature)


def test_keys_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    first = Keys(tmp_path).public_key

    assert Keys(tmp_path).public_key == first
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("*.key")} == {0o600}
    assert {path.name for path in tmp_path.iterdir()} == {"certificates.key"}


def test_an_installation_begins_with_every_key(tmp_path: Path) -> None:
    Keys(tmp_path).make_all()

    assert {path.name for path in tmp_path.iterdir()} == {"certificates.key", "identifiers.key", "links.key"}
