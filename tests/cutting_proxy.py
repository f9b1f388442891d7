"""A proxy on loopback between the engine and its database, that cuts where it is told."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Harm(StrEnum):
    """What is done to a connection when its bytes are up."""

    CUT = "cut"  # both sides lose it at once
    NO_MORE_ANSWERS = "no more answers"  # the engine hears an end, the server goes on listening
    NO_MORE_QUESTIONS = "no more questions"  # the server hears an end
    DELAY = "delay"  # nothing is lost, it comes later


@dataclass
class _Armed:
    harm: Harm
    to_server: bool
    left: int


class CuttingProxy:
    """Passes bytes on; `arm` harms the connection that passes so many of them."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._armed: _Armed | None = None
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self.done = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, harm: Harm, *, to_server: bool, after: int) -> None:
        """Harm the connection that passes `after` bytes from now on in one direction."""
        with self._lock:
            self._armed = _Armed(harm, to_server, after)

    def disarm(self) -> None:
        """Harm nothing any more."""
        with self._lock:
            self._armed = None

    def close(self) -> None:
        """End everything."""
        self._listening.close()
        for end in self._ends:
            _end(end)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            self._ends += [client, server]
            try:
                server.connect(str(self._server))
            except OSError:
                _end(client)
                continue
            for pair in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, to_server: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                kept, harm = self._look(len(data), to_server)
                sink.sendall(data[:kept])
                if harm == Harm.DELAY:
                    time.sleep(0.2)
                    sink.sendall(data[kept:])
                elif harm is not None:
                    self._harm(harm, source, sink, to_server)
                    sink.sendall(data[kept:])  # the other half of the connection still passes
        _end(source)
        _end(sink)

    def _look(self, many: int, to_server: bool) -> tuple[int, Harm | None]:
        """How many of these bytes still pass, and what is done after them."""
        with self._lock:
            armed = self._armed
            if armed is None or armed.to_server != to_server:
                return many, None
            if many <= armed.left:
                armed.left -= many
                return many, None
            self._armed = None
            self.done += 1
            return armed.left, armed.harm

    def _harm(
        self, harm: Harm, source: socket.socket, sink: socket.socket, to_server: bool
    ) -> None:
        client, server = (source, sink) if to_server else (sink, source)
        if harm == Harm.CUT:
            _end(client)
            _end(server)
        elif harm == Harm.NO_MORE_ANSWERS:
            with suppress(OSError):
                client.shutdown(socket.SHUT_WR)
        else:
            with suppress(OSError):
                server.shutdown(socket.SHUT_WR)


@contextmanager
def cutting_proxy(server: Path) -> Iterator[CuttingProxy]:
    """A proxy for as long as the block runs."""
    proxy = CuttingProxy(server)
    try:
        yield proxy
    finally:
        proxy.close()


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        one.close()
