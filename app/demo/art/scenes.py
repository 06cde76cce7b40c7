"""The six subjects of the drawing contest, each composed anew from the generator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.demo.art.ecoposts import ecopost
from app.demo.art.facilities import facilities
from app.demo.art.festivals import festival
from app.demo.art.lakes import lake
from app.demo.art.packaging import packaging
from app.demo.art.posters import poster
from app.demo.art.sheet import Sheet

SCENES: Final[dict[int, Callable[[Sheet], None]]] = {
    1: lake,
    2: ecopost,
    3: facilities,
    4: festival,
    5: poster,
    6: packaging,
}
