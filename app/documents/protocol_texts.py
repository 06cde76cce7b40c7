"""The wording of the commission's protocol in both official languages."""

from __future__ import annotations

from typing import Literal

from .bilingual import Both

Attendance = Literal["in_person", "remote"]
Mode = Literal["in_person", "remote", "mixed"]
Kind = Literal["small_grant", "drawing"]

TITLE = Both(
    "Сараптама комиссиясы отырысының № {number} ХАТТАМАСЫ", "ПРОТОКОЛ № {number} заседания экспертной комиссии"
)
FILE_TITLE = Both("№ {number} хаттама", "Протокол № {number}")
TIME = Both(
    "Отырыстың басталуы: {starts}, аяқталуы: {ends} (UTC+5).", "Начало заседания: {starts}, окончание: {ends} (UTC+5)."
)
MODE = Both("Отырыстың өткізілу нысаны: {mode}.", "Форма проведения заседания: {mode}.")
MODES: dict[Mode, Both] = {
    "in_person": Both("бетпе-бет", "очная"),
    "remote": Both("қашықтан", "дистанционная"),
    "mixed": Both("аралас (бетпе-бет және қашықтан)", "смешанная (очно и дистанционно)"),
}
ATTENDANCE: dict[Attendance, Both] = {
    "in_person": Both("бетпе-бет", "очно"),
    "remote": Both("қашықтан", "дистанционно"),
}

CHAIR = Both("Төраға: {name}", "Председатель: {name}")
SECRETARY = Both("Хатшы (дауыс беру құқығынсыз): {name}", "Секретарь (без права голоса): {name}")
CHAIR_SIGNS = Both("Комиссия төрағасы", "Председатель комиссии")
MEMBER_SIGNS = Both("Комиссия мүшесі", "Член комиссии")
SECRETARY_SIGNS = Both("Комиссия хатшысы", "Секретарь комиссии")
SIGNATURE = Both("қолы", "подпись")
SEAL = Both("М.О.", "М.П.")

PRESENT = Both("Қатысқандар", "Присутствовали")
PRESENT_HEAD = Both(
    "№|Тегі, аты, әкесінің аты|Лауазымы|Қатысу нысаны", "№|Фамилия, имя, отчество|Должность|Форма участия"
)
ABSENT = Both("Қатыспағандар", "Отсутствовали")
ABSENT_ITEM = Both("{name} – себебі: {reason}", "{name} – причина: {reason}")
NOBODY = Both("жоқ", "нет")
INVITED = Both("Шақырылғандар", "Приглашены")

QUORUM = Both("Кворум", "Кворум")
QUORUM_TEXT = Both(
    "Кворумның болуы туралы мәлімет (комиссия мүшелерінің жалпы санының кемінде үштен екісі): {holds}. "
    "Комиссия мүшелерінің жалпы саны – {total}, қажетті саны – {required}, қатысқаны – {present}.",
    "Сведения о наличии кворума (не менее двух третей от общего количества членов комиссии): {holds}. "
    "Всего членов комиссии – {total}, необходимо – {required}, присутствуют – {present}.",
)
QUORUM_HOLDS = Both("бар", "имеется")
QUORUM_FAILS = Both("жоқ", "отсутствует")

AGENDA = Both("Күн тәртібі", "Повестка дня")
HEARD = Both("ТЫҢДАЛДЫ", "СЛУШАЛИ")
INTAKE = Both(
    "Түскен өтінімдер – {received}, конкурсқа жіберілді – {admitted}, қабылданбады – {rejected}, "
    "кері қайтарып алынды – {withdrawn}.",
    "Поступило заявок – {received}, допущено – {admitted}, отклонено – {rejected}, отозвано – {withdrawn}.",
)
INTAKE_DRAWING = Both(
    "Түскен жұмыстар – {received}, байқауға жіберілді – {admitted}, қабылданбады – {rejected}, "
    "кері қайтарып алынды – {withdrawn}.",
    "Поступило работ – {received}, допущено – {admitted}, отклонено – {rejected}, отозвано – {withdrawn}.",
)
METHOD = Both("Бағалау әдістемесі", "Методика оценки")
RECUSALS = Both("Мүдделер қақтығысына байланысты қарсылық білдіру", "Отводы из-за конфликта интересов")
RECUSAL = Both("{expert} – № {application}: {reason}", "{expert} – № {application}: {reason}")
SPOKE = Both("СӨЗ СӨЙЛЕДІ", "ВЫСТУПИЛИ")

DECIDED = Both("ШЕШІМ ҚАБЫЛДАНДЫ", "РЕШИЛИ")
WINNER_OF = Both(
    "{i}. {nomination} номинациясы бойынша жеңімпаз деп танылсын:",
    "{i}. Признать победителем в номинации {nomination}:",
)
WINNERS_OF = Both(
    "{i}. {nomination} номинациясы бойынша жеңімпаздар деп танылсын:",
    "{i}. Признать победителями в номинации {nomination}:",
)
WORK: dict[Kind, Both] = {
    "small_grant": Both("Жоба: {title} (өтінім № {number})", "Проект: {title} (заявка № {number})"),
    "drawing": Both("Жұмысы: {title} (№ {number})", "Работа: {title} (№ {number})"),
}
WHERE = Both("Аумағы: {territory}. Қорытынды балл: {score}", "Территория: {territory}. Итоговый балл: {score}")
GRANT = Both("Грант: {sum} мөлшерінде", "Грант в размере {sum}")
GIFT = Both("Бағалы сыйлық: {gift}", "Ценный подарок: {gift}")
NOT_AWARDED = Both(
    "{i}. {nomination} номинациясы бойынша жеңімпаз анықталмады. Себебі: {reason}",
    "{i}. В номинации {nomination} победитель не определён. Причина: {reason}",
)
TOTAL = Both("Гранттардың жалпы сомасы: {sum}.", "Общая сумма грантов: {sum}.")
DEPARTURES = Both(
    "Рейтинг бойынша ұсынымнан өзгеше шешімдер және олардың негіздемесі",
    "Решения, отличающиеся от предложения по рейтингу, и их обоснование",
)
TIES = Both("Балдар тең болған жағдайдағы шешімдер", "Решения при равенстве баллов")
RESERVE = Both("Резерв", "Резерв")
RESERVE_ITEM = Both(
    "{nomination}: № {number}, {applicant} – {score} балл",
    "{nomination}: № {number}, {applicant} – {score} балла",
)
VOTES = Both(
    "Дауыс берілді: «жақтап» – {in_favour}, «қарсы» – {against}, «қалыс қалды» – {abstained}.",
    "Голосовали: «за» – {in_favour}, «против» – {against}, «воздержались» – {abstained}.",
)
DISSENTS = Both("Ерекше пікір", "Особое мнение")
DISSENT = Both("{name}: {text}", "{name}: {text}")
TASKS = Both("Тапсырмалар мен мерзімдер", "Поручения и сроки")
ANNEX_LIST = Both("Қосымша: балдардың жиынтық кестесі.", "Приложение: сводная таблица баллов.")
JOURNAL = Both("Әрекеттер журналының бақылау сомасы: {hash}", "Контрольная сумма журнала действий: {hash}")

ANNEX = Both("Қосымша. Балдардың жиынтық кестесі", "Приложение. Сводная таблица баллов")
EXPERTS = Both("Сарапшылар", "Эксперты")
NO_MARK = Both(
    "«–» белгісі: сарапшы өздігінен бас тартты немесе бағаламады, ондай баға орташа балға кірмейді.",
    "Знак «–»: самоотвод или оценки нет, в среднем балле такая оценка не участвует.",
)
ROWS_HEAD = Both(
    "Нөмірі|Өтінім беруші|Аумағы|Орташа балл|Айырма|Орын", "Номер|Заявитель|Территория|Средний балл|Разброс|Место"
)
