"""A mail server on loopback that answers as it is told, and letters sent to it."""

import asyncio
import socket
from contextlib import closing

from notifications.settings import MailSettings
from notifications.smtp import Accepted, Wire

LETTER = b"From: a@b.example\r\nSubject: x\r\n\r\n.a line that begins with a dot\r\n"
ADDRESS = "focal@commune.example"


class Scripted:
    """A server that answers RCPT and DATA as it is told, or hangs up after the final dot."""

    rcpt = "250 ok"
    data = "250 taken"
    drop_after_dot = False
    silent_after_dot = False

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # type: ignore[no-untyped-def]
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]
        self.taken.append(envelope.original_content)
        if self.drop_after_dot:
            server.transport.close()
        if self.silent_after_dot:
            await asyncio.sleep(2)
        return self.data


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(port: int, **more: object) -> MailSettings:
    facts = {"security": "none", "allowed_domains": ["commune.example"]} | more
    return MailSettings(delivery="smtp", host="127.0.0.1", port=port, **facts)


def send(
    server: Scripted, times: int = 1, address: str = ADDRESS, **more: object
) -> list[Accepted | BaseException]:
    async def all_of_them() -> list[Accepted | BaseException]:
        async with Wire(settings(server.port, **more)) as wire:  # type: ignore[attr-defined]
            await wire.ready()
            return list(
                await asyncio.gather(
                    *(wire.send(address, LETTER, replayed=False) for _ in range(times)),
                    return_exceptions=True,
                )
            )

    return asyncio.run(all_of_them())
