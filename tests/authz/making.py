"""What the states of the world are made with: the people, the names under which drivers find things, files."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from samples import sent, tattling_jpeg, work_answers
from sqlmodel import Session, select
from world import grant_answers, make_application

from app.accounts.models import User
from app.applications import attachments, consent_links, lifecycle
from app.applications.attachments import Copy, Prepared
from app.applications.batch_models import Batch
from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind, Status
from app.contests import queries as contests
from app.contests.models import Contest, Nomination
from app.files import Shelf
from app.keys import Keys
from authz.people import PHONES

Names = dict[str, Any]
SIDES = ("grant", "art")


@dataclass
class Making:
    """One state being made. `names`: scope → name → value; a scope is "", a side, or "side/PERSONA"."""

    session: Session
    shelf: Shelf
    keys: Keys
    now: datetime
    names: dict[str, Names] = field(default_factory=dict)
    files: dict[Purpose, Prepared] = field(default_factory=dict)

    def name(self, scope: str, **values: Any) -> None:
        self.names.setdefault(scope, {}).update(values)

    def __getitem__(self, key: str) -> Any:
        """`making["grant.draft"]`, `making["slug_of.art"]`."""
        scope, _, name = key.rpartition(".")
        return self.names[scope][name]

    def user(self, persona: str) -> User:
        return self.session.get_one(User, self.names["user"][persona])

    def contest(self, side: str) -> Contest:
        return self.session.get_one(Contest, self.names[side]["contest_id"])

    def nominations(self, side: str) -> list[Nomination]:
        return list(contests.nominations(self.session, self.names[side]["contest_id"]))

    def application(self, side: str, name: str) -> Application:
        return self.session.get_one(Application, self.names[side][name])

    def draft(self, side: str, name: str, owner: str, nomination: int = 1, title: str = "") -> Application:
        """A complete draft with the file that its kind of contest asks for, under `name`."""
        contest, by = self.contest(side), self.user(owner)
        draft = make_application(
            self.session, contest, by, self.nominations(side)[nomination - 1], Status.DRAFT, title="",
            answers=self._answers(side, owner, nomination, title or f"{name} {side}"),
        )  # fmt: skip
        self.name(side, **{name: draft.id})
        purpose = Purpose.ANNEX if side == "grant" else Purpose.PICTURE
        self.file(side, draft, name, owner, purpose)
        return draft

    def _answers(self, side: str, owner: str, nomination: int, title: str) -> dict[str, Any]:
        if side == "grant":
            sir, street = {"APP": ("Канарейкина", "Канареечная"), "APP2": ("Щеглова", "Щегольская")}[owner]
            return grant_answers(
                name=f"{sir} Алия Тестовна", phone=f"+{PHONES[owner]}", email=f"{_nick(owner)}@mail.example",
                address=f"ул. {street}, 1", nomination=str(nomination), territory=f"T{nomination - 1:02}", title=title,
            )  # fmt: skip
        kk, ru, teacher, parent = {
            "TCH": ("Қанатов", "Канатов", "Ұларова Күн", "Бөденова Сая"),
            "TCH2": ("Торғаев", "Торгаев", "Көкекова Ай", "Көкекова Гүл"),
        }[owner]
        return work_answers(
            author_last_kk=kk, author_last_ru=ru, teacher_name=teacher, teacher_phone=f"+{PHONES[owner]}",
            representative_name=parent, school_territory="T00" if owner == "TCH" else "T01",
            school=str(self.names["school"][owner]), nomination=str(nomination), title=title,
        )  # fmt: skip

    def file(self, side: str, application: Application, name: str, owner: str, purpose: Purpose) -> Attachment:
        """Named `{name}_file`, a consent `{name}_consent`; its pictures `…_thumb`, `…_judged`, `…_page`, and what
        experts know these by `…_thumb_name` and so on."""
        stem = f"{name}_{'consent' if purpose is Purpose.CONSENT else 'file'}"
        if purpose not in self.files:  # looked through once: every application has the same ones
            data = tattling_jpeg() + purpose.encode()
            self.files[purpose] = attachments.prepare(self.shelf, sent(data), purpose)
        copies = [self._own(copy, f"{side} {stem}") for copy in self.files[purpose].copies]
        file = replace(self.files[purpose], name=f"{_nick(owner)}-{stem}.jpg", copies=copies)
        made = attachments.attach(
            self.session, application, file, purpose, by=self.user(owner), now=self.now - timedelta(hours=2)
        )
        self.name(side, **{stem: made.id})
        for rendition in self.session.exec(select(Rendition).where(Rendition.attachment_id == made.id)):
            kind = {RenditionKind.THUMB: "thumb", RenditionKind.JUDGED: "judged", RenditionKind.PAGE: "page"}
            called = f"{stem}_{kind[rendition.kind]}"
            self.name(side, **{called: rendition.id, f"{called}_name": rendition.sha256[:16]})
        return made

    def _own(self, copy: Copy, of: str) -> Copy:
        """The picture as a file of its own: no two works have one name for experts to try."""
        data = self.shelf.read(copy.sha256) + sha256(of.encode()).digest()
        return replace(copy, sha256=self.shelf.put([data]).sha256, size=len(data))

    def submitted(self, side: str, name: str, owner: str, nomination: int = 1) -> Application:
        """The same, handed in."""
        made = self.draft(side, name, owner, nomination)
        if side == "art":
            self.file(side, made, name, owner, Purpose.CONSENT)
        self.session.flush()
        return lifecycle.submit(self.session, made, by=self.user(owner), now=self.now - timedelta(hours=1))

    def for_parents(self, name: str) -> None:
        """The pupil's work `name` stands in a batch, and the link for the parents is known as `parents`."""
        work = self.application("art", name)
        batch = Batch(
            contest_id=work.contest_id, teacher_id=work.applicant_id, nonce="batch", language="kk",
            created_at=work.created_at, saved_at=work.saved_at,
        )  # fmt: skip
        self.session.add(batch)
        self.session.flush()
        work.batch_id = batch.id
        token = consent_links.token(self.keys.link_secret, work)
        self.name("art", school_batch=batch.id, parents=token)
        self.draft("art", "pupil", "TCH").batch_id = batch.id

    def admitted(self, side: str, name: str, owner: str, nomination: int = 1) -> Application:
        made = self.submitted(side, name, owner, nomination)
        return lifecycle.admit(self.session, made, by=self.user("SEC"), now=self.now)


def _nick(owner: str) -> str:
    return {"APP": "app-canary", "APP2": "app2-goldfinch", "TCH": "tch-bullfinch", "TCH2": "tch2-sparrow"}[owner]


def address_of(persona: str) -> str:
    own = persona in ("APP", "APP2", "TCH", "TCH2")
    return f"{_nick(persona) if own else persona.lower()}@mail.example"
