"""A mail server on loopback that counts what it takes, and loses its reply when it is told to."""

import email
import socket
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class PostOffice:
    """Each copy that was taken, by the number of its letter; every `loses`-th reply is lost."""

    loses: int = 0
    taken: int = 0
    lost: int = 0
    copies: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken += 1
        number = str(email.message_from_bytes(envelope.content)["X-Infitah-Delivery"])
        self.copies[number].append(envelope.content)
        if self.loses and self.taken % self.loses == 0:
            self.lost += 1
            server.transport.close()
        return "250 2.0.0 taken"

    def names(self, number: str) -> set[str]:
        """The Message-IDs under which the copies of a letter came."""
        return {str(email.message_from_bytes(one)["Message-ID"]) for one in self.copies[number]}

    @contextmanager
    def open(self) -> Iterator[dict[str, str]]:
        """The settings with which the engine delivers to it, as its environment."""
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        controller = Controller(self, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            yield {
                "INFITAH_MAIL_DELIVERY": "smtp", "INFITAH_MAIL_PORT": str(port),
                "INFITAH_MAIL_SECURITY": "none", "INFITAH_MAIL_LIVE": "true",
                "INFITAH_MAIL_COMMAND_TIMEOUT": "10", "INFITAH_MAIL_DOT_TIMEOUT": "10",
            }  # fmt: skip
        finally:
            controller.stop()


def came_back(letter: str, address: str) -> bytes:
    """The report of another server that a letter could not be delivered (RFC 3464)."""
    return f"""\
From: MAILER-DAEMON@relay.example
To: coordination@infitah.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

It could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Original-Envelope-Id: {letter}

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.2.1
Diagnostic-Code: smtp; 550 5.2.1 switched off

--b1--
""".encode()
