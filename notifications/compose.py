"""The exact bytes of a letter, put together once by hand and stored.

`email.message.EmailMessage` costs milliseconds a letter, and writes a long References as encoded
words (cpython gh-79986), which breaks threads. Here each header is written as it must be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from models.words import Language
from notifications.letters import Rendered
from notifications.mime_parts import (
    AttachedText,
    calendar_part,
    multipart,
    picture_part,
    text_part,
    words_part,
)
from notifications.wire_text import HeaderRefused, mailbox, message_id, subject_line, token

NO_PICTURES: Mapping[str, bytes] = {}
_LANGUAGES = {Language.ARABIC: "ar", Language.FRENCH: "fr", Language.BOTH: "ar, fr"}


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything around the words of one letter.

    `sent_on` is aware. `message_id` and `thread_root` are `<left@right>`; `thread_root` is the
    first letter about the same step, None for that letter itself. `delivery_id` comes back in
    bounces.
    """

    message_id: str
    sent_on: datetime
    from_name: str
    from_address: str
    to_name: str
    to_address: str
    reply_to: str | None
    thread_root: str | None
    language: Language
    delivery_id: str
    kind: str
    replayed: bool = False


def compose(
    rendered: Rendered,
    envelope: Envelope,
    invite: bytes | None = None,
    pictures: Mapping[str, bytes] = NO_PICTURES,
    attached: AttachedText | None = None,
) -> bytes:
    """The wire bytes: 7 bit throughout, CRLF, equal for equal input.

    `invite` is a published calendar and `attached` a text file; they go beside the words.
    `pictures` (PNG) go with the HTML, which names each as `cid:` and its key.

    Raises:
        HeaderRefused: for a control character in a header, a wrong address, identifier or name of
            a file, or an instant without zone; it names the header.
    """
    name = sha256(envelope.delivery_id.encode()).hexdigest()[:24]
    inner, outer = f"=_infitah_{name}", f"=_infitah.{name}"
    head = "\r\n".join((*_headers(rendered.subject, envelope), "MIME-Version: 1.0", ""))
    words = multipart(
        "alternative",
        inner,
        words_part("plain", rendered.text, inner),
        _html(rendered.html, pictures, inner, f"=_infitah-{name}"),
    )
    beside = [] if invite is None else [calendar_part(invite, outer)]
    if attached is not None:
        beside.append(text_part(attached, outer))
    if not beside:
        return head.encode("ascii") + words
    begun = f"--{outer}\r\n".encode("ascii")
    return head.encode("ascii") + multipart("mixed", outer, begun, words, *beside)


def _html(html: str, pictures: Mapping[str, bytes], boundary: str, within: str) -> bytes:
    """The HTML, together with its pictures when it has some (RFC 2387)."""
    if not pictures:
        return words_part("html", html, boundary)
    parts = [picture_part(cid, picture, within) for cid, picture in pictures.items()]
    begun = f"--{boundary}\r\n".encode("ascii")
    return begun + multipart("related", within, words_part("html", html, within), *parts)


def _headers(subject: str, envelope: Envelope) -> list[str]:
    if envelope.sent_on.tzinfo is None:
        raise HeaderRefused("Date", str(envelope.sent_on), "is an instant without a zone")
    lines = [
        f"Date: {format_datetime(envelope.sent_on)}",
        mailbox("From", envelope.from_name, envelope.from_address),
        mailbox("To", envelope.to_name, envelope.to_address),
    ]
    if envelope.reply_to:
        lines.append(mailbox("Reply-To", "", envelope.reply_to))
    lines.append(subject_line(subject))
    lines.append(f"Message-ID: {message_id('Message-ID', envelope.message_id)}")
    if envelope.thread_root is not None:
        root = message_id("References", envelope.thread_root)
        lines += [f"In-Reply-To: {root}", f"References: {root}"]
    lines += [
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        f"Content-Language: {_LANGUAGES[envelope.language]}",
        f"X-Infitah-Delivery: {token('X-Infitah-Delivery', envelope.delivery_id)}",
        f"X-Infitah-Letter: {token('X-Infitah-Letter', envelope.kind)}",
    ]
    if envelope.replayed:
        lines.append("X-Infitah-Replay: yes")
    return lines
