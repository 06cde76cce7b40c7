"""What the public check is sent about the code of a paper."""

from typing import Annotated

from pydantic import StringConstraints

from app.fields import Fields


class CodeForm(Fields):
    """What stands behind `#` in the address of a QR code."""

    code: Annotated[str, StringConstraints(min_length=20, max_length=2000, pattern=r"^[A-Za-z0-9_.-]+$")]
