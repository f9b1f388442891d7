"""Whether the log has the roots that were signed, in the table and in the folder outside."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.checkpoints import Checkpoint, check_by_any
from audit.findings import FindingKind, Findings
from audit.growth import Growth
from audit.log_walk import LogRow
from audit.merkle import HASH
from audit.notes import NoteRefused, VerifierKey
from audit.tiles import HEIGHT, WIDTH, fold
from models.base import table_of
from models.log import LogCheckpoint, LogTile

TILE = table_of(LogTile).c


class CheckTree:
    """Grows the tree anew from the entries' own bytes and compares it with all that is kept.

    `signed` ends as the checkpoints that hold, by size; `newest` is the one that covers most.
    """

    def __init__(
        self, session: Session, notes: Sequence[str], keys: list[VerifierKey], findings: Findings
    ) -> None:
        self._session, self._findings, self._keys = session, findings, keys
        self._growth = Growth()
        self._due: dict[int, list[Checkpoint]] = defaultdict(list)
        self._levels: list[list[bytes]] = [[]]
        self._tiles: dict[tuple[int, int], bytes] = {}
        rows = session.scalars(select(LogCheckpoint).order_by(LogCheckpoint.size)).all()
        for note, place in [(one, "held outside") for one in notes]:
            self._expect(note, place)
        for row in rows:
            found = self._expect(row.note, "in the table")
            if found and (found.size, found.root.hex()) != (row.size, row.root):
                told = "its columns are not what its note says"
                findings.add(FindingKind.CHECKPOINT, f"checkpoint {row.size}", told)

    @property
    def size(self) -> int:
        """How many leaves were seen."""
        return self._growth.size

    @property
    def newest(self) -> int:
        """The size of the newest checkpoint, whichever place it is kept in."""
        return max(self._due, default=0)

    def see(self, row: LogRow, leaf: bytes) -> None:
        """Add a leaf, made anew from the entry's bytes."""
        self._growth.add(leaf)
        self._add(0, leaf)
        for due in self._due.get(self._growth.size, ()):
            if due.root != self._growth.root():
                told = "the log does not have the root that was signed"
                self._findings.add(FindingKind.CHECKPOINT, f"checkpoint {due.size}", told)

    def end(self) -> None:
        """Compare what only shows at the end: a log that was cut, and the stored tiles."""
        for size in sorted(self._due):
            if size > self._growth.size:
                told = f"{size} entries were signed, the log has only {self._growth.size}"
                self._findings.add(FindingKind.CHECKPOINT, f"checkpoint {size}", told)
        for level, number, hashes, root in self._session.execute(
            select(TILE.level, TILE.number, TILE.hashes, TILE.root)
        ):
            mine = self._tiles.pop((level, number), None)
            if mine != hashes or fold(_cut(hashes)) != root:
                told = "is not made of the log's leaves"
                self._findings.add(FindingKind.TREE, f"tile {level}/{number}", told)
        for level, number in sorted(self._tiles):
            self._findings.add(FindingKind.TREE, f"tile {level}/{number}", "is missing")

    def _expect(self, note: str, place: str) -> Checkpoint | None:
        try:
            found = check_by_any(note, self._keys)
        except NoteRefused as refused:
            told = f"a checkpoint {place} is not signed by the log: {refused}"
            self._findings.add(FindingKind.CHECKPOINT, place, told)
            return None
        if found not in self._due[found.size]:
            self._due[found.size].append(found)
        return found

    def _add(self, level: int, value: bytes) -> None:
        """Put a hash into the tile that is being filled; a full one is a hash of the next level."""
        if level == len(self._levels):
            self._levels.append([])
        filling = self._levels[level]
        filling.append(value)
        if len(filling) == WIDTH:
            number = (self._growth.size >> (HEIGHT * (level + 1))) - 1
            self._tiles[level, number] = b"".join(filling)
            self._levels[level] = []
            self._add(level + 1, fold(filling))


def _cut(hashes: bytes) -> list[bytes]:
    whole = len(hashes) == WIDTH * HASH
    return [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)] if whole else [hashes]
