"""What may go wrong on the wire, told apart by the phase and by the code of the server's answer."""

import re
from typing import ClassVar

import aiosmtplib

from models.words import Failure

_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b")
LOST = (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError, OSError)
HANGS_UP = 421  # many servers say so after some hundred letters: a new connection will do
# 530 asks for a login first, 534, 535 and 538 refuse the one that was given.
LOGIN_CODES = frozenset({530, 534, 535, 538})


class SmtpFailure(Exception):
    """A letter was not taken: the server's answer, its code, or None when there was no answer."""

    kind: ClassVar[Failure]

    def __init__(self, answer: str, code: int | None = None) -> None:
        super().__init__(answer)
        self.answer, self.code = answer[:1000], code

    @property
    def enhanced(self) -> str:
        """The enhanced status of RFC 3463 (`5.1.1`), '' when the answer holds none."""
        found = _ENHANCED.match(self.answer.lstrip())
        return found.group(1) if found else ""


class TemporaryFailure(SmtpFailure):
    """The letter was refused for now: a greylist, a full mailbox, a busy server."""

    kind = Failure.TEMPORARY


class PermanentFailure(SmtpFailure):
    """The letter was refused for good; with 5.1.x it is the address that is wrong."""

    kind = Failure.PERMANENT

    @property
    def address_is_wrong(self) -> bool:
        """Whether writing to this address again would be no use for any letter."""
        return self.enhanced.startswith("5.1.")


class TechnicalFailure(SmtpFailure):
    """Nothing can be sent: no connection, no trust, no login, or the server's policy forbids it."""

    kind = Failure.TECHNICAL


class AmbiguousFailure(SmtpFailure):
    """The letter was handed over and the answer was lost: it may have been taken (RFC 1047)."""

    kind = Failure.AMBIGUOUS


def refused(code: int, answer: str) -> SmtpFailure:
    """The failure that a server's answer to MAIL, RCPT, DATA or the final dot means."""
    failure = PermanentFailure(answer, code)
    if code in LOGIN_CODES or failure.enhanced.startswith("5.7."):
        return TechnicalFailure(answer, code)
    # A mailbox that is full empties: some servers say so with a permanent code.
    if code < 500 or failure.enhanced == "5.2.2":
        return TemporaryFailure(answer, code)
    return failure


def refused_sender(code: int, answer: str) -> SmtpFailure:
    """The failure that an answer to MAIL means: a wrong address (5.1.x) there is our own.

    RFC 3463 has 5.1.7 and 5.1.8 for it; no reader's address is condemned, and no other letter
    would fare better.
    """
    failure = refused(code, answer)
    if isinstance(failure, PermanentFailure) and failure.address_is_wrong:
        return TechnicalFailure(answer, code)
    return failure


def lost_connection(problem: BaseException) -> TemporaryFailure:
    """The connection was lost before the letter was handed over: nothing was taken."""
    return TemporaryFailure(f"{type(problem).__name__}: {problem}")


def lost_reply(problem: BaseException) -> AmbiguousFailure:
    """The connection was lost, or time ran out, after the letter was handed over."""
    return AmbiguousFailure(f"{type(problem).__name__}: {problem}")
