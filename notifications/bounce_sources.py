"""Where bounces lie: a folder that files are dropped into, and a Maildir. Nothing is ever deleted.

What was read is moved aside, so that it is read once; what is not ours stays where people find it.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic_settings import BaseSettings, SettingsConfigDict

from models.settings import data_folder
from notifications.bounce_report import LARGEST

SEEN = "S"


class BounceSettings(BaseSettings):
    """INFITAH_BOUNCE_MAILDIR: the Maildir into which the address of the bounces is delivered."""

    model_config = SettingsConfigDict(env_prefix="INFITAH_BOUNCE_", extra="ignore")

    maildir: Path | None = None


class Source(Protocol):
    """A place where bounces lie."""

    def messages(self) -> Iterator[Path]:
        """The files that were not read yet, the oldest name first."""
        ...

    def put_aside(self, path: Path, *, ours: bool) -> None:
        """Note that a file was read; `ours` says whether it was understood as a bounce of ours."""
        ...


@dataclass(frozen=True, slots=True)
class FileDrop:
    """A folder of `*.eml`: read ones go to `read/`, what was not understood to `other/`."""

    folder: Path

    def messages(self) -> Iterator[Path]:
        """Every file that ends in `.eml` and lies in the folder itself."""
        if self.folder.is_dir():
            yield from sorted(path for path in self.folder.glob("*.eml") if _is_file(path))

    def put_aside(self, path: Path, *, ours: bool) -> None:
        """Move it; one of the same name that is there already is never written over."""
        aside = self.folder / ("read" if ours else "other")
        aside.mkdir(exist_ok=True)
        target = aside / path.name
        if target.exists():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            target = aside / f"{path.stem}-{digest}{path.suffix}"
        with contextlib.suppress(FileNotFoundError):  # another reader was quicker
            path.rename(target)


@dataclass(frozen=True, slots=True)
class Maildir:
    """A Maildir: what was read of ours is marked as seen in `cur/`, all else is left as it is."""

    folder: Path

    def messages(self) -> Iterator[Path]:
        """What is new, and what lies in `cur/` without having been seen."""
        for name in ("new", "cur"):
            if (self.folder / name).is_dir():
                found = sorted(path for path in (self.folder / name).iterdir() if _is_file(path))
                yield from (path for path in found if SEEN not in _flags(path))

    def put_aside(self, path: Path, *, ours: bool) -> None:
        """Mark a bounce of ours as seen; somebody else's letter is not touched."""
        if not ours:
            return
        flags = "".join(sorted({*_flags(path), SEEN}))
        (self.folder / "cur").mkdir(exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            path.rename(self.folder / "cur" / f"{path.name.partition(':2,')[0]}:2,{flags}")


def bounce_sources(settings: BounceSettings | None = None) -> list[Source]:
    """The places of this installation: the data folder's drop, and the Maildir when one is set."""
    maildir = (settings or BounceSettings()).maildir
    drop: list[Source] = [FileDrop(data_folder() / "bounces")]
    return drop + ([Maildir(maildir)] if maildir else [])


def _flags(path: Path) -> str:
    return path.name.partition(":2,")[2]


def _is_file(path: Path) -> bool:
    """Whether it is a file of its own: a link might lead out of the folder."""
    return path.is_file() and not path.is_symlink()


def read_bytes(path: Path) -> bytes | None:
    """The bytes of a message, cut where it is too large to be a report; None when it is gone."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
