"""Inputs that are nearly right: a seed with some bytes changed, the same for the same chance."""

from collections.abc import Sequence
from random import Random

MOST = 40_000  # bytes of an input
# What readers stumble over: marks of format, of direction, of numbers, of escapes, of ends.
ODD = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b"'", b",", b";", b"\t", b"\r", b"\n",
    b"=1+1", b"-1", b"1e999", b"NaN", b"9" * 40, b"\xd9\xa3", b"\xe2\x80\x8f", b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"%00", b"%", b"{{7*7}}", b"{0}", b"<!--", b"]]>",
    b"&x;", b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"--b", b"--b--", b"Content-Type: multipart/report",
    b"Content-Transfer-Encoding: base64", b"=?utf-8?b?", b"?=", b"!!python/object", b"&a", b"*a",
    b"<<:", b"PK\x03\x04", b"../", b"\\", b"2023-02-30", b"0000-00-00", b"1.1.1.1.1",
)  # fmt: skip


def mutated(seeds: Sequence[bytes], chance: Random) -> bytes:
    """One to eight changes of a seed."""
    given = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 8)):
        _change(given, seeds, chance)
    return bytes(given[:MOST])


def _change(given: bytearray, seeds: Sequence[bytes], chance: Random) -> None:
    at = chance.randint(0, len(given))
    until = min(len(given), at + chance.choice((1, 1, 2, 4, 16, 64, 400)))
    match chance.randrange(7):
        case 0:
            given[at:until] = bytes(chance.randrange(256) for _ in range(until - at))
        case 1:
            del given[at:until]
        case 2:
            given[at:at] = given[at:until] * chance.choice((1, 2, 20))
        case 3 | 4:
            given[at:at] = chance.choice(ODD)
        case 5:
            given[at:until] = chance.choice(ODD)
        case 6:
            other = chance.choice(seeds)
            begin = chance.randint(0, len(other))
            given[at:until] = other[begin : begin + chance.randint(1, 200)]
