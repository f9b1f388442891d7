"""Signed notes as C2SP writes them (c2sp.org/signed-note), with Ed25519 keys."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = b"\x01"
DASH = "\u2014"
PRIVATE = "PRIVATE+KEY+"  # as Go's sumdb writes a signing key
NAME = re.compile(r"[^\s+]+\Z")


class NoteRefused(ValueError):
    """A note, a key or a signature is not right; the message says what."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a key: what auditors hold."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        said = self.name.encode() + b"\n" + ED25519 + self.public
        return hashlib.sha256(said).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encoded(ED25519 + self.public)}"


@dataclass(frozen=True, slots=True)
class SignerKey:
    """The secret half of a key: 32 bytes that never enter the database."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._key().public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The signature line of a text."""
        signature = self._key().sign(text.encode())
        return f"{DASH} {self.name} {_encoded(self.verifier.id + signature)}\n"

    def secret(self) -> str:
        """The line that is kept in the key's file."""
        return f"{PRIVATE}{self.name}+{self.verifier.id.hex()}+{_encoded(ED25519 + self.seed)}"

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def signed(text: str, keys: Iterable[SignerKey]) -> str:
    """A note: the text, which ends with a newline, and a signature line of each key."""
    return f"{text}\n" + "".join(key.sign(text) for key in keys)


def text_of(note: str) -> str:
    """The text of a note, without its signatures.

    Raises:
        NoteRefused: it is no note.
    """
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not text or not signatures.endswith("\n"):
        raise NoteRefused("this is no signed note: a text, an empty line, signature lines")
    return text + "\n"


def check_note(note: str, key: VerifierKey) -> str:
    """The text of a note that a key has signed; signatures of other keys are passed over.

    Raises:
        NoteRefused: it is no note, the key has not signed it, or its signature is wrong.
    """
    text = text_of(note)
    for line in note[len(text) + 1 :].splitlines():
        name, given = _signature(line)
        if name == key.name and given[:4] == key.id:
            try:
                Ed25519PublicKey.from_public_bytes(key.public).verify(given[4:], text.encode())
            except InvalidSignature:
                raise NoteRefused(f"the signature of {key.name} is wrong") from None
            return text
    raise NoteRefused(f"the key {key.name}+{key.id.hex()} has not signed this note")


def read_verifier_key(line: str) -> VerifierKey:
    """A verifier key from its line.

    Raises:
        NoteRefused: the line is none, or its parts do not fit together.
    """
    name, number, raw = _parts(line)
    key = VerifierKey(name, raw)
    if key.id.hex() != number:
        raise NoteRefused(f"the number {number} is not that of the key of {name}")
    return key


def read_signer_key(line: str) -> SignerKey:
    """A signing key from the line of its file.

    Raises:
        NoteRefused: the line is none. It is not repeated: it is a secret.
    """
    if not line.startswith(PRIVATE):
        raise NoteRefused(f"a signing key begins with {PRIVATE}")
    name, number, raw = _parts(line.removeprefix(PRIVATE))
    key = SignerKey(name, raw)
    if key.verifier.id.hex() != number:
        raise NoteRefused(f"the number of the signing key of {name} is not its own")
    return key


def _parts(line: str) -> tuple[str, str, bytes]:
    name, _, rest = line.strip().partition("+")
    number, _, encoded = rest.partition("+")
    raw = _decoded(encoded)
    if not NAME.match(name) or len(raw) != 33 or raw[:1] != ED25519:
        raise NoteRefused("a key is NAME+NUMBER+BASE64 of an Ed25519 key")
    return name, number, raw[1:]


def _signature(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    given = _decoded(encoded)
    if dash != DASH or not NAME.match(name) or len(given) < 5:
        raise NoteRefused(f"this is no signature line: {line[:80]!r}")
    return name, given


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):  # the second: letters that are not ASCII
        raise NoteRefused("what should be base64 is not") from None
