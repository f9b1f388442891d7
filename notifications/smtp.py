"""The wire: SMTP connections that are opened once and used for many letters.

`MAIL`, `RCPT`, `DATA` and the letter's bytes are driven one by one, because the library raises the
same error for a connection that is lost before the final dot and after it, and only the phase tells
them apart.
"""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiosmtplib

from models.failpoints import Point, reach
from notifications.dsn import mail_options, rcpt_options
from notifications.failures import (
    HANGS_UP,
    LOST,
    SmtpFailure,
    TechnicalFailure,
    lost_connection,
    refused,
    refused_sender,
)
from notifications.handing_over import hand_over
from notifications.settings import MailSettings, is_loopback
from notifications.wire_text import HeaderRefused, wire_address


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer of a server that has taken a letter."""

    code: int
    answer: str


class ReplayedLetterRefused(RuntimeError):
    """A letter of a replay stood before the wire: it may only go to the embedded mailbox."""


class Wire:
    """A pool of connections to one mail server.

    Letters are exact bytes to one address each; a connection that failed is not used again.
    """

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._idle: list[aiosmtplib.SMTP] = []
        self._room = asyncio.Semaphore(settings.connections)

    async def __aenter__(self) -> "Wire":
        """Nothing is opened yet: there may be no letter."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Say goodbye; what the server answers to that changes nothing."""
        leaving, self._idle = self._idle, []
        await asyncio.gather(*map(_goodbye, leaving))

    async def ready(self) -> None:
        """Have a connection open, so that a server that is down is known before any letter.

        Raises:
            TechnicalFailure: the server cannot be reached, trusted or logged in to.
        """
        self._idle = [one for one in self._idle if one.is_connected]
        if not self._idle:
            self._idle.append(await self._connect())

    async def send(
        self, address: str, message: bytes, *, replayed: bool, letter_id: str = ""
    ) -> Accepted:
        """Send one letter's bytes to one address; a bounce gives back its number.

        Raises:
            TemporaryFailure, PermanentFailure: the server refused the letter, for now or for good.
            TechnicalFailure: nothing can be sent at present.
            AmbiguousFailure: the letter was handed over and the answer was lost.
            ReplayedLetterRefused: a letter of a replay never leaves by SMTP.
        """
        if replayed:
            raise ReplayedLetterRefused("a replayed letter never leaves by SMTP")
        try:  # a space or a line end would be read as an option or a command of its own
            reader = wire_address("RCPT TO", address)
        except HeaderRefused as problem:
            raise refused(553, f"5.1.3 {problem}") from problem
        async with self._room, self._connection() as connection:
            return await self._converse(connection, reader, message, letter_id)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """A connection for one letter; it goes back to the pool only when it is still in order."""
        connection = self._idle.pop() if self._idle else await self._connect()
        try:
            yield connection
        except SmtpFailure as failure:
            if failure.code not in (None, HANGS_UP) and connection.is_connected:
                await self._reset(connection)
            else:
                connection.close()
            raise
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    async def _reset(self, connection: aiosmtplib.SMTP) -> None:
        try:
            await connection.rset()
        except (aiosmtplib.SMTPException, OSError):
            connection.close()
        else:
            self._idle.append(connection)

    async def _converse(
        self, connection: aiosmtplib.SMTP, address: str, message: bytes, letter_id: str
    ) -> Accepted:
        sender = self._settings.bounce_address or self._settings.from_address
        tells = connection.supports_extension("dsn")
        asked = _size(connection, message) + (mail_options(letter_id) if tells else [])
        try:
            await connection.mail(sender, options=asked)
            await connection.rcpt(address, options=rcpt_options(address) if tells else [])
        except aiosmtplib.SMTPSenderRefused as answer:
            raise refused_sender(answer.code, answer.message) from answer
        except aiosmtplib.SMTPResponseException as answer:
            raise refused(answer.code, answer.message) from answer
        except LOST as lost:
            raise lost_connection(lost) from lost
        reach(Point.BEFORE_THE_DOT)
        taken = await hand_over(connection, message, self._settings.dot_timeout)
        reach(Point.AFTER_THE_DOT)
        return Accepted(taken.code, taken.message)

    async def _connect(self) -> aiosmtplib.SMTP:
        reach(Point.CONNECTING)
        settings = self._settings
        connection = aiosmtplib.SMTP(
            hostname=settings.host,
            port=settings.port,
            local_hostname=settings.local_hostname,
            timeout=settings.connect_timeout,
            use_tls=settings.security == "tls",
            # True asks for it and fails without; None would go on in clear without a word.
            start_tls=settings.security == "starttls",
            tls_context=_trust(settings),
        )
        try:
            await connection.connect()
            if settings.login:
                await connection.login(settings.login, settings.password.get_secret_value())
            await _greet(connection)
        except (aiosmtplib.SMTPException, ssl.SSLError, OSError, TimeoutError) as problem:
            connection.close()
            raise TechnicalFailure(_said(problem), getattr(problem, "code", None)) from problem
        connection.timeout = settings.command_timeout
        return connection


async def _greet(connection: aiosmtplib.SMTP) -> None:
    """Ask what the server offers now: the library asks with the first letter, and too late for it.

    After STARTTLS it has to be asked anew. A server that knows no EHLO is greeted with HELO; one
    that refuses both takes no letter now, which is not the fault of any letter.
    """
    if not connection.is_ehlo_or_helo_needed:
        return
    try:
        await connection.ehlo()
    except aiosmtplib.SMTPHeloError:
        if not connection.is_connected:
            raise
        await connection.helo()


async def _goodbye(connection: aiosmtplib.SMTP) -> None:
    transport = connection.transport
    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
        await connection.quit(timeout=5)
    await _until_closed(transport)


async def _until_closed(transport: asyncio.BaseTransport | None) -> None:
    """Wait, a second at the most, until TLS has said goodbye too and the socket is closed."""
    for _ in range(100):
        socket = transport.get_extra_info("socket") if transport else None
        if socket is None or socket.fileno() == -1:
            return
        await asyncio.sleep(0.01)


def _size(connection: aiosmtplib.SMTP, message: bytes) -> list[str]:
    return [f"SIZE={len(message)}"] if connection.supports_extension("size") else []


def _trust(settings: MailSettings) -> ssl.SSLContext | None:
    """The certificates that are trusted; none are looked at when nothing is encrypted."""
    if settings.security == "none":
        assert is_loopback(settings.host)  # noqa: S101 - the settings have refused all else
        return None
    return ssl.create_default_context(cafile=settings.ca_file)


def _said(problem: BaseException) -> str:
    return f"{type(problem).__name__}: {problem}"
