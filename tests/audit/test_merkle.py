"""Roots and proofs against the plain definition of RFC 6962, and against what is not a proof."""

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.growth import Growth
from audit.merkle import (
    EMPTY,
    ProofRefused,
    check_consistency,
    check_inclusion,
    consistency_proof,
    inclusion_proof,
    node_hash,
    root_of,
)

LEAVES = [hashlib.sha256(b"\x00" + bytes([n])).digest() for n in range(70)]
sizes = st.integers(1, len(LEAVES))


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word by word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = max(1 << power for power in range(8) if 1 << power < len(leaves))
    left, right = plain_root(leaves[:k]), plain_root(leaves[k:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def node(level: int, number: int) -> bytes:
    return plain_root(LEAVES[number << level : (number + 1) << level])


ROOTS = [plain_root(LEAVES[:size]) for size in range(len(LEAVES) + 1)]

# The log of eight entries that implementations of RFC 6962 have compared their roots by since 2013.
KNOWN = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
         "606162636465666768696a6b6c6d6e6f"]  # fmt: skip
KNOWN_ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_the_well_known_log_of_eight_entries_has_its_well_known_root() -> None:
    growth = Growth()
    assert growth.root() == EMPTY
    for entry in KNOWN:
        growth.add(hashlib.sha256(b"\x00" + bytes.fromhex(entry)).digest())
    assert growth.root().hex() == KNOWN_ROOT


def test_a_growing_log_has_the_plain_root_at_every_size() -> None:
    growth = Growth()
    for size, leaf in enumerate(LEAVES, start=1):
        growth.add(leaf)
        assert growth.root() == ROOTS[size] == root_of(node, 0, size)


def test_every_leaf_of_every_log_has_a_proof_that_holds() -> None:
    for size in range(1, len(LEAVES) + 1):
        for number in range(size):
            proof = inclusion_proof(node, number, size)
            check_inclusion(LEAVES[number], number, size, proof, ROOTS[size])


def test_every_log_begins_with_every_smaller_one_by_a_proof_that_holds() -> None:
    for new in range(1, len(LEAVES) + 1):
        for old in range(1, new + 1):
            proof = consistency_proof(node, old, new)
            check_consistency(old, new, ROOTS[old], ROOTS[new], proof)


def spoilt(proof: list[bytes]) -> list[list[bytes]]:
    """The proof with one thing wrong, in each way that people have got past a verifier with."""
    some = bytes(32)
    ways = [[*proof, some], [some, *proof], [*proof, b""], [*proof[::-1], some]]
    if proof:
        ways += [proof[:-1], proof[1:], [], [*proof[:-1], proof[-1][:31]], [some, *proof[1:]]]
        ways += [[*proof[:-1], proof[-1] + b"\x00"], [*proof, proof[-1]]]
    return ways


def refuses(check: Callable[[], None]) -> bool:
    with pytest.raises(ProofRefused):
        check()
    return True


@given(sizes, st.data())
def test_a_spoilt_proof_of_a_leaf_is_refused(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    leaf, root = LEAVES[number], ROOTS[size]
    proof = inclusion_proof(node, number, size)
    for wrong in spoilt(proof):
        assert refuses(lambda wrong=wrong: check_inclusion(leaf, number, size, wrong, root))
    for other in {number + 1, number - 1, number ^ 1, size, -1} - {number}:
        assert refuses(lambda other=other: check_inclusion(leaf, other, size, proof, root))
    for wrong_root in (ROOTS[size - 1], EMPTY, root[:31]):
        assert refuses(lambda it=wrong_root: check_inclusion(leaf, number, size, proof, it))
    assert refuses(lambda: check_inclusion(leaf[:31], number, size, proof, root))


@given(sizes, st.data())
def test_a_spoilt_proof_that_a_log_grew_is_refused(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    one, other = ROOTS[old], ROOTS[new]
    proof = consistency_proof(node, old, new)
    for wrong in spoilt(proof):
        assert refuses(lambda wrong=wrong: check_consistency(old, new, one, other, wrong))
    assert refuses(lambda: check_consistency(0, new, EMPTY, other, proof))
    assert refuses(lambda: check_consistency(new + 1, new, one, other, proof))
    if old != new:
        assert refuses(lambda: check_consistency(old, new, other, one, proof))
        assert refuses(lambda: check_consistency(old, new, one, one, proof))
        assert refuses(lambda: check_consistency(new, old, one, other, proof))


def test_no_proof_is_made_of_what_is_not_there() -> None:
    for number, size in ((3, 3), (-1, 3), (0, 0)):
        assert refuses(lambda number=number, size=size: inclusion_proof(node, number, size))
    for old, new in ((0, 3), (4, 3)):
        assert refuses(lambda old=old, new=new: consistency_proof(node, old, new))


def test_a_node_is_not_a_leaf_of_the_same_bytes() -> None:
    """The two prefixes keep an inner node from being passed off as an entry."""
    pair = LEAVES[0] + LEAVES[1]
    assert node_hash(LEAVES[0], LEAVES[1]) != hashlib.sha256(b"\x00" + pair).digest()
