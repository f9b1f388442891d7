"""What several connections have to note at once is noted in one transaction.

A transaction a note is what held delivery: its commit waits for the disk, and the next note behind
it waited for that. Here whatever comes in meanwhile goes into the next one, together.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.database import writing

Told = TypeVar("Told")
Found = TypeVar("Found")


class Notes(Generic[Told, Found]):
    """The notes of one run: each is committed before the connection that made it goes on.

    `write` is given a session and what has come in meanwhile, and gives back an answer to each.
    """

    def __init__(
        self, engine: Engine, write: Callable[[Session, Sequence[Told]], Sequence[Found]]
    ) -> None:
        self._engine, self._write_all = engine, write
        self._waiting: list[tuple[Told, asyncio.Future[Found]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, note: Told) -> Found:
        """Give back the answer to a note, once it is committed.

        Raises:
            Exception: what writing its transaction raised; none of its notes was written.
        """
        answer: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self._waiting.append((note, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_on())
        return await answer

    async def end(self) -> None:
        """Wait for the transaction that is still under way."""
        if self._writer is not None:
            await self._writer

    async def _write_on(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            try:
                found = await asyncio.to_thread(self._together, [note for note, _ in some])
            except Exception as problem:
                for _, answer in some:
                    if not answer.done():  # its connection may have been given up meanwhile
                        answer.set_exception(problem)
            else:
                for (_, answer), one in zip(some, found, strict=True):
                    if not answer.done():
                        answer.set_result(one)
        self._writer = None

    def _together(self, notes: list[Told]) -> Sequence[Found]:
        with writing(self._engine) as session:
            return self._write_all(session, notes)
