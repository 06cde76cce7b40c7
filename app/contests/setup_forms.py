"""What an organiser says of a new contest and its settings; see `forms` for texts and dates."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator
from pydantic_core.core_schema import ValidationInfo

from app import i18n
from app.contests.forms import Told
from app.contests.models import ContestKind, QuestionKind, QuotaMode, RankingMethod, ShortlistMode
from app.contests.naming import Prefix, Slug
from app.contests.readiness import WEIGHTS
from app.db import Texts
from app.fields import Fields, Line, Prose, Tenge, Wrong

VOTE = "commission_vote"
LAST_STEPS = ("earlier_final_submission", VOTE)
DEGREES = 3
"""Places I–III of a nomination."""
MOST_TEXT = {QuestionKind.SHORT: 200, QuestionKind.LONG: 5000}
"""Characters."""


def _tenths(value: Any) -> Any:
    """«2,5» → 25."""
    if not isinstance(value, str):
        return value
    whole, _, tenth = "".join(value.split()).replace(".", ",").partition(",")
    if not (whole + tenth).isdecimal() or not (whole + tenth).isascii() or len(whole) > 2 or len(tenth) > 1:
        raise ValueError("tenths")
    return int(whole or 0) * 10 + int(tenth or 0)


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        value = "".join(value.split())
        if not (value.isascii() and value.isdecimal() and len(value) < 8):
            raise ValueError("whole")
        return int(value)
    return value


def _choices(value: Any) -> Any:
    """One option a line."""
    return [line.strip() for line in value.splitlines() if line.strip()] if isinstance(value, str) else value


Named = Annotated[Line, StringConstraints(min_length=2)]
Tenths = Annotated[int, BeforeValidator(_tenths), Field(ge=1, le=WEIGHTS)]
Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[Whole, Field(ge=0, le=100_000)]
Options = Annotated[list[Line], BeforeValidator(_choices), Field(max_length=30)]


class Called(Fields):
    """How the contest is called; both may be left empty, then the title suggests them."""

    slug: Slug = ""
    number_prefix: Prefix = ""


class NewContest(Called):
    begin: str
    """A kind, or `copy-<id>`."""
    title_kk: Line = Field("", validate_default=True)
    title_ru: Line = Field("", validate_default=True)
    title_en: Line = ""
    edition: Annotated[Whole, Field(ge=2000, le=2100)]
    programme: Whole = 0
    same_people: bool = False

    @field_validator("title_kk", "title_ru")
    @classmethod
    def _said(cls, value: str, info: ValidationInfo) -> str:
        """A copy may keep its title."""
        if len(value) < 3 and (value or info.data.get("begin") in [*ContestKind]):
            raise Wrong("short", now=len(value), least=3) if value else ValueError("say")
        return value

    @property
    def title(self) -> Texts:
        return three(self, "title")


class Address(Fields):
    slug: Annotated[Slug, StringConstraints(min_length=1)]
    number_prefix: Annotated[Prefix, StringConstraints(min_length=1)]
    programme: Whole = 0


class NominationForm(Fields):
    title_kk: Named
    title_ru: Named
    title_en: Line = ""
    description_kk: Told
    description_ru: Told
    description_en: Prose = ""
    award_condition_kk: Told
    award_condition_ru: Told
    award_condition_en: Prose = ""
    result_unit_kk: Line = ""
    result_unit_ru: Line = ""
    result_unit_en: Line = ""

    @property
    def values(self) -> dict[str, Texts]:
        return {name: three(self, name) for name in ("title", "description", "award_condition", "result_unit")}


class CriterionRow(Fields):
    title_kk: Named
    title_ru: Named
    title_en: Line = ""
    weight: Tenths
    was: Number = 0
    """The position that it has now."""


class Anchor(Fields):
    first: Number
    last: Number
    kk: Named
    ru: Named
    en: Line = ""


class CriteriaForm(Fields):
    scale_max: Annotated[Whole, Field(ge=2, le=20)]
    criteria: list[CriterionRow] = Field(default=[], min_length=1, max_length=20, validate_default=True)
    anchors: list[Anchor] = Field(default=[], max_length=12)

    @field_validator("criteria")
    @classmethod
    def _weigh_ten(cls, rows: list[CriterionRow]) -> list[CriterionRow]:
        total = sum(row.weight for row in rows)
        if rows and total != WEIGHTS:
            raise Wrong("weights", total=i18n.tenths(total))
        return rows

    @field_validator("anchors")
    @classmethod
    def _inside_the_scale(cls, rows: list[Anchor], info: ValidationInfo) -> list[Anchor]:
        top = info.data.get("scale_max")
        if top is not None and any(row.first > row.last or row.last > top for row in rows):
            raise Wrong("anchors", top=top)
        return rows

    @staticmethod
    def weight_of(text: str) -> int:
        """Tenths, 0 for what is no weight."""
        try:
            found: int = _tenths(text)
        except ValueError:
            return 0
        return found

    @property
    def scale_anchors(self) -> list[dict[str, Any]]:
        rows = sorted(self.anchors, key=lambda row: row.first)
        return [{"range": [row.first, row.last], "kk": row.kk, "ru": row.ru, "en": row.en} for row in rows]


class Step(Fields):
    step: str


class MethodForm(Fields):
    method: RankingMethod
    shortlist: ShortlistMode = ShortlistMode.OFF
    shortlist_size: Annotated[Whole, Field(ge=0, le=999, validate_default=True)] = 0
    threshold: Annotated[Whole, Field(ge=0, le=100)]
    min_sheets: Annotated[Whole, Field(ge=1, le=50)]
    spread_flag: Annotated[Whole, Field(ge=1, le=100)]
    shows_comments: bool = False
    confirms_alone: bool = False
    tie_break: list[Step] = Field(default=[], min_length=1, max_length=22, validate_default=True)

    @field_validator("shortlist_size")
    @classmethod
    def _of_some(cls, size: int, info: ValidationInfo) -> int:
        """How many is asked where there is such a round."""
        if info.data.get("shortlist", ShortlistMode.OFF) is ShortlistMode.OFF:
            return 0
        if not size:
            raise ValueError("shortlist-size")
        return size

    @field_validator("tie_break")
    @classmethod
    def _in_order(cls, rows: list[Step]) -> list[Step]:
        steps = [row.step for row in rows]
        if len(set(steps)) < len(steps):
            raise ValueError("steps-twice")
        if VOTE in steps[:-1]:
            raise ValueError("vote-last")
        return rows

    def values(self) -> dict[str, Any]:
        return self.model_dump(exclude={"tie_break"}) | {"tie_break": [row.step for row in self.tie_break]}


class AwardsForm(Fields):
    """Of a grant: a sum for each; of a drawing contest: `prizes` winners in each nomination, with gifts."""

    prizes: Literal["1", "3", "other"] = "other"
    grant_amount: Tenge = 0
    places: Number = 0
    per_nomination: Annotated[Whole, Field(ge=1, le=100)] = 1
    nomination_mode: QuotaMode
    per_territory: Annotated[Whole, Field(ge=1, le=100)] = 1
    territory_mode: QuotaMode
    awards_per_applicant: Annotated[Whole, Field(ge=1, le=100)]

    def values(self, kind: ContestKind) -> dict[str, Any]:
        found = self.model_dump(exclude={"prizes"})
        if kind is ContestKind.DRAWING:
            found |= {"grant_amount": 0}
            if self.prizes != "other":
                found |= {"per_nomination": int(self.prizes)}
        return found


class LimitsForm(Fields):
    most_submitted: Number = 0
    one_per_nomination: bool = False
    most_drafts: Number = 0
    most_files: Annotated[Whole, Field(ge=1, le=20)] = 5
    most_pictures: Annotated[Whole, Field(ge=1, le=10)] = 5
    grace_minutes: Annotated[Whole, Field(ge=0, le=60)]
    cure_days: Annotated[Whole, Field(ge=1, le=30)]
    appeal_days: Annotated[Whole, Field(ge=0, le=30)] = 0
    report_days: Annotated[Whole, Field(ge=1, le=365)]
    planned: Number = 0
    planned_rural: Number = 0

    @field_validator("planned_rural")
    @classmethod
    def _part_of_all(cls, value: int, info: ValidationInfo) -> int:
        if value > info.data.get("planned", value):
            raise ValueError("rural-over")
        return value


class QuestionForm(Fields):
    kind: QuestionKind
    title_kk: Named
    title_ru: Named
    title_en: Line = ""
    hint_kk: Prose = ""
    hint_ru: Prose = ""
    hint_en: Prose = ""
    options_kk: Options = Field([], validate_default=True)
    options_ru: Options = Field([], validate_default=True)
    options_en: Options = Field([])
    most: Number = Field(0, validate_default=True)
    is_required: bool = False
    is_shown: bool = False

    @field_validator("options_kk", "options_ru", "options_en")
    @classmethod
    def _as_many(cls, value: list[str], info: ValidationInfo) -> list[str]:
        if info.data.get("kind") is not QuestionKind.CHOICE:
            return []
        if info.field_name != "options_en" and len(value) < 2:
            raise ValueError("options-few")
        if value and len(value) != len(info.data.get("options_kk", value)):
            raise ValueError("options-differ")
        return value

    @field_validator("most")
    @classmethod
    def _possible(cls, value: int, info: ValidationInfo) -> int:
        longest = MOST_TEXT.get(info.data.get("kind", QuestionKind.YES_NO), 0)
        if longest and value > longest:
            raise Wrong("most-over", most=longest)
        return value if longest else 0

    @property
    def values(self) -> dict[str, Any]:
        named = zip(self.options_kk, self.options_ru, self.options_en or [""] * len(self.options_kk), strict=True)
        return {
            "kind": self.kind, "title": three(self, "title"), "hint": three(self, "hint"), "most": self.most,
            "options": [{"kk": kk, "ru": ru, "en": en} for kk, ru, en in named],
            "is_required": self.is_required, "is_shown": self.is_shown,
        }  # fmt: skip


def three(form: Fields, name: str) -> Texts:
    return {code: getattr(form, f"{name}_{code}") for code in i18n.LANGUAGES}
