"""Who asks, and what nobody may learn of somebody else: the columns of the matrix and the canaries."""

from functools import lru_cache

PERSONAS = ("ANON", "APP", "APP2", "TCH", "TCH2", "JUR", "JURX", "EXJ", "SEC", "CHR", "ORG", "ORG2", "ACC", "OPR")
"""APP owns the small-grant application, TCH the pupil's work, each with a stranger of the same kind (…2). JUR judges
the nomination of both, JURX another one, EXJ has left. SEC, CHR, ORG and ACC work on both contests, ORG2 on another
one; OPR runs the installation."""
NAMES = {
    "APP": "Канарейкина Алия", "APP2": "Щеглова Алма", "TCH": "Снегирёва Гүлнар", "TCH2": "Воробьёва Дана",
    "JUR": "Эксперт Первый", "JURX": "Эксперт Второй", "EXJ": "Эксперт Бывший", "SEC": "Хатшы Сара",
    "CHR": "Төраға Бекзат", "ORG": "Ұйымдастырушы Дина", "ORG2": "Өзге Ұйымдастырушы", "ACC": "Есепші Гүлбану",
    "OPR": "Оператор Тест",
}  # fmt: skip
PASSWORD = "canaries sing at dawn"
BLIND = frozenset({"JUR", "JURX", "EXJ"})
"""Nothing that these get before the publication carries a canary, whatever the cell says."""
INSIDERS = frozenset({"SEC", "ORG"})
"""May know who applied; everybody else's pages name nobody but themselves."""

PHONES = {"APP": "77010000011", "APP2": "77010000012", "TCH": "77010000013", "TCH2": "77010000014"}
IIN = "850101300005"
IBAN = "KZ699990000000000001"
CANARIES: dict[str, tuple[str, ...]] = {
    "APP": ("Канарейкин", "app-canary", PHONES["APP"][1:], "Канареечн"),
    "APP2": ("Щеглов", "app2-goldfinch", PHONES["APP2"][1:], "Щегольск"),
    "TCH": ("Снегирёв", "tch-bullfinch", PHONES["TCH"][1:], "Қанатов", "Канатов", "Тоқылдақ", "Ұларова",
            "Бөденова"),
    "TCH2": ("Воробьёв", "tch2-sparrow", PHONES["TCH2"][1:], "Торғаев", "Торгаев", "Көкекова", "Сарышымшық"),
    "FILE": ("CANARYmaker", "CANARYartist", "CANARYcomment", "CANARYtail", "CANARYxmp"),
}  # fmt: skip
"""Names, addresses, telephones, schools, teachers, parents and file names that belong to each; FILE: what a photo
carries inside."""
STREETS = ("Канареечн", "Щегольск")
PUBLIC_TOKENS = frozenset(one for tokens in CANARIES.values() for one in tokens if one.istitle()) - {*STREETS}
"""Names of people and schools, which results and papers show; no address, no telephone, no file."""
SECRETS = (IIN, IBAN)
SQUEEZED = {ord(sign): None for sign in " \t\r\n\u00a0\u202f()-"}


@lru_cache(maxsize=64)
def squeezed(text: str) -> str:
    """As numbers are looked for: «+7 (701) 000-00-11» is 77010000011. Many refusals are one page."""
    return text.translate(SQUEEZED)


def seen(text: str, persona: str) -> list[str]:
    """What stands in `text` that belongs to others."""
    return [
        token
        for owner, tokens in CANARIES.items()
        if owner != persona
        for token in tokens
        if token in text or (token.isdigit() and token in squeezed(text))
    ]


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in squeezed(text)]
