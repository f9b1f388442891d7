"""The last two phases of a letter: `DATA`, and its bytes up to the final dot.

They are driven apart: a connection that is lost before the bytes are written has taken nothing,
one that is lost after may have. The library's own `data()` raises the same error for both.
"""

import re

import aiosmtplib

from notifications.failures import LOST, lost_connection, lost_reply, refused

GO_ON, TAKEN = 354, 250
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"^\.", re.MULTILINE)


async def hand_over(
    connection: aiosmtplib.SMTP, message: bytes, patience: float
) -> aiosmtplib.SMTPResponse:
    """Hand a letter's bytes over to a server that has taken its sender and its reader.

    Args:
        connection: a connection that is in order.
        message: the bytes of the letter; dots that begin a line are doubled on the wire.
        patience: seconds that the answer to the final dot may take.

    Raises:
        TemporaryFailure, PermanentFailure, TechnicalFailure: it was refused, or the connection was
            lost before any byte of it was written.
        AmbiguousFailure: it was written and the answer was lost.
    """
    try:
        told = await connection.execute_command(b"DATA")
    except LOST as lost:
        raise lost_connection(lost) from lost
    if told.code != GO_ON:
        raise refused(told.code, told.message)
    protocol = connection.protocol
    try:
        if protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("Connection lost")
        protocol.write(on_the_wire(message))
    except LOST as lost:
        raise lost_connection(lost) from lost
    try:
        answer = await protocol.read_response(timeout=patience)
    except aiosmtplib.SMTPResponseException as wrong:  # what is no answer of SMTP is none
        raise lost_reply(wrong) from wrong
    except LOST as lost:
        raise lost_reply(lost) from lost
    if answer.code != TAKEN:
        raise refused(answer.code, answer.message)
    return answer


def on_the_wire(message: bytes) -> bytes:
    """A letter as RFC 5321 (4.5.2) transmits it: lines end with CRLF, then the final dot."""
    lines = message if _has_lines_of_mail(message) else _LINE_END.sub(b"\r\n", message)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    if ended.startswith(b".") or b"\n." in ended:
        ended = _DOT.sub(b"..", ended)
    return ended + b".\r\n"


def _has_lines_of_mail(message: bytes) -> bool:
    """Whether every line ends with CRLF already, as ours do: counting is quicker than replacing."""
    ends = message.count(b"\r\n")
    return ends == message.count(b"\r") == message.count(b"\n")
