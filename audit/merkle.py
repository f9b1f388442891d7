"""The Merkle tree of RFC 6962: roots and proofs made from stored nodes, and proofs verified.

A leaf is SHA-256(0x00 || bytes), a node SHA-256(0x01 || left || right). Nothing of this is our own
invention: proofs are those of RFC 6962 section 2.1 and are verified as RFC 9162 sections 2.1.3.2
and 2.1.4.2 say.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH = 32  # bytes
EMPTY = hashlib.sha256(b"").digest()

# The hash of a complete subtree: level (0 is the leaves) and number, counted from the left.
Node = Callable[[int, int], bytes]


class ProofRefused(ValueError):
    """A proof does not show what it says; the message tells where."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(node: Node, low: int, high: int) -> bytes:
    """The root over the leaves `low` to `high`, the last not included.

    `low` must be a multiple of the smallest power of two that spans the range, as it is in every
    range that RFC 6962 cuts.
    """
    size = high - low
    if size == 0:
        return EMPTY
    if size & (size - 1) == 0 and low % size == 0:
        return node(size.bit_length() - 1, low // size)
    middle = low + _split(size)
    return node_hash(root_of(node, low, middle), root_of(node, middle, high))


def inclusion_proof(node: Node, number: int, size: int) -> list[bytes]:
    """The hashes that lead from leaf `number` to the root of a log of `size` leaves.

    Raises:
        ProofRefused: the log has no such leaf.
    """
    if not 0 <= number < size:
        raise ProofRefused(f"a log of {size} leaves has no leaf {number}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if number < middle:
            path.append(root_of(node, middle, high))
            high = middle
        else:
            path.append(root_of(node, low, middle))
            low = middle
    return path[::-1]


def consistency_proof(node: Node, old: int, new: int) -> list[bytes]:
    """The hashes that show that a log of `new` leaves begins with the log of `old` leaves.

    Raises:
        ProofRefused: `old` is 0 or more than `new`.
    """
    if not 0 < old <= new:
        raise ProofRefused(f"no log of {new} leaves begins with one of {old}")
    path: list[bytes] = []
    low, high = 0, new
    whole = True  # the old log is still a complete subtree that the verifier knows
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(root_of(node, middle, high))
            high = middle
        else:
            path.append(root_of(node, low, middle))
            low, whole = middle, False
    if not whole:
        path.append(root_of(node, low, high))
    return path[::-1]


def check_inclusion(
    leaf: bytes, number: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Accept a proof that a leaf stands at its place in the log of a root.

    Raises:
        ProofRefused: it does not show that.
    """
    if not 0 <= number < size:
        raise ProofRefused(f"a log of {size} leaves has no leaf {number}")
    _check_lengths([leaf, root, *proof])
    place, last, found = number, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ProofRefused("the proof is too long")
        if place & 1 or place == last:
            found = node_hash(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRefused("the proof is too short")
    if found != root:
        raise ProofRefused(f"leaf {number} is not in the log of this root")


def check_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Accept a proof that the newer log begins with the older one.

    Raises:
        ProofRefused: it does not show that.
    """
    if not 0 < old <= new:
        raise ProofRefused(f"no log of {new} leaves begins with one of {old}")
    if old == new:
        if proof or old_root != new_root:
            raise ProofRefused(
                "two logs of the same size have different roots, or a proof too many"
            )
        return
    _check_lengths([old_root, new_root, *proof])
    path = [old_root, *proof] if old & (old - 1) == 0 else [*proof]
    if not proof or not path:
        raise ProofRefused("the proof is too short")
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for step in path[1:]:
        if last == 0:
            raise ProofRefused("the proof is too long")
        if place & 1 or place == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRefused("the proof is too short")
    if first != old_root or second != new_root:
        raise ProofRefused(f"the log of {new} leaves does not begin with the one of {old}")


def _split(size: int) -> int:
    """The largest power of two below a size: where RFC 6962 cuts."""
    return 1 << ((size - 1).bit_length() - 1)


def _check_lengths(hashes: Iterable[bytes]) -> None:
    if any(len(one) != HASH for one in hashes):
        raise ProofRefused(f"a hash is not {HASH} bytes long")
