"""What the journal's actions are called. One that has no words yet is shown by its own name."""

from app.i18n import gettext, mark

ACTIONS = {
    # people
    "role.granted": mark("Role granted"),
    "role.revoked": mark("Role revoked"),
    "letter.retried": mark("Letter put back into the outbox"),
    # contests
    "contest.made": mark("Contest made"),
    "contest.announced": mark("Contest announced"),
    "contest.judging-started": mark("Judging begun"),
    "contest.deciding-started": mark("Deciding begun"),
    "contest.published": mark("Results published"),
    "contest.archived": mark("Contest put into the archive"),
    "contest.dates-changed": mark("Dates changed"),
    "contest.texts-changed": mark("Texts of the contest changed"),
    "rules.written": mark("New version of the rules"),
    # applications
    "application.started": mark("Application started"),
    "application.submitted": mark("Application submitted"),
    "application.withdrawn": mark("Application withdrawn"),
    "application.deleted": mark("Draft deleted"),
    "application.admitted": mark("Application admitted"),
    "application.returned": mark("Application returned for correction"),
    "application.rejected": mark("Application rejected"),
    "application.disqualified": mark("Application disqualified"),
    "application.checked": mark("Check list answered"),
    "pages.released": mark("Pages shown to the commission"),
    "school.added": mark("School added"),
    "attachment.added": mark("File attached"),
    "attachment.removed": mark("File removed"),
    # judging
    "seat.given": mark("Seat on the commission given"),
    "seat.left": mark("Member left the commission"),
    "sheets.dealt": mark("Score sheets dealt"),
    "mark.saved": mark("Mark saved"),
    "sheet.commented": mark("Comment on a sheet saved"),
    "sheet.filled": mark("Score sheet filled in"),
    "sheet.recused": mark("Conflict of interest declared"),
    "sheet.returned": mark("Conflict of interest taken back"),
    "nomination.sealed": mark("Expert closed their sheets in a nomination"),
    "nomination.closed": mark("Judging of a nomination closed by the chair"),
    # papers and gifts
    "papers.issued": mark("Papers issued"),
    "paper.handed-over": mark("Paper handed over"),
    "paper.replaced": mark("Paper replaced by a new one"),
    "paper.revoked": mark("Paper revoked"),
    "gift.added": mark("Gift added"),
    "gift.removed": mark("Gift removed"),
    "handover.made": mark("Handover act made"),
    "handover.completed": mark("Gifts handed over"),
    # deciding
    "decision.proposed": mark("The proposal was taken over"),
    "decision.chosen": mark("The commission chose in a nomination"),
    "decision.voted": mark("The commission voted on a tie"),
    "decision.confirmed": mark("Decision confirmed"),
    "decision.reopened": mark("Decision reopened"),
    "decision.published": mark("Decision published"),
    "protocol.saved": mark("Protocol written down"),
    "protocol.signed": mark("Protocol signed"),
    "protocol.scanned": mark("Signed protocol attached"),
    # grants
    "grant.opened": mark("Grant opened"),
    "grant.details-saved": mark("Winner's details saved"),
    "grant.details-revealed": mark("IIN or BIN and account looked at in full"),
    "contract.created": mark("Contract made"),
    "contract.opened": mark("Contract opened by staff"),
    "contract.sent": mark("Contract sent"),
    "contract.signed": mark("Contract signed"),
    "contract.revised": mark("Contract to be sent again: details changed"),
    "payment.noted": mark("Payment noted"),
    "evidence.added": mark("Evidence added to a report"),
    "evidence.removed": mark("Evidence removed from a report"),
    "expense.added": mark("Expense added to a report"),
    "expense.removed": mark("Expense removed from a report"),
    "report.submitted": mark("Report submitted"),
    "report.returned": mark("Report returned"),
    "report.content-accepted": mark("Content of the report accepted"),
    "report.accepted": mark("Report accepted"),
}


def words_of(action: str) -> str:
    return gettext(ACTIONS[action]) if action in ACTIONS else action
