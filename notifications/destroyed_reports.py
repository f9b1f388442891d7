"""The files of bounces that were read: they hold addresses, and go when their person is erased."""

import contextlib
import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

from notifications.bounce_sources import FileDrop, Source, bounce_sources, read_bytes


def destroy_reports(digests: Collection[str], sources: Iterable[Source] | None = None) -> int:
    """Delete the files of bounces that were read, by the SHA-256 of their bytes.

    Args:
        digests: as the bounces' rows hold them.
        sources: where bounces lie; those of this installation when left out.

    Returns:
        How many files were deleted; one that is gone already, or lies elsewhere, is not counted.
    """
    if not digests:
        return 0
    places = [_read_files(source) for source in (sources or bounce_sources())]
    wanted, gone = set(digests), 0
    for path in (path for folder in places for path in _files(folder)):
        raw = read_bytes(path)
        if raw is not None and hashlib.sha256(raw).hexdigest() in wanted:
            with contextlib.suppress(FileNotFoundError):
                path.unlink()
                gone += 1
    return gone


def _read_files(source: Source) -> Path:
    """Where a source puts what was read."""
    folder: Path = source.folder  # type: ignore[attr-defined]
    return folder / ("read" if isinstance(source, FileDrop) else "cur")


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
