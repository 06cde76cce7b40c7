"""The settings of a contest as their forms show them."""

from collections.abc import Sequence

from app import i18n
from app.contests.models import Contest, Criterion, Nomination, Question
from app.contests.setup_forms import DEGREES, AwardsForm, LimitsForm


def nomination(one: Nomination) -> dict[str, str]:
    names = ("title", "description", "award_condition", "result_unit")
    return {f"{name}_{code}": getattr(one, name).get(code, "") for name in names for code in i18n.LANGUAGES}


def criteria(contest: Contest, rows: Sequence[Criterion]) -> dict[str, str]:
    typed = {"scale_max": str(contest.scale_max)}
    for index, one in enumerate(rows):
        row = {f"title_{code}": one.title.get(code, "") for code in i18n.LANGUAGES}
        row |= {"weight": i18n.tenths(one.weight_tenths), "was": str(one.position)}
        typed |= {f"criteria-{index}-{name}": text for name, text in row.items()}
    for index, anchor in enumerate(contest.scale_anchors):
        row = {code: anchor.get(code, "") for code in i18n.LANGUAGES}
        row |= {"first": str(anchor["range"][0]), "last": str(anchor["range"][1])}
        typed |= {f"anchors-{index}-{name}": text for name, text in row.items()}
    return typed


def method(contest: Contest) -> dict[str, str]:
    names = ("method", "shortlist", "threshold", "min_sheets", "spread_flag")
    typed = {name: str(getattr(contest, name)) for name in names}
    typed["shortlist_size"] = str(contest.shortlist_size or "")
    typed |= {name: "yes" if getattr(contest, name) else "" for name in ("shows_comments", "confirms_alone")}
    return typed | {f"tie_break-{index}-step": step for index, step in enumerate(contest.tie_break)}


def awards(contest: Contest) -> dict[str, str]:
    names = [name for name in AwardsForm.model_fields if name != "prizes"]
    prizes = str(contest.per_nomination) if contest.per_nomination in (1, DEGREES) else "other"
    typed = {name: str(getattr(contest, name)) for name in names} | {"prizes": prizes}
    return typed | {"grant_amount": f"{contest.grant_amount:,}".replace(",", " ") if contest.grant_amount else ""}


def limits(contest: Contest) -> dict[str, str]:
    typed = {name: str(getattr(contest, name) or "") for name in LimitsForm.model_fields if name != "grace_minutes"}
    return typed | {
        "grace_minutes": str(contest.grace_minutes), "one_per_nomination": "yes" if contest.one_per_nomination else "",
    }  # fmt: skip


def question(one: Question) -> dict[str, str]:
    typed = {f"{name}_{code}": getattr(one, name).get(code, "") for name in ("title", "hint")
             for code in i18n.LANGUAGES}  # fmt: skip
    typed |= {f"options_{code}": "\n".join(option.get(code, "") for option in one.options) for code in i18n.LANGUAGES}
    ticks = {name: "yes" if getattr(one, name) else "" for name in ("is_required", "is_shown")}
    return typed | ticks | {"kind": one.kind.value, "most": str(one.most or "")}
