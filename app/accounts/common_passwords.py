"""Passwords that anyone would try first: a list of words, and rules that build the usual passwords from them.

Ten characters or more are asked for, so nearly every common password is a word with something around it
(«qwerty2026!»), a word twice, several words in a row, a walk over the keyboard or one sign again and again. The rules
find those; the words below are our own listing of what people in Kazakhstan start from.
"""

import re
from collections.abc import Collection
from functools import cache

KEYS = (
    "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю.",
    "!@#$%^&*()_+", "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя", "әіңғүұқөһ", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
    "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0", "йфяцычувскамепинртгоьшлбщдю",
)  # fmt: skip
LISTING = """
password passwd pass pwd parol mypassword secret login admin administrator root user guest test testing demo default
changeme letmein welcome hello master super superuser system server qwerty qwertyuiop qwert qwer asdf asdfgh
asdfghjkl zxcv zxcvb zxcvbn zxcvbnm qaz wsx qazwsx qweasd qweasdzxc qwe asd zxc abc abcd abcde abcdef iloveyou love
loveyou lovely sunshine princess prince dragon monkey football soccer hockey baseball basketball shadow superman
batman spiderman pokemon naruto minecraft roblox starwars ninja killer hunter ranger matrix computer internet google
facebook instagram telegram whatsapp youtube samsung iphone android windows microsoft apple xiaomi huawei nokia
summer winter spring autumn monday friday january september december freedom whatever trustno flower butterfly angel
baby family mother father friend friends forever money business work office company home house school student
teacher pupil university college education children kazakhstan kazakstan qazaqstan qazaq kazakh almaty astana
nursultan shymkent karaganda zhetisu jetisu zhetysu taldykorgan nauryz asel aigerim nurlan tobol baiqau contest
grant grants organizer organiser secretary expert jury chair accountant

пароль парольпароль мойпароль секрет админ администратор логин вход доступ привет здравствуйте йцукен йцукенг йцуке
йцук фыва фывап фывапролдж ячсмит ячс йцу фыв абв абвг абвгд любовь люблю любимый любимая солнце солнышко зайка
котик котенок кошка собака мама папа мамочка семья дети сынок дочка друг друзья жизнь счастье удача деньги работа
школа учитель ученик университет россия москва наташа настя саша маша даша сергей андрей дмитрий александр алексей
максим иван елена ольга лето зима весна осень январь февраль март апрель май июнь июль август сентябрь октябрь
ноябрь декабрь понедельник пятница спартак зенит құпиясөз құпия кілт сәлем салем рахмет рақмет махаббат жаным жан
анам әкем балам ана әке бала отбасы қазақстан казахстан қазақ казах қазақша алматы астана нурсултан шымкент
караганда қарағанды жетісу жетысу талдыкорган талдықорған отан туған жер туғанжер мектеп мұғалім оқушы ұстаз наурыз
айгерим айгерім асель әсел ерлан нурлан нұрлан айнур айнұр алия әлия данияр динара жанна гульнара гүлнар арман
бауыржан бекзат самал мадина аружан алихан барыс бүркіт беркут тұлпар кайрат қайрат байқау байкау конкурс грант
организатор ұйымдастырушы секретарь хатшы эксперт сарапшы жюри председатель төраға бухгалтер
"""
WORDS = frozenset(LISTING.split())
_LEET = str.maketrans("013457@$!", "oieastasi")
_FRINGE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_BETWEEN = re.compile(r"[\W\d_]+")
_TO_LATIN = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,.")
_TO_CYRILLIC = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю")


def is_common(password: str, about: Collection[str] = ()) -> bool:
    """Whether somebody who knows the fashions, and the words in `about`, would try this among the first."""
    folded = password.casefold()
    if len(set(folded)) <= 3 or _is_walk(folded) or _is_phone(folded):
        return True
    words = WORDS | _own_words(about)
    return any(_is_made_of(text, words) for text in _spellings(folded))


def _own_words(about: Collection[str]) -> frozenset[str]:
    found = (word for text in about for word in _BETWEEN.split(text.casefold()))
    return frozenset(word for word in found if len(word) >= 3)


def _spellings(folded: str) -> set[str]:
    """As typed, with digits read as letters, and as it would have come out with the other keyboard layout."""
    core = _FRINGE.sub("", folded)
    typed = {folded, core, core.translate(_LEET), folded.translate(_LEET)}
    return typed | {folded.translate(_TO_LATIN), folded.translate(_TO_CYRILLIC)}


def _is_made_of(text: str, words: frozenset[str]) -> bool:
    """Whether letters of `text` are nothing but known words; digits and signs between them add nothing."""
    letters = _BETWEEN.sub("", text)
    if not letters:
        return False
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(start in reached and letters[start:end] in words for start in range(max(0, end - 20), end)):
            reached.add(end)
    return len(letters) in reached


def _is_walk(folded: str) -> bool:
    """Four walks over the keyboard or the alphabet at most, or up to six signs again and again."""
    unit = next((size for size in range(1, 7) if folded == (folded[:size] * len(folded))[: len(folded)]), 0)
    return bool(unit) or _walks(folded) <= 4


def _walks(text: str) -> int:
    """How many straight runs (three signs or more, either way) the text is; large when it is anything else."""
    count, start = 0, 0
    while start < len(text):
        end = next((end for end in range(len(text), start + 2, -1) if _is_run(text[start:end])), 0)
        if not end:
            return len(text)
        count, start = count + 1, end
    return count


def _is_run(text: str) -> bool:
    return any(text in row for row in _rows()) or len(set(text)) == 1


@cache
def _rows() -> tuple[str, ...]:
    both = (*KEYS, *(row[::-1] for row in KEYS), "01234567890123456789", "98765432109876543210")
    return tuple(row.casefold() for row in both)


def _is_phone(folded: str) -> bool:
    """Digits alone that are a telephone number or a date."""
    digits = folded.lstrip("+")
    is_number = digits.isascii() and digits.isdigit()
    return is_number and (len(digits) == 10 or (len(digits) == 11 and digits[0] in "78"))
