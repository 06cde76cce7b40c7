"""What a `Page` does besides showing, where no request asks for it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.web.house import House


@dataclass(frozen=True)
class Clerk:
    house: House
    session: Session

    def path_for(self, route: str, **params: Any) -> str:
        return str(self.house.templates.globals["path_for"](route, **params))  # type: ignore[operator]
