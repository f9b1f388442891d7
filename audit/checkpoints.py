"""Checkpoints of the log (c2sp.org/tlog-checkpoint): how long it was, and its root, signed."""

import base64
import binascii
import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.merkle import HASH
from audit.notes import NoteRefused, SignerKey, VerifierKey, check_note, signed, text_of
from models.log import SHORT_ROOT

SIZE = re.compile(r"(0|[1-9][0-9]{0,17})\Z")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a note says: the log's origin, its size and its root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def short_root(self) -> str:
        """The first 16 signs of the root in hex, as the foot of a letter shows it."""
        return self.root.hex()[:SHORT_ROOT]


def make_checkpoint(size: int, root: bytes, *keys: SignerKey) -> str:
    """The note of a checkpoint, signed by each key; the first one names the log."""
    return signed(Checkpoint(keys[0].name, size, root).text(), keys)


def read_checkpoint(note: str) -> Checkpoint:
    """What a note says, whoever signed it.

    Raises:
        NoteRefused: it is no checkpoint.
    """
    lines = text_of(note).split("\n")
    try:
        origin, size, root = lines[0], lines[1], base64.b64decode(lines[2], validate=True)
    except (IndexError, binascii.Error):
        raise NoteRefused("a checkpoint is an origin, a size and a root") from None
    if not origin or not SIZE.match(size) or len(root) != HASH:
        raise NoteRefused("a checkpoint is an origin, a size and a root of 32 bytes")
    return Checkpoint(origin, int(size), root)


def check_checkpoint(note: str, key: VerifierKey) -> Checkpoint:
    """What a checkpoint says that a key has signed for the log of its name.

    Raises:
        NoteRefused: it is none, of another log, or the key has not signed it.
    """
    check_note(note, key)
    found = read_checkpoint(note)
    if found.origin != key.name:
        raise NoteRefused(f"this is a checkpoint of {found.origin}, not of {key.name}")
    return found


def check_by_any(note: str, keys: Sequence[VerifierKey]) -> Checkpoint:
    """What a checkpoint says that one of several keys has signed, the newest tried first.

    Raises:
        NoteRefused: none of them has.
    """
    for key in reversed(keys[1:]):
        with contextlib.suppress(NoteRefused):
            return check_checkpoint(note, key)
    if not keys:
        raise NoteRefused("no key is known that could have signed")
    return check_checkpoint(note, keys[0])
