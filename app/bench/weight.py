"""How soon a new server answers, what a worker weighs in memory, what a first visit weighs on the wire."""

import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from urllib.parse import urljoin

from app.bench import data, servers
from app.bench.data import World
from app.bench.figures import interleaved, tell
from app.bench.load import Job, request, run
from app.bench.places import FRESH, OURS

LOADED = re.compile(r"""<(?:script|img)[^>]*\ssrc="([^"]+)"|<(?:link|use)[^>]*\shref="([^"]+)\"""")
STEPS = ("applicant", "project", "plan", "budget", "check")
PLACES = ("", "/settings", "/applications", "/jury", "/decisions", "/protocol", "/people", "/mail", "/journal")
ANSWERS = [200, 303, 403, 404, 409]
"""To a visit of every page: some are not there yet in this world's contests, and say so on a page of their own."""
Server = Callable[[], AbstractContextManager[int]]


def start(world: World, size: int) -> None:
    """From the command to the first answer, two workers."""
    ours, limit = interleaved(
        partial(_started, lambda: servers.site(world, FRESH)),
        partial(_started, lambda: servers.bare(world, FRESH, size)),
        rounds=3,
    )
    tell("start to the first answer", "ms", ours, limit, floor=0.5, goal=0.77, less_is_better=True)


def _started(server: Server) -> float:
    begun = time.perf_counter()
    with server():
        return (time.perf_counter() - begun) * 1000


def memory(world: World, size: int) -> None:
    """One server at a time is up, since memory that two servers share weighs less on each."""
    with servers.bare(world, FRESH, size) as parent:
        contest = world.contests[data.RANKED]
        _visit([request("/page"), request(f"/table/{contest}"), request("/marks/1", form="value=1")])
        limit = servers.weights(parent)
    with servers.site(world, FRESH, BAIQAU_ECHO_SECONDS="0") as parent:
        _visit(_pages(world))
        ours = servers.weights(parent)
        _visit([request(f"/contests/{world.slug(data.SMALL)}/rules.pdf")])
        with_paper = servers.weights(parent)
    tell("memory of a worker after every page", "MB", ours, limit, floor=0.48, goal=0.66, less_is_better=True)
    tell("... and after a paper has been drawn", "MB", with_paper, limit, less_is_better=True)


def _visit(requests: list[str]) -> None:
    """Two people open every page, on new connections each time, until both workers have seen all."""
    for _ in range(6):
        run(Job(FRESH, [requests] * 2, seconds=60, most=len(requests), passes=ANSWERS))


def _pages(world: World) -> list[str]:
    slug, judged = f"/contests/{world.slug(data.SMALL)}", world.slug(data.JUDGED)
    public = ("/", slug, f"{slug}/rules", "/check", "/sign-in", "/sign-up", "/password")
    own = ("/applications", f"/applications/{world.draft}/preview", "/account", f"{slug}/applications/new")
    steps = [f"/applications/{world.draft}/edit?step={step}" for step in STEPS]
    jury = ("/jury", f"/jury/{judged}", f"/jury/{judged}/1", f"/sheets/{world.sheets[0][0]}")
    office = [f"/office/{world.slug(data.RANKED)}{place}" for place in (*PLACES, "/ranking", "/papers", "/grants")]
    office += [f"/office/{world.slug(data.LARGE)}/applications/{world.checked}", "/office"]
    return [
        *(request(path) for path in public),
        *(request(path, token=world.applicant) for path in (*own, *steps)),
        *(request(path, token=world.jurors[0]) for path in jury),
        *(request(path, token=world.organiser) for path in office),
    ]


def first_visit(world: World) -> None:
    """Bytes of the page and of everything that it names, as a browser gets them with an empty cache."""
    page = _wire(f"/contests/{world.slug(data.SMALL)}", "")
    heaviest = max(_wire(f"/applications/{world.draft}/edit?step={step}", world.applicant) for step in STEPS)
    for figure, got, floor, goal in (
        ("first visit, contest page", page, 20.0, 14.0),
        ("first visit, heaviest step of the application", heaviest, 45.0, 32.0),
    ):
        tell(figure, "kB", [got], [floor], floor=1.0, goal=round(floor / goal, 2), less_is_better=True)


def _wire(path: str, token: str) -> float:
    """Kilobytes of 1,000."""
    plain = servers.fetch(OURS, path, token=token)[1].decode()
    named = {(src or href).partition("#")[0] for src, href in LOADED.findall(plain)}
    wanted = {urljoin(path, name) for name in named if name}
    answers = [servers.fetch(OURS, one, token=token, packed=True) for one in (path, *sorted(wanted))]
    if any(status != 200 for status, _ in answers):
        raise RuntimeError(f"something that {path} names is not there")
    return sum(len(body) for _, body in answers) / 1000
