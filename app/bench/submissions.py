"""Works handed in with a photo of a megabyte by one, eight and fifty people at once; memory while big files come in."""

import io
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

from PIL import Image
from sqlmodel import Session

from app.accounts import sessions
from app.applications import drafts
from app.bench import sender, servers
from app.bench.data import World
from app.bench.figures import tell
from app.bench.places import BARE, FRESH, OURS
from app.bench.sender import Errand, Sending
from app.contests import queries as contests
from app.contests.models import Contest, ContestStatus
from app.contests.presets import Preset, make_contest
from app.db import make_engine, transaction
from app.demo import entries, gallery
from app.places import queries as places
from app.places.models import School
from app.programmes import queries as programmes

CROWDS = {1: 6, 8: 24, 50: 50}
"""People at once → works in a round."""
ROUNDS = 3
AT_ONCE, BIG = 50, 5_000_000
PRESET: Preset = "school-drawings"
EDITION = 2036
NOT_THERE = ""


@dataclass(frozen=True)
class Drafts:
    """Filled-in drafts, each of a teacher of its own: token and number."""

    works: list[tuple[str, int]]

    def take(self, number: int) -> list[tuple[str, str, str]]:
        """So many that nobody has handed in yet."""
        taken = [self.works.pop() for _ in range(number)]
        return [(token, f"/applications/{id_}/attachments", f"/applications/{id_}/submission") for token, id_ in taken]


def handing_in(world: World) -> None:
    """The file, looked through and stored with its copies, then the submission with number, journal and letter."""
    photo = _photo(world.settings.data / "photo.jpg", 1_000_000)
    ready = _drafts(world, ROUNDS * sum(CROWDS.values()) + 4)
    _send(OURS, 2, photo, ready.take(4))
    for crowd, number in CROWDS.items():
        found: list[tuple[Sending, Sending]] = []
        for _ in range(ROUNDS):
            ours = _send(OURS, crowd, photo, ready.take(number))
            found.append((ours, _send(BARE, crowd, photo, _bare(number))))
        people = "1 client" if crowd == 1 else f"{crowd} clients"
        tell(f"works handed in with a photo of 1 MB, {people}", "works/s", [one.per_second for one, _ in found],
             [bare.per_second for _, bare in found])  # fmt: skip
        tell(f"... 99th of 100 times, {people}", "ms", [one.p99 for one, _ in found], [bare.p99 for _, bare in found],
             less_is_better=True)  # fmt: skip


def memory(world: World, size: int) -> None:
    """How much more the workers weigh at their heaviest while fifty people send five megabytes each."""
    photo = _photo(world.settings.data / "big.jpg", BIG)
    ready = _drafts(world, AT_ONCE)
    works = [(token, path, NOT_THERE) for token, path, _ in ready.take(AT_ONCE)]
    limit = _heaviest(partial(servers.bare, world, FRESH, size), photo, _bare(AT_ONCE))
    ours = _heaviest(partial(servers.site, world, FRESH), photo, works)
    tell("memory more during 50 uploads of 5 MB, both workers", "MB", [ours], [limit], less_is_better=True)


def _heaviest(
    server: Callable[[], AbstractContextManager[int]], photo: Path, works: list[tuple[str, str, str]]
) -> float:
    over, weights = threading.Event(), list[float]()
    with ExitStack() as running:
        parent = running.enter_context(server())
        before = sum(servers.weights(parent))

        def watch() -> None:
            while not over.wait(0.05):
                weights.append(sum(servers.weights(parent)))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            _send(FRESH, AT_ONCE, photo, works)
        finally:
            over.set()
            watcher.join()
    return max(weights) - before


def _send(port: int, clients: int, photo: Path, works: list[tuple[str, str, str]]) -> Sending:
    return sender.run(Errand(port, clients, str(photo), works, [200, 303]))


def _bare(number: int) -> list[tuple[str, str, str]]:
    begun = time.time_ns()
    return [("", f"/works/{begun + one}", NOT_THERE) for one in range(number)]


def _photo(path: Path, size: int) -> Path:
    """About `size` bytes as a phone would make them: 4:3, and eight bits to every four pixels."""
    width = int((size * 3.2) ** 0.5) // 4 * 4
    grain = Image.effect_noise((width, width * 3 // 4), 24).convert("RGB")
    out = io.BytesIO()
    for quality in range(95, 20, -5):
        out = io.BytesIO()
        grain.save(out, "JPEG", quality=quality)
        if out.tell() <= size:
            break
    path.write_bytes(out.getvalue().ljust(size, b"\0"))
    return path


def _drafts(world: World, number: int) -> Drafts:
    """In an open drawing contest, which is made when it is not there yet."""
    engine, now, rng = make_engine(world.settings.url), datetime.now(UTC), Random(number)
    with transaction(engine) as session:
        contest, school = _contest(session, now), _school(session)
        made = []
        for index, plan in enumerate(gallery.plan(rng, [1] * number, [school] * number)):
            user = entries.new_person(
                session, plan.parent.name_ru, f"hand-in-{number}-{index}@example.kz", "kk", now=now
            )
            draft = entries.draft(session, contest, user, rng, "kk", now=now)
            answers = gallery.drawing_answers(plan, user, "+7 701 000 00 01", rng, now.date())
            drafts.save(session, draft, answers, revision=None, by=user, now=now)
            token = sessions.start(session, user, now=now, address="127.0.0.1", agent="bench", how="password")
            made.append((token, draft.id or 0))
    engine.dispose()
    return Drafts(made)


def _contest(session: Session, now: datetime) -> Contest:
    found = contests.by_slug(session, f"{PRESET}-{EDITION}")
    if found is not None:
        return found
    programme = programmes.latest(session)
    assert programme is not None
    return make_contest(
        session, PRESET, edition=EDITION, programme=programme, now=now, status=ContestStatus.ANNOUNCED,
        opens_at=now - timedelta(days=10), closes_at=now + timedelta(days=10),
    )  # fmt: skip


def _school(session: Session) -> School:
    """One more of the name each time: the directory does not mind."""
    name = {"kk": "Абай атындағы мектеп", "ru": "Школа имени Абая"}
    territory = places.territories(session)[0]
    school = School(
        territory_id=territory.id or 0, name=name, settlement={"kk": "Көктал", "ru": "Коктал"}, is_rural=True
    )
    session.add(school)
    session.flush()
    return school
