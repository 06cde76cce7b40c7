"""What the states of a contest are called; translated where they are shown."""

from app.contests.phases import Phase
from app.i18n import mark

PHASES = {
    Phase.DRAFT: mark("Draft, not announced"),
    Phase.ANNOUNCED: mark("Announced"),
    Phase.OPEN: mark("Applications are open"),
    Phase.CLOSED: mark("Applications are closed"),
    Phase.JUDGING: mark("Judging is under way"),
    Phase.DECIDING: mark("The commission is deciding"),
    Phase.PUBLISHED: mark("Results are published"),
    Phase.ARCHIVED: mark("In the archive"),
}
