"""Invented papers of ordinary size; tests replace what they are about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

from app.documents import contract, diploma, handover, protocol, receipt, rules
from app.documents.bilingual import Both
from app.documents.consent import Child, Consents
from app.documents.consent_texts import Collector

ALPHABET = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі Ёё № «» – — … ₸"
MARKUP = (
    "<b>",
    '<img src="/etc/passwd"/>',
    "<img src='http://127.0.0.1:9/x.png'/>",
    "&",
    "&lt;",
    "<",
    "</para>",
    '<font color="[[[1]]]">',
    '<a href="javascript:alert(1)">x</a>',
    "<seq/>",
    "<onDraw name='x'/>",
    "{project}",
    "%s",
)
LONG = "ә" * 20_000
HOSTILE = (
    *MARKUP,
    LONG,
    "\u202eabc\u2066def\u200b",
    "\U0001f469\u200d\U0001f467 \U0001f600",
    "עברית العربية 中文",
    "a\x00b\x08c\ud800",
    "e\u0301" * 300,
    "Z" + "\u0300" * 500,
    "",
    " ",
    "\n\n\t",
)

ORGANISATION = Both("«Көктерек» экологиялық қоры", "Экологический фонд «Көктерек»")
PLACE = Both("Талдықорған қаласы", "г. Талдыкорган")
DRAWINGS = Both("«Таза жер – балалар көзімен» сурет байқауы", "Конкурс рисунков «Чистая земля глазами детей»")
GRANTS = Both("«Таза істер марафоны» шағын гранттар конкурсы", "Конкурс малых грантов «Марафон чистых дел»")
SPRING = Both("Мөлдір бұлақ", "Чистый родник")
KOKSU = Both("Көксу ауданы", "Коксуский район")
URL = "https://baiqau.example/check/SD-2026-0417#" + "aB3-xZ9_" * 33 + "eNd"

DIPLOMA = diploma.Diploma(
    kind="diploma_winner",
    recipient="Төлеуова Аружан Серікқызы",
    organisation=ORGANISATION,
    contest=DRAWINGS,
    number="SD-2026-0417",
    day=date(2026, 5, 22),
    place=PLACE,
    check_url=URL,
    signatories=(diploma.Signatory("Г. Төлегенова", Both("Қор директоры", "Директор фонда")),),
    nomination=Both("Туған жер табиғаты", "Природа родного края"),
    school=Both("Қарашыған орта мектебі", "Карашыганская средняя школа"),
    grade="3",
    settlement=Both("Қарашыған ауылы", "с. Карашыган"),
    work="Таудағы бұлақ",
    teacher="Әбілова Сәуле Мұратқызы",
)

EXPERTS = ("С. Әбілқасым", "И. Панкратов", "Г. Нұрмұхан", "Е. Лопатина", "О. Ким")


def row(i: int, experts: int = 5) -> protocol.ScoreRow:
    marks = (None, *(Decimal(700 + i % 300) / 10 for _ in range(experts - 1)))
    return protocol.ScoreRow(
        f"MCD-2026-{i:04}", "«Қуатты аула» қоғамдық бірлестігі", SPRING, KOKSU, marks, Decimal("86.405"), Decimal(7), i
    )


PROTOCOL = protocol.Protocol(
    number="4",
    kind="small_grant",
    contest=GRANTS,
    organisation=ORGANISATION,
    day=date(2026, 5, 27),
    place=PLACE,
    starts=time(15, 0),
    ends=time(16, 42),
    mode="mixed",
    chair=EXPERTS[0],
    secretary="Г. Төлегенова",
    present=tuple(protocol.Present(name, Both("эколог", "эколог")) for name in EXPERTS),
    quorum=protocol.Quorum(7, 5, 5),
    intake=protocol.Intake(58, 50, 5, 3),
    method=Both("Салмақталған орташа.", "Взвешенное среднее."),
    decisions=(
        protocol.Decision(
            SPRING,
            (protocol.Winner("MCD-2026-0017", "Ілияс Данияр", "Родник Балпык", KOKSU, Decimal("86.405"), 200_000),),
        ),
        protocol.Decision(Both("Экосабақ", "Экоурок"), (), Both("өтінім болмады", "заявок не было")),
    ),
    votes=protocol.Votes(4, 0, 1),
    experts=EXPERTS,
    scores=tuple(row(i) for i in range(1, 51)),
    journal="9C41-E07B",
)

GRANTOR = contract.Party(
    "organisation",
    ORGANISATION,
    "240540000016",
    PLACE,
    "KZ699990000000000001",
    "«Мысал Банк» АҚ",
    "MYSLKZKA",
    "18",
    head="Г. Төлегенова",
    head_position="директор",
    basis=Both("Жарғы", "Устав"),
)
GRANTEE = contract.Party(
    "person",
    "Ілияс Данияр Ерланұлы",
    "850101300005",
    KOKSU,
    "KZ89998000A0B0000012",
    "«Мысал Банк» АҚ",
    "MYSLKZKA",
    "19",
)
CONTRACT = contract.Contract(
    number="МГ-2026-03",
    day=date(2026, 6, 3),
    place=PLACE,
    grantor=GRANTOR,
    grantee=GRANTEE,
    protocol=contract.Reference("4", date(2026, 5, 27)),
    contest=GRANTS,
    nomination=SPRING,
    territory=KOKSU,
    project="Родник Балпык: камень, скамья",
    amount=200_000,
    starts=date(2026, 6, 10),
    ends=date(2026, 9, 30),
    budget=(
        contract.BudgetLine("Камень", "м³", "3", 20_000, 60_000),
        contract.BudgetLine("Скамья", "шт.", "2", 70_000, 140_000, own=10_000),
    ),
    plan=(contract.PlanLine("Очистка русла", "июнь 2026", "200 м"),),
)

HANDOVER = handover.Handover(
    number="5",
    day=date(2026, 5, 30),
    place=PLACE,
    protocol=contract.Reference("4", date(2026, 5, 27)),
    contest=DRAWINGS,
    organisation=ORGANISATION,
    giver="Г. Төлегенова",
    giver_position="директор",
    receiver="Төлеуова Аружан Серікқызы",
    nomination=SPRING,
    gifts=(handover.Gift(Both("Бояу", "Краски"), 1, 18_500), handover.Gift(Both("Қағаз", "Бумага"), 3, 2_500)),
    representative=handover.Representative("Төлеуова Сәуле", Both("анасы", "мать")),
)

RULES = rules.Rules(
    Both("Конкурс туралы ереже", "Положение о конкурсе"),
    ORGANISATION,
    Both("# 1. Жалпы ережелер\n1.1. Бірінші\nтармақ.\n1.2. Екінші тармақ.\n- жеке тұлғалар", "# 1. Общее\n1.1. Пункт."),
)

RECEIPT = receipt.Receipt(
    language="ru",
    number="MCD-2026-0017",
    title="Родник Балпык",
    applicant="Ілияс Данияр",
    contest=GRANTS.ru,
    nomination=SPRING.ru,
    organisation=ORGANISATION.ru,
    received=datetime(2026, 5, 22, 9, 32, 5, tzinfo=UTC),
    files=(receipt.ReceivedFile("смета.pdf", 123_456, "9c41e07b55d01a2b" * 4),),
)

CONSENTS = Consents(
    contest=Both("Сурет байқауы", "Конкурс рисунков"),
    collector=(
        Collector(ORGANISATION.kk, "240540000016", "Абай к-сі, 1", "Басқарма", "+7 728 200 00 00"),
        Collector(ORGANISATION.ru, "240540000016", "ул. Абая, 1", "Управление", "+7 728 200 00 00"),
    ),
    children=(
        Child(
            Both("Сыдықова Айым", "Сыдыкова Айым"), Both("Абай мектебі", "Школа Абая"), Both("5-сынып", "5 класс"),
            "Таза өзен", "https://baiqau.example/consent/1-abcdefghijklmnopqrstuvwxyz234567",
        ),
    ),
)  # fmt: skip
