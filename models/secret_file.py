"""Files that hold a secret: only their owner may read them, and they appear whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def make_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read; another process that made it first wins.

    It appears under its name whole: nobody reads one that is still empty.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    number, whole = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # with mode 0600
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(number)
        with contextlib.suppress(FileExistsError):
            os.link(whole, path)
        sync_folder(path.parent)
    finally:
        os.unlink(whole)


def sync_folder(folder: Path) -> None:
    """Have the names of a folder's files on the disk too: a power cut would take a new one away."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
