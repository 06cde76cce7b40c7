"""What the office's list of grants calls its filters and the next steps."""

from app.grants.tracker import Next, Show
from app.i18n import gettext, mark

SHOW = {
    Show.ALL: mark("All"),
    Show.OVERDUE: mark("Overdue"),
    Show.SOON: mark("Due soon"),
    Show.CONTRACT: mark("Contract not signed"),
    Show.CHECK: mark("To be checked"),
    Show.ACCEPTED: mark("Accepted"),
}
NEXT = {
    Next.ENDING: mark("End the grant"),
    Next.DETAILS: mark("Open"),
    Next.CONTRACT: mark("Make contract"),
    Next.SENDING: mark("Send contract"),
    Next.PAGES: mark("Signed pages came"),
    Next.SIGNING: mark("Signing"),
    Next.PAYMENT: mark("Payment"),
    Next.CHECK: mark("Check"),
    Next.ANSWER: mark("Answer"),
    Next.REPORT: mark("Open"),
    Next.NOTHING: mark("Open"),
}
FACTS = {
    "contracts": mark("Contracts signed"),
    "reports": mark("Reports handed in"),
    "photo": mark("Photos"),
    "video": mark("Videos"),
    "publication": mark("Publications"),
    "participants": mark("Participants"),
    "volunteers": mark("Volunteers"),
    "children": mark("Children under 18"),
    "youth": mark("Young people 14–35"),
}


def fact(slug: str) -> str:
    """Of a line of plan and fact."""
    return gettext(FACTS[slug])
