"""Which bank keeps an account: digits 5–7 of an IBAN of Kazakhstan are the bank's code.

Codes, BICs and names: the National Bank's directory of BICs, for the banks and offices in which people, schools and
NGOs have accounts, each compared with a second table or with accounts that their owners publish. A bank may be
renamed or taken over before this table knows: what it says is a suggestion, never a refusal."""

from typing import NamedTuple


class Bank(NamedTuple):
    bic: str
    kk: str
    ru: str

    def name(self, language: str) -> str:
        """As its papers write it; the National Bank names none in English."""
        return self.kk if language == "kk" else self.ru

    def has(self, bic: str) -> bool:
        """Whether the code is this bank's, whichever its branch."""
        return bic[: len(self.bic)] == self.bic


BANKS = {
    "070": Bank("KKMFKZ2A", "«ҚР ҚМ Мемлекеттік қазынашылық комитеті» РММ",
                "РГУ «Комитет государственного казначейства МФ РК»"),
    "246": Bank("HLALKZKZ", "«ADCB Ислам Банкі» АҚ", "АО «Исламский Банк ADCB»"),
    "432": Bank("VTBAKZKZ", "«Банк ВТБ (Қазақстан)» АҚ ЕҰ", "ДО АО «Банк ВТБ (Казахстан)»"),
    "435": Bank("SHBKKZKA", "«Шинхан Банк Қазақстан» АҚ", "АО «Шинхан Банк Казахстан»"),
    "551": Bank("KSNVKZKA", "«Фридом Банк Қазақстан» АҚ", "АО «Фридом Банк Казахстан»"),
    "563": Bank("KPSTKZKA", "«Қазпошта» АҚ", "АО «Казпочта»"),
    "601": Bank("HSBKKZKX", "«Қазақстан Халық Банкі» АҚ", "АО «Народный Банк Казахстана»"),
    "722": Bank("CASPKZKA", "«Kaspi Bank» АҚ", "АО «Kaspi Bank»"),
    "821": Bank("KINCKZKA", "«Bank RBK» АҚ", "АО «Bank RBK»"),
    "832": Bank("CITIKZKA", "«Ситибанк Қазақстан» АҚ", "АО «Ситибанк Казахстан»"),
    "849": Bank("NURSKZKX", "«Нұрбанк» АҚ", "АО «Нурбанк»"),
    "856": Bank("KCJBKZKX", "«Банк ЦентрКредит» АҚ", "АО «Банк ЦентрКредит»"),
    "885": Bank("KZIBKZKA", "«Қазақстан-Зираат Халықаралық Банкі» ЕБ АҚ",
                "АО ДБ «Казахстан-Зираат Интернешнл Банк»"),
    "886": Bank("INLMKZKA", "«Home Credit Bank» АҚ", "АО «Home Credit Bank»"),
    "896": Bank("ZAJSKZ22", "«Заман-Банк Ислам банкі» АҚ", "АО «Исламский банк Заман-Банк»"),
    "913": Bank("BKCHKZKA", "«Қазақстандағы Қытай Банкі» ЕБ АҚ", "АО ДБ «Банк Китая в Казахстане»"),
    "914": Bank("BRKEKZKA", "«Bereke Bank» АҚ", "АО «Bereke Bank»"),
    "948": Bank("EURIKZKA", "«Еуразиялық банк» АҚ", "АО «Евразийский Банк»"),
    "949": Bank("ATYNKZKA", "«Altyn Bank» АҚ", "АО «Altyn Bank»"),
    "965": Bank("IRTYKZKA", "«ForteBank» АҚ", "АО «ForteBank»"),
    "972": Bank("HCSKKZKA", "«Отбасы банк» АҚ", "АО «Отбасы банк»"),
    "998": Bank("TSESKZKA", "«Alatau City Bank» АҚ", "АО «Alatau City Bank»"),
}  # fmt: skip
"""Code → bank."""


def code(account: str) -> str:
    return account[4:7]


def of(account: str) -> Bank | None:
    """`account`: an IBAN as it is stored. None for one that is none, or of a bank that we do not know."""
    return BANKS.get(code(account))
