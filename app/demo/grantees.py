"""What became of last year's ten winners: every state in which a grant can be, from missing details to accepted."""

from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random

from app.accounts.models import User
from app.applications import pages
from app.applications import queries as applications
from app.applications.answers import Answers
from app.applications.models import ApplicantKind
from app.contests.models import Contest
from app.demo.gallery import Drawn
from app.demo.pictures import draw
from app.demo.stage import Stage
from app.demo.timeline import Course, at, last_year_contracts
from app.documents import photographed
from app.grants import (
    acts,
    agreement,
    answers,
    contracts,
    copies,
    details,
    evidence,
    papers,
    payments,
    queries,
    reports,
)
from app.grants.contracts import Frozen, Scan
from app.grants.copy_models import Copied
from app.grants.forms import ExpenseForm, OrganisationDetails, PersonDetails, PublicationForm, VideoForm
from app.grants.queries import Place
from app.i18n import local

BANKS = (("«Үлгі Банк» АҚ", "ULGIKZKA", "999"), ("АО «Пример Банк»", "PRIMKZKX", "997"))
DONE = (
    "Жоба жоспарға сай аяқталды: сенбілік екі күн жүрді, аумақ толық тазаланды, құрал-сайман ауыл тұрғындарына "
    "қалдырылды. Жоспардан ауытқу болған жоқ."
)
STORY = (
    "Жоба басталғанда жағалауда қоқыс көп еді. Көршілер алғашқы күні-ақ көмекке келді. Екінші күні мектеп оқушылары "
    "қосылды. Қазір балалар осы жерде ойнайды. Тұрғындар тазалықты сақтауға уәде берді."
)
WHY = "Жаңбырдан кейін күн бір аптаға шегерілді, қатысушылар саны жоспардан көп болды."
RETURNED = "Көлік шығынының түбіртегі анық емес. / Чек на транспорт нечитаем: приложите другое фото."


def go_on(stage: Stage, contest: Contest) -> None:
    """0: details missing; 1: contract drafted; 2: sent, and the signed pages came; 3: signed; 4, 5: paid, report begun;
    6: report submitted; 7: returned; 8, 9: accepted. The demonstration's own applicant is among those who write a
    report."""
    places = [Place(row.grant, row.application, contest) for row in queries.rows(stage.session, contest.id)]
    mine = next((one for one in places if one.application.applicant_id == stage.cast["applicant"].id), None)
    if mine is not None:
        places.remove(mine)
        places.insert(4, mine)
    for number, place in enumerate(places):
        _follow(stage, place, number)


def _follow(stage: Stage, place: Place, number: int) -> None:
    winner = stage.session.get_one(User, place.application.applicant_id)
    course = last_year_contracts(stage.now)
    if number >= 1:
        answers.accept(stage.session, place.grant, by=winner, now=course.accepted)
        _details(stage, place, winner, course.accepted)
        _contract(stage, place, number, course)
    if number >= 4:
        payments.pay(
            stage.session, place.grant, amount=place.grant.amount, order_number=f"{100 + number}",
            paid_on=local(course.paid).date(), by=stage.cast["accountant"], now=course.paid,
        )  # fmt: skip
        _report(stage, place, winner, number, at(stage.now, -11, 12))


def _details(stage: Stage, place: Place, winner: User, now: datetime) -> None:
    rng, told = stage.rng, place.application.answers
    bank, bic, code = rng.choice(BANKS)
    shared = {
        "address": told["address"],
        "phone": told["phone"],
        "iban": _iban(rng, code),
        "bank": bank,
        "bic": bic,
    }
    if place.application.applicant_kind is ApplicantKind.ORGANISATION:
        said = OrganisationDetails.model_validate(shared | {
            "full_name": told["org_name_kk"], "full_name_ru": told["org_name_ru"], "bin": told["bin"],
            "head_name": told["head"], "head_position": told["head_position"], "basis": "charter", "kbe": "18",
        })  # fmt: skip
        details.save(stage.session, stage.keys, place.grant, said, by=winner, now=now)
        return
    born, is_female = date.fromisoformat(told["born_on"]), told.get("sex") == "female"
    person = PersonDetails.model_validate(
        shared | {"full_name": told["name"], "iin": _iin(rng, born, is_female), "kbe": "19"}
    )
    details.save(stage.session, stage.keys, place.grant, person, by=winner, now=now)


def _contract(stage: Stage, place: Place, number: int, course: Course) -> None:
    session, secretary, now = stage.session, stage.cast["secretary"], course.drawn_up
    contract = contracts.create(session, place.grant, dated=local(now).date(), by=secretary, now=now)
    if number == 1:
        return
    drawn = agreement.draw(session, stage.keys, place, contract)
    pdf = stage.shelf.put([drawn])
    docx = stage.shelf.put([agreement.write(session, stage.keys, place, contract)])
    files = Frozen(pdf.sha256, docx.sha256)
    contracts.send(session, place.grant, files, by=secretary, now=now + timedelta(hours=1))
    if number == 2:
        _signed_pages(stage, place, drawn, now + timedelta(days=1))
    if number >= 3:
        contracts.sign(
            session, place.grant, files, Scan(pdf.sha256, "application/pdf"), signed_on=local(course.signed).date(),
            by=secretary, now=course.signed,
        )  # fmt: skip


def _signed_pages(stage: Stage, place: Place, contract: bytes, now: datetime) -> None:
    """The winner lives far away and sends every page as a picture."""
    seen = [page.jpeg for page in pages.of_document(contract)]
    data = photographed.draw("Қол қойылған шарт", "kk", seen)
    sheets = copies.Sheets(stage.shelf.put([data]).sha256, len(seen), len(data))
    by, signed_on = queries.winner(stage.session, place.application), local(now).date()
    copies.send(stage.session, place.grant, Copied.CONTRACT, sheets, signed_on=signed_on, by=by, now=now)


def _report(stage: Stage, place: Place, winner: User, number: int, now: datetime) -> None:
    session, grant = stage.session, place.grant
    is_whole = number >= 6
    reports.save(session, grant, _answers(stage, place, is_whole), by=winner, now=now)
    _evidence(stage, place, winner, 5 if is_whole else number - 2, now)
    _expenses(stage, place, winner, 1.0 if is_whole else 0.5, now)
    if is_whole:
        reports.submit(session, grant, by=winner, now=now + timedelta(days=2))
    if number == 7:
        reports.send_back(session, grant, RETURNED, by=stage.cast["secretary"], now=now + timedelta(days=4))
    if number >= 8:
        reports.accept_content(session, grant, by=stage.cast["secretary"], now=now + timedelta(days=4))
        accepted = now + timedelta(days=5)
        reports.accept_money(session, grant, by=stage.cast["accountant"], now=accepted)
        acts.make(session, stage.keys, place, keep=lambda data: stage.shelf.put([data]).sha256,
                  by=stage.cast["accountant"], now=accepted)  # fmt: skip


def _answers(stage: Stage, place: Place, is_whole: bool) -> Answers:
    """What the winner tells; halfway only the plan and the people."""
    plan = applications.activities(stage.session, place.application.id)
    deeds = [{"how": "as_planned", "fact": DONE, "why": ""} for _ in plan]
    if is_whole and deeds:
        deeds[-1] = {"how": "otherwise", "fact": DONE, "why": WHY}
    told: Answers = {"deeds": deeds, "women": "27", "men": "19", "age_under_14": "12", "age_from_14": "9",
                     "age_from_18": "11", "age_from_36": "8", "age_from_50": "6", "volunteers": "30"}  # fmt: skip
    if is_whole:
        promised = place.application.answers.get("results", [])
        told |= {"story": STORY, "outcomes": [{"fact": one.get("number", "1")} for one in promised]}
    return told


def _evidence(stage: Stage, place: Place, winner: User, photos: int, now: datetime) -> None:
    session, grant = stage.session, place.grant
    for _ in range(photos):
        data = draw(stage.rng.randint(1, 4), Random(stage.rng.getrandbits(32)), (800, 600))
        photo = _kept(stage, papers.photo(Drawn("photo.jpg", BytesIO(data), len(data))))
        evidence.add_photo(session, grant, photo, by=winner, now=now)
    video = VideoForm(video=f"https://video.example/watch/{grant.id}", about="Сенбілік туралы бейне")
    evidence.add_video(session, grant, video, by=winner, now=now)
    said = PublicationForm(
        title="Ауылымыз тазарды", link=f"https://news.example/posts/{grant.id}", dated=local(now).date()
    )
    data = draw(2, Random(stage.rng.getrandbits(32)), (600, 800))
    screen = _kept(stage, papers.receipt(Drawn("page.jpg", BytesIO(data), len(data))))
    evidence.add_publication(session, grant, said, screen, by=winner, now=now)


def _kept(stage: Stage, looked: papers.Looked) -> papers.Paper:
    looked.keep(stage.shelf)
    return looked.paper


def _expenses(stage: Stage, place: Place, winner: User, share: float, now: datetime) -> None:
    lines = queries.granted_lines(stage.session, place.application.id)
    for number, line in enumerate(lines):
        if number + 1 > len(lines) * share:
            return
        data = draw(3, Random(stage.rng.getrandbits(32)), (600, 800))
        receipt = _kept(stage, papers.receipt(Drawn("receipt.jpg", BytesIO(data), len(data))))
        said = ExpenseForm(
            budget_line_id=line.id or 0, supplier="«Мысал Сауда» ЖШС", paper=f"Фискалдық чек № {4100 + number}",
            spent_on=local(now).date() - timedelta(days=20), amount=line.granted,
        )  # fmt: skip
        evidence.add_expense(stage.session, place.grant, said, receipt, by=winner, now=now)


def _iban(rng: Random, bank: str) -> str:
    """A made-up account of a bank that does not exist, with fitting check digits."""
    account = f"{bank}{rng.randrange(10**13):013d}"
    digits = "".join(str(int(sign, 36)) for sign in f"{account}KZ00")
    return f"KZ{98 - int(digits) % 97:02d}{account}"


def _iin(rng: Random, born: date, is_female: bool) -> str:
    """A made-up IIN whose digits fit the birth date, the sex and each other."""
    century = (3 if born.year < 2000 else 5) + is_female
    while True:
        body = f"{born:%y%m%d}{century}{rng.randrange(10**4):04d}"
        for weights in ((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)):
            control = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
            if control < 10:
                return f"{body}{control}"
