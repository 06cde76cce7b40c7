"""A mail server on loopback as tests need it: it takes letters, is slow, refuses, or is gone for a while."""

import threading
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """`answers`: recipient → what RCPT is answered instead of 250. `at_data` runs in the server's thread before each
    letter is taken."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answers: dict[str, str] = {}
        self.at_data: Callable[[], str | None] = lambda: None
        self.controller: Controller | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._port}"

    def open(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self._port)
        if not self._port:
            self._port = self.controller.port = free_port()
        self.controller.start()

    def close(self) -> None:
        if self.controller is not None:
            self.controller.stop()
        self.controller = None

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str,
                          options: list[Any]) -> str:  # fmt: skip
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.at_data()
        if answer is not None:
            return answer
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.taken.append(letter)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


class Gate:
    """A place where one thread waits until another lets it go on; no clock is asked."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.reached.set()
        assert self.opened.wait(30)


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
