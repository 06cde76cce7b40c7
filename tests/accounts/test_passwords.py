import threading

import pytest

from app.accounts import passwords
from app.accounts.common_passwords import is_common
from app.errors import RuleBroken

USUAL = [
    "qwerty1234", "password12", "P@ssw0rd2026", "1234567890", "0987654321", "aaaaaaaaaa", "йцукенгшщз", "abcabcabcabc",
    "Қазақстан2026", "kazakhstan2026", "almaty2024!!", "пароль12345", "құпиясөз2026", "gfhjkmgfhjkm", "1q2w3e4r5t",
    "1qaz2wsx3edc", "87011234567", "+77011234567", "iloveyou2024", "qwertypassword", "asel2026asel", "111222333444",
]  # fmt: skip
FINE = ["baiqau-demonstration", "correct horse battery", "тау-өзен-көл", "Kx9#mmp2!v", "жасыл алма 17 бақ"]


@pytest.mark.parametrize("password", USUAL)
def test_a_password_that_anyone_would_try_is_refused(password: str) -> None:
    with pytest.raises(ValueError, match="password-common"):
        passwords.check(password)


@pytest.mark.parametrize("password", FINE)
def test_a_password_of_ones_own_passes(password: str) -> None:
    assert passwords.check(password) == password


def test_ones_own_name_and_address_are_no_password() -> None:
    assert is_common("aselina1990", ("Aselina Testova", "someone@mail.example"))
    assert not is_common("aselina1990")
    with pytest.raises(ValueError, match="password-common"):
        passwords.check("Tursynbek.2026", about=("Tursynbek", "t@mail.example"))


@pytest.mark.parametrize(
    ("password", "slug"),
    [("тоғыз бір", "password-short"), ("x" * 129, "password-long"), ("ab\0cdefghijk", "forbidden-character")],
)
def test_length_counts_after_normalisation(password: str, slug: str) -> None:
    with pytest.raises(ValueError, match=slug):
        passwords.check(password)


def test_the_longest_and_the_shortest_pass() -> None:
    assert passwords.check("жеті мүше!") == "жеті мүше!"
    longest = "әріп сан " * 14 + "аз"
    assert len(passwords.check(longest)) == 128


def test_the_same_password_typed_on_another_keyboard_is_the_same() -> None:
    stored = passwords.hash_of("й жасыл алма ﬁ")
    assert passwords.verify("й жасыл алма fi ", stored) == (True, None)
    assert passwords.verify("Й жасыл алма fi", stored) == (False, None)


def test_a_hash_of_another_cost_is_made_anew() -> None:
    passwords.use_cost(memory_kib=16, passes=1)
    stored = passwords.hash_of("жасыл алма бақ")
    passwords.use_cost(memory_kib=8, passes=1)
    right, better = passwords.verify("жасыл алма бақ", stored)
    assert right
    assert better is not None
    assert passwords.verify("жасыл алма бақ", better) == (True, None)


def test_nobody_has_a_password_and_finding_that_out_costs_one_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    cost = passwords._now()
    real = cost.hasher.verify_and_update

    def counted(word: str, stored: str) -> tuple[bool, str | None]:
        asked.append(stored)
        return real(word, stored)

    monkeypatch.setattr(cost.hasher, "verify_and_update", counted)
    assert passwords.verify("nobody has this password", None) == (False, None)
    assert passwords.verify("x" * 5000, None) == (False, None)
    assert passwords.verify("half \ud800 of a pair", passwords.hash_of("жасыл алма бақ")) == (False, None)
    assert len(asked) == 3
    assert asked[0] == asked[1] == cost.nobody


def test_the_cost_is_what_owasp_asks_for() -> None:
    passwords.use_cost()
    try:
        assert "$argon2id$v=19$m=19456,t=2,p=1$" in passwords.hash_of("жасыл алма бақ")
    finally:
        passwords.use_cost(memory_kib=8, passes=1)


def test_who_comes_when_twenty_wait_is_asked_to_come_later() -> None:
    taken = [passwords._places.acquire(blocking=False) for _ in range(22)]
    try:
        assert all(taken)
        with pytest.raises(RuleBroken) as refused:
            passwords.hash_of("жасыл алма бақ")
        assert refused.value.reason == "server-busy"
    finally:
        for _ in taken:
            passwords._places.release()


def test_two_hashes_run_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    two_inside = threading.Barrier(2)
    cost = passwords._now()

    def slow(password: str) -> str:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        two_inside.wait(timeout=10)
        with lock:
            running -= 1
        return password

    monkeypatch.setattr(cost.hasher, "hash", slow)
    threads = [threading.Thread(target=passwords.hash_of, args=("жасыл алма бақ",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert most == 2


def test_however_many_threads_ask_two_make_the_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thread that ever made one keeps its 19 MiB."""
    made: set[str] = set()

    class Noting:
        def hash(self, _: str) -> str:
            made.add(threading.current_thread().name)
            return "hash"

    monkeypatch.setattr(passwords._now(), "hasher", Noting())
    asking = [threading.Thread(target=passwords.hash_of, args=("жасыл алма бақ",)) for _ in range(12)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert made
    assert made <= {"password_0", "password_1"}
