"""The world while applications come in: people, two contests of two kinds, one that is still a draft, one of others."""

from datetime import timedelta

from sqlmodel import select
from world import (
    give_role,
    make_application,
    make_contest,
    make_programme,
    make_school,
    make_seat,
    make_territories,
    make_user,
    nominations_of,
    take_seat,
)

from app.accounts import links, passwords
from app.accounts.models import LinkPurpose
from app.applications import intake, lifecycle, queries
from app.applications.admission_models import Decided, SecondLook
from app.applications.intake_forms import Registration
from app.applications.intake_models import Way
from app.applications.message_models import Message, MessageFile
from app.applications.models import RejectionReason, Rendition, RenditionKind
from app.contests import queries as contests
from app.contests import roles
from app.contests.models import (
    Contest,
    ContestKind,
    ContestStatus,
    Question,
    QuestionKind,
    Role,
    RoleName,
    RulesText,
)
from app.jury import seats
from app.jury.models import Post
from app.mail import Letter, LetterStatus
from app.routers.office import school_lists
from authz.drive_places import SCHOOLS
from authz.making import SIDES, Making, address_of
from authz.people import NAMES, PASSWORD, PHONES

OWNERS = {"grant": ("APP", "APP2"), "art": ("TCH", "TCH2")}
STAFF = {"ORG": RoleName.ORGANISER, "SEC": RoleName.SECRETARY, "CHR": RoleName.CHAIR, "ACC": RoleName.ACCOUNTANT}
RULES = "# Ереже\n1. Байқауға кез келген тұрғын қатыса алады. " + "Өтінім бір рет беріледі. " * 20


def enter(making: Making) -> None:
    _people(making)
    programme = make_programme(making.session).id
    territories = make_territories(making.session, 4)
    for owner, name, where in (("TCH", "Тоқылдақ мектебі", 0), ("TCH2", "Сарышымшық мектебі", 1)):
        school = make_school(making.session, territories[where], name)
        making.name("school", **{owner: school.id})
        making.name("", **{f"school_{owner}": school.id})
    making.name("", territory=territories[0].code)
    now = making.now
    dates = {"results_at": now + timedelta(days=30), "starts_on": now + timedelta(days=40),
             "ends_on": now + timedelta(days=60), "programme_id": programme}  # fmt: skip
    grant = make_contest(making.session, nominations=3, slug="deeds", awards_per_applicant=2, **dates)
    art = make_contest(making.session, kind=ContestKind.DRAWING, nominations=2, slug="drawings", **dates)
    coming = make_contest(making.session, slug="coming", status=ContestStatus.DRAFT, programme_id=programme,
                          opens_at=None, closes_at=None, announced_at=None)  # fmt: skip
    rival = make_contest(making.session, slug="rival", **dates)
    for contest in (grant, art, coming):
        staff(making, contest)
        _rules(making, contest)
    question = Question(contest_id=coming.id or 0, position=1, kind=QuestionKind.SHORT, title={"kk": "Неге?"})
    making.session.add(question)
    making.session.flush()
    first = nominations_of(making.session, coming)[0]
    making.name("", programme=programme, coming_question=question.id, coming_nomination=first.id)
    making.name("grant", slug=grant.slug, contest_id=grant.id, position=1, other_position=2)
    making.name("art", slug=art.slug, contest_id=art.id, position=1, other_position=2)
    making.name(
        "",
        slug=grant.slug,
        coming=coming.slug,
        rival=rival.slug,
        password=PASSWORD,
        no_number="T-2026-D-0007",
        sign_in=1,
        approval="approval",
        csv="csv",
        rules_version=1,
        letter_kind="receipt",
        letter_code="kk",
    )
    for side in SIDES:
        _commission(making, side)
        _applications(making, side)
        _paper(making, side)
    _rival(making, rival)
    _letters(making, rival)
    _lists(making)
    _links(making)


def _people(making: Making) -> None:
    secret = passwords.hash_of(PASSWORD)
    for persona, name in NAMES.items():
        made = make_user(
            making.session, name, email=address_of(persona), phone=f"+{PHONES[persona]}" if persona in PHONES else "",
            password_hash=secret, is_operator=persona == "OPR",
        )  # fmt: skip
        making.name("user", **{persona: made.id})


def staff(making: Making, contest: Contest) -> None:
    for persona, role in STAFF.items():
        made = give_role(making.session, making.user(persona), contest, role)
        if contest.slug == "deeds":
            making.name("", **{f"role_{persona}": made.id})


def _rules(making: Making, contest: Contest) -> None:
    for language in ("kk", "ru"):
        frozen = None if contest.status is ContestStatus.DRAFT else making.now
        making.session.add(
            RulesText(contest_id=contest.id or 0, version=1, language=language, body=RULES, created_at=making.now,
                      frozen_at=frozen)
        )  # fmt: skip


def _commission(making: Making, side: str) -> None:
    """In the contest of drawings the chair judges too. EXJ left after a day."""
    contest, nominations = making.contest(side), making.nominations(side)
    panel = {"JUR": [nominations[0], *nominations[2:]], "JURX": [nominations[1]], "EXJ": [nominations[0]]}
    for persona, benches in panel.items():
        seat = make_seat(making.session, contest, benches, user=making.user(persona))
        making.name(side, **{f"seat_{persona}": seat.id})
        if persona == "EXJ":
            seats.leave(making.session, seat, "болмады", by=making.user("CHR").id or 0, now=making.now)
    if side == "art":
        take_seat(making.session, contest, making.user("CHR"), Post.CHAIR)
    take_seat(making.session, contest, making.user("SEC"), Post.SECRETARY)
    if side == "grant":
        spare = make_user(making.session, "Эксперт Қосымша", email="spare@mail.example")
        give_role(making.session, spare, contest, RoleName.EXPERT)
    for held in making.session.exec(select(Role).where(Role.contest_id == contest.id)).all():
        if held.user_id == making["user.EXJ"]:
            roles.revoke(making.session, contest, held, making.user("EXJ"), by=making["user.ORG"], now=making.now)
        if held.user_id == making["user.JUR"]:
            making.name(side, role_JUR=held.id)


def _applications(making: Making, side: str) -> None:
    """A draft, one that waits, two sent back (the time for one runs out after closing), and those that are judged:
    the owner's and the stranger's in nomination 1, the stranger's in nomination 2."""
    owner, other = OWNERS[side]
    making.draft(side, "draft", owner)
    making.draft(side, "other_draft", other)
    making.submitted(side, "submitted", owner)
    if side == "art":
        making.for_parents("submitted")
    for name, days in (("returned", 12), ("returned_late", 8)):
        sent_back = making.submitted(side, name, owner)
        until = making.now + timedelta(days=days)
        lifecycle.return_for_correction(
            making.session, sent_back, "Қолы жоқ", until, by=making.user("SEC"), now=making.now
        )
    making.admitted(side, "work", owner)
    making.admitted(side, "other_work", other)
    making.admitted(side, "elsewhere", other, nomination=2)
    _overruled(making, side, owner)
    _spoken(making, side, owner)
    if side == "grant":
        making.admitted(side, "third", other, nomination=3)
        making.admitted(side, "loser", owner, nomination=3)
        _release(making)


def _spoken(making: Making, side: str, owner: str) -> None:
    """The owner has asked something about the work and sent a file; another entry was taken back."""
    work, by = making.application(side, "work"), making.user(owner)
    said = Message(application_id=work.id or 0, author_id=by.id or 0, is_from_office=False, nonce=f"{side}-said",
                   body=f"{by.name} сұрайды", created_at=making.now)  # fmt: skip
    answer = Message(application_id=work.id or 0, author_id=making["user.SEC"], is_from_office=True,
                     nonce=f"{side}-answer", body="Жауап", created_at=making.now)  # fmt: skip
    making.session.add_all([said, answer])
    making.session.flush()
    scan = queries.attachments(making.session, work)[0]
    paper = MessageFile(message_id=said.id or 0, name=scan.name, sha256=scan.sha256, size=scan.size,
                        media_type=scan.media_type)  # fmt: skip
    making.session.add(paper)
    making.session.flush()
    making.name(side, message_file=paper.id)
    lifecycle.withdraw(making.session, making.submitted(side, "taken_back", owner), by=by, now=making.now)


def _overruled(making: Making, side: str, owner: str) -> None:
    """One that was disqualified, and a rejection of the waiting one that another person has to look at."""
    gone = making.admitted(side, "gone", owner)
    lifecycle.disqualify(making.session, gone, "Көшірме", by=making.user("ORG"), now=making.now)
    waiting = making.application(side, "submitted")
    making.session.add(
        SecondLook(application_id=waiting.id or 0, version=waiting.version, decided=Decided.REJECTED, is_proposal=True,
                   reason=RejectionReason.INCOMPLETE, remark="Толық емес", decided_by=making["user.CHR"],
                   decided_at=making.now)
    )  # fmt: skip


def _paper(making: Making, side: str) -> None:
    """Three stickers, one of them on something that somebody without an account has brought."""
    contest, by, now = making.contest(side), making.user("SEC"), making.now
    free, used, _ = intake.print_stickers(making.session, contest, 3, by=by.id or 0, now=now)
    said = Registration(received_at=now - timedelta(hours=3), taken_by="Хатшы", way=Way.HAND, name="Қағаз Әкелуші")
    draft = intake.register(making.session, contest, used, said, None, by=by, now=now)
    making.name(side, free_sticker=free.code, used_sticker=used.code, paper=draft.id)


def _release(making: Making) -> None:
    """The commission may see the page that was attached to the work."""
    page = making.session.get_one(Rendition, making["grant.work_file_page"])
    assert page.kind is RenditionKind.PAGE
    page.released_at = making.now
    making.session.add(page)


def _rival(making: Making, rival: Contest) -> None:
    give_role(making.session, making.user("ORG2"), rival, RoleName.ORGANISER)
    nomination = contests.nominations(making.session, rival.id)[0]
    made = make_application(making.session, rival, make_user(making.session, "Бөтен"), nomination)
    making.name("", rival_application=made.id)


def _letters(making: Making, rival: Contest) -> None:
    """One that came back, one to the applicant that carries a name, one of another contest."""
    contest = making.contest("grant")
    for name, where, status in (("letter", contest, LetterStatus.REFUSED), ("sent_letter", contest, LetterStatus.SENT),
                                ("rival_letter", rival, LetterStatus.REFUSED)):  # fmt: skip
        made = Letter(
            key=name, contest_id=where.id, user_id=making["user.APP"], address=address_of("APP"), language="ru",
            subject="Канарейкина, ваша заявка", text="Канарейкина", html="<p>Канарейкина</p>", status=status,
            created_at=making.now, next_try_at=making.now,
        )  # fmt: skip
        making.session.add(made)
        making.session.flush()
        making.name("", **{name: made.id})


def _lists(making: Making) -> None:
    """A list of schools that somebody has looked at and not confirmed yet."""
    kept = making.shelf.put([SCHOOLS])
    making.name("", schools_token=school_lists.tokens(making.keys.link_secret).dumps(kept.sha256))


def _links(making: Making) -> None:
    for purpose in (LinkPurpose.SIGN_IN, LinkPurpose.CONFIRM, LinkPurpose.PASSWORD):
        token = links.make(making.session, make_user(making.session, "Сілтеме Иесі"), purpose, now=making.now)
        making.name("", **{f"{purpose.name.lower()}_token": token})
