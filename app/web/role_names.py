"""What the roles are called."""

from app.contests.models import RoleName
from app.i18n import gettext, mark

ROLES = {
    RoleName.ORGANISER: mark("Organiser"),
    RoleName.SECRETARY: mark("Secretary of the commission"),
    RoleName.CHAIR: mark("Chair of the commission"),
    RoleName.EXPERT: mark("Expert"),
    RoleName.ACCOUNTANT: mark("Accountant"),
}


def role_name(name: RoleName) -> str:
    return gettext(ROLES[name])
