"""Drivers: the proof of names, events, invitations, the door."""

from dataclasses import replace

from authz.rows import Row, get, owned, post, whole

NAMED = {"recipient": "Түзетілген Есім", "work": "Атауы", "teacher": "Мұғалім Мәрия"}
TOLD = NAMED | {"remark": "Телефонмен айтты"}
PROOF = [
    *[replace(row, personas=tuple(one for one in row.personas if one not in ("APP2", "TCH2")))
      for row in owned("name.proof.own", "published", get("proof.mine"),
                       post("proof.confirm", {"seen": "x"}, quiet=True))],  # those two have names of their own
    *owned("name.proof.own", "published", get("proof.one", application_id="work"),
           post("proof.correct", NAMED, application_id="work")),
    *whole("name.proof.office", "published", get("office.proof", shows="names"), post("office.proof.ask"),
           get("office.proof.waiting", shows="names"), get("office.proof.one", application_id="work", shows="names"),
           post("office.proof.tell", TOLD, application_id="work"),
           post("office.proof.reprint", application_id="work", quiet=True), side="art"),
]  # fmt: skip
ROWS: list[Row] = [*PROOF]
