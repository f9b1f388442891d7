"""The tree as it is stored: 256 hashes a tile, so a proof reads a few rows of a log of any length.

C2SP tlog-tiles: a tile of level 0 holds leaves; of level L, the roots of 256 full tiles below it.
"""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.merkle import HASH, node_hash, root_of
from models.base import table_of
from models.bulk import insert_values
from models.log import LogLeaf, LogTile

HEIGHT = 8
WIDTH = 1 << HEIGHT
LEAF = table_of(LogLeaf).c
TILE = table_of(LogTile).c


def log_size(session: Session) -> int:
    """How many leaves the log has."""
    last = session.scalar(select(func.max(LEAF.n)))
    return 0 if last is None else last + 1


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over 1, 2, 4 ... 256 hashes that stand side by side."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


class Tree:
    """The log's tree, read from its rows as proofs ask for it; it stays as it was at its size.

    Leaves are only ever added, so what is read for a size stays true however long the log grows.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def node(self, level: int, number: int) -> bytes:
        """The hash of a complete subtree, as `audit.merkle` asks for it.

        Raises:
            LookupError: the log does not reach as far.
        """
        high, inside = divmod(level, HEIGHT)
        first = number << inside
        tile, place = divmod(first, WIDTH)
        hashes = self.tile(high, tile)[place : place + (1 << inside)]
        if len(hashes) != 1 << inside:
            raise LookupError(f"the log has no complete node {number} of level {level}")
        return fold(hashes)

    def tile(self, level: int, number: int) -> list[bytes]:
        """The hashes of a tile: 256 of a full one, fewer of the last of its level."""
        known = self._tiles.get((level, number))
        if known is None:
            known = self._tiles[level, number] = self._read(level, number)
        return known

    def root(self, size: int) -> bytes:
        """The root of the log when it had `size` leaves.

        Raises:
            LookupError: it never had as many.
        """
        return root_of(self.node, 0, size)

    def _read(self, level: int, number: int) -> list[bytes]:
        full = self._session.scalar(
            select(TILE.hashes).where(TILE.level == level, TILE.number == number)
        )
        if full is not None:
            return [full[at : at + HASH] for at in range(0, len(full), HASH)]
        first, after = number * WIDTH, (number + 1) * WIDTH
        if level == 0:
            query = select(LEAF.leaf).where(LEAF.n >= first, LEAF.n < after).order_by(LEAF.n)
        else:
            query = (
                select(TILE.root)
                .where(TILE.level == level - 1, TILE.number >= first, TILE.number < after)
                .order_by(TILE.number)
            )
        return list(self._session.scalars(query))


def add_tiles(session: Session, first: int, after: int) -> None:
    """Keep every tile that became full when the leaves `first` to `after` were added."""
    level = 0
    while (after >> HEIGHT) > (first >> HEIGHT):
        first, after = first >> HEIGHT, after >> HEIGHT
        tree = Tree(session)
        rows = []
        for number in range(first, after):
            hashes = tree.tile(level, number)
            rows.append((level, number, b"".join(hashes), fold(hashes)))
        insert_values(session.connection(), LogTile, ("level", "number", "hashes", "root"), rows)
        level += 1
