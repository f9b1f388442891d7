"""What of the log anybody may fetch: its newest checkpoint and its hashes (C2SP tlog-tiles)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.checkpoints import Checkpoint, check_by_any, read_checkpoint
from audit.log_folder import LogFolder
from audit.notes import VerifierKey
from audit.tiles import HEIGHT, WIDTH, Tree
from models.base import table_of
from models.log import LogCheckpoint

TABLE = table_of(LogCheckpoint).c
LEVELS = 64  # as tlog-tiles counts them, the last not included


@dataclass(frozen=True, slots=True)
class Published:
    """A signed note, and what it says."""

    note: str
    checkpoint: Checkpoint

    @property
    def size(self) -> int:
        """How many entries it covers."""
        return self.checkpoint.size


def keys_of(folder: LogFolder) -> list[VerifierKey]:
    """The log's keys, the first one first; none where its folder cannot be read."""
    try:
        return folder.verifiers()
    except (OSError, ValueError):  # on another machine, or spoilt: the verification says so
        return []


def newest(session: Session, folder: LogFolder) -> Published | None:
    """The newest checkpoint, by the folder and by the table; None before the first.

    A note that no key of the log has signed is passed over, wherever it stands.
    """
    keys = keys_of(folder)
    last = session.scalar(select(TABLE.note).order_by(TABLE.size.desc()).limit(1))
    found = [one for note in (_held(folder), last) if note and (one := _signed(note, keys))]
    return max(found, key=lambda one: one.size, default=None)


def checkpoint_of_size(session: Session, folder: LogFolder, size: int) -> Published | None:
    """The checkpoint that covered so many entries; None when there was none."""
    last = newest(session, folder)
    if last is None or size >= last.size:
        return last if last and last.size == size else None
    note = session.scalar(select(TABLE.note).where(TABLE.size == size))
    one = _signed(note, keys_of(folder)) if note else None
    return one if one and one.size == size else None


def tile_of(
    session: Session, folder: LogFolder, level: int, number: int, width: int = WIDTH
) -> bytes | None:
    """The hashes of a tile, side by side; None when no checkpoint covers it.

    Args:
        session: reads.
        folder: of the log.
        level: 0 holds the leaves.
        number: of the tile in its level.
        width: 256, or that of a partial tile that a checkpoint's size requires.
    """
    last = newest(session, folder)
    if last is None or level >= LEVELS or not 0 < width <= WIDTH:
        return None
    hashes = number * WIDTH + width
    if last.size >> (HEIGHT * level) < hashes:
        return None
    if width < WIDTH and not _was_required(session, last.size, level, hashes):
        return None
    found = Tree(session).tile(level, number)[:width]
    return b"".join(found) if len(found) == width else None


def _was_required(session: Session, newest_size: int, level: int, hashes: int) -> bool:
    """Whether a level had just so many hashes at the size of some checkpoint."""
    low, high = hashes << (HEIGHT * level), (hashes + 1) << (HEIGHT * level)
    if low <= newest_size < high:
        return True
    query = select(func.count()).where(TABLE.size >= low, TABLE.size < min(high, newest_size))
    return bool(session.scalar(query))


def _held(folder: LogFolder) -> str | None:
    try:
        return folder.last_note()
    except (OSError, ValueError):
        return None


def _signed(note: str, keys: list[VerifierKey]) -> Published | None:
    try:
        return Published(note, check_by_any(note, keys) if keys else read_checkpoint(note))
    except ValueError:
        return None
