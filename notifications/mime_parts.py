"""The parts of a message as bytes, each in base64: words, pictures and a calendar."""

from binascii import b2a_base64

CALENDAR_FILE = "calendar.ics"


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
