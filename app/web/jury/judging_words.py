"""What the statistics of a commission mean, in words."""

from app.awards.words import points
from app.i18n import gettext
from app.jury.distribution import Distribution
from app.jury.severity import Severity


def severity(one: Severity) -> str:
    """How an expert marked beside the others on the same works."""
    if one.difference is None:
        return gettext("nobody else judged these works")
    if one.difference == 0:
        return gettext("as the others")
    said = {"points": points(abs(one.difference))}
    if one.difference > 0:
        return gettext("more generous by %(points)s") % said
    return gettext("stricter by %(points)s") % said


def beside(one: Distribution) -> str:
    """An expert's own mean; what the others' would give away of a single colleague is not told."""
    own = gettext("On average you gave %(points)s points of 100.") % {"points": points(one.severity.mean)}
    if not one.others:
        return own
    return gettext("%(own)s On the same works, beside the other experts: %(severity)s.") % {
        "own": own, "severity": severity(one.severity),
    }  # fmt: skip
