"""Who may do what with a grant beyond what `contests.rules` says of whole contests."""

from app.contests.models import RoleName
from app.contests.rules import Roles


def may_accept_content(roles: Roles) -> bool:
    return bool(roles & {RoleName.ORGANISER, RoleName.SECRETARY})


def may_accept_money(roles: Roles) -> bool:
    return bool(roles & {RoleName.ORGANISER, RoleName.ACCOUNTANT})


def may_put_off(roles: Roles) -> bool:
    """Grant or refuse a later day for a report."""
    return bool(roles & {RoleName.ORGANISER, RoleName.SECRETARY})


def may_keep_acts(roles: Roles) -> bool:
    return bool(roles & {RoleName.ORGANISER, RoleName.SECRETARY, RoleName.ACCOUNTANT})
