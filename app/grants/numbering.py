"""Numbers of contracts: gap-free within a year."""

from datetime import date


def counter(dated: date) -> str:
    """What counts the contracts of a year."""
    return f"contract-{dated.year}"


def numbered(serial: int, dated: date) -> str:
    return f"{serial}/{dated.year}"
