"""A tree that only grows: the root after each leaf, in memory of a few hashes."""

from audit.merkle import EMPTY, node_hash


class Growth:
    """The roots of the complete subtrees that make up a log so far, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf of 32 bytes."""
        edge, size = self._edge, self.size
        while size & 1:
            leaf = node_hash(edge.pop(), leaf)
            size >>= 1
        edge.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self._edge:
            return EMPTY
        found = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            found = node_hash(left, found)
        return found
