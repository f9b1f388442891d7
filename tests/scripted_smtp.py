"""A mail server on loopback in which every phase of a letter can fail as it is told.

What is done in a phase is an answer (`451 4.3.0 busy`) or one of the words below. A phase that is
not named answers as a good server does. At the final dot the letter is taken before anything is
answered, unless the answer refuses it: a lost answer does not take a letter back.
"""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress

from notifications.settings import MailSettings

DROP = "drop"  # the connection is closed without an answer
HANG = "hang"  # no answer, until the other side goes
PARTIAL = "partial"  # half of the good answer, then the connection is closed
SLOW = "slow"  # the good answer, sign by sign
GOOD = {
    "banner": "220 loopback ESMTP",
    "ehlo": "250-loopback\r\n250 SIZE 10000000",
    "helo": "250 loopback",
    "starttls": "454 4.7.0 not now",
    "mail": "250 2.1.0 ok",
    "rcpt": "250 2.1.5 ok",
    "data": "354 go on",
    "dot": "250 2.0.0 taken",
    "rset": "250 2.0.0 ok",
    "quit": "221 2.0.0 bye",
}
Told = str | Callable[[], str]


class _Gone(Exception):
    """The connection is over."""


class ScriptedServer:
    """The server: what it does by phase, what it has taken, what it was asked.

    `script` may be changed between two letters; a function there is asked anew each time.
    """

    def __init__(self) -> None:
        self.script: dict[str, Told] = {}
        self.taken: list[tuple[str, bytes]] = []
        self.asked: Counter[str] = Counter()
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._talks: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def connections(self) -> int:
        """How many connections were made."""
        return self.asked["banner"]

    def tell(self, script: Mapping[str, Told] | None = None) -> None:
        """Do this from now on; nothing: be a good server."""
        self.script = dict(script or {})

    def start(self) -> None:
        """Listen on a free port of loopback."""
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        """Close every connection and listen no more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        listening = self._loop.run_until_complete(
            asyncio.start_server(self._accept, "127.0.0.1", 0, limit=2**24)
        )
        self.port = listening.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        listening.close()
        for talk in self._talks:
            talk.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._talks, return_exceptions=True))
        self._loop.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            with suppress(_Gone, OSError, asyncio.IncompleteReadError):
                await self._talk(reader, writer)
        finally:
            self._talks.discard(task)
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._answer("banner", reader, writer)
        address = ""
        while line := await reader.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            phase = verb.lower()
            if phase == "rcpt":
                address = rest.partition("<")[2].partition(">")[0]
            answer = await self._answer(phase, reader, writer)
            if phase == "data" and answer.startswith("354"):
                await self._take(address, reader, writer)
            if phase == "quit":
                return

    async def _take(
        self, address: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self._told("body") == DROP:
            await reader.readline()
            raise _Gone
        lines = []
        while (line := await reader.readline()) != b".\r\n":
            if not line:
                raise _Gone
            lines.append(line.removeprefix(b"."))
        told = self._told("dot")
        if told[0] not in "45":
            self.taken.append((address, b"".join(lines)))
        await self._say(told, "dot", reader, writer)

    def _told(self, phase: str) -> str:
        self.asked[phase] += 1
        told = self.script.get(phase, "")
        return (told() if callable(told) else told) or GOOD.get(phase, "500 5.5.1 what?")

    async def _answer(
        self, phase: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> str:
        return await self._say(self._told(phase), phase, reader, writer)

    async def _say(
        self, told: str, phase: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> str:
        if told == DROP:
            raise _Gone
        if told == HANG:
            await reader.read()
            raise _Gone
        good = (GOOD[phase] + "\r\n").encode() if told in (PARTIAL, SLOW) else b""
        if told == PARTIAL:
            writer.write(good[: len(good) // 2])
            await writer.drain()
            writer.close()
            raise _Gone
        pieces = [good[n : n + 1] for n in range(len(good))] or [f"{told}\r\n".encode()]
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            if told == SLOW:
                await asyncio.sleep(0.005)
        return GOOD[phase] if told == SLOW else told


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """A server that listens as long as the block runs."""
    server = ScriptedServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def to_loopback(port: int, patience: float = 10, **more: object) -> MailSettings:
    """Settings that send to a server on loopback; `patience` is that of every phase, in seconds."""
    facts: dict[str, object] = {
        "security": "none", "allowed_domains": ["pao.example", "commune.example"],
        "connect_timeout": patience, "command_timeout": patience, "dot_timeout": patience,
    }  # fmt: skip
    return MailSettings(delivery="smtp", host="127.0.0.1", port=port, **facts | more)
