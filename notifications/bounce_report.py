"""What a bounce says (RFC 3464): which letter, which address, what happened. Pure: bytes in.

Whoever knows the address of the bounces may write anything to it: nothing in a report is believed
before it is compared with the letter it names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from models.words import BounceKind

LARGEST = 2_000_000  # bytes: a report that returns a whole letter is far below
LETTER_ID = re.compile(r"[0-9a-f]{32}")
STATUS = re.compile(r"([245])\.(\d{1,3})\.(\d{1,3})")
IN_DIAGNOSTIC = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")
# RFC 3463: 1.7 and 1.8 are about the sender's address, 2.1 is a mailbox that was closed, 4.4 a
# domain that is not there; all other of 1 are about the reader's address.
OUR_ADDRESS = frozenset({"1.7", "1.8"})
NOBODY_THERE = frozenset({"2.1", "4.4"})
TOO_MUCH = frozenset({"2.3", "3.4"})


@dataclass(frozen=True, slots=True)
class BounceReport:
    """One report. `letters` are the numbers of letters that it names, the surest key first.

    `addresses` are all that it says the letter was for, in small letters.
    """

    letters: tuple[str, ...]
    addresses: tuple[str, ...]
    kind: BounceKind
    action: str
    status: str
    diagnostic: str

    @property
    def failed(self) -> bool:
        """Whether the letter was given up, and not only delayed."""
        return self.action == "failed"


def read_report(raw: bytes) -> BounceReport | None:
    """The report that a message holds; None for a vacation reply and anything else that is none."""
    if len(raw) > LARGEST:
        return None
    try:
        message = message_from_bytes(raw)
        if message.get_content_type() != "multipart/report":
            return None
        return _read(message)
    # What strangers write may be no mail at all, or parts inside parts without end.
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return None


def classify(action: str, status: str) -> BounceKind:
    """What a report means by its action and its enhanced status code."""
    if action == "delayed":
        return BounceKind.DELAY
    found = STATUS.fullmatch(status)
    if action != "failed" or found is None:
        return BounceKind.OTHER
    permanent, detail = found[1] == "5", f"{found[2]}.{found[3]}"
    if detail == "2.2":
        return BounceKind.FULL
    if permanent and (found[2] == "7" or detail in OUR_ADDRESS):
        return BounceKind.POLICY
    if permanent and (found[2] == "6" or detail in TOO_MUCH):
        return BounceKind.CONTENT
    if permanent and (found[2] == "1" or detail in NOBODY_THERE):
        return BounceKind.ADDRESS
    return BounceKind.OTHER


def _read(message: Message) -> BounceReport | None:
    blocks = _status_blocks(message)
    recipients = [block for block in blocks if block["Action"] or block["Final-Recipient"]]
    if not recipients:
        return None
    told = min(recipients, key=lambda block: _action(block) != "failed")
    status, diagnostic = _status(told), _words(told["Diagnostic-Code"])
    returned = list(_returned(message))
    keys = [_words(block["Original-Envelope-Id"]) for block in blocks]
    keys += [_words(one["X-Infitah-Delivery"]) for one in returned]
    keys += [_words(one["Message-ID"]).lstrip("<").partition("@")[0] for one in returned]
    return BounceReport(
        letters=tuple(dict.fromkeys(key for key in keys if LETTER_ID.fullmatch(key))),
        addresses=tuple(dict.fromkeys(_addresses(told, returned))),
        kind=classify(_action(told), status),
        action=_action(told)[:16],
        status=status[:16],
        diagnostic=diagnostic[:500],
    )


def _status_blocks(message: Message) -> list[Message]:
    """The blocks of fields of the machine-readable part: the first is of the whole message."""
    for part in message.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            blocks = part.get_payload()
            return [one for one in blocks if isinstance(one, Message)] if blocks else []
    return []


def _returned(message: Message) -> Iterator[Message]:
    """The headers of our letter, as the server gives them back."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            if isinstance(headers, bytes):
                yield message_from_bytes(headers)
        elif part.get_content_type() == "message/rfc822":
            inside = part.get_payload()
            if isinstance(inside, list) and inside and isinstance(inside[0], Message):
                yield inside[0]


def _addresses(told: Message, returned: list[Message]) -> Iterator[str]:
    for name in ("Original-Recipient", "Final-Recipient"):
        _, _, address = _words(told[name]).rpartition(";")
        if "@" in address:
            yield address.strip().strip("<>").lower()
    for one in returned:
        for _, address in getaddresses([_words(one["To"])]):
            if "@" in address:
                yield address.lower()


def _action(block: Message) -> str:
    return _words(block["Action"]).lower()


def _status(block: Message) -> str:
    """The status; where it says only that something failed, the server's own words say more."""
    given = _words(block["Status"]).split(" ")[0]
    more = IN_DIAGNOSTIC.search(_words(block["Diagnostic-Code"]))
    if more and (not STATUS.fullmatch(given) or given.endswith(".0.0")):
        return more[1]
    return given


def _words(value: object) -> str:
    return CONTROL.sub(" ", str(value or "")).strip()
