"""What a cell alone cannot say: two answers that have to be the same, and that the canaries sing at all."""

import re

from authz.asking import Asker
from authz.people import CANARIES, seen
from authz.worlds import Worlds

ADDRESS = re.compile(r'href="[^"]*"')
TALK = re.compile(r'<section[^>]*aria-labelledby="messages-title".*?</section>', re.DOTALL)
NUMBER = re.compile(r"T\d+-2026-\d{4}|Жоба \w+|(?:work|loser) grant|\d\d:\d\d")


def page(worlds: Worlds, asker: Asker, state: str, persona: str, path: str) -> str:
    worlds.use(state)
    with worlds.at(state):
        answer = asker("GET", path.format_map(worlds.lookup(state, "grant", persona)),
                       token=worlds.tokens[state][persona])  # fmt: skip
    assert answer.status == 200
    return answer.body.decode()


def test_the_office_reads_every_canary_that_the_sweep_listens_for(worlds: Worlds, asker: Asker) -> None:
    paths = ["/office/deeds/applications", "/office/deeds/applications/{submitted}",
             "/office/deeds/applications/{other_work}", "/office/drawings/applications"]  # fmt: skip
    worlds.use("closed")
    art = worlds.lookup("closed", "art", "SEC")
    paths += [f"/office/drawings/applications/{art[name]}" for name in ("submitted", "other_work")]
    text = "".join(page(worlds, asker, "closed", "SEC", path) for path in paths)
    assert set(seen(text, "SEC")) == {
        token for owner, tokens in CANARIES.items() if owner != "FILE" for token in tokens
    }


def test_an_expert_finds_the_same_works_whatever_is_looked_for(worlds: Worlds, asker: Asker) -> None:
    plain = page(worlds, asker, "judging", "JUR", "/jury/deeds/1")
    for query in ("author=Канарейкина", "sort=author", "q=app-canary", "school=1&order=school", "sort=submitted_at"):
        asked = page(worlds, asker, "judging", "JUR", f"/jury/deeds/1?{query}")
        assert ADDRESS.sub("", asked) == ADDRESS.sub("", plain)


def test_winner_and_loser_read_the_same_until_the_results_are_out(worlds: Worlds, asker: Asker) -> None:
    for state in ("deciding", "confirmed", "signed"):
        won, lost = (page(worlds, asker, state, "APP", f"/applications/{{{name}}}") for name in ("work", "loser"))
        assert _said(won) == _said(lost)
    won, lost = (page(worlds, asker, "published", "APP", f"/applications/{{{name}}}") for name in ("work", "loser"))
    assert _said(won) != _said(lost)


def _said(text: str) -> str:
    """Without what tells one application from another: its number, nomination, files, addresses, messages, and words
    that stand only where messages do."""
    text = re.sub(r"(?s)<template.*?</template>", "", TALK.sub("", text))
    text = re.sub(r"<[^>]*>", " ", text)
    text = re.sub(r"Nomination \d \(рус\)|app-canary-\w+-?\w*\.jpg", "", NUMBER.sub("", text))
    return " ".join(text.split())
