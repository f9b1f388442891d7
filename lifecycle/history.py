"""The canonical bytes of a history entry, and the chain they form.

Entries follow a restricted profile of RFC 8785 (JSON canonicalisation): keys of [a-z0-9_], no
floats, integers below 2^53, text as it is. In that profile sorted compact JSON is the canonical
form. The bytes are kept as hashed and never written anew. The leaf is RFC 6962's: SHA-256(0x00 ||
bytes).
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import orjson

LOG = "infitah/history/v1"
GENESIS = "0" * 64
KEY = re.compile(r"[a-z0-9_]+\Z")
LARGEST = 2**53


class NotCanonical(ValueError):
    """A value that two programs might write in two ways: it may not enter the history."""


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The one way to write an entry, as UTF-8 bytes.

    Raises:
        NotCanonical: a key outside [a-z0-9_], a float, an integer of 2^53 or more, another type, or
            half of a character (a lone surrogate), which UTF-8 cannot write.
    """
    _check(entry, "entry")
    try:
        return orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise NotCanonical(f"{_half_character(entry, 'entry')}: {error}") from None


def leaf_hash(content: bytes) -> str:
    """The RFC 6962 leaf hash of canonical bytes, in hex."""
    return hashlib.sha256(b"\x00" + content).hexdigest()


def commitment(salt: str, label: str, value: str) -> str:
    """A keyed commitment to words that may have to be erased: without the salt it tells nothing."""
    said = b"infitah/pii/v1\x00" + label.encode() + b"\x00" + value.encode()
    return hmac.new(bytes.fromhex(salt), said, hashlib.sha256).hexdigest()


def instant(at: datetime) -> str:
    """An aware instant as history writes it: UTC, to the microsecond, with a Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def fields_digest(fields: Mapping[str, Any]) -> str:
    """The SHA-256 of the fields filed as evidence, in hex."""
    written = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def broken_link(chain: list[tuple[int, bytes, str]]) -> str | None:
    """Where a plan's chain breaks, in a sentence; None when it holds.

    Args:
        chain: (seq, canonical bytes, leaf hash) of every entry of one plan, in order of seq.
    """
    previous = GENESIS
    for expected, (seq, content, leaf) in enumerate(chain, start=1):
        if seq != expected:
            return f"entry {expected} is missing"
        if leaf_hash(content) != leaf:  # before it is read: bytes that were changed may be no JSON
            return f"entry {seq} was changed: its bytes do not match its hash"
        said = orjson.loads(content)
        if said["_seq"] != expected:
            return f"entry {expected} is missing"
        if said["_prev"] != previous:
            return f"entry {seq} does not follow entry {seq - 1}"
        previous = leaf
    return None


def _check(value: Any, place: str) -> None:
    """Say where a value has no canonical form; the quick look comes first."""
    if _is_canonical(value):
        return
    if type(value) is dict:
        for key, inside in value.items():
            if not (isinstance(key, str) and KEY.match(key)):
                raise NotCanonical(f"{place}: key {key!r} has other signs than a-z, 0-9 and _")
            _check(inside, f"{place}.{key}")
    elif type(value) is list:
        for number, inside in enumerate(value):
            _check(inside, f"{place}[{number}]")
    elif type(value) is int:
        raise NotCanonical(f"{place}: {value} is too large an integer; write it as text")
    else:
        raise NotCanonical(f"{place}: {value!r} ({type(value).__name__}) has no canonical form")


def _is_canonical(value: Any) -> bool:
    """Whether a value is inside the profile; runs for every value of every entry."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is dict:
        return all(map(_is_key, value)) and all(map(_is_canonical, value.values()))
    if kind is list:
        return all(map(_is_canonical, value))
    return (kind is int and -LARGEST < value < LARGEST) or isinstance(value, str)


@lru_cache(maxsize=1024)
def _is_key(key: Any) -> bool:
    return isinstance(key, str) and KEY.match(key) is not None


def _half_character(value: Any, place: str) -> str:
    """The place of the first text that UTF-8 cannot write."""
    if isinstance(value, str):
        return "" if _writable(value) else place
    inside = (
        value.items() if type(value) is dict else enumerate(value) if type(value) is list else ()
    )
    mark = "{}.{}" if type(value) is dict else "{}[{}]"
    return next(filter(None, (_half_character(v, mark.format(place, k)) for k, v in inside)), "")


def _writable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
