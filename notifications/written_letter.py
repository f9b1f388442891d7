"""One letter from its context to its exact bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lifecycle.legal_time import CASABLANCA
from models.words import Language
from notifications.compose import Envelope, compose
from notifications.due import Due
from notifications.letters import render
from notifications.mime_parts import AttachedText
from notifications.recipients import Recipient
from notifications.settings import MailSettings

LONGEST_SUBJECT = 500  # of the column


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """The subject and the wire bytes of a letter, and the digest of the bytes."""

    subject: str
    message: bytes
    sha256: str


def write_letter(
    letter: Due,
    person: Recipient,
    context: Mapping[Language, Mapping[str, Any]],
    *,
    at: datetime,
    reply_to: str | None,
    settings: MailSettings,
    invite: bytes | None = None,
) -> WrittenLetter:
    """Render a letter in its reader's language and compose its bytes.

    The Message-ID is made from what is owed, so every copy of a letter has the same one; the thread
    is that of the step. `invite` is the calendar that it carries. Of the pictures that the context
    offers under `plots`, those that the letter shows are drawn; the text file that it holds under
    `attached` goes with the letter.

    Raises:
        LetterIncomplete, HeaderRefused: the context lacks something, or an address is none.
    """
    rendered = render(letter.kind, person.language, context)
    root = f"<{letter.thread_root}@{settings.domain}>" if letter.thread_root else None
    envelope = Envelope(
        message_id=f"<{letter.id}@{settings.domain}>",
        sent_on=at.astimezone(CASABLANCA),
        from_name=settings.from_name,
        from_address=settings.from_address,
        to_name=person.name,
        to_address=person.address,
        reply_to=reply_to or settings.reply_to,
        thread_root=root,
        language=person.language,
        delivery_id=letter.id,
        kind=letter.kind,
        replayed=letter.replayed,
    )
    pictures = _pictures(rendered.html, context)
    message = compose(rendered, envelope, invite, pictures, _attached(context))
    digest = hashlib.sha256(message).hexdigest()
    return WrittenLetter(rendered.subject[:LONGEST_SUBJECT], message, digest)


def _pictures(html: str, context: Mapping[Language, Mapping[str, Any]]) -> dict[str, bytes]:
    """The pictures that a letter shows, by their Content-ID."""
    offered = [plot for facts in context.values() for plot in facts.get("plots", ())]
    return {plot["cid"]: plot["draw"]() for plot in offered if f"cid:{plot['cid']}" in html}


def _attached(context: Mapping[Language, Mapping[str, Any]]) -> AttachedText | None:
    """The text file that goes with a letter: the same one in both languages."""
    found: list[AttachedText] = [
        facts["attached"] for facts in context.values() if "attached" in facts
    ]
    return found[0] if found else None
