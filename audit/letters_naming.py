"""Letters to others that show an address: replies went to it, or a digest told that it fails."""

from collections.abc import Iterable
from email import message_from_bytes

from sqlalchemy import LargeBinary, func, literal, select
from sqlalchemy.orm import Session

from audit.letters_erased import MESSAGE
from models.outbox import LetterMessage, OutboxLetter

DIGEST = "coordinator_digest"  # tells why letters were undeliverable, in the server's own words


def letters_naming(session: Session, addresses: Iterable[str]) -> list[str]:
    """The numbers of the letters whose stored bytes hold one of some addresses.

    Headers are plain ASCII and are searched by the database; the words of a letter are base64, and
    only a digest's can hold an address that is not its reader's.
    """
    wanted = sorted(set(addresses))
    found = {number for address in wanted for number in _in_headers(session, address)}
    lowered = [address.lower() for address in wanted]
    query = select(LetterMessage.letter_id, LetterMessage.message).join(
        OutboxLetter, OutboxLetter.id == LetterMessage.letter_id
    )
    digests = query.where(OutboxLetter.kind == DIGEST).execution_options(yield_per=50)
    for number, message in session.execute(digests):
        words = words_in(message)
        if any(address in words for address in lowered):
            found.add(number)
    return sorted(found)


def words_in(message: bytes) -> str:
    """The text of a message's parts, decoded and in small letters."""
    texts = [
        part.get_payload(decode=True)
        for part in message_from_bytes(message).walk()
        if part.get_content_maintype() == "text"
    ]
    return " ".join(
        text.decode("utf-8", "replace").lower() for text in texts if isinstance(text, bytes)
    )


def _in_headers(session: Session, address: str) -> list[str]:
    """Letters whose bytes hold an address as a header writes it: the domain in small letters."""
    local, _, domain = address.rpartition("@")
    sought = literal(f"{local}@{domain.lower()}".encode("ascii", "replace"), LargeBinary)
    if session.get_bind().dialect.name == "sqlite":
        place = func.instr(MESSAGE.c.message, sought)
    else:
        place = func.position(sought.op("IN")(MESSAGE.c.message))
    return list(session.scalars(select(MESSAGE.c.letter_id).where(place > 0)))
