"""Sheets that were checked and may be applied: kept by their SHA-256 for a day, then gone.

What is applied is the very file that was checked, with the calendar it was checked with. It holds
addresses of people, so it does not stay.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from models.settings import data_folder

FOLDER = "checked"
KEPT = "kept_at"  # written last: what lacks it was cut short
DIGEST = re.compile(r"[0-9a-f]{64}")
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Checked:
    """One sheet with its calendar, as they were checked."""

    digest: str
    name: str
    content: bytes
    calendar: str


def keep(name: str, content: bytes, calendar: str, now: datetime) -> Checked:
    """Keep a sheet and its calendar from an aware instant on.

    The digest is of both, so that neither is another later.
    """
    _clear(now)
    digest = hashlib.sha256(content + b"\0" + calendar.encode()).hexdigest()
    place = _place(digest)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    (place / "name").write_text(name, encoding="utf-8")
    (place / "calendar").write_text(calendar, encoding="utf-8")
    (place / "sheet").write_bytes(content)
    (place / KEPT).write_text(now.isoformat(), encoding="utf-8")
    return Checked(digest, name, content, calendar)


def find(digest: str, now: datetime) -> Checked | None:
    """What was kept under a digest; None when it is none, or is gone."""
    _clear(now)
    if not DIGEST.fullmatch(digest) or not (_place(digest) / KEPT).is_file():
        return None
    place = _place(digest)
    return Checked(
        digest,
        (place / "name").read_text(encoding="utf-8"),
        (place / "sheet").read_bytes(),
        (place / "calendar").read_text(encoding="utf-8"),
    )


def _place(digest: str) -> Path:
    return data_folder() / FOLDER / digest


def _clear(now: datetime) -> None:
    """Remove what has been kept for a day, and what was cut short while it was put there."""
    folder = data_folder() / FOLDER
    for place in folder.iterdir() if folder.is_dir() else ():
        kept = place / KEPT
        at = datetime.fromisoformat(kept.read_text(encoding="utf-8")) if kept.is_file() else None
        if at is None or now - at > A_DAY:
            for file in place.iterdir():
                file.unlink(missing_ok=True)
            place.rmdir()
