"""Which deliveries are alive: a lock that the operating system or the database frees at death.

A clock cannot tell a slow delivery from a dead one; a lock can. On SQLite it is a file beside the
database, on PostgreSQL an advisory lock of the session.
"""

import fcntl
import hashlib
import os
import secrets
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Engine, text

TAKE = text("SELECT pg_try_advisory_lock(:key)")
FREE = text("SELECT pg_advisory_unlock(:key)")


class Worker:
    """One running delivery, known by its name as long as it lives."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._held = ExitStack()

    def __enter__(self) -> "Worker":
        """Take the lock of this name."""
        if self._engine.dialect.name == "sqlite":
            file = self._held.enter_context(_lock_file(self._engine, self.name).open("w"))
            fcntl.flock(file, fcntl.LOCK_EX)
        else:
            connection = self._held.enter_context(_outside_transactions(self._engine))
            connection.execute(TAKE, {"key": _key(self.name)})
        return self

    def __exit__(self, *_: object) -> None:
        """Free the lock; what it still had claimed may then be reclaimed."""
        if self._engine.dialect.name == "sqlite":
            _lock_file(self._engine, self.name).unlink(missing_ok=True)
        self._held.close()

    def is_dead(self, name: str) -> bool:
        """Whether the delivery of another name lives no more."""
        if self._engine.dialect.name == "sqlite":
            return _file_is_free(_lock_file(self._engine, name))
        with _outside_transactions(self._engine) as connection:
            free = bool(connection.scalar(TAKE, {"key": _key(name)}))
            if free:
                connection.execute(FREE, {"key": _key(name)})
        return free


def _file_is_free(path: Path) -> bool:
    try:
        file: IO[str] = path.open("r+")
    except FileNotFoundError:
        return True
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    path.unlink(missing_ok=True)
    return True


def _lock_file(engine: Engine, name: str) -> Path:
    folder = Path(engine.url.database or ".").resolve().parent / "deliveries"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name.replace(':', '-').replace('/', '-')}.lock"


def _outside_transactions(engine: Engine) -> Connection:
    """A connection that is closed after use: in the pool it would keep its lock for ever."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()
    return connection


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
