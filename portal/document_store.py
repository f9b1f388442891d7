"""The bytes of documents on disk, by SHA-256, outside whatever is served by its path."""

import contextlib
import fcntl
import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from models.secret_file import sync_folder
from models.settings import data_folder

FOLDER = "documents"
INCOMING = "incoming"
LOCK = ".lock"
SHA256 = re.compile(r"[0-9a-f]{64}")
PIECE = 1024 * 1024
LEFT_OVER = 3600  # seconds after which a temporary file belongs to a request that was cut


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie, or would lie.

    Raises:
        ValueError: it is no digest.
    """
    if not SHA256.fullmatch(sha256):
        raise ValueError("a document is named by 64 hexadecimal letters")
    return data_folder() / FOLDER / sha256[:2] / sha256


def take_in(source: BinaryIO) -> tuple[Path, str, int]:
    """Copy what arrived into a temporary file that survives a power cut.

    Returns:
        Its path, the SHA-256 of its bytes and their number.
    """
    folder = _made(data_folder() / FOLDER / INCOMING)
    number, name = tempfile.mkstemp(dir=folder)  # with mode 0600
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(number, "wb") as kept:
            source.seek(0)
            while piece := source.read(PIECE):
                digest.update(piece)
                size += kept.write(piece)
            kept.flush()
            os.fsync(kept.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _clear_left_over(Path(name))
    return Path(name), digest.hexdigest(), size


def put(temporary: Path, sha256: str, *, fresh: bool) -> int | None:
    """Give a temporary file its place; it appears there whole. The temporary one stays.

    Args:
        temporary: what `take_in` made.
        sha256: its digest.
        fresh: whether the caller's transaction is the one that records these bytes.

    Returns:
        The file's number on its disk (inode), for `take_back`; None when it lay there already.
    """
    place = path_of(sha256)
    _made(place.parent)
    with _alone():
        if place.exists() and not fresh:
            return None
        beside = place.with_name(f".{secrets.token_hex(8)}")
        os.link(temporary, beside)
        os.replace(beside, place)
        sync_folder(place.parent)
        return place.stat().st_ino


def take_back(sha256: str, inode: int) -> None:
    """Remove a file that `put` placed and whose row was not committed.

    One that another transaction has put there since is not ours, and stays.
    """
    place = path_of(sha256)
    with _alone(), contextlib.suppress(FileNotFoundError):
        if place.stat().st_ino == inode:
            place.unlink()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Nobody else, in no process, puts or takes back meanwhile."""
    lock = os.open(_made(data_folder() / FOLDER) / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _clear_left_over(fresh: Path) -> None:
    """Remove temporary files of requests that ended without a word, by the clock of the disk."""
    now = fresh.stat().st_mtime
    for old in fresh.parent.iterdir():
        with contextlib.suppress(FileNotFoundError):
            if now - old.stat().st_mtime > LEFT_OVER:
                old.unlink()


def _made(folder: Path) -> Path:
    (data_folder() / FOLDER).mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
