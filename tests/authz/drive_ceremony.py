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
WHEN = {"kind": "ceremony", "starts_at": "2027-05-25T10:00", "place_kk": "Текелі", "place_ru": "Текели",
        "programme_kk": "10:00 Ашылуы", "programme_ru": "10:00 Открытие"}  # fmt: skip
STAMP = {
    "authority_kk": "Басқарма", "authority_ru": "Управление", "position_kk": "басшы", "position_ru": "глава",
    "name_kk": "Мысалов", "name_ru": "Мысалов", "number": "1", "signed_on": "{today}",
}  # fmt: skip
COMES = {"answer": "yes", "people": "2"}
EVENTS = [
    *whole("event.office", "published", get("office.events"), get("office.events.new"),
           post("office.events.arrange", WHEN), get("office.event", event_id="event", shows="names"),
           get("office.event.edit", event_id="event"), post("office.event.change", WHEN, event_id="event"),
           get("office.event.stamp", event_id="event", kind="stamp_kind"),
           post("office.event.stamp.post", STAMP, event_id="event", kind="stamp_kind"),
           get("office.event.pdf", event_id="event", paper="event_paper", shows="names"),
           get("office.event.xlsx", event_id="event", paper="event_paper", shows="names"),
           get("office.event.guests", event_id="event", shows="names"), post("office.event.invite", event_id="event"),
           post("office.event.answer", COMES, event_id="event", user_id="guest"),
           get("office.event.door", event_id="event", shows="names"),
           post("office.event.taken", event_id="event", paper_id="held"),
           post("office.event.box", {"to": "Мұғалім"}, event_id="event", school_id="box"),
           get("office.event.missing", event_id="event", shows="names"),
           post("office.event.settle", {"way": "post"}, event_id="event", paper_id="held"),
           post("office.event.settle_box", {"way": "school"}, event_id="event", school_id="box"), side="art"),
    *owned("event.invitation", "published", get("invitations.show", event_id="event"),
           post("invitations.answer", COMES, event_id="event"), sides=("art",)),
]  # fmt: skip
ROWS: list[Row] = [*PROOF, *EVENTS]
