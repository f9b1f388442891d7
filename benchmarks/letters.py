"""`python -m benchmarks.letters`: letters written and delivered a second, against what SMTP can do.

The letters of a stage change of so many plans, in both languages, through the outbox of a SQLite
file: written into the mailbox, then sent to a server on this machine that answers at once or 20 ms
late. Beside them the same bytes by a plain loop over `aiosmtplib`, and by Postfix's `smtp-source`
where it is installed. Each row also marks its letters in the database, but those two.
"""

import argparse
import asyncio
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import aiosmtplib
from sqlalchemy import Engine, func, select, text

from benchmarks.country import open_country
from benchmarks.servers import SqliteSite
from lifecycle.advance import advance
from lifecycle.clock import VirtualClock
from models.database import reading, writing
from models.outbox import LetterMessage
from models.person import Person, RoleHolding
from models.words import Language, Role
from notifications.delivery import deliver
from notifications.settings import MailSettings

CONNECTIONS = (1, 4, 16, 32)
RECEIVER = "focal@commune.example"


def main() -> None:
    """Measure, and print as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=800)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="infitah-bench-"))
    try:
        measure(SqliteSite(folder), given.plans)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(site: SqliteSite, plans: int) -> None:
    """The tables of writing and of delivering."""
    ready = site.fresh()
    clock = open_country(ready, plans)
    _name_people(ready)
    _have_welcomed(ready)
    advance(ready, on=clock.today(), clock=clock, cause="bench")
    for _ in range(2):  # the first compiles the templates as well
        written = site.copy(ready)
        seconds = timed(written, clock, MailSettings(delivery="mailbox"))
    number, bytes_each, message = _stored(written)
    print(f"{number:,} letters of {bytes_each:,} bytes in both languages written and stored: "
          f"{seconds / number * 1e6:,.0f} µs each\n")  # fmt: skip
    print("| server answers | sender | connections | letters a second | ratio |")
    print("|---|---|---|---|---|")
    for late in (0, 20):
        with sink(late) as port:
            rows = _others(port, message, 400 if late else 3000)
            limit = rows[0][2]
            for connections in CONNECTIONS:
                spent = timed(site.copy(ready), clock, _smtp(port, connections))
                rows.append(("**Infitah**, written and marked", connections, number / spent))
            for who, connections, rate in rows:
                print(f"| {late} ms late | {who} | {connections} | {rate:,.0f} | "
                      f"{rate / limit:.2f}× |", flush=True)  # fmt: skip


def timed(engine: Engine, clock: VirtualClock, settings: MailSettings) -> float:
    """Seconds to deliver everything that is due."""
    start = time.perf_counter()
    asyncio.run(deliver(engine, clock=clock, settings=settings, cause="bench"))
    seconds = time.perf_counter() - start
    with engine.connect() as connection:
        told = text("SELECT state, count(*) FROM outbox_letter GROUP BY state")
        states = dict(connection.execute(told).all())
    assert states.keys() == {"accepted"}, states
    return seconds


def _others(port: int, message: bytes, number: int) -> list[tuple[str, int, float]]:
    """What SMTP can do here without an outbox: letters a second of each."""
    found = [("plain loop over aiosmtplib", 1, asyncio.run(_plain(port, message, number)))]
    if source := shutil.which("smtp-source"):
        for sessions in CONNECTIONS:
            command = [
                source, "-d", "-s", str(sessions), "-m", str(number), "-l", str(len(message)),
                "-f", "from@infitah.example", "-t", RECEIVER, f"127.0.0.1:{port}",
            ]  # fmt: skip
            start = time.perf_counter()
            subprocess.run(command, check=True, env=dict(os.environ))
            rate = number / (time.perf_counter() - start)
            found.append(("smtp-source (C)", sessions, rate))
    else:
        print("smtp-source is not installed (Debian: postfix): left out")
    return found


async def _plain(port: int, message: bytes, number: int) -> float:
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
    await client.connect()
    start = time.perf_counter()
    for _ in range(number):
        await client.sendmail("from@infitah.example", [RECEIVER], message)
    rate = number / (time.perf_counter() - start)
    await client.quit()
    return rate


def _smtp(port: int, connections: int) -> MailSettings:
    return MailSettings(
        delivery="smtp", host="127.0.0.1", port=port, security="none", connections=connections,
        allowed_domains=["commune.example"],
    )  # fmt: skip


def _stored(engine: Engine) -> tuple[int, int, bytes]:
    with reading(engine) as session:
        number, length = session.execute(
            select(func.count(), func.avg(func.length(LetterMessage.message)))
        ).one()
        message = session.scalars(select(LetterMessage.message).limit(1)).one()
    return number, int(length), bytes(message)


def _name_people(engine: Engine) -> None:
    """A focal point and a president of its own for every collectivity that has a plan."""
    with writing(engine) as session:
        codes = session.execute(text("SELECT collectivity_code FROM plan")).scalars().all()
        for role in (Role.FOCAL_POINT, Role.PRESIDENT):
            people = [
                Person(name="نقطة ارتكاز", email=f"{role}{n}@commune.example",
                       language=Language.BOTH)
                for n in range(len(codes))
            ]  # fmt: skip
            session.add_all(people)
            session.flush()
            session.add_all(
                RoleHolding(person_id=who.id, role=role, collectivity_code=code,
                            from_on=date(2022, 10, 21))
                for who, code in zip(people, codes, strict=True)
            )  # fmt: skip


def _have_welcomed(engine: Engine) -> None:
    """Their first letters left before: nobody is written to twice a day."""
    with writing(engine) as session:
        session.execute(text("UPDATE outbox_letter SET state = 'accepted', next_at = NULL"))


@contextmanager
def sink(late: int) -> Iterator[int]:
    """A server in a process of its own; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "benchmarks.sink", str(port), str(late)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield port
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
