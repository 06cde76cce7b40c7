"""What still stands between those who entered and their papers, in words: for pages and for the letter."""

from app.ceremony.readiness import Readiness
from app.i18n import ngettext


def sentences(ready: Readiness, unfetched: int = 0) -> dict[str, str]:
    """Name of the number → its sentence, empty for 0. `unfetched`: schools of which nobody comes."""
    said = {
        "undecided": ngettext(
            "%(num)d application waits for admission: once admitted, it is to have a paper too.",
            "%(num)d applications wait for admission: once admitted, they are to have papers too.", ready.undecided,
        ),
        "due": ngettext("%(num)d paper is due and not issued yet.", "%(num)d papers are due and not issued yet.",
                        ready.due),
        "without": ngettext("%(num)d participant has only a revoked paper.",
                            "%(num)d participants have only revoked papers.", ready.without),
        "outdated": ngettext("%(num)d paper was issued with another name than the one corrected since.",
                             "%(num)d papers were issued with other names than those corrected since.", ready.outdated),
        "unprinted": ngettext("%(num)d paper was never printed.", "%(num)d papers were never printed.",
                              ready.unprinted),
        "unproved": ngettext("%(num)d name is not confirmed.", "%(num)d names are not confirmed.", ready.unproved),
        "unfetched": ngettext("From %(num)d school nobody has said they come: decide how its papers get there.",
                              "From %(num)d schools nobody has said they come: decide how their papers get there.",
                              unfetched),
    }  # fmt: skip
    numbers = vars(ready) | {"unfetched": unfetched}
    return {name: words % {"num": numbers[name]} if numbers[name] else "" for name, words in said.items()}
