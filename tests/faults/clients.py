"""Teachers who hand in works, and what they were told at each step: «ok», «fail», or «unknown» when the line broke."""

import http.client
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from urllib.parse import urlencode

from PIL import Image
from samples import encoded

from faults.place import Place, ask

OK, FAIL, UNKNOWN = "ok", "fail", "unknown"
STEPS = ("begin", "upload", "submit")
NUMBER = re.compile(rb"[A-Z]\w*-20\d\d-\d{4}")
FORM = "application/x-www-form-urlencoded"


@cache
def photo(size: int) -> bytes:
    """About `size` bytes of a JPEG that looks like nothing."""
    side = int((size / 0.55) ** 0.5)
    return encoded(Image.effect_noise((side, side), 60).convert("RGB"), quality=80)


@dataclass
class Work:
    """One try to hand in a work."""

    token: str
    nonce: str
    picture: bytes
    told: dict[str, str] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    application: int = 0
    number: str = ""
    """As the receipt says."""

    @property
    def sha256(self) -> str:
        return sha256(self.picture).hexdigest()


def work(place: Place, token: str, size: int) -> Work:
    nonce = secrets.token_urlsafe(12)
    return Work(token, nonce, photo(size) + nonce.encode())


def hand_in(place: Place, one: Work, steps: tuple[str, ...] = STEPS) -> None:
    """Take the steps, as far as they are answered with yes."""
    for step in steps:
        one.told[step] = _step(place, one, step)
        if one.told[step] != OK:
            return


def _step(place: Place, one: Work, step: str) -> str:
    try:
        status, location, _ = {"begin": _begin, "upload": upload, "submit": _submit}[step](place, one)
        one.statuses.append(status)
        if status != http.client.SEE_OTHER:
            return FAIL
        if step == "begin":
            one.application = int(location.split("/")[2])
        if step == "submit":
            one.number = receipt(place, one, location)
    except (OSError, http.client.HTTPException):
        return UNKNOWN
    return OK


def _begin(place: Place, one: Work) -> tuple[int, str, bytes]:
    body = urlencode({"nonce": one.nonce}).encode()
    return ask(place.port, "POST", f"/contests/{place.slug}/applications/new", token=one.token, body=body, kind=FORM)


def upload(place: Place, one: Work) -> tuple[int, str, bytes]:
    """The picture and with it the whole form."""
    body, kind = multipart(place.answers | {"page": one.nonce}, one.picture)
    return ask(
        place.port, "POST", f"/applications/{one.application}/attachments", token=one.token, body=body, kind=kind
    )


def _submit(place: Place, one: Work) -> tuple[int, str, bytes]:
    return ask(place.port, "POST", f"/applications/{one.application}/submission", token=one.token, kind=FORM)


def receipt(place: Place, one: Work, location: str) -> str:
    """The number on the page that the answer points to; it was answered, so a broken line here takes nothing back."""
    try:
        _, _, page = ask(place.port, "GET", location, token=one.token)
    except (OSError, http.client.HTTPException):
        return ""
    found = NUMBER.search(page)
    return found[0].decode() if found else "none"


def multipart(fields: Mapping[str, str], picture: bytes) -> tuple[bytes, str]:
    mark = secrets.token_hex(12)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="work.jpg"\r\n'
    body = b"".join(parts) + f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + picture
    return body + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


class Crowd:
    """One teacher a thread, each handing in work after work until it is told to stop."""

    def __init__(self, place: Place, tokens: list[str], size: int, most: int = 1000) -> None:
        self.place, self.size, self.most = place, size, most
        self.history: list[Work] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._go, args=(token,)) for token in tokens]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join()

    def wait_for(self, steps: int, *, seconds: float) -> None:
        """Until so many steps were answered with yes, or the time is up: a slow machine gets as far as a fast one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if sum(told == OK for one in list(self.history) for told in list(one.told.values())) >= steps:
                return
            time.sleep(0.05)

    def _go(self, token: str) -> None:
        for _ in range(self.most):
            one = work(self.place, token, self.size)
            self.history.append(one)
            hand_in(self.place, one)
            if self._stop.is_set():
                return
