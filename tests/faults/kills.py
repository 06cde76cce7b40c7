"""F1: the server and its workers are killed while twenty people hand in pictures."""

import time
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from faults import place as places
from faults.checker import Found, check
from faults.clients import Crowd, Work

PICTURE = 300_000


def run(folder: Path, *, kills: int = 10, clients: int = 20) -> tuple[dict[str, Any], Found]:
    """Kill −9 in a random moment, start again, look at everything in the end."""
    place = places.build(folder, clients * kills)
    chance, restarts, history = Random(1), [], list[Work]()
    with places.served(place) as first:
        for turn in range(kills):
            mine = place.tokens[turn * clients : (turn + 1) * clients]
            with Crowd(place, mine, PICTURE) as crowd:
                crowd.wait_for(2 * clients, seconds=20)
                time.sleep(chance.uniform(0, 1.2))
                places.kill(place)
            history += crowd.history
            restarts.append(places.start(place))
        found = check(place, history)
    facts = {"kills": kills, "handed_in": sum(one.told.get("submit") == "ok" for one in history),
             "restart_ratio": round(median(restarts) / first, 2)}  # fmt: skip
    return facts, found
