"""What a legal representative agrees to: the same words on paper and on the page behind their link.

The points follow article 8 of the law on personal data: who collects, what, for what, what is done with it, who gets
it, what is shown, for how long, how it is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from .bilingual import Reader

EDITION = "2026-1"
"""Of these texts; the journal says which one was agreed to."""
GROWN = 14
"""Age from which the author agrees too."""


@dataclass(frozen=True)
class Collector:
    """Who holds the contest, in one language. `customer`: who orders the programme and receives its report."""

    name: str
    bin: str
    address: str
    customer: str
    contacts: str


POINTS: dict[Reader, tuple[tuple[str, str], ...]] = {
    "kk": (
        ("Деректерді кім жинайды", "{name}, БСН {bin}{address}."),
        (
            "Қандай деректер",
            "Баланың аты-жөні, туған күні немесе жасы, сыныбы, мектебі, айтылса жынысы; жұмысының суреті мен "
            "атауы; мұғалімнің аты-жөні. Сіздің аты-жөніңіз, балаға кім екеніңіз, жауап берген уақытыңыз. "
            "Баланың ЖСН-ы мен құжаттары сұралмайды.",
        ),
        (
            "Не үшін",
            "Конкурсты өткізу: жұмысты қабылдау, тексеру, аты-жөнінсіз бағалау, нәтижесін жариялау, сертификат "
            "пен диплом беру, сыйлық табыстау, есеп беру.",
        ),
        ("Не істеледі", "Жинау, сақтау, пайдалану, төменде аталғандарға беру, иесіздендіру, жою."),
        (
            "Кім көреді",
            "Аты-жөнін ұйымдастырушы мен хатшы көреді. Сарапшылар жұмыстың суретін, атауын, техникасын, сыныбын "
            "және номинациясын көреді, аты-жөні мен мектебін көрмейді.{customer} Басқа ешкімге берілмейді, "
            "шетелге жіберілмейді.",
        ),
        (
            "Қанша уақыт",
            "Конкурс пен оның есебі аяқталғанша; заң талап ететін құжаттар заңда белгіленген мерзім бойы сақталады.",
        ),
        (
            "Қалай қайтарып алуға болады",
            "Кез келген уақытта, себебін айтпай: сізге жіберілген сілтеме арқылы немесе ұйымдастырушыға "
            "жазып{contacts}. Біріншісін қайтарып алсаңыз, жұмыс бағаланбайды және көрсетілмейді. Екіншісі мен "
            "үшіншісі балаңыздың нәтижесіне әсер етпейді.",
        ),
    ),
    "ru": (
        ("Кто собирает данные", "{name}, БИН {bin}{address}."),
        (
            "Какие данные",
            "Фамилия и имя ребёнка, дата рождения или возраст, класс, школа, пол, если он указан; снимок и "
            "название работы; имя учителя. Ваше имя, кем вы приходитесь ребёнку, время ответа. ИИН и документы "
            "ребёнка не спрашиваются.",
        ),
        (
            "Для чего",
            "Провести конкурс: принять и проверить работу, оценить её без имени, объявить итоги, выдать "
            "сертификаты и дипломы, вручить подарки, отчитаться.",
        ),
        ("Что с ними делают", "Собирают, хранят, используют, передают названным ниже, обезличивают, удаляют."),
        (
            "Кто их видит",
            "Имена видят организатор и секретарь. Эксперты видят снимок работы, её название, технику, класс и "
            "номинацию, но не имя и не школу.{customer} Больше никому данные не передаются, за границу не "
            "отправляются.",
        ),
        (
            "Как долго",
            "Пока не завершены конкурс и отчёт о нём; документы, которых требует закон, хранятся столько, "
            "сколько он требует.",
        ),
        (
            "Как отозвать согласие",
            "В любое время и без объяснений: по присланной вам ссылке или написав организатору{contacts}. Если "
            "отозвать первое, работа не оценивается и не показывается. Второе и третье на результат ребёнка не "
            "влияют.",
        ),
    ),
    "en": (
        ("Who collects the data", "{name}, BIN {bin}{address}."),
        (
            "Which data",
            "The child's surname and first name, date of birth or age, grade, school, sex if it was given; "
            "picture and title of the work; the teacher's name. Your name, who you are to the child, when you "
            "answered. No identity number and no documents of the child are asked for.",
        ),
        (
            "What for",
            "To hold the contest: receive and check the work, judge it without a name, announce the results, "
            "issue certificates and diplomas, hand over gifts, report.",
        ),
        (
            "What is done with them",
            "They are collected, stored, used, passed on to those named below, made anonymous, deleted.",
        ),
        (
            "Who sees them",
            "The organiser and the secretary see names. Experts see the picture of the work, its title, "
            "technique, grade and nomination, but neither name nor school.{customer} Nobody else receives the "
            "data; they are not sent abroad.",
        ),
        (
            "For how long",
            "Until the contest and its report are finished; documents that the law demands are kept for as long "
            "as it demands.",
        ),
        (
            "How to take it back",
            "At any time and without a reason: through the link that was sent to you, or by writing to the "
            "organiser{contacts}. If you take back the first, the work is not judged and not shown. The second "
            "and the third do not change your child's result.",
        ),
    ),
}
_CUSTOMER: dict[Reader, str] = {
    "kk": " Бағдарламаға тапсырыс беруші ({customer}) жеңімпаздар көрсетілген есепті алады.",
    "ru": " Заказчик программы ({customer}) получает отчёт с победителями.",
    "en": " The customer of the programme ({customer}) receives the report with the winners.",
}
TICKS: dict[Reader, tuple[tuple[str, str], ...]] = {
    "kk": (
        (
            "take_part",
            "Балам конкурсқа қатыссын, деректері осы үшін өңделсін. Нәтижелер шыққаннан кейін жіберілген жұмыс "
            "сайтта атауымен және ауданымен, аты-жөнінсіз көрсетіледі; жеңімпаздың аты, тегінің бірінші әрпі "
            "және сыныбы тұрады.",
        ),
        (
            "show_name",
            "Галереядағы жұмыстың жанында баламның аты, тегінің бірінші әрпі және сыныбы, ал балам жеңсе, "
            "нәтижелер бетінде толық аты-жөні көрсетілсін.",
        ),
        ("photo", "Марапаттау кезінде түсірілген баламның фотосуреттері жариялансын."),
        ("author", "Автор 14 жаста немесе одан үлкен: өзі де келіседі."),
    ),
    "ru": (
        (
            "take_part",
            "Мой ребёнок участвует в конкурсе, его данные обрабатываются для этого. После объявления итогов "
            "допущенная работа показывается на сайте с названием и районом, без имени; у победителя указаны имя, "
            "первая буква фамилии и класс.",
        ),
        (
            "show_name",
            "Рядом с работой в галерее указаны имя ребёнка, первая буква фамилии и класс, а если он победит, на "
            "странице итогов – полное имя.",
        ),
        ("photo", "Фотографии моего ребёнка с награждения можно публиковать."),
        ("author", "Автору 14 лет или больше: он согласен сам."),
    ),
    "en": (
        (
            "take_part",
            "My child takes part in the contest and the data are processed for it. After the results the "
            "admitted work is shown on the site with its title and district, without the name; a winner's with "
            "first name, initial and grade.",
        ),
        (
            "show_name",
            "In the gallery the child's first name, initial and grade stand beside the work; if the child wins, "
            "the full name stands on the page of the results.",
        ),
        ("photo", "Photos of my child at the award ceremony may be published."),
        ("author", "The author is 14 or older and agrees too."),
    ),
}
SHORT: dict[Reader, dict[str, str]] = {
    "kk": {"take_part": "Қатысу", "show_name": "Атын көрсету", "photo": "Фото", "author": "Автордың өзі (14+)"},
    "ru": {"take_part": "Участие", "show_name": "Показ имени", "photo": "Фото", "author": "Сам автор (14+)"},
    "en": {
        "take_part": "Taking part",
        "show_name": "Showing the name",
        "photo": "Photos",
        "author": "The author (14+)",
    },
}


def points(collector: Collector, language: Reader) -> list[tuple[str, str]]:
    """(heading, text) of every point, about this collector."""
    facts = {
        "name": collector.name, "bin": collector.bin, "address": f", {collector.address}" if collector.address else "",
        "customer": _CUSTOMER[language].format(customer=collector.customer) if collector.customer else "",
        "contacts": f" ({collector.contacts})" if collector.contacts else "",
    }  # fmt: skip
    return [(heading, text.format_map(facts)) for heading, text in POINTS[language]]
