"""Who may do what in a contest, one question a line. `roles` are the person's roles in that contest."""

from app.contests.models import RoleName

Roles = frozenset[RoleName]
ORGANISER, SECRETARY, CHAIR = RoleName.ORGANISER, RoleName.SECRETARY, RoleName.CHAIR
EXPERT, ACCOUNTANT = RoleName.EXPERT, RoleName.ACCOUNTANT


def may_enter_office(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY, CHAIR, ACCOUNTANT})


def may_see_identities(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY})


def may_admit(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY})


def may_overrule(roles: Roles) -> bool:
    """Extend a person's deadline, disqualify, take decisions of the admission back."""
    return ORGANISER in roles


def may_run_jury(roles: Roles) -> bool:
    """Give seats, watch progress."""
    return bool(roles & {ORGANISER, SECRETARY, CHAIR})


def may_close_judging(roles: Roles) -> bool:
    return CHAIR in roles


def may_unseal(roles: Roles) -> bool:
    """Ask to open a sealed sheet, or agree to it: never both."""
    return bool(roles & {ORGANISER, CHAIR})


def may_see_ranking(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY, CHAIR})


def may_propose(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY, CHAIR})


def may_confirm(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, CHAIR})


def may_see_protocol(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY, CHAIR, ACCOUNTANT})


def may_sign_protocol(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, CHAIR})


def may_publish(roles: Roles) -> bool:
    return ORGANISER in roles


def may_issue_papers(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY})


def may_revoke_papers(roles: Roles) -> bool:
    return ORGANISER in roles


def may_make_contracts(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY})


def may_see_grants(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY, ACCOUNTANT})


def may_see_secrets(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, ACCOUNTANT})


def may_pay(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, ACCOUNTANT})


def may_decide_reports(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY, ACCOUNTANT})


def may_hand_over(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY})


def may_change_contest(roles: Roles) -> bool:
    return ORGANISER in roles


def may_make_contests(everywhere: frozenset[tuple[int, RoleName]], *, is_operator: bool) -> bool:
    """Whoever organises one may make the next. `everywhere`: (contest id, role)."""
    return is_operator or ORGANISER in {name for _, name in everywhere}


def may_grant_roles(roles: Roles) -> bool:
    return ORGANISER in roles


def may_read_mail(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY})


def may_write_letters(roles: Roles) -> bool:
    """Their words, reminders, and letters to many."""
    return bool(roles & {ORGANISER, SECRETARY})


def may_read_journal(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, SECRETARY, CHAIR})


def may_verify_journal(roles: Roles) -> bool:
    return bool(roles & {ORGANISER, CHAIR})


def may_keep_places(roles: Roles) -> bool:
    """Schools and districts belong to no contest: `roles` are those in all of them."""
    return bool(roles & {ORGANISER, SECRETARY})


def may_apply(roles: Roles) -> bool:
    """Staff and commission of a contest do not enter it."""
    return not roles


def may_see_draft(roles: Roles) -> bool:
    """The contest's page before it is announced; also its settings, which only the organiser changes."""
    return bool(roles & {ORGANISER, SECRETARY, CHAIR})
