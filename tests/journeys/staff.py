"""What staff do in both contests, the same clicks each time."""

from datetime import UTC, datetime

from letters import last_letter, link_in
from playwright.sync_api import expect
from samples import pdf
from world import mark_all, nominations_of

from app.accounts import queries as accounts
from app.awards import decisions
from app.contests import roles
from app.contests.models import RoleName
from app.jury import conflicts, sealing, seats
from app.jury import queries as jury
from app.jury.models import Post
from journeys.installation import Site
from journeys.walker import PASSWORD, Walker

DATES = {"opens_at": "2026-05-20T11:00", "closes_at": "2026-06-01T18:00", "results_at": "2026-06-05T18:00"}
AFTERWARDS = datetime(2026, 6, 2, 5, 0, tzinfo=UTC)
"""The morning after the entry has closed."""
ORGANISER, SECRETARY, EXPERT = "organiser@ngo.example", "secretary@ngo.example", "expert@jury.example"
QUIET = (("chair@jury.example", "Әбілқасым Серік", Post.CHAIR), ("second@jury.example", "Ким Ольга", Post.MEMBER))
"""Those who judge behind the scenes."""
NAMES = {SECRETARY: "Бейсенова Айжан", EXPERT: "Нұрғалиева Жанар"}
NOBODY = "Бұл номинацияда өтінім болған жоқ."
OCCUPATION = {"kk": "суретші", "ru": "художник"}


def announce(organiser: Walker, slug: str, **dates: str) -> None:
    organiser.go("/office")
    organiser.follow_to(f"/office/{slug}")
    organiser.answer(DATES | dates)
    organiser.press("Announce")


def name_secretary(organiser: Walker, secretary: Walker, slug: str) -> None:
    """The organiser invites by e-mail; the invited person chooses a password and is in."""
    organiser.follow("People", ".side")
    organiser.answer({"email": SECRETARY, "name": NAMES[SECRETARY], "role": "secretary", "language": "ru"})
    organiser.press("Grant the role")
    organiser.expect_text(SECRETARY)
    secretary.go(link_in(last_letter(organiser.world)))
    secretary.answer({"password": PASSWORD})
    secretary.press("Set the password and sign in")


def admit(secretary: Walker, slug: str, number: str) -> None:
    """With every question of the check list answered yes; what is attached is shown to the commission."""
    secretary.go(f"/office/{slug}")
    secretary.follow("Open the list")
    secretary.page.get_by_role("link", name=number).first.wait_for()
    secretary.follow_to(secretary.page.get_by_role("link", name=number).first.get_attribute("href") or "")
    pages = secretary.page.locator('input[name="page"]')
    if pages.count():
        pages.first.check()
        secretary.press("Show the ticked pages to the commission")
    for answer in secretary.page.locator('input[name$="-answer"][value="yes"]').all():
        answer.check()
    secretary.press("Admit to the contest")
    secretary.expect_text(secretary.said("Admitted"))


def seat_commission(site: Site, organiser: Walker, slug: str) -> None:
    """The first expert through the page, the rest as it would."""
    now = datetime.now(UTC)
    site.person(EXPERT, NAMES[EXPERT], "kk")
    with site.world() as session:
        contest = site.contest(session, slug)
        expert = accounts.by_email(session, EXPERT)
        assert expert is not None
        roles.grant(session, contest, expert, RoleName.EXPERT, by=None, now=now)
    organiser.go(f"/office/{slug}/jury")
    organiser.answer({
        "email": EXPERT, "post": "member", "name_kk": NAMES[EXPERT], "name_ru": NAMES[EXPERT],
        "occupation_kk": OCCUPATION["kk"], "occupation_ru": OCCUPATION["ru"],
    })  # fmt: skip
    organiser.press("Look at the invitation")
    organiser.expect_text(EXPERT)
    organiser.press("Give the seat and send the letter")
    organiser.expect_text(NAMES[EXPERT])
    for email, name, _ in QUIET:
        site.person(email, name)
    with site.world() as session:
        contest = site.contest(session, slug)
        for email, name, post in (*QUIET, (SECRETARY, NAMES[SECRETARY], Post.SECRETARY)):
            user = accounts.by_email(session, email)
            assert user is not None
            if post is not Post.SECRETARY:
                role = RoleName.CHAIR if post is Post.CHAIR else RoleName.EXPERT
                roles.grant(session, contest, user, role, by=None, now=now)
            seats.give(session, contest, user, post=post, name={"kk": name, "ru": name}, occupation=OCCUPATION,
                       nominations=nominations_of(session, contest), by=None, now=now)  # fmt: skip


def start_judging(organiser: Walker, slug: str) -> None:
    organiser.go(f"/office/{slug}")
    organiser.press("Start judging")


def open_sheet(expert: Walker) -> None:
    """From the front door past the declaration of conflicts to the first work that has no marks."""
    expert.sign_in(EXPERT)
    expert.follow("To my nominations")
    expert.follow("Declare")
    expert.press("No conflict with any")
    expert.follow_to("/1")
    expert.page.locator("main a.btn.lg").click()
    expert.page.wait_for_url("**/sheets/*")
    expert.look()


def seal(expert: Walker) -> None:
    """The last work of the nomination is marked: close it."""
    expert.press("Save")
    expert.follow("Seal the nomination")
    expert.press("Seal my sheets")
    expect(expert.page.locator("main .note.ok").first).to_be_visible()


def judge_quietly(site: Site, slug: str, mark: int) -> None:
    """The other members give every work the same mark and seal."""
    now = datetime.now(UTC)
    with site.world() as session:
        contest = site.contest(session, slug)
        for seat in jury.seats(session, contest.id):
            if not seat.votes or seat.name["kk"] == NAMES[EXPERT]:
                continue
            own = jury.sheets_of(session, seat.id)
            conflicts.declare(session, seat, contest, {}, up_to=own[-1].id or 0, by=seat.user_id, now=now)
            works = {sheet.application_id: mark for sheet in own}
            mark_all(session, contest, seat, works)
            sealing.seal(session, seat, nominations_of(session, contest)[0], contest, by=seat.user_id, now=now)


def decide(site: Site, organiser: Walker, slug: str, winner: str) -> None:
    organiser.go(f"/office/{slug}/jury")
    organiser.go(f"/office/{slug}")
    organiser.press("Open the decision")
    organiser.go(f"/office/{slug}/decisions")
    organiser.expect_text(winner)
    organiser.go(f"/office/{slug}/ranking")
    organiser.expect_text(winner)
    organiser.follow("Decision", ".side")
    organiser.answer({"why": NOBODY}, "form[action$='/decisions/empty']")  # nobody applied in the other nominations
    organiser.press("Leave them without an award")
    organiser.press("Confirm")
    organiser.expect_text(organiser.said("Now another person has to confirm it."))
    with site.world() as session:
        contest, chair = site.contest(session, slug), accounts.by_email(session, QUIET[0][0])
        assert chair is not None
        decisions.confirm(session, contest, by=chair, now=datetime.now(UTC))


def write_protocol(organiser: Walker, slug: str) -> bytes:
    """The meeting, the signature, the scan. Returns the signed file."""
    organiser.go(f"/office/{slug}/protocol")
    organiser.answer({
        "held_on": "2026-06-02", "starts": "15:00", "ends": "16:30", "place_kk": "Талдықорған қ.",
        "place_ru": "г. Талдыкорган", "mode": "in_person", "votes_for": "3", "votes_against": "0", "abstained": "0",
    })  # fmt: skip
    organiser.press("Save the protocol")
    organiser.press("Sign")
    organiser.attach("scan", ("protocol.pdf", "application/pdf", pdf(text="Signed")))
    organiser.press("Attach")
    return organiser.fetch(organiser.find("link", "Open the file", "main"))


def publish(organiser: Walker) -> None:
    organiser.follow("To the publication")
    organiser.press("Publish the results")
    organiser.expect_text(organiser.said("The page of results"))


def issue_papers(organiser: Walker, slug: str) -> str:
    """Returns the number of the first paper."""
    organiser.go(f"/office/{slug}")
    organiser.follow("Certificates and diplomas", ".side")
    organiser.press_at("button[name=go][value='']")
    link = organiser.page.locator("main a.mono").first
    number = link.inner_text().strip()
    organiser.follow_to(link.get_attribute("href") or "")
    organiser.expect_text(number)
    return number
