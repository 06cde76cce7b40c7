"""What has to be said to correct results."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from app.awards.forms import Id, ids_of, listed
from app.fields import Fields, Remark


class CorrectionForm(Fields):
    """`awarded`: everybody who is to have an award. `was`: who had one when the page was made."""

    awarded: Annotated[list[Id], BeforeValidator(listed), Field(default=[])]
    was: Annotated[list[Id], BeforeValidator(ids_of), Field(default=[])]
    note_kk: Remark
    note_ru: Remark

    @property
    def note(self) -> dict[str, str]:
        return {"kk": self.note_kk, "ru": self.note_ru}
