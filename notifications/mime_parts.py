"""The parts of a message as bytes, each in base64: words, pictures, a calendar, a text file."""

import re
from binascii import b2a_base64
from dataclasses import dataclass

from notifications.wire_text import HeaderRefused

CALENDAR_FILE = "calendar.ics"
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class AttachedText:
    """A text file (UTF-8) that goes with a letter: its name in ASCII, and its exact bytes."""

    name: str
    content: bytes


def multipart(subtype: str, boundary: str, *parts: bytes) -> bytes:
    """Parts one after the other, each already begun by its boundary, under their own header."""
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n\r\n'
    return b"".join((head.encode("ascii"), *parts, f"--{boundary}--\r\n".encode("ascii")))


def words_part(subtype: str, words: str, boundary: str) -> bytes:
    """One body of text; its own line ends are CRLF, as text's are."""
    body = words.replace("\r\n", "\n").replace("\n", "\r\n").encode()
    return _part(f"Content-Type: text/{subtype}; charset=utf-8\r\n", body, boundary)


def calendar_part(calendar: bytes, boundary: str) -> bytes:
    """A published calendar (RFC 6047): some readers offer to keep it, others show a file."""
    head = (
        "Content-Type: text/calendar; charset=utf-8; method=PUBLISH;\r\n"
        f' name="{CALENDAR_FILE}"\r\n'
        f'Content-Disposition: attachment; filename="{CALENDAR_FILE}"\r\n'
    )
    return _part(head, calendar, boundary)


def text_part(attached: AttachedText, boundary: str) -> bytes:
    """A text file to keep: not one byte of it is changed, its line ends neither.

    Raises:
        HeaderRefused: its name is none that every system can save.
    """
    if not FILE_NAME.fullmatch(attached.name):
        raise HeaderRefused("Content-Disposition", attached.name, "is no plain name of a file")
    head = (
        f'Content-Type: text/plain; charset=utf-8; name="{attached.name}"\r\n'
        f'Content-Disposition: attachment; filename="{attached.name}"\r\n'
    )
    return _part(head, attached.content, boundary)


def picture_part(cid: str, picture: bytes, boundary: str) -> bytes:
    """A picture (PNG) that the HTML beside it shows by its Content-ID (RFC 2392)."""
    head = (
        f'Content-Type: image/png; name="{cid}.png"\r\n'
        f"Content-ID: <{cid}>\r\n"
        f'Content-Disposition: inline; filename="{cid}.png"\r\n'
    )
    return _part(head, picture, boundary)


def _part(head: str, body: bytes, boundary: str) -> bytes:
    """A body in base64, its lines of 76 characters, under its headers."""
    encoded = b2a_base64(body, newline=False)
    lines = b"\r\n".join([encoded[at : at + 76] for at in range(0, len(encoded), 76)])
    head = f"--{boundary}\r\n{head}Content-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("ascii") + lines + b"\r\n"
